// Generated from schemas/ by generate-types.mjs. Do not edit.

export type AnyReport = LintReport | Report;

/**
 * The output of `kyx lint --format json` and `kyx upload-check --format json`. Later releases may add fields.
 */
export interface LintReport {
  /**
   * The payloads, in the order in which they were checked. For files with one payload per line, only those with
   * findings.
   */
  payloads: Payload[];
  /**
   * The totals of all payloads.
   */
  summary: Summary;
  /**
   * The version of this format.
   */
  version: 1;
}
/**
 * A payload and its findings.
 */
export interface Payload {
  /**
   * The findings, in the order of the text.
   */
  findings: Finding[];
  /**
   * The kind of the payload, such as `account-request`; null if it is unknown, and for uploads.
   */
  kind: string | null;
  /**
   * The line of the payload, from 1, if its file may have several.
   */
  line: number | null;
  /**
   * The file; `-` is standard input.
   */
  path: string;
}
/**
 * One problem. It never repeats a value of the payload.
 */
export interface Finding {
  /**
   * The code of the rule, which never changes.
   */
  code: string;
  /**
   * The fix, if the rule offers one.
   */
  fix: Fix | null;
  /**
   * How to solve it.
   */
  help: string;
  /**
   * The address of the page of the rule, if it is known where the pages are.
   */
  help_uri?: string | null;
  /**
   * The problem.
   */
  message: string;
  /**
   * The name of the rule.
   */
  name: string;
  /**
   * The JSON Pointer (RFC 6901) of the value at fault, or of the missing field.
   */
  pointer: string;
  /**
   * The position in the file; null for uploads.
   */
  range: Range | null;
  /**
   * Other values that the problem depends on.
   */
  related: Related[];
  /**
   * The severity of the problem.
   */
  severity: "info" | "warning" | "error";
}
/**
 * Edits that solve the problem. Apply all of them or none.
 */
export interface Fix {
  /**
   * The edits, in the order of the text. They do not overlap.
   */
  edits: Edit[];
  /**
   * Whether the fix keeps the meaning of the payload (`safe`), or may change it (`unsafe`).
   */
  safety: "safe" | "unsafe";
}
/**
 * One edit of a fix.
 */
export interface Edit {
  /**
   * The range to replace; if it is empty, the position to insert at.
   */
  range: Range;
  /**
   * The replacement; null if it may be personal, unless values are asked for.
   */
  text: string | null;
}
/**
 * A range of a text.
 */
export interface Range {
  /**
   * The position after its last character.
   */
  end: Place;
  /**
   * The position of its first character.
   */
  start: Place;
}
/**
 * A position in a text.
 */
export interface Place {
  /**
   * The column in characters, from 1.
   */
  column: number;
  /**
   * The line, from 1.
   */
  line: number;
  /**
   * The number of bytes before it.
   */
  offset: number;
}
/**
 * Another value that the problem depends on.
 */
export interface Related {
  /**
   * What the value has to do with the problem.
   */
  message: string;
  /**
   * The JSON Pointer (RFC 6901) of the value.
   */
  pointer: string;
  /**
   * The position in the file.
   */
  range: Range;
}
/**
 * Totals.
 */
export interface Summary {
  /**
   * The number of findings that are not reported because the baseline lists them. Their payloads are not clean.
   */
  baseline?: number;
  /**
   * How many of them have no findings.
   */
  clean: number;
  /**
   * The number of errors.
   */
  errors: number;
  /**
   * The number of findings that are counted but not written, because there are more than `--max-findings` or too
   * many in one payload.
   */
  omitted?: number;
  /**
   * The number of payloads checked, or of files for uploads.
   */
  payloads: number;
  /**
   * How many of them are not JSON, although no finding of the selected rules reports so.
   */
  unreadable?: number;
  /**
   * The number of warnings.
   */
  warnings: number;
}
/**
 * The report on a payload.
 */
export interface Report {
  /**
   * The findings, in the order of the text.
   */
  findings: Finding[];
  /**
   * The kind of the payload; null if it is unknown.
   */
  kind:
    | "account-request"
    | "prepared-data"
    | "account-response"
    | "part-response"
    | "finalize-response"
    | "callback"
    | "status"
    | "problem"
    | "retrieval-response"
    | "steps-response"
    | "token-response"
    | "token-error"
    | null;
  /**
   * Whether there are no errors. There may be warnings.
   */
  ok: boolean;
  /**
   * The number of findings that are too many to list.
   */
  omitted: number;
}
