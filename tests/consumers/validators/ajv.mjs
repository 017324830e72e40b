// Holds ajv, in its strict mode and with ajv-formats, to tests/corpus/ in each edition of the schemas.
import { readFileSync, readdirSync } from "node:fs";
import Ajv from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const EDITIONS = { schemas: Ajv2020.default, "schemas/draft-07": Ajv.default };
const LEAST = 2000;

// What ajv would only mention is a defect of a schema.
function refuse(...message) {
  throw new Error(message.join(" "));
}

function compile(edition, kind, allErrors) {
  const ajv = new EDITIONS[edition]({ strict: true, allErrors, logger: { log: refuse, warn: refuse, error: refuse } });
  addFormats.default(ajv);
  return ajv.compile(JSON.parse(readFileSync(`${edition}/${kind}.schema.json`, "utf8")));
}

function corpus(file) {
  return readFileSync(`tests/corpus/${file}`, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));
}

function judge(edition, file) {
  const kind = file.replace(".ndjson", "");
  const validators = [false, true].map((allErrors) => compile(edition, kind, allErrors));
  const lines = corpus(file);
  lines.forEach(({ valid, payload }, index) => {
    if (validators.every((validate) => validate(payload) === valid)) return;
    console.error(`${file}:${index + 1}: ajv by ${edition} does not say ${valid}: ${JSON.stringify(payload)}`);
    process.exitCode = 1;
  });
  return lines.length;
}

for (const edition of Object.keys(EDITIONS)) {
  const files = readdirSync("tests/corpus").filter((file) => file.endsWith(".ndjson"));
  const count = files.map((file) => judge(edition, file)).reduce((sum, count) => sum + count, 0);
  if (count < LEAST) refuse(`only ${count} payloads were judged`);
  console.log(`ajv judged ${count} payloads by ${edition}`);
}
