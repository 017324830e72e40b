// What a team may get wrong. Each line after an expectation must fail with the error that stands in it, and no other.
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
  // @ts-expect-error TS2820 a value that its field does not know, close to one that it knows
  workflowDefinition: { key, credentials: [{ category: "id" }] },
  // @ts-expect-error TS2322 a country by another code
  userConsent: { userIp: "226.80.211.232", userLocation: { country: "US" } },
};

export const type: AccountRequest = {
  // @ts-expect-error TS2322 a number where a text belongs
  customerInternalReference: 4711,
  workflowDefinition: { key },
  // @ts-expect-error TS2322 a text where true or false belongs
  overrideSettings: { crossDeviceOnly: "true" },
};

export const empty: AccountRequest = {
  customerInternalReference: "order-4711",
  // @ts-expect-error TS2322 a choice of nothing
  workflowDefinition: { key, credentials: [{ category: "ID", country: { values: [] } }] },
};

// @ts-expect-error TS2353 a field that is not known
export const unknown: PreparedData = { firstName: "John", favouriteColour: "blue" };

export const date: PreparedData = {
  // @ts-expect-error TS2322 a date that is no text
  dateOfBirth: new Date(),
};

export function read(response: AccountResponse): string {
  // @ts-expect-error TS18049 what may be absent, read without a look
  return response.web.href;
}
