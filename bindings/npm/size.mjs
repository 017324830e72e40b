// `size.mjs`: what users download, against its limit, and what the module is made of.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

/** In bytes, compressed: the module and the JavaScript that every user loads. */
const LIMIT = 600_000;

const read = (path) => readFileSync(new URL(path, import.meta.url));
const compressed = (bytes) => gzipSync(bytes, { level: 9 }).length;

/** Reads the numbers and names of a module. */
class Reader {
  constructor(bytes, at = 0) {
    Object.assign(this, { bytes, at });
  }
  number() {
    let [value, shift, byte] = [0, 0];
    do {
      byte = this.bytes[this.at++];
      value += (byte & 0x7f) * 2 ** shift;
      shift += 7;
    } while (byte >= 0x80);
    return value;
  }
  text() {
    const length = this.number();
    return this.bytes.toString("utf8", this.at, (this.at += length));
  }
}

/** The sections of a module: number and bytes of each. */
function sections(wasm) {
  const [reader, found] = [new Reader(wasm, 8), []];
  while (reader.at < wasm.length) {
    const id = reader.number();
    const length = reader.number();
    found.push({ id, bytes: wasm.subarray(reader.at, reader.at + length) });
    reader.at += length;
  }
  return found;
}

const [IMPORT, CODE, DATA, CUSTOM] = [2, 10, 11, 0];
const FUNCTION_NAMES = 1;

function functionNames(all) {
  const custom = all.filter(({ id }) => id === CUSTOM).map(({ bytes }) => new Reader(bytes));
  const reader = custom.find((it) => it.text() === "name");
  while (reader.bytes[reader.at++] !== FUNCTION_NAMES) {
    const length = reader.number();
    reader.at += length;
  }
  reader.number();
  const names = new Map();
  for (let count = reader.number(); count > 0; count -= 1) names.set(reader.number(), reader.text());
  return names;
}

/** The crate, and in ours the module, of a mangled or a plain name. */
function origin(name) {
  const mangled = [...name.matchAll(/(?<=C\w*_|C|_ZN|\d)(\d+)([a-z]\w*)/g)].map(([, length, rest]) => rest.slice(0, length));
  const path = name.includes("::") ? name.replace(/^<+&?(mut )?|\[[0-9a-f]+\]/g, "").split("::") : mangled;
  const [crate, module] = path.map((part) => /^\w+/.exec(part)?.[0] ?? "");
  if (crate === "kyx_schema") return `${crate}::${module}`;
  return /^(core|alloc|std|compiler_builtins|dlmalloc|str|slice|[iuf]\d+|[iu]size|bool|char)$/.test(crate) ? "std" : crate || "other";
}

const named = read("../../target/npm/named.wasm");
const all = sections(named);
const names = functionNames(all);
const code = new Reader(all.find(({ id }) => id === CODE).bytes);
const imported = new Reader(all.find(({ id }) => id === IMPORT).bytes).number();
const parts = new Map();
const count = code.number();
for (let index = 0; index < count; index += 1) {
  const length = code.number();
  code.at += length;
  const part = origin(names.get(imported + index) ?? "other");
  parts.set(part, (parts.get(part) ?? 0) + length);
}

const data = all.find(({ id }) => id === DATA).bytes;
const codeBytes = all.find(({ id }) => id === CODE).bytes;
const files = ["kyx_wasm_bg.wasm", "kyx_wasm.js", "api.js", "text.js", "browser.js"].map((name) => read(`dist/${name}`));
const total = files.map(compressed).reduce((sum, size) => sum + size);
const largest = [...parts].sort((a, b) => b[1] - a[1]).slice(0, Number(process.argv[2] ?? 14));

console.log("| part | bytes | gzip |\n|---|---:|---:|");
const row = (part, ...sizes) => console.log(`| ${[part, ...sizes.map((it) => it?.toLocaleString("en") ?? "")].join(" | ")} |`);
row("module and JavaScript", files.reduce((sum, it) => sum + it.length, 0), total);
row("code", codeBytes.length, compressed(codeBytes));
for (const [part, size] of largest) row(`– ${part}`, size, undefined);
row("data: schemas, documentation, tables", data.length, compressed(data));

if (total > LIMIT) {
  console.error(`the package loads ${total} bytes, more than ${LIMIT}`);
  process.exitCode = 1;
}
