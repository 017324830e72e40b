#!/usr/bin/env node
// `kyx-schema lint FILE…`: the linter on the command line of Node.js.
import { createReadStream, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { lintFile, lintMany } from "./node.js";

const USAGE = `Usage: kyx-schema lint [OPTIONS] FILE...

Reports every problem in payloads for the Jumio KYX platform. FILE may be - for standard input.

Options:
  --format human|json      output format [default: human]
  --as KIND                treat every payload as this kind, such as account-request
  --operation OPERATION    the call that will send the payloads: create or update
  --channel CHANNEL        the channel that provides the credentials: api, web or sdk
  --now RFC3339            check as if it were this time

Exit status: 0 no errors found, 1 errors found, 2 could not run`;

const OPTIONS = {
  format: { type: "string", default: "human" },
  as: { type: "string" },
  operation: { type: "string" },
  channel: { type: "string" },
  now: { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "V" },
};

/** Something that the user can put right. */
class Failure extends Error {}

const summary = { payloads: 0, clean: 0, errors: 0, warnings: 0 };
let failed = false;

function complain(message) {
  console.error(`kyx-schema: ${message}`);
  failed = true;
}

function parsed(args) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new Failure(error.message);
  }
}

/** Control characters do nothing good in a terminal. */
const printable = (text) => text.replace(/\p{Cc}/gu, "\u{fffd}");

function human(name, { findings }) {
  for (const { code, name: rule, severity, pointer, message, help, range } of findings) {
    const at = range ? `:${range.start.line}:${range.start.column}` : "";
    const where = pointer ? `, at ${pointer}` : "";
    console.log(printable(`${name}${at}: ${severity}[${code}]: ${message} (${rule}${where})`));
    console.log(printable(`  help: ${help}`));
  }
}

/** Passes on the reports on a file; of files with one payload per line, only those with findings. */
async function lintPath(path, options, receive) {
  if (/\.(ndjson|jsonl)$/i.test(path)) {
    const reports = lintMany(createReadStream(path), options);
    for (;;) {
      const { value, done } = await reports.next();
      if (done) return value.payloads;
      receive(value);
    }
  }
  const { payloads } = lintFile(readFileSync(path === "-" ? 0 : path), path, options);
  payloads.forEach(receive);
  return payloads.length;
}

function count({ findings, omitted }) {
  if (findings.length + omitted > 0) summary.clean -= 1;
  for (const { severity } of findings) {
    if (severity === "error") summary.errors += 1;
    if (severity === "warning") summary.warnings += 1;
  }
  if (omitted > 0) summary.omitted = (summary.omitted ?? 0) + omitted;
}

async function run(args) {
  const { values, positionals: [command, ...paths] } = parsed(args);
  const { format, as: kind, operation, channel, now } = values;
  if (values.help) return console.log(USAGE);
  if (values.version) return console.log(JSON.parse(readFileSync(new URL("../package.json", import.meta.url))).version);
  if (command !== "lint" || paths.length === 0) throw new Failure(`nothing to check\n${USAGE}`);
  if (!["human", "json"].includes(format)) throw new Failure("--format: not one of human, json");
  const options = { kind, operation, channel, now };
  const entries = [];
  let hasErrors = false;
  for (const path of paths) {
    const receive = (report) => {
      hasErrors ||= !report.ok;
      count(report);
      const { line, kind, findings } = report;
      if (format === "human") human(path, report);
      else entries.push({ path, line, kind, findings });
    };
    try {
      const payloads = await lintPath(path, options, receive);
      summary.payloads += payloads;
      summary.clean += payloads;
    } catch (error) {
      if (error instanceof TypeError) throw new Failure(error.message);
      if (!error.code) throw error;
      complain(`${path}: ${error.code === "ENOENT" ? "no such file" : error.code}`);
    }
  }
  if (format === "json") console.log(JSON.stringify({ version: 1, payloads: entries, summary }));
  process.exitCode = hasErrors ? 1 : 0;
}

process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
});

try {
  await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  complain(error.message);
}
if (failed) process.exitCode = 2;
