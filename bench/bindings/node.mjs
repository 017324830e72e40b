// `node.mjs CLEAN BROKEN [ROUNDS]`: the npm package, ajv and zod on the same lines, in turn; prints a table.
import assert from "node:assert/strict";
import { createReadStream, readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../bindings/npm/package.json", import.meta.url));
const load = (name) => import(require.resolve(name));
const { lint, lintMany } = await load("kyx-schema");
const { default: Ajv } = await load("ajv/dist/2020.js");
const { default: addFormats } = await load("ajv-formats");
const { z } = await load("zod");

const [cleanPath, brokenPath, rounds = 5] = process.argv.slice(2);
const schema = JSON.parse(readFileSync(new URL("../../schemas/account-request.schema.json", import.meta.url), "utf8"));
const options = { now: "2025-01-01T00:00:00Z" };

/** The schema without the rules across fields, which zod refuses. */
function fieldsOnly(value) {
  if (Array.isArray(value)) return value.map(fieldsOnly);
  if (value === null || typeof value !== "object") return value;
  const refused = ["dependentSchemas", "dependentRequired", "if", "then", "else", "not", "allOf"];
  return Object.fromEntries(Object.entries(value).filter(([key]) => !refused.includes(key)).map(([key, it]) => [key, fieldsOnly(it)]));
}

const ajv = new Ajv.default();
addFormats.default(ajv);
const byAjv = ajv.compile(schema);
const byZod = z.fromJSONSchema(fieldsOnly(schema));

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const linesOf = (path) => readFileSync(path, "utf8").split("\n").filter((line) => line !== "");
const each = (check) => ({ lines }) => lines.forEach(check);
const peers = {
  "`lintMany`": async ({ path }) => {
    const reports = lintMany(createReadStream(path, { highWaterMark: 2 ** 20 }), options);
    while (!(await reports.next()).done);
  },
  "`lint`, text": each((line) => lint(line, options)),
  "`lint`, bytes": ({ bytes }) => bytes.forEach((line) => lint(line, options)),
  "`JSON.parse` only": each(parsed),
  "ajv, formats": each((line) => byAjv(parsed(line))),
  "zod, fields only": each((line) => byZod.safeParse(parsed(line)).success),
};

const corpora = [cleanPath, brokenPath].map((path) => {
  const lines = linesOf(path);
  return { path, lines, bytes: lines.map((line) => Buffer.from(line)), size: readFileSync(path).length };
});

// Each of them reads the payloads for what they are.
const [clean] = corpora;
assert.ok(clean.lines.every((line) => lint(line, options).findings.length === 0));
assert.ok(clean.lines.every((line) => byAjv(JSON.parse(line)) && byZod.safeParse(JSON.parse(line)).success));

/** The CPU time of the process in milliseconds, which other processes hardly change. */
const now = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
};

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const times = new Map(Object.keys(peers).map((name) => [name, corpora.map(() => [])]));
for (let round = 0; round < Number(rounds); round += 1) {
  for (const [name, check] of Object.entries(peers)) {
    for (const [index, corpus] of corpora.entries()) {
      const start = now();
      await check(corpus);
      times.get(name)[index].push(now() - start);
    }
  }
}

console.log("| Node.js, CPU time | clean, MB/s | 100 % broken, MB/s | clean, µs per payload | 100 % broken, µs |\n|---|---:|---:|---:|---:|");
for (const [name, measured] of times) {
  const medians = measured.map(median);
  const speeds = medians.map((time, index) => (corpora[index].size / time / 1e3).toFixed(0));
  const each = medians.map((time, index) => ((time * 1e3) / corpora[index].lines.length).toFixed(1));
  console.log(`| ${[name, ...speeds, ...each].join(" | ")} |`);
}

const [least, calls] = ['{"firstName":"John"}', 100_000];
const start = now();
for (let call = 0; call < calls; call += 1) lint(least);
console.log(`\nA call with a payload of ${least.length} bytes takes ${(((now() - start) * 1e3) / calls).toFixed(1)} µs.`);
