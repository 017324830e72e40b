// Speaks to `kyx server` with the library that VS Code speaks with.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

import protocol from "vscode-languageserver-protocol/node";

const { createProtocolConnection, StreamMessageReader, StreamMessageWriter, CancellationTokenSource } = protocol;

const FINDINGS = `{
  "customerInternalReference": "order-4711", // the shop's
  "workflowDefinition": { "key": 2, },
  "userConsent": { "userIp": "203.0.113.7", "userLocation": { "country": "USA", "state": "IL" } }
}
`;

let server, connection, folder;
const pushed = [];

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "kyx-server-"));
  server = spawn(process.env.KYX, ["server"], { stdio: ["pipe", "pipe", "inherit"] });
  connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  connection.onNotification("textDocument/publishDiagnostics", (params) => pushed.push(params));
  connection.onRequest("client/registerCapability", () => null);
  connection.listen();
  const capabilities = {
    general: { positionEncodings: ["utf-16"] },
    textDocument: { completion: { completionItem: { snippetSupport: true } }, diagnostic: {} },
    workspace: { didChangeWatchedFiles: { dynamicRegistration: true } },
  };
  const result = await connection.sendRequest("initialize", { processId: null, rootUri: null, capabilities });
  assert.equal(result.serverInfo.name, "kyx");
  await connection.sendNotification("initialized", {});
});

after(async () => {
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  const status = await new Promise((resolve) => server.on("exit", resolve));
  assert.equal(status, 0);
});

let count = 0;

/** Opens a document and returns its URI. */
async function open(text, name = `request-${(count += 1)}.json`) {
  const uri = pathToFileURL(join(folder, name)).href;
  const textDocument = { uri, languageId: "json", version: 1, text };
  await connection.sendNotification("textDocument/didOpen", { textDocument });
  return uri;
}

const ask = (method, uri, params = {}) => connection.sendRequest(method, { textDocument: { uri }, ...params });
const codes = async (uri) => (await ask("textDocument/diagnostic", uri)).items.map(({ code }) => code);
const place = (text, part, delta = 0) => {
  const lines = text.slice(0, text.indexOf(part) + delta).split("\n");
  return { line: lines.length - 1, character: lines.at(-1).length };
};

test("a client that asks for diagnostics gets them only then", async () => {
  const uri = await open(FINDINGS);
  assert.deepEqual(await codes(uri), ["KYX005", "KYX004", "KYX305"]);
  assert.equal(pushed.length, 0);
  const { resultId } = await ask("textDocument/diagnostic", uri);
  const again = await ask("textDocument/diagnostic", uri, { previousResultId: resultId });
  assert.equal(again.kind, "unchanged");
});

test("positions count UTF-16", async () => {
  const text = '{"customerInternalReference": "\u{1F600}", "workflowDefinition": {"key": 2,}}';
  const uri = await open(text);
  const { items } = await ask("textDocument/diagnostic", uri);
  const comma = items.find(({ code }) => code === "KYX004");
  assert.deepEqual(comma.range.start, { line: 0, character: text.indexOf(",}") });
});

test("each fix is offered, and all safe ones together do what the command line does", async () => {
  const uri = await open(FINDINGS);
  const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
  const actions = await ask("textDocument/codeAction", uri, { range, context: { diagnostics: [] } });
  const fixes = actions.filter(({ kind, isPreferred }) => kind === "quickfix" && isPreferred);
  assert.equal(fixes.length, 2);
  const [all] = actions.filter(({ kind }) => kind === "source.fixAll.kyx");
  let text = FINDINGS;
  const offset = ({ line, character }) => text.split("\n").slice(0, line).join("\n").length + (line > 0) + character;
  for (const { range, newText } of all.edit.changes[uri].toReversed()) {
    text = text.slice(0, offset(range.start)) + newText + text.slice(offset(range.end));
  }
  const file = join(folder, "fixed-by-the-command-line.json");
  writeFileSync(file, FINDINGS);
  spawnSync(process.env.KYX, ["lint", "--fix", "--quiet", file]);
  assert.equal(text, readFileSync(file, "utf8"));
});

