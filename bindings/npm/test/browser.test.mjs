// The package in Chromium, under a strict content security policy, as it is and bundled.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, test } from "node:test";
import { build } from "esbuild";
import { chromium } from "playwright-core";

const CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };
const EXPECTED = {
  kind: "prepared-data", code: "KYX214", found: '"503 123 4567"', fixed: '{"firstName": "John"}', today: true,
};

const directory = mkdtempSync(join(tmpdir(), "kyx-schema-"));
const page = fileURLToPath(new URL("browser/page.js", import.meta.url));
const wasm = fileURLToPath(import.meta.resolve("kyx-schema/kyx_wasm_bg.wasm"));
const bundle = { entryPoints: [page], bundle: true, format: "esm", logLevel: "error", minify: true };

let policy;
const server = createServer((request, response) => {
  const path = new URL(request.url, "http://localhost").pathname;
  try {
    const text = readFileSync(join(directory, path));
    response.writeHead(200, { "content-type": TYPES[extname(path)], "content-security-policy": policy });
    response.end(text);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: CHROMIUM });
after(async () => {
  await browser.close();
  server.close();
});

/** The title of a page with this script, what it requested, and what went wrong. */
async function opened(script, scriptSource) {
  policy = `default-src 'none'; script-src ${scriptSource}; connect-src 'self'`;
  writeFileSync(join(directory, "index.html"), `<!doctype html><link rel="icon" href="data:,"><script type="module" src="${script}"></script>`);
  const tab = await browser.newPage();
  const [requests, errors] = [[], []];
  tab.on("request", (request) => requests.push(new URL(request.url())));
  tab.on("pageerror", (error) => errors.push(error.message));
  await tab.goto(`${origin}/index.html`);
  await Promise.race([tab.waitForFunction("document.title"), tab.waitForEvent("pageerror")]).catch(() => {});
  const title = await tab.title();
  await tab.close();
  return { title: title && JSON.parse(title), requests, errors };
}

const STRICT = "'self' 'wasm-unsafe-eval'";

test("bundled by esbuild, beside the module", async () => {
  await build({ ...bundle, platform: "browser", outfile: join(directory, "bundle.js") });
  copyFileSync(wasm, join(directory, "kyx_wasm_bg.wasm"));
  const { title, requests, errors } = await opened("bundle.js", STRICT);
  assert.deepEqual([title, errors], [EXPECTED, []]);
  assert.deepEqual(requests.filter((it) => it.protocol !== "data:").map((it) => it.href), [
    `${origin}/index.html`, `${origin}/bundle.js`, `${origin}/kyx_wasm_bg.wasm`,
  ]);
  // The policy is in force.
  const refused = await opened("bundle.js", "'self'");
  assert.equal(refused.title, "");
  assert.match(refused.errors.join("\n"), /WebAssembly/);
});

test("as it is", async () => {
  for (const name of ["browser.js", "api.js", "text.js", "kyx_wasm.js"]) {
    copyFileSync(new URL(name, new URL(import.meta.resolve("kyx-schema"))), join(directory, name));
  }
  writeFileSync(join(directory, "page.js"), readFileSync(page, "utf8").replace('"kyx-schema"', '"./browser.js"'));
  const { title, errors } = await opened("page.js", STRICT);
  assert.deepEqual([title, errors], [EXPECTED, []]);
});

test("bundled for Node.js", async () => {
  const program = join(directory, "program.mjs");
  writeFileSync(join(directory, "entry.mjs"), 'import { lint } from "kyx-schema"; console.log(lint("{\\"firstName\\": \\"John\\"}").kind);');
  await build({
    ...bundle, entryPoints: [join(directory, "entry.mjs")], platform: "node", outfile: program,
    nodePaths: [fileURLToPath(new URL("../node_modules", import.meta.url))],
  });
  assert.equal(execFileSync("node", [program], { encoding: "utf8" }), "prepared-data\n");
});
