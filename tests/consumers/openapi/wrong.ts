// What must not compile: the line after each expectation is wrong in the way that it names.

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

// @ts-expect-error TS2322 a number for a text
export const number: AccountRequest = { customerInternalReference: 4711, workflowDefinition };

// @ts-expect-error TS2820 no country
export const country: components["schemas"]["UserLocation"] = { country: "usa" };

// @ts-expect-error TS2322 prepared data are not added as a file
export const classifier: operations["addPart"]["parameters"]["path"]["classifier"] = "PREPARED_DATA";

// @ts-expect-error TS2820 no such call
export const path: keyof paths = "/api/v2/accounts";
