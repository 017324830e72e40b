// Mistakes that a team may make. Each line after an expectation must fail with exactly the error in it.
import type { AccountRequest, AccountResponse, PreparedData } from "./kyx.schema";

const key = 10011;

export const misspelt: AccountRequest = {
  customerInternalReference: "order-4711",
  // @ts-expect-error TS2561 a misspelt field
  workflowDefinitions: { key },
};

// @ts-expect-error TS2741 a missing field
export const missing: AccountRequest = { workflowDefinition: { key } };

export const value: AccountRequest = {
  customerInternalReference: "order-4711",
  // @ts-expect-error TS2820 an unknown value, similar to a known one
  workflowDefinition: { key, credentials: [{ category: "id" }] },
  // @ts-expect-error TS2322 a country with an alpha-2 code
  userConsent: { userIp: "226.80.211.232", userLocation: { country: "US" } },
};

export const type: AccountRequest = {
  // @ts-expect-error TS2322 a number instead of a string
  customerInternalReference: 4711,
  workflowDefinition: { key },
  // @ts-expect-error TS2322 a string instead of a boolean
  overrideSettings: { crossDeviceOnly: "true" },
};

export const empty: AccountRequest = {
  customerInternalReference: "order-4711",
  // @ts-expect-error TS2322 an empty choice
  workflowDefinition: { key, credentials: [{ category: "ID", country: { values: [] } }] },
};

// @ts-expect-error TS2353 an unknown field
export const unknown: PreparedData = { firstName: "John", favouriteColour: "blue" };

export const date: PreparedData = {
  // @ts-expect-error TS2322 a date that is not a string
  dateOfBirth: new Date(),
};

export function read(response: AccountResponse): string | null | undefined {
  // @ts-expect-error TS18049 an optional field, read without a check
  return response.web.href;
}
