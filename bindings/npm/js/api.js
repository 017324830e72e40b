// The functions that users call, whatever loads the module.
import * as wasm from "./kyx_wasm.js";
import { bytesOf, utf16Range } from "./text.js";

/** The most bytes that the linter reads of a payload. */
const MAX_BYTES = 16 * 2 ** 20;
/** What longer lines are cut to: enough to be refused for their length. */
const TOO_LONG = MAX_BYTES + 1;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Whether a call ended in the middle, which leaves the memory of the module in a state of which nothing is known. */
let isBroken = false;

/** Calls a function of the module. Its complaints about options are strings; another error makes the next call begin anew. */
function call(name, ...parameters) {
  if (isBroken) wasm.__wbg_reset_state();
  isBroken = true;
  try {
    const answer = wasm[name](...parameters);
    isBroken = false;
    return answer;
  } catch (error) {
    if (typeof error !== "string") throw error;
    isBroken = false;
    throw new TypeError(error);
  }
}

const ask = (name, ...parameters) => JSON.parse(call(name, ...parameters));

/** A value that the module knows by its name, or refuses. */
const name = (value) => (value === undefined || value === null ? undefined : String(value));

function time(value) {
  const isTime = value instanceof Date && !Number.isNaN(value.getTime());
  return isTime ? value.toISOString() : name(value);
}

/** The options in the order of the parameters. */
function context(options) {
  const { kind, operation, channel, now } = options ?? {};
  return [name(kind), name(operation), name(channel), time(now)];
}

function payload(data) {
  const bytes = bytesOf(data, TOO_LONG);
  return bytes.length > TOO_LONG ? bytes.subarray(0, TOO_LONG) : bytes;
}

export function lint(data, options) {
  return ask("lint", payload(data), ...context(options));
}

export function lintFile(data, name_, options) {
  return ask("lintFile", bytesOf(data), name(name_), Boolean(options?.showValues), ...context(options));
}

export function redact(data, options) {
  return call("redact", bytesOf(data), name(options?.name), name(options?.kind));
}

export function fix(data, options) {
  const bytes = bytesOf(data);
  const isText = typeof data === "string";
  if (bytes.length > MAX_BYTES || (isText && !data.isWellFormed())) {
    return { ...lint(data, options), count: 0, data };
  }
  const answer = call("fix", bytes, Boolean(options?.unsafe), ...context(options));
  const end = answer.indexOf(0x0a);
  const report = JSON.parse(decoder.decode(answer.subarray(0, end)));
  const fixed = answer.slice(end + 1);
  return { ...report, data: isText ? decoder.decode(fixed) : fixed };
}

export function nextSteps(data, options) {
  return ask("nextSteps", payload(data), name(options?.channel));
}

export function read(data, options) {
  return ask("read", payload(data), name(options?.kind), Boolean(options?.showValues));
}

export const workflows = () => ask("workflows");

export const rules = () => ask("rules");

export function explain(rule) {
  const answer = call("explain", String(rule));
  return answer === undefined ? undefined : JSON.parse(answer);
}

export function sample(kind, options) {
  const { workflow, channel, outcome, seed, now } = options ?? {};
  const number = (value) => (value === undefined || value === null ? undefined : Number(value));
  const answer = call(
    "sample", String(kind), number(workflow), name(channel), name(outcome), number(seed), time(now),
  );
  return answer === undefined ? undefined : JSON.parse(answer);
}

export function toUtf16(text, range) {
  return utf16Range(text, range);
}

/**
 * Divides chunks of a text into blocks of whole lines, each with its length in the text. The end of a line that is too long is
 * left out.
 */
async function* wholeLines(chunks) {
  let line = new Line();
  for await (const chunk of chunks) {
    let bytes = bytesOf(chunk);
    const end = bytes.indexOf(0x0a) + 1;
    if (line.length > 0 && end > 0) {
      line.add(bytes.subarray(0, end));
      yield line.block();
      line = new Line();
      bytes = bytes.subarray(end);
    }
    const length = bytes.lastIndexOf(0x0a) + 1;
    if (length > 0) yield { bytes: bytes.subarray(0, length), length };
    line.add(bytes.subarray(length));
  }
  if (line.length > 0) yield line.block();
}

/** A line that arrives in several chunks. */
class Line {
  length = 0;
  #parts = [];
  #kept = 0;

  add(bytes) {
    const part = new Uint8Array(bytes.subarray(0, TOO_LONG - this.#kept)); // a copy: the sender may use its buffer again
    this.length += bytes.length;
    this.#kept += part.length;
    this.#parts.push(part);
  }

  block() {
    const bytes = new Uint8Array(this.#kept);
    let at = 0;
    for (const part of this.#parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return { bytes, length: this.length };
  }
}

export async function* lintMany(chunks, options) {
  const parameters = context(options);
  call("lintLines", new Uint8Array(), ...parameters); // wrong options are refused even if there are no lines
  let [lines, payloads, start] = [0, 0, 0];
  for await (const { bytes, length } of wholeLines(chunks)) {
    const answer = ask("lintLines", bytes, ...parameters);
    for (const { line, offset, ...report } of answer.reports) {
      yield moved({ line: lines + line + 1, ...report }, start + offset);
    }
    lines += answer.lines;
    payloads += answer.payloads;
    start += length;
  }
  return { payloads };
}

/** A report whose ranges are those of the whole text. */
function moved(report, offset) {
  const place = (it) => {
    it.offset += offset;
    it.line += report.line - 1;
  };
  const range = (it) => [it.start, it.end].forEach(place);
  for (const finding of report.findings) {
    if (finding.range) range(finding.range);
    finding.fix?.edits.forEach((edit) => range(edit.range));
  }
  return report;
}
