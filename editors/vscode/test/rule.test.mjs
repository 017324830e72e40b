import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { codesOf, explain } from "../dist/test/rule.mjs";

const KYX = process.env.KYX;

test("each code of kyx is told once, in order", () => {
  const diagnostics = [
    { source: "kyx", code: "KYX301" },
    { source: "json", code: 768 },
    { source: "kyx", code: { value: "KYX204", target: {} } },
    { source: "kyx", code: "KYX301" },
    { source: "kyx" },
    { source: "kyx", code: "--help" },
  ];
  assert.deepEqual(codesOf(diagnostics), ["KYX301", "KYX204"]);
  assert.deepEqual(codesOf([]), []);
});

test("a rule is explained as the program does", async () => {
  const text = await explain(KYX, "KYX301");
  assert.match(text, /^# KYX301 consent-expired/);
  assert.match(text, /## Why/);
});

test("an error does not repeat what the program prints", async () => {
  const program = join(mkdtempSync(join(tmpdir(), "kyx-editor-")), "kyx");
  writeFileSync(program, "#!/bin/sh\necho secret; echo secret >&2; exit 2\n");
  chmodSync(program, 0o755);
  await assert.rejects(explain(program, "KYX301"), { message: "kyx explain KYX301 failed." });
  await assert.rejects(explain("/nowhere/kyx", "KYX301"), { message: "kyx explain KYX301 failed." });
});
