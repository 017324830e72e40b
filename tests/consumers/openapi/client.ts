// The code of a client in TypeScript, which must compile.

import type { components, operations, paths } from "./openapi.js";

type AccountRequest = components["schemas"]["AccountRequest"];
type AccountResponse = components["schemas"]["AccountResponse"];
type Problem = components["schemas"]["Problem"];

export const request: AccountRequest = {
  customerInternalReference: "order-4711",
  workflowDefinition: { key: 10011, credentials: [{ category: "ID", country: { values: ["USA"] } }] },
  userConsent: {
    userIp: "203.0.113.7",
    userLocation: { country: "USA", state: "IL" },
    consent: { obtained: "yes", obtainedAt: "2025-06-01T12:00:00.000Z" },
  },
};

export const body: operations["createAccount"]["requestBody"]["content"]["application/json"] = request;
export const path: keyof paths = "/api/v1/accounts/{accountId}";
export const part: operations["addPart"]["parameters"]["path"] = {
  accountId: "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7",
  workflowExecutionId: "bc6d862e-a1ae-40fa-9781-8fc755f75976",
  credentialId: "b701e6c5-b74c-434a-866a-ef1f084a4d80",
  classifier: "FRONT",
};

export function uploads(response: AccountResponse): string[] {
  const credentials = response.workflowExecution?.credentials ?? [];
  return credentials.flatMap((credential) => Object.values(credential.api?.parts ?? {}));
}

// The platform may add categories; a client must tolerate them.
export function isData(category: components["schemas"]["CredentialCategory"]): boolean {
  return category === "DATA";
}

export function status(problem: Problem): number {
  return Number(problem.status);
}
