// What the functions return for good input.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as kyx from "kyx-schema";
import workflowKeys from "kyx-schema/schemas/workflows.json" with { type: "json" };

const now = "2025-01-01T00:00:00Z";
const codes = (report) => report.findings.map((finding) => finding.code);
const request = { customerInternalReference: "order-4711", workflowDefinition: { key: 3, credentials: [{ category: "ID" }] } };

test("a clean payload, as a text or as bytes", () => {
  const text = JSON.stringify({ customerInternalReference: "order-4711", workflowDefinition: { key: 777 } });
  const clean = { ok: true, kind: "account-request", findings: [], omitted: 0 };
  assert.deepEqual(kyx.lint(text), clean);
  assert.deepEqual(kyx.lint(Buffer.from(text)), clean);
  assert.deepEqual(kyx.lint(new DataView(new TextEncoder().encode(text).buffer)), clean);
});

test("a finding has everything that the linter tells", () => {
  const report = kyx.lint('{"workflowDefinition": {"key": 2}}', { now });
  assert.equal(report.ok, false);
  assert.deepEqual(codes(report), ["KYX102"]);
  const [finding] = report.findings;
  const keys = ["code", "name", "severity", "pointer", "message", "help", "range", "fix", "related"];
  assert.deepEqual(Object.keys(finding), keys);
  assert.equal(finding.pointer, "/customerInternalReference");
  assert.deepEqual(finding.range.start, { offset: 0, line: 1, column: 1 });
});

test("the options tell the call, the kind and the time", () => {
  const text = JSON.stringify(request);
  assert.ok(kyx.lint(text).ok);
  assert.ok(codes(kyx.lint(text, { operation: "create", channel: "api" })).length > 0);
  assert.equal(kyx.lint("{}", { kind: "prepared-data" }).kind, "prepared-data");
  const consented = JSON.stringify(kyx.sample("account-request", { workflow: 3, channel: "api", now }));
  assert.ok(kyx.lint(consented, { operation: "create", channel: "api", now }).ok);
  for (const later of ["2035-01-01T00:00:00Z", new Date("2035-01-01T00:00:00Z")]) {
    assert.deepEqual(codes(kyx.lint(consented, { operation: "create", channel: "api", now: later })), ["KYX301"]);
  }
  // The time of the host is the default: the sample of today has a consent of today.
  const today = JSON.stringify(kyx.sample("account-request", { workflow: 3, channel: "api" }));
  assert.ok(kyx.lint(today, { operation: "create", channel: "api" }).ok);
});

test("fixing keeps the form of the data", () => {
  const broken = `{"firstName": 'Jöhn', "nationality": "de",}`;
  const fixed = `{"firstName": "Jöhn", "nationality": "DEU"}`;
  const text = kyx.fix(broken);
  assert.deepEqual([text.data, text.count, text.ok, text.kind], [fixed, 3, true, "prepared-data"]);
  const bytes = kyx.fix(Buffer.from(broken));
  assert.ok(bytes.data instanceof Uint8Array);
  assert.equal(Buffer.from(bytes.data).toString(), fixed);
});

test("unsafe fixes are applied only if asked for", () => {
  const broken = '{"firstName": "John", "firstNam": "Jim"}';
  const [safe, all] = [kyx.fix(broken), kyx.fix(broken, { unsafe: true })];
  assert.ok(all.count >= safe.count);
  assert.equal(safe.data, broken);
});

test("steps after an account response", () => {
  const response = JSON.stringify(kyx.sample("account-response", { workflow: 3, channel: "api", now }));
  const next = kyx.nextSteps(response, { channel: "api" });
  assert.ok(next.ok);
  assert.deepEqual(next.journeys[0].steps.map((step) => step.classifier), ["FRONT", "BACK", "FACE"]);
  assert.equal(next.journeys[0].finalize.by, "call");
  const refusal = kyx.nextSteps("{}");
  assert.equal(refusal.ok, false);
  assert.ok(refusal.findings.length > 0);
});

test("what a response means", () => {
  const reading = kyx.read('{"title": "Too Many Requests", "status": 429}');
  assert.equal(reading.happened, "the platform rejected the call, with status 429");
  assert.deepEqual(reading.actions, ["wait, then repeat the call: account calls are rate limited"]);
  assert.equal(kyx.read('{"error": "invalid_client"}', { kind: "token-error" }).ok, true);
  assert.deepEqual(kyx.read(JSON.stringify(request)), { ok: false, kind: "account-request", findings: [], omitted: 0 });
  assert.ok(kyx.read("{").findings.length > 0);
});

test("every documented workflow", () => {
  assert.deepEqual(kyx.workflows(), workflowKeys);
});

test("rules and their documentation", () => {
  const rules = kyx.rules();
  assert.ok(rules.length > 80);
  for (const { code, name, severity, summary } of rules) {
    assert.match(code, /^KYX\d{3}$/);
    assert.match(name, /^[a-z0-9-]+$/);
    assert.match(severity, /^(error|warning|info)$/);
    assert.match(summary, /\.$/);
    assert.ok(kyx.explain(code).docs.includes("## Source") || kyx.explain(name).docs.length > 0);
  }
  assert.deepEqual(kyx.explain("KYX301").name, "consent-expired");
  assert.equal(kyx.explain("KYX999"), undefined);
});

