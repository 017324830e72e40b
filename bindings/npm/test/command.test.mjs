// The command `kyx-schema`.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import manifest from "kyx-schema/package.json" with { type: "json" };

const directory = mkdtempSync(join(tmpdir(), "kyx-schema-"));

function file(name, text) {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

function run(args, input = "") {
  const { status, stdout, stderr } = spawnSync("npx", ["--no-install", "kyx-schema", ...args], { input, encoding: "utf8" });
  return { status, stdout, stderr };
}

const clean = file("clean.json", '{"firstName": "John"}');
const broken = file("broken.json", '{\n  "phoneNumber": "503 123 4567"\n}');
const lines = file("lines.ndjson", '{"firstName": "John"}\n{"phoneNumber": "503 123 4567"}\n');

test("a clean file", () => {
  assert.deepEqual(run(["lint", clean]), { status: 0, stdout: "", stderr: "" });
});

test("findings for people", () => {
  const { status, stdout, stderr } = run(["lint", clean, broken, lines]);
  assert.deepEqual([status, stderr], [1, ""]);
  const [first, help, third] = stdout.split("\n");
  assert.ok(first.startsWith(`${broken}:2:18: error[KYX214]: `), first);
  assert.match(help, /^ {2}help: /);
  assert.ok(third.startsWith(`${lines}:2:17: error[KYX214]: `), third);
});

test("findings for programs, as kyx prints them", () => {
  const { status, stdout } = run(["lint", "--format", "json", clean, broken, lines]);
  const { version, payloads, summary } = JSON.parse(stdout);
  assert.deepEqual([status, version], [1, 1]);
  assert.deepEqual(payloads.map((it) => [it.path, it.line, it.kind, it.findings.length]), [
    [clean, null, "prepared-data", 0], [broken, null, "prepared-data", 1], [lines, 2, "prepared-data", 1],
  ]);
  assert.deepEqual(summary, { payloads: 4, clean: 2, errors: 2, warnings: 0 });
});

test("standard input and options", () => {
  const request = '{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 3, "credentials": [{"category": "ID"}]}}';
  assert.equal(run(["lint", "-"], request).status, 0);
  const options = ["--operation", "create", "--channel", "api", "--now", "2025-01-01T00:00:00Z"];
  const { status, stdout } = run(["lint", ...options, "-"], request);
  assert.equal(status, 1);
  assert.match(stdout, /^-:1:1: error\[KYX\d{3}\]: .*consent/);
  assert.equal(run(["lint", "--as", "account-request", "-"], "{}").status, 1);
});

test("what cannot be done", () => {
  for (const [args, message] of [
    [["lint", join(directory, "absent.json")], /absent\.json: no such file/],
    [["lint", directory], /EISDIR/],
    [["lint", "--channel", "phone", clean], /^kyx-schema: channel: not one of api, web, sdk\n$/],
    [["lint", "--now", "today", clean], /^kyx-schema: now: not an RFC 3339 time\n$/],
    [["lint", "--format", "xml", clean], /--format: not one of human, json/],
    [["lint", "--nothing", clean], /^kyx-schema: Unknown option '--nothing'/],
    [["lint"], /nothing to check/],
    [["check", clean], /nothing to check/],
    [[], /nothing to check/],
  ]) {
    const { status, stdout, stderr } = run(args);
    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, message);
    assert.ok(!stderr.includes("    at "), stderr);
  }
  // The other files are checked nevertheless.
  const { status, stdout } = run(["lint", "absent.json", broken]);
  assert.equal(status, 2);
  assert.match(stdout, /KYX214/);
});

test("help and version", () => {
  assert.match(run(["--help"]).stdout, /^Usage: kyx-schema lint /);
  assert.equal(run(["--version"]).stdout, `${manifest.version}\n`);
});
