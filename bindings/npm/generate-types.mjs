// Writes the types of all payloads and findings, from the schemas: `generate-types.mjs DIR`.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { compile } from "json-schema-to-typescript";

const [directory] = process.argv.slice(2);
// From later drafts, the generator writes types twice that are referenced beside a description.
const schemas = new URL("../../schemas/draft-07/", import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, schemas), "utf8"));
const banner = "// Generated from schemas/ by generate-types.mjs. Do not edit.";
const options = { bannerComment: banner, additionalProperties: false, unreachableDefinitions: false };

const payloads = read("kyx.schema.json");
const types = payloads.anyOf.map(({ $ref }) => $ref.split("/").at(-1));

/** The type of a schema of payloads, which is its title in one word. */
function typeOf(name) {
  const words = read(name).title.split(" ");
  return words.map((word) => word[0].toUpperCase() + word.slice(1)).join("");
}

const suffix = ".schema.json";
const kinds = readdirSync(schemas)
  .filter((name) => types.includes(typeOf(name)))
  .map((name) => `  "${name.slice(0, -suffix.length)}": ${typeOf(name)};\n`);
const byKind = `/** The payload of each kind. */\nexport interface Payloads {\n${kinds.join("")}}\n`;

mkdirSync(directory, { recursive: true });
writeFileSync(`${directory}/payloads.d.ts`, `${await compile(payloads, "Payload", options)}\n${byKind}`);

const reports = { LintReport: read("lint-report.schema.json"), Report: read("report.schema.json") };
const anyOf = Object.keys(reports).map((name) => ({ $ref: `#/definitions/${name}` }));
const definitions = Object.assign({}, ...Object.values(reports).map((it) => it.definitions), reports);
writeFileSync(`${directory}/report.d.ts`, await compile({ anyOf, definitions }, "AnyReport", options));
writeFileSync(`${directory}/rules.d.ts`, await compile(read("rules.schema.json"), "Rules", options));
writeFileSync(`${directory}/workflows.d.ts`, await compile(read("workflows.schema.json"), "Workflows", options));
