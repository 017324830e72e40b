// Runs the linter beside the page, which stays responsive.
import { initSync } from "kyx-schema/module";
import { fix, lintFile, lintMany, nextSteps, read, sample, toUtf16, workflows } from "kyx-schema/functions";
import type { Finding, Kind, LintOptions, PayloadReport, Range } from "kyx-schema";
import wasm from "virtual:wasm";
import { consentMonth } from "./consents";
import type { Answer, Checked, Lines, Message, Placed, Requests } from "./protocol";

/** As many reports are shown of a file of lines. */
const MAX_REPORTS = 500;

const post = (answer: Answer) => self.postMessage(answer);

async function load() {
  const bytes = Uint8Array.from(atob(wasm), (it) => it.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  initSync({ module: await new Response(stream).arrayBuffer() });
}

/** Converts ranges; those of a text in ASCII are the same. */
function converter(text: string): (range: Range) => { start: number; end: number } {
  // eslint-disable-next-line no-control-regex
  if (/^[\x00-\x7f]*$/.test(text)) return ({ start, end }) => ({ start: start.offset, end: end.offset });
  return (range) => toUtf16(text, range);
}

function placed(finding: Finding, kind: string | null, convert: ReturnType<typeof converter>): Placed {
  const { start, end } = finding.range ? convert(finding.range) : { start: 0, end: 0 };
  const edits = finding.fix?.edits ?? [];
  // A replacement that may be personal is withheld; fixing the whole text still makes it.
  const isShown = edits.length > 0 && edits.every((edit) => edit.text !== null);
  const changes = edits.map((edit) => {
    const range = convert(edit.range);
    return { from: range.start, to: range.end, insert: edit.text ?? "" };
  });
  const shown = finding.fix && isShown ? { safety: finding.fix.safety, changes } : null;
  return { ...finding, kind, from: start, to: end, fix: shown };
}

function check(text: string, options: LintOptions): Checked {
  const { format, payloads } = lintFile(text, undefined, options);
  const convert = converter(text);
  const findings = payloads.flatMap(({ findings, kind }) => findings.map((it) => placed(it, kind, convert)));
  const omitted = payloads.reduce((sum, it) => sum + it.omitted, 0);
  const kind = format === null ? (payloads[0]?.kind ?? null) : null;
  const checked: Checked = { format, kind, payloads: payloads.length, findings, omitted };
  if (kind === "account-response") {
    const steps = nextSteps(text, { channel: options.channel });
    if (steps.ok) checked.steps = steps;
  } else if (kind !== null) {
    const reading = read(text, { kind: kind as Kind, showValues: true });
    if (reading.ok) checked.reading = reading;
  }
  return checked;
}

let isCancelled = false;

async function* chunks(file: Blob, progress: (done: number) => void, months: Map<string, number>) {
  const decoder = new TextDecoder();
  const reader = file.stream().getReader();
  let [done, rest] = [0, ""];
  for (;;) {
    const { value } = await reader.read();
    // The message that cancels is received between two chunks.
    await new Promise((resolve) => setTimeout(resolve));
    if (isCancelled || !value) break;
    const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) count(months, consentMonth(line));
    yield value;
    progress((done += value.length) / file.size);
  }
  count(months, consentMonth(rest));
  await reader.cancel();
}

function count<K>(counts: Map<K, number>, key: K | undefined) {
  if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
}

async function lines(file: Blob, options: LintOptions, progress: (done: number) => void): Promise<Lines | null> {
  isCancelled = false;
  const months = new Map<string, number>();
  const rules = new Map<string, Lines["rules"][number]>();
  const reports: PayloadReport[] = [];
  const linted = lintMany(chunks(file, progress, months), options);
  let next = await linted.next();
  for (; !next.done; next = await linted.next()) {
    if (reports.length < MAX_REPORTS) reports.push(next.value);
    for (const { code, name, severity } of next.value.findings) {
      const rule = rules.get(code) ?? { code, name, severity, count: 0 };
      rule.count += 1;
      rules.set(code, rule);
    }
  }
  if (isCancelled) return null;
  const sorted = [...rules.values()].sort((a, b) => b.count - a.count);
  return { payloads: next.value.payloads, rules: sorted, reports, consents: [...months].sort() };
}

function answer(message: Exclude<Message, { cancel: true }>): Requests[keyof Requests]["answer"] | Promise<Lines | null> {
  switch (message.name) {
    case "check":
      return check(message.ask.text, message.ask.options);
    case "fix": {
      const { data, count } = fix(message.ask.text, message.ask.options);
      return { text: data, count };
    }
    case "lines":
      return lines(message.ask.file, message.ask.options, (progress) => post({ id: message.id, progress }));
    case "workflows":
      return workflows();
    case "sample":
      return JSON.stringify(sample(message.ask.kind as Kind), null, 2) ?? "";
  }
}

const loaded = load();

self.addEventListener("message", async ({ data }: MessageEvent<Message>) => {
  if ("cancel" in data) {
    isCancelled = true;
    return;
  }
  try {
    await loaded;
    post({ id: data.id, answer: await answer(data) });
  } catch (error) {
    post({ id: data.id, error: error instanceof Error ? error.message : "the linter failed" });
  }
});