test("fields and values are completed where the text breaks off", async () => {
  const text = '{"customerInternalReference": "order-4711", "work';
  const uri = await open(text);
  const items = await ask("textDocument/completion", uri, { position: { line: 0, character: text.length } });
  assert.equal(items[0].label, "workflowDefinition");
  assert.equal(items[0].textEdit.newText, '"workflowDefinition": {$0\\}');

  const value = '{"customerInternalReference": "order-4711", "workflowDefinition": {"key": ';
  const other = await open(value);
  const keys = await ask("textDocument/completion", other, { position: { line: 0, character: value.length } });
  assert.ok(keys.some(({ label, detail }) => label === "2" && detail));
});

test("a field is explained, and a code is named", async () => {
  const uri = await open(FINDINGS);
  const field = await ask("textDocument/hover", uri, { position: place(FINDINGS, "userLocation", 2) });
  assert.ok(field.contents.value.length > 20);
  const country = await ask("textDocument/hover", uri, { position: place(FINDINGS, '"USA"', 2) });
  assert.match(country.contents.value, /United States/);
  const rule = await ask("textDocument/hover", uri, { position: place(FINDINGS, "// the", 1) });
  assert.match(rule.contents.value, /KYX005/);
  const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
  const hints = await ask("textDocument/inlayHint", uri, { range });
  assert.deepEqual(hints.map(({ label }) => label), ["ID Verification", "United States of America"]);
});

test("the fields are a tree", async () => {
  const uri = await open(FINDINGS);
  const symbols = await ask("textDocument/documentSymbol", uri);
  assert.deepEqual(symbols.map(({ name }) => name), ["customerInternalReference", "workflowDefinition", "userConsent"]);
  assert.deepEqual(symbols[2].children.map(({ name }) => name), ["userIp", "userLocation"]);
});

test("a finding is ignored in a new .kyx.toml, which counts as soon as it is there", async () => {
  const uri = await open(FINDINGS);
  const position = place(FINDINGS, "// the", 1);
  const range = { start: position, end: position };
  const actions = await ask("textDocument/codeAction", uri, { range, context: { diagnostics: [] } });
  const { edit } = actions.find(({ title }) => title.includes(".kyx.toml"));
  const [created, written] = edit.documentChanges;
  assert.equal(created.kind, "create");
  assert.equal(created.uri, pathToFileURL(join(folder, ".kyx.toml")).href);
  writeFileSync(join(folder, ".kyx.toml"), written.edits[0].newText);
  await connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: created.uri, type: 1 }] });
  assert.deepEqual(await codes(uri), ["KYX004", "KYX305"]);
  writeFileSync(join(folder, ".kyx.toml"), "");
  await connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: created.uri, type: 2 }] });
  assert.deepEqual(await codes(uri), ["KYX005", "KYX004", "KYX305"]);
});

test("the setting of the editor tells the call", async () => {
  const uri = await open('{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 5}}');
  const set = (operation) =>
    connection.sendNotification("workspace/didChangeConfiguration", { settings: { kyx: { operation } } });
  const tells = async () => (await codes(uri)).includes("KYX406");
  assert.equal(await tells(), false);
  await set("create");
  assert.equal(await tells(), true);
  await set("update");
  assert.equal(await tells(), false);
  await set("");
});

test("other JSON stays as it is", async () => {
  for (const text of ["{}", '{"name": "package", "version": "1.0.0",}', "[1, 2", ""]) {
    assert.deepEqual(await codes(await open(text)), []);
  }
});

test("a request that was cancelled says so, or is answered", async () => {
  const uri = await open(`{"customerInternalReference": "${"x".repeat(1 << 20)}", "workflowDefinition": {"key": 2}}`);
  const source = new CancellationTokenSource();
  const position = { line: 0, character: 3 };
  const asked = connection.sendRequest("textDocument/hover", { textDocument: { uri }, position }, source.token);
  source.cancel();
  await asked.then(
    (hover) => assert.ok(hover),
    (error) => assert.equal(error.code, -32800),
  );
});
