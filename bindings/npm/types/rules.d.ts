// Generated from schemas/ by generate-types.mjs. Do not edit.

export type Rules = Rule[];

/**
 * A rule of the catalogue.
 */
export interface Rule {
  /**
   * The code, which never changes.
   */
  code: string;
  /**
   * A name that reads as "deny *name*".
   */
  name: string;
  /**
   * The severity of its findings; that of a single finding may differ.
   */
  severity: "info" | "warning" | "error";
  /**
   * What the rule finds, in a sentence.
   */
  summary: string;
}
