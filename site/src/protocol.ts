// What the page asks the worker, and what it answers.
import type { Finding, FileReport, Kind, LintOptions, NextSteps, PayloadReport, Reading, WorkflowView } from "kyx-schema";

/** A finding with its range, and the ranges of its edits, in UTF-16 code units. */
export interface Placed extends Omit<Finding, "fix"> {
  from: number;
  to: number;
  kind: string | null;
  fix: { safety: string; changes: { from: number; to: number; insert: string }[] } | null;
}

export interface Checked {
  format: FileReport["format"];
  kind: string | null;
  payloads: number;
  findings: Placed[];
  omitted: number;
  steps?: NextSteps;
  reading?: Reading;
}

/** What is found in a file that is too large to show. */
export interface Found {
  payloads: number;
  /** The number of findings of each rule. */
  rules: { code: string; name: string; severity: string; count: number }[];
  /** The first reports. */
  reports: PayloadReport[];
  /** The number of consents of each month, such as `2024-05`. */
  consents: [string, number][];
}

export interface Requests {
  check: { ask: { text: string; options: LintOptions }; answer: Checked };
  fix: { ask: { text: string; options: LintOptions }; answer: { text: string; count: number } };
  redact: { ask: { text: string; kind?: Kind }; answer: string };
  file: { ask: { file: Blob; name?: string; options: LintOptions }; answer: Found | null };
  workflows: { ask: null; answer: WorkflowView[] };
  sample: { ask: { kind: string }; answer: string };
}

export type Message = { [K in keyof Requests]: { id: number; name: K; ask: Requests[K]["ask"] } }[keyof Requests];
export type Answer = { id: number; answer: unknown } | { id: number; error: string } | { id: number; progress: number };