test("samples of every kind are clean", () => {
  const kinds = /kinds are (.*)$/.exec(messageOf(() => kyx.lint("{}", { kind: "" })))[1].split(", ");
  assert.equal(kinds.length, 12);
  for (const kind of kinds) {
    const report = kyx.lint(JSON.stringify(kyx.sample(kind, { seed: 7, now })), { kind, now });
    assert.deepEqual(report, { ok: true, kind, findings: [], omitted: 0 });
  }
  assert.deepEqual(kyx.sample("account-request", { seed: 7, now }), kyx.sample("account-request", { seed: 7, now }));
  assert.equal(kyx.sample("part-response", { workflow: 9, now }), undefined);
});

function messageOf(action) {
  try {
    action();
  } catch (error) {
    return error.message;
  }
  return assert.fail("nothing was thrown");
}

test("the lists of the types are those of the linter", () => {
  assert.equal(messageOf(() => kyx.lint("{}", { operation: "" })), "operation: not one of create, update");
  assert.equal(messageOf(() => kyx.lint("{}", { channel: "" })), "channel: not one of api, web, sdk");
  const outcomes = messageOf(() => kyx.sample("callback", { outcome: "" }));
  for (const outcome of [
    "passed", "warning", "rejected-by-usability", "rejected-by-liveness", "rejected-by-similarity", "screening-alert",
    "not-executed", "session-expired", "token-expired", "technical-error", "standalone-screening", "reuse",
  ]) {
    assert.ok(outcomes.includes(outcome));
    assert.ok(kyx.sample("callback", { outcome, now }) !== undefined);
  }
});

test("files with calls", () => {
  const call = `curl -X POST https://account.emea-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7 \\
  -H 'User-Agent: Example' --json '{"customerInternalReference": "order-4711", "workflowDefinition": {"key": "two"}}'`;
  const file = kyx.lintFile(call);
  assert.equal(file.format, "curl");
  assert.equal(file.ok, false);
  const findings = file.payloads.flatMap((payload) => payload.findings);
  assert.deepEqual(findings.map((it) => [it.name, it.range.start.line]), [["wrong-method", 1], ["invalid-workflow-key", 2]]);
  assert.equal(kyx.lintFile("# Nothing\n", "notes.md").format, "markdown");
  const single = kyx.lintFile('{"firstName": "John"}', "data.json");
  assert.deepEqual([single.format, single.payloads.length, single.payloads[0].line], [null, 1, null]);
});

async function collected(reports) {
  const all = [];
  for (;;) {
    const { value, done } = await reports.next();
    if (done) return [all, value];
    all.push(value);
  }
}

test("lines in chunks, however they are cut", async () => {
  const clean = '{"firstName": "Jöhn"}';
  const broken = '{"phoneNumber": "503 123 4567"}';
  const text = Buffer.from([clean, "", broken, `${broken}\r`, clean, broken].join("\n"));
  const whole = await collected(kyx.lintMany([text]));
  assert.deepEqual(whole[0].map((it) => it.line), [3, 4, 6]);
  assert.deepEqual(whole[1], { payloads: 5 });
  for (const report of whole[0]) {
    const [finding] = report.findings;
    assert.equal(finding.range.start.line, report.line);
    const { start, end } = finding.range;
    assert.equal(text.subarray(start.offset, end.offset).toString(), '"503 123 4567"');
  }
  for (const size of [1, 7, 40]) {
    const chunks = async function* () {
      for (let at = 0; at < text.length; at += size) yield text.subarray(at, at + size);
    };
    assert.deepEqual(await collected(kyx.lintMany(chunks())), whole);
  }
  assert.deepEqual(await collected(kyx.lintMany([])), [[], { payloads: 0 }]);
});

test("ranges in UTF-16", () => {
  const text = `{"firstName": "😀é", "phoneNumber": "503 123 4567"}`;
  const finding = kyx.lint(text).findings.find((it) => it.pointer === "/phoneNumber");
  const { start, end } = kyx.toUtf16(text, finding.range);
  assert.equal(text.slice(start, end), '"503 123 4567"');
});

test("redacting masks what may be personal, and nothing else", () => {
  const text = '{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}, "😀": [true, 4711, null]}';
  const redacted = '{"customerInternalReference": "•••", "workflowDefinition": {"key": 2}, "•••1": [false, 0, null]}';
  assert.equal(kyx.redact(text), redacted);
  assert.equal(kyx.redact(Buffer.from(redacted)), redacted);
  assert.equal(kyx.redact('{"state": "IL"}', { kind: "prepared-data" }), '{"state": "•••"}');
  const curl = `curl https://account.emea-1.jumio.ai/api/v1/accounts -d '{"userReference": "Jane"}'`;
  for (const options of [undefined, { name: "call.sh" }]) assert.match(kyx.redact(curl, options), /'{"userReference": "•••"}'$/);
  assert.equal(kyx.redact("Jane \ud800 \"Doe"), "••• ••• \"•••");
  assert.throws(() => kyx.redact("{}", { kind: "x" }), TypeError);
});

test("the text of a fix that may be personal is there only if asked for", () => {
  const broken = '{"firstName": "Jane", "email": 4711}';
  const edits = (options) => kyx.lintFile(broken, undefined, options).payloads[0].findings.map((it) => it.fix.edits[0].text);
  assert.deepEqual(edits(), [null]);
  assert.deepEqual(edits({ showValues: true }), ['"4711"']);
});
