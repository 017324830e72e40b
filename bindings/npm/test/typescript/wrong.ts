import { fix, lint, sample, type AccountRequest } from "kyx-schema";

// @ts-expect-error
lint(5);
// @ts-expect-error
lint("{}", { channel: "phone" });
// @ts-expect-error
lint("{}", { chanel: "api" });
// @ts-expect-error
const missing: AccountRequest = { customerInternalReference: "order-4711" };
// @ts-expect-error
const unknown: AccountRequest = { customerInternalReference: "x", workflowDefinition: { key: 3 }, other: 1 };
// @ts-expect-error
const bytes: Uint8Array = fix("{}").data;
// @ts-expect-error
sample("request");
