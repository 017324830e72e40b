// Validates each line of a file against a schema with ajv and ajv-formats; fails if one is invalid.
import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const [schema, payloads] = process.argv.slice(2);
const ajv = new Ajv2020.default();
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schema, "utf8")));

function accepts(line) {
  try {
    return validate(JSON.parse(line));
  } catch {
    return false; // not JSON
  }
}

createInterface({ input: createReadStream(payloads) }).on("line", (line) => {
  if (!accepts(line)) process.exitCode = 1;
});
