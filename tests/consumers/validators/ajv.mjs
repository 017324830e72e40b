// Compares ajv, in strict mode and with ajv-formats, with tests/corpus/, with each draft of the schemas.
import { readFileSync, readdirSync } from "node:fs";
import Ajv from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const DRAFTS = { schemas: Ajv2020.default, "schemas/draft-07": Ajv.default };
const LEAST = 2000;

// A warning of ajv is a defect of a schema.
function fail(...message) {
  throw new Error(message.join(" "));
}

function compile(draft, kind, allErrors) {
  const ajv = new DRAFTS[draft]({ strict: true, allErrors, logger: { log: fail, warn: fail, error: fail } });
  addFormats.default(ajv);
  return ajv.compile(JSON.parse(readFileSync(`${draft}/${kind}.schema.json`, "utf8")));
}

function corpus(file) {
  return readFileSync(`tests/corpus/${file}`, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));
}

function judge(draft, file) {
  const kind = file.replace(".ndjson", "");
  const validators = [false, true].map((allErrors) => compile(draft, kind, allErrors));
  const lines = corpus(file);
  lines.forEach(({ valid, payload }, index) => {
    if (validators.every((validate) => validate(payload) === valid)) return;
    console.error(`${file}:${index + 1}: ajv with ${draft} does not return ${valid}: ${JSON.stringify(payload)}`);
    process.exitCode = 1;
  });
  return lines.length;
}

for (const draft of Object.keys(DRAFTS)) {
  const files = readdirSync("tests/corpus").filter((file) => file.endsWith(".ndjson"));
  const count = files.map((file) => judge(draft, file)).reduce((sum, count) => sum + count, 0);
  if (count < LEAST) fail(`only ${count} payloads were judged`);
  console.log(`ajv judged ${count} payloads with ${draft}`);
}
