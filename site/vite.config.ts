// Builds the page into target/site: one HTML file with a style sheet and a classic script, which also runs from a file system.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { iso31661 } from "iso-3166";
import { defineConfig, type Plugin } from "vite";
import { ruleModule } from "./build/catalogue.mjs";
import { writePages } from "./build/pages.mjs";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const npm = path("../bindings/npm/dist");
const out = path("../target/site");

/** Modules that the build makes: the WebAssembly module as compressed text, which takes no request, the rules as HTML, and
 * the names of countries. */
function generated(): Plugin {
  const modules: Record<string, () => unknown> = {
    "virtual:wasm": () => gzipSync(readFileSync(`${npm}/kyx_wasm_bg.wasm`), { level: 9 }).toString("base64"),
    "virtual:rules": ruleModule,
    "virtual:countries": () => Object.fromEntries(iso31661.map((it) => [it.alpha3, it.name])),
  };
  return {
    name: "generated",
    resolveId: (id) => (id in modules ? `\0${id}` : null),
    load: (id) => {
      const make = modules[id.slice(1)];
      return make && `export default ${JSON.stringify(make())}`;
    },
    // The glue of the module would fetch it.
    transform: (code, id) =>
      id.endsWith("/kyx_wasm.js") ? code.replace(/new URL\([^)]*import\.meta\.url\)/, "undefined") : null,
  };
}

const SHOWN = new Set(["$ref", "description", "type", "enum", "const", "required"]);
const NESTED = new Set(["items", "anyOf", "oneOf", "allOf"]);
const NAMED = new Set(["properties", "$defs"]);

/** The parts of a schema that completion and hover read. */
function hints(schema: any): any {
  if (Array.isArray(schema)) return schema.map(hints);
  const entries = Object.entries(schema as Record<string, any>).flatMap(([key, value]): [string, any][] => {
    if (SHOWN.has(key)) return [[key, value]];
    if (NESTED.has(key)) return [[key, hints(value)]];
    if (!NAMED.has(key)) return [];
    return [[key, Object.fromEntries(Object.entries(value).map(([name, it]) => [name, hints(it)]))]];
  });
  return Object.fromEntries(entries);
}

const schemas: Plugin = {
  name: "schemas",
  enforce: "pre",
  transform: (code, id) => (id.endsWith(".schema.json") ? JSON.stringify(hints(JSON.parse(code))) : null),
};

/** Browsers refuse module scripts from a file system. */
const classicScript: Plugin = {
  name: "classic-script",
  enforce: "post",
  transformIndexHtml: (html) => html.replace(/<script type="module" crossorigin/, "<script defer").replace(/ crossorigin/g, ""),
};

export default defineConfig({
  base: "./",
  root: path("."),
  resolve: { alias: { "kyx-schema/module": `${npm}/kyx_wasm.js`, "kyx-schema/functions": `${npm}/api.js` } },
  plugins: [generated(), schemas, classicScript, { name: "pages", closeBundle: () => writePages(out) }],
  worker: { format: "iife", plugins: () => [generated()] },
  build: {
    outDir: out,
    emptyOutDir: true,
    modulePreload: false,
    cssCodeSplit: false, // one style sheet, which the other pages share
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
    rollupOptions: {
      output: { format: "iife", entryFileNames: "assets/page.js", assetFileNames: "assets/[name][extname]" },
    },
  },
});
