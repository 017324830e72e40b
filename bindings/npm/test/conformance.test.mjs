// The findings are those of the library, to the byte of their JSON.
import assert from "node:assert/strict";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { lint } from "kyx-schema";

test("the findings of the conformance suite", async () => {
  let count = 0;
  for await (const line of createInterface({ input: createReadStream(process.env.EXPECTED) })) {
    const { payload, kind, operation, channel, findings } = JSON.parse(line);
    const report = lint(payload, { kind, operation, channel, now: "2025-01-01T00:00:00Z" });
    assert.equal(JSON.stringify(report.findings), JSON.stringify(findings), payload);
    count += 1;
  }
  assert.ok(count > 1000, `only ${count} payloads`);
});
