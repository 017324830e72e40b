// The programs of docs/typescript.md, as they stand.
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { test } from "node:test";
import { promisify } from "node:util";
import { transformSync } from "esbuild";
import { sample } from "kyx-schema";

const page = readFileSync("typescript.md", "utf8");
const programs = new Map([...page.matchAll(/```ts\n\/\/ (\S+)\n(.*?)```/gs)].map(([, name, text]) => [name, text]));
mkdirSync("pages", { recursive: true });
for (const [name, text] of programs) {
  writeFileSync(`pages/${name}`, text);
  if (/\.(test|spec)\.ts$/.test(name)) continue; // their programs read them
  writeFileSync(`pages/${name.replace(/ts$/, "mjs")}`, transformSync(text, { loader: "ts" }).code);
}
writeFileSync("pages/tsconfig.json", readFileSync("test/typescript/tsconfig.json"));

const bin = (name, ...args) => execFileSync("node", [`node_modules/${name}`, ...args], { encoding: "utf8" });
const program = (name) => import(new URL(`../pages/${name}.mjs`, import.meta.url));

test("every program is known", () => {
  assert.deepEqual([...programs.keys()], ["lint.ts", "express.ts", "fastify.ts", "zod.ts", "payload.test.ts", "page.spec.ts"]);
});

test("tsc --strict", () => {
  assert.equal(bin("typescript/bin/tsc", "--skipLibCheck", "--project", "pages"), "");
});

test("lint.ts", () => {
  assert.match(execFileSync("node", ["pages/lint.mjs"], { encoding: "utf8" }), /^error KYX\d{3} at \/userConsent: /);
});

/** Posts bodies to a server on loopback. */
async function answers(url) {
  const post = async (body) => {
    const response = await fetch(`${url}/accounts`, { method: "POST", headers: { "content-type": "application/json" }, body });
    return [response.status, response.headers.get("content-type").split(";")[0], await response.json()];
  };
  const request = sample("account-request", { channel: "api" });
  assert.deepEqual(await post(JSON.stringify(request)), [
    201, "application/json", { reference: request.customerInternalReference },
  ]);
  for (const [body, code] of [["{", "KYX001"], ['{"customerInternalReference": "x", "customerInternalReference": "x"}', "KYX104"], ["", "KYX001"]]) {
    const [status, type, problem] = await post(body);
    assert.deepEqual([status, type, problem.status], [422, "application/problem+json", 422]);
    assert.ok(problem.errors.some((it) => it.code === code), JSON.stringify(problem.errors.map((it) => it.code)));
  }
}

test("express.ts", async () => {
  const { app } = await program("express");
  const server = createServer(app).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  await answers(`http://127.0.0.1:${server.address().port}`).finally(() => server.close());
});

test("fastify.ts", async () => {
  const { app } = await program("fastify");
  const url = await app.listen({ port: 0, host: "127.0.0.1" });
  await answers(url).finally(() => app.close());
});

test("zod.ts", async () => {
  const { Order } = await program("zod");
  const request = sample("account-request", { channel: "web" });
  assert.ok(Order.safeParse({ number: 1, request }).success);
  const refused = Order.safeParse({ number: 1, request: { ...request, callbackUrl: "example" } });
  assert.deepEqual(refused.error.issues.map((it) => it.path), [["request", "callbackUrl"]]);
  assert.equal(Order.safeParse({ number: 1 }).success, false);
});

test("payload.test.ts", () => {
  assert.match(bin("vitest/vitest.mjs", "run", "payload.test.ts", "--root", "pages", "--no-color"), /Tests {2}1 passed/);
});

/** Runs page.spec.ts on a page that sends this body. */
async function played(body) {
  const script = `fetch("/accounts", { method: "POST", body: ${JSON.stringify(body)} })`;
  const html = `<!doctype html><title>Start</title><button>Start</button><script>document.querySelector("button").onclick = () => ${script}</script>`;
  const server = createServer((request, response) => response.setHeader("content-type", "text/html").end(html));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const use = {
    baseURL: `http://127.0.0.1:${server.address().port}`,
    launchOptions: { executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] },
  };
  writeFileSync("pages/playwright.config.mjs", `export default ${JSON.stringify({ use, testMatch: "page.spec.ts", reporter: "line" })}`);
  const run = promisify(execFile)("node", ["node_modules/@playwright/test/cli.js", "test", "--config", "pages/playwright.config.mjs"]);
  return run.then(({ stdout }) => stdout, ({ stdout }) => stdout).finally(() => server.close());
}

test("page.spec.ts", async () => {
  const request = sample("account-request", { channel: "web" });
  assert.match(await played(JSON.stringify(request)), /1 passed/);
  assert.match(await played(JSON.stringify({ ...request, callbackUrl: "example" })), /KYX\d{3} at \/callbackUrl: [^]*1 failed/);
});
