import type { Range, Report } from "./report.js";
import type { Rule } from "./rules.js";
import type { Payloads } from "./payloads.js";
import type { WorkflowView } from "./workflows.js";

export type * from "./payloads.js";
export type { ChannelDoubt, Requirement, WorkflowView } from "./workflows.js";
export type { Edit, Finding, Fix, LintReport, Place, Range, Related, Report } from "./report.js";
export type { Rule } from "./rules.js";

/** The name of a kind of payload, such as `account-request`. */
export type Kind = keyof Payloads;

/** The call that carries an account request: POST or PUT. */
export type Operation = "create" | "update";

/** The channel that provides the credentials. */
export type Channel = "api" | "web" | "sdk";

/** A text, or its bytes in UTF-8. */
export type Data = string | ArrayBufferView;

/** What is known about a payload and its call. A rule that depends on what is unknown reports nothing. */
export interface LintOptions {
  /** The kind, for a payload that its keys do not tell. */
  kind?: Kind | undefined;
  operation?: Operation | undefined;
  channel?: Channel | undefined;
  /** The time at which consents and documents must be valid, or an RFC 3339 time; the host's time by default. */
  now?: Date | string | undefined;
}

/** The report on a payload of several. The ranges of its findings are those of the whole text. */
export interface PayloadReport extends Report {
  /** The line that the payload starts on, from 1; `null` if the file is one payload. */
  line: number | null;
}

/**
 * Finds every defect of a payload. Payloads of more than 16 MiB get one finding that says so.
 *
 * @throws TypeError for data that is neither a text nor bytes, and for options that are wrong.
 */
export function lint(data: Data, options?: LintOptions): Report;

/** The name of a format of files with calls. */
export type Format = "array" | "curl" | "http" | "postman" | "har" | "bruno" | "markdown";

/** The reports on the payloads and calls of a file. */
export interface FileReport {
  /** Whether there are no errors. */
  ok: boolean;
  /** The format; `null` if the file is one payload. */
  format: Format | null;
  payloads: PayloadReport[];
}

export interface LintFileOptions extends LintOptions {
  /** Whether the edits of fixes contain text that may be personal, such as for an editor, which has the text anyway. */
  showValues?: boolean | undefined;
}

/**
 * Finds every defect of the payloads and calls in a file: curl commands, HTTP messages, a Postman collection, a HAR, Bruno,
 * Markdown, an array. The content tells the format, unless the extension of `name` does.
 */
export function lintFile(data: Data, name?: string, options?: LintFileOptions): FileReport;

export interface RedactOptions {
  /** The kind, for a payload that its keys do not tell. */
  kind?: Kind | undefined;
  /** The name of the file, if its extension tells a format. */
  name?: string | undefined;
}

/**
 * Masks what may be personal data or a token in a payload, or in a file with calls, for sharing and for tests.
 *
 * A string becomes `"•••"`, a number `0`, a boolean `false`. Keys of the schema and values that say nothing about a person
 * stay, and so does the structure. Of a payload of unknown kind, or of more than 16 MiB, all keys and values are masked.
 */
export function redact(data: Data, options?: RedactOptions): string;

/**
 * Finds every defect of payloads of which each is on a line (NDJSON). The text comes in chunks, such as those of a stream,
 * and any chunk may end within a line. Lines of more than 16 MiB get one finding that says so, and take no more memory.
 *
 * Yields the reports on payloads with findings, and returns the number of all payloads.
 */
export function lintMany(
  chunks: Iterable<Data> | AsyncIterable<Data>,
  options?: LintOptions,
): AsyncGenerator<PayloadReport & { line: number }, { payloads: number }, void>;

export interface FixOptions extends LintOptions {
  /** Whether to apply fixes that may change the meaning, too. */
  unsafe?: boolean | undefined;
}

/** A payload after fixing, and the report on it. */
export interface Fixed<T extends Data> extends Report {
  /** The number of fixed findings. */
  count: number;
  /** The payload, with all that was not fixed as it was. */
  data: T extends string ? string : Uint8Array;
}

/** Applies the fixes of findings, until nothing changes. A text with a lone surrogate, or of more than 16 MiB, stays as it is. */
export function fix<T extends Data>(data: T, options?: FixOptions): Fixed<T>;

/** A step of a journey. */
export type JourneyStep =
  | { step: "upload"; credential: string; category: string; classifier: string; url: string; tokenPointer: string }
  | { step: "client"; channel: string; categories: string[]; accessPointer: string };

export type Remark =
  | { remark: "missing"; pointer: string; category: string | null; purpose: string }
  | { remark: "other-channels"; category: string; channels: string[] }
  | { remark: "selfie-instead" };

/** What one channel does to complete a workflow. Pointers lead to tokens in the response. */
export interface Journey {
  channel: string;
  steps: JourneyStep[];
  /** How the workflow is finalized; `null` if this channel cannot complete it. */
  finalize: { by: "call"; url: string; tokenPointer: string } | { by: "client" } | null;
  /** What prevents a step, or makes one unnecessary. */
  remarks: Remark[];
}

/** The steps after an account response. */
export interface NextSteps {
  ok: true;
  /** The categories of the credentials that exist already. */
  existing: string[];
  journeys: Journey[];
}

/** The report on a payload that is not valid. */
export type Refusal = Report & { ok: false };

/** The steps after an account response, or the report on it. Without a channel, those of each that can complete the workflow. */
export function nextSteps(data: Data, options?: { channel?: Channel | undefined }): NextSteps | Refusal;

/** What a response means. */
export interface Reading {
  ok: true;
  kind: Kind;
  /** What happened, in a sentence. */
  happened: string;
  /** The JSON Pointer of the field of the request that it is about, if it is about one. */
  field?: string;
  /** The details, such as each step of a workflow. */
  details: string[];
  /** What to do, in order. */
  actions: string[];
}

export interface ReadOptions {
  kind?: Kind | undefined;
  /** Whether to show values that may be personal. */
  showValues?: boolean | undefined;
}

/** Tells what a response means and what to do about it, or reports on it. A request has a refusal without findings. */
export function read(data: Data, options?: ReadOptions): Reading | Refusal;

/** All documented workflows. */
export function workflows(): WorkflowView[];

/** All rules. */
export function rules(): Rule[];

/** Explains a rule in Markdown: what it finds, why, examples, source. `undefined` if no rule has this code or name. */
export function explain(codeOrName: string): (Rule & { docs: string }) | undefined;

/** How a workflow ends, such as `passed`. */
export type Outcome =
  | "passed" | "warning" | "rejected-by-usability" | "rejected-by-liveness" | "rejected-by-similarity"
  | "screening-alert" | "not-executed" | "session-expired" | "token-expired" | "technical-error"
  | "standalone-screening" | "reuse";

export interface SampleOptions {
  /** The key of the workflow. Default: 3, or one that can end in the outcome. */
  workflow?: number | undefined;
  channel?: Channel | undefined;
  outcome?: Outcome | undefined;
  /** Another number gives other values. Default: 0. */
  seed?: number | undefined;
  now?: Date | string | undefined;
}

/**
 * A valid example of a payload; `undefined` if the workflow has none of this kind. The same options give the same example.
 *
 * @throws TypeError if the workflow does not exist, does not support the channel, or cannot end in the outcome.
 */
export function sample<K extends Kind>(kind: K, options?: SampleOptions): Payloads[K] | undefined;

/** The range of a finding in UTF-16 code units, for `text.slice(start, end)`. */
export function toUtf16(text: string, range: Range): { start: number; end: number };
