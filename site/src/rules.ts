// The texts of the rules, and the examples that break them.
import type { Channel, Kind, Operation } from "kyx-schema";
import texts from "virtual:rules";

export interface RuleText {
  html: string;
  example?: { text: string; kind?: Kind; operation?: Operation; channel?: Channel };
}

/** Examples are meant for this time. */
export const EXAMPLES_AT = "2025-01-01T00:00:00Z";

export const ruleText = (code: string): RuleText | undefined => texts[code];
