// The kinds of payloads that the controls offer.
import type { Kind } from "kyx-schema";

// The type makes the compiler report a kind that is missing.
const ALL: Record<Kind, true> = {
  "account-request": true, "account-response": true, "callback": true, "finalize-response": true,
  "part-response": true, "prepared-data": true, "problem": true, "retrieval-response": true, "status": true,
  "steps-response": true, "token-error": true, "token-response": true,
};

export const KINDS = Object.keys(ALL) as Kind[];
export const SAMPLED: Kind[] = KINDS;
