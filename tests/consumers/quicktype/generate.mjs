// Generates the types of each schema in each language, with command-line arguments but in one process, which saves time;
// and checks that each object has a type under its name.
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { main as quicktype } from "quicktype";

const schemas = "schemas/draft-07"; // it takes names from `definitions`, which 2020-12 calls `$defs`
const languages = {
  java: (kind) => ["--package", `kyx.${kind}`, "--array-type", "list"],
  go: (kind) => ["--package", kind, "--omit-empty"],
  cs: () => ["--namespace", "Kyx", "--framework", "SystemTextJson"],
  swift: () => [],
};

// The schema of all payloads would produce one type with the fields of all.
for (const file of readdirSync(schemas).filter((file) => file !== "kyx.schema.json")) {
  const { title, definitions = {}, items } = JSON.parse(readFileSync(`${schemas}/${file}`, "utf8"));
  const payload = title.replace(/ (.)/g, (_, letter) => letter.toUpperCase());
  // Some languages name the element of a list like the list.
  const isElement = (name) => items?.$ref === `#/definitions/${name}`;
  const objects = Object.keys(definitions).filter((name) => definitions[name].properties && !isElement(name));
  for (const [language, options] of Object.entries(languages)) {
    const kind = payload.toLowerCase();
    const directory = `${process.env.OUT}/${language}/${kind}`;
    mkdirSync(directory, { recursive: true });
    const source = ["--src-lang", "schema", "--src", `${schemas}/${file}`, "--top-level", payload];
    await quicktype(["--quiet", ...source, "--lang", language, "--out", `${directory}/${payload}.${language}`, ...options(kind)]);
    const text = readdirSync(directory).map((name) => readFileSync(`${directory}/${name}`, "utf8")).join();
    for (const name of [payload, ...objects]) {
      // quicktype writes acronyms in upper case.
      assert.match(text, new RegExp(`\\b(class|struct|type|typealias) ${name}\\b`, "i"), `no ${name} in ${directory}`);
    }
  }
}
