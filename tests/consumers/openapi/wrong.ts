// Code that must not compile: the line after each expectation has the error that it describes.

import type { components, operations, paths } from "./openapi.js";

type AccountRequest = components["schemas"]["AccountRequest"];

const workflowDefinition = { key: 2 };

// @ts-expect-error TS2741 the reference is missing
export const missing: AccountRequest = { workflowDefinition };

export const unknown: AccountRequest = {
  customerInternalReference: "order-4711",
  workflowDefinition,
  // @ts-expect-error TS2561 a misspelt field
  userReferense: "customer-4711",
};

// @ts-expect-error TS2322 a number instead of a string
export const number: AccountRequest = { customerInternalReference: 4711, workflowDefinition };

// @ts-expect-error TS2820 not a country code
export const country: components["schemas"]["UserLocation"] = { country: "usa" };

// @ts-expect-error TS2322 prepared data is not added as a file
export const classifier: operations["addPart"]["parameters"]["path"]["classifier"] = "PREPARED_DATA";

// @ts-expect-error TS2820 an unknown path
export const path: keyof paths = "/api/v2/accounts";
