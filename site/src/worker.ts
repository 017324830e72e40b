// Runs the linter beside the page, which stays responsive.
import { initSync } from "kyx-schema/module";
import { fix, lintFile, lintMany, nextSteps, read, redact, sample, toUtf16, workflows } from "kyx-schema/functions";
import type { Finding, Kind, LintOptions, Range } from "kyx-schema";
import wasm from "virtual:wasm";
import { consentMonth } from "./consents";
import { isLines } from "./lines";
import type { Answer, Checked, Found, Message, Placed, Requests } from "./protocol";

/** As many reports are shown of a large file. */
const MAX_REPORTS = 500;
/** The bytes that tell whether each line is a payload. */
const HEAD_BYTES = 2 ** 20;

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
  const changes = finding.fix?.edits.map((edit) => {
    const range = convert(edit.range);
    return { from: range.start, to: range.end, insert: edit.text ?? "" };
  });
  const fix = finding.fix && changes ? { safety: finding.fix.safety, changes } : null;
  return { ...finding, kind, from: start, to: end, fix };
}

function check(text: string, options: LintOptions): Checked {
  const { format, payloads } = lintFile(text, undefined, { ...options, showValues: true });
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

async function* chunks(file: Blob, progress: (done: number) => void, months: Map<string, number>) {
  const decoder = new TextDecoder();
  const reader = file.stream().getReader();
  let [done, rest] = [0, ""];
  for (;;) {
    const { value } = await reader.read();
    if (!value) break;
    const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) count(months, consentMonth(line));
    yield value;
    progress((done += value.length) / file.size);
  }
  count(months, consentMonth(rest));
}

function count<K>(counts: Map<K, number>, key: K | undefined) {
  if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
}

type Report = Found["reports"][number];

/** Counts the findings of reports, and keeps the first reports. */
class Finds {
  readonly reports: Report[] = [];
  private readonly rules = new Map<string, Found["rules"][number]>();

  add(report: Report) {
    if (this.reports.length < MAX_REPORTS) this.reports.push(report);
    for (const { code, name, severity } of report.findings) {
      const rule = this.rules.get(code) ?? { code, name, severity, count: 0 };
      rule.count += 1;
      this.rules.set(code, rule);
    }
  }

  found(payloads: number, months = new Map<string, number>()): Found {
    const rules = [...this.rules.values()].sort((a, b) => b.count - a.count);
    return { payloads, rules, reports: this.reports, consents: [...months].sort() };
  }
}

async function checkFile(file: Blob, name: string | undefined, options: LintOptions, progress: (done: number) => void): Promise<Found> {
  const finds = new Finds();
  if (!isLines(await file.slice(0, HEAD_BYTES).text(), name)) {
    const { payloads } = lintFile(new Uint8Array(await file.arrayBuffer()), name, options);
    payloads.filter((it) => it.findings.length > 0).forEach((it) => finds.add(it));
    return finds.found(payloads.length);
  }
  const months = new Map<string, number>();
  const linted = lintMany(chunks(file, progress, months), options);
  let next = await linted.next();
  for (; !next.done; next = await linted.next()) finds.add(next.value);
  return finds.found(next.value.payloads, months);
}

function answer(message: Message): Requests[keyof Requests]["answer"] | Promise<Found> {
  switch (message.name) {
    case "check":
      return check(message.ask.text, message.ask.options);
    case "fix": {
      const { data, count } = fix(message.ask.text, message.ask.options);
      return { text: data, count };
    }
    case "redact":
      return redact(message.ask.text, { kind: message.ask.kind });
    case "file": {
      const { file, name, options } = message.ask;
      return checkFile(file, name, options, (progress) => post({ id: message.id, progress }));
    }
    case "workflows":
      return workflows();
    case "sample":
      return JSON.stringify(sample(message.ask.kind as Kind), null, 2) ?? "";
  }
}

const loaded = load();

self.addEventListener("message", async ({ data }: MessageEvent<Message>) => {
  try {
    await loaded;
    post({ id: data.id, answer: await answer(data) });
  } catch (error) {
    post({ id: data.id, error: error instanceof Error ? error.message : "the linter failed" });
  }
});
