// The findings are those of the library, to the byte of their JSON: see tests/conformance/run.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { lint } from "kyx-schema";

test("the findings of the conformance suite", () => {
  const lines = readFileSync(process.env.EXPECTED, "utf8").trim().split("\n");
  for (const line of lines) {
    const { payload, kind, operation, channel, findings, detected } = JSON.parse(line);
    const bytes = typeof payload === "string" ? payload : Uint8Array.from(payload);
    const report = lint(bytes, { kind, operation, channel, now: "2025-01-01T00:00:00Z" });
    assert.equal(JSON.stringify(report.findings), JSON.stringify(findings), line);
    assert.equal(report.kind, detected, line);
  }
  assert.ok(lines.length > 12_000, `only ${lines.length} payloads`);
});
