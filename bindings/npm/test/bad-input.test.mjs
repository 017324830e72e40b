// Bad input has a clear error or a finding, and nothing repeats a value.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { inspect } from "node:util";
import { Worker } from "node:worker_threads";
import * as kyx from "kyx-schema";

/** What the package has loaded. */
const { initSync: exported, __wbg_reset_state: reset } = await import(new URL("kyx_wasm.js", import.meta.resolve("kyx-schema")));

const wasm = readFileSync(new URL(import.meta.resolve("kyx-schema/kyx_wasm_bg.wasm")));

const CANARY = "Canaryson";
const isTypeError = (message) => ({ name: "TypeError", message });

test("data that is neither a text nor bytes", () => {
  const cases = [
    [undefined, "undefined"], [null, "null"], [5, "a number"], [true, "a boolean"], [{ firstName: CANARY }, "an object"],
    [Symbol(CANARY), "a symbol"], [() => CANARY, "a function"], [[CANARY], "an object"],
  ];
  for (const action of [kyx.lint, kyx.lintFile, kyx.fix, kyx.nextSteps, kyx.read]) {
    for (const [data, found] of cases) {
      assert.throws(() => action(data), isTypeError(`data: expected a string or a Uint8Array, found ${found}`));
    }
  }
});

test("wrong options have the sentence of the linter", () => {
  const lint = (options) => () => kyx.lint("{}", options);
  assert.throws(lint({ channel: "phone" }), isTypeError("channel: not one of api, web, sdk"));
  assert.throws(lint({ operation: 5 }), isTypeError("operation: not one of create, update"));
  assert.throws(lint({ kind: "request" }), /^TypeError: kind: not a kind of payload; kinds are account-request, /);
  for (const now of ["yesterday", new Date("yesterday"), 5, Symbol("now")]) {
    assert.throws(lint({ now }), isTypeError("now: not an RFC 3339 time"));
  }
  assert.deepEqual(kyx.lint("{}", null), kyx.lint("{}", { kind: undefined, channel: null }));
  const sample = (options) => () => kyx.sample("account-request", options);
  for (const workflow of [1.5, -1, Number.NaN, Infinity, "two"]) {
    assert.throws(sample({ workflow }), isTypeError("workflow: not a whole number"));
  }
  assert.throws(sample({ workflow: 0 }), /TypeError: not a workflow key/);
  assert.throws(sample({ seed: 2 ** 60 }), isTypeError("seed: not a whole number"));
  assert.throws(sample({ outcome: "fine" }), /TypeError: outcome: /);
  assert.throws(() => kyx.sample("nothing"), /TypeError: kind: not a kind of payload/);
  assert.equal(kyx.explain(undefined), undefined);
});

test("texts that are not JSON", () => {
  for (const text of ["", " ", "{", "nul", "\0", "﻿{}", "]".repeat(1000), '{"a":'.repeat(100_000), "[".repeat(1_000_000)]) {
    const report = kyx.lint(text);
    assert.equal(report.ok, false, JSON.stringify(text.slice(0, 20)));
    assert.ok(report.findings.length + report.omitted > 0);
  }
});

test("a lone surrogate is reported at its place", () => {
  for (const surrogate of ["\ud800", "\udfff"]) {
    const text = `{"firstName": "é😀${surrogate}"}`;
    const finding = kyx.lint(text).findings.find((it) => it.name === "not-utf8");
    assert.ok(finding, "not reported");
    const { start, end } = kyx.toUtf16(text, finding.range);
    assert.ok(text.slice(start, end).includes(surrogate));
    assert.deepEqual([kyx.fix(text).data, kyx.fix(text).count], [text, 0]);
  }
});

test("bytes that are not UTF-8", () => {
  const report = kyx.lint(Buffer.from([...Buffer.from('{"firstName": "'), 0xff, 0xc3, ...Buffer.from('"}')]));
  assert.ok(report.findings.some((it) => it.name === "not-utf8"));
});

test("16 MiB is the most", () => {
  const size = 16 * 2 ** 20;
  const text = (length) => `{"firstName": "${"a".repeat(length - 17)}"}`;
  assert.equal(text(size).length, size);
  assert.ok(!kyx.lint(text(size)).findings.some((it) => it.name === "limit-exceeded"));
  for (const long of [text(size + 1), text(4 * size), "é".repeat(size)]) {
    assert.deepEqual(kyx.lint(long).findings.map((it) => it.name), ["limit-exceeded"]);
    assert.equal(kyx.fix(long).data, long);
  }
});

test("a broken stream, and chunks that are no text", async () => {
  const broken = async function* () {
    yield '{"phoneNumber": "503 123 4567"}\n';
    throw new Error("the disk is gone");
  };
  const reports = kyx.lintMany(broken());
  assert.equal((await reports.next()).value.line, 1);
  await assert.rejects(reports.next(), { message: "the disk is gone" });
  await assert.rejects(kyx.lintMany([5]).next(), isTypeError("data: expected a string or a Uint8Array, found a number"));
  await assert.rejects(kyx.lintMany(undefined).next(), TypeError);
  await assert.rejects(kyx.lintMany([], { channel: "phone" }).next(), isTypeError("channel: not one of api, web, sdk"));
});

test("a line of lintMany has the limit of a payload", async () => {
  const size = 16 * 2 ** 20;
  const chunk = Buffer.alloc(2 ** 20, "a");
  const chunks = function* () {
    yield '{"phoneNumber": "503 123 4567"}\n{"firstName": "';
    for (let sent = 0; sent < 4 * size; sent += chunk.length) yield chunk;
    yield '"}\n{"phoneNumber": "503 123 4567"}\n"';
    for (let sent = 0; sent < 2 * size; sent += chunk.length) yield chunk;
  };
  const reports = kyx.lintMany(chunks());
  const found = [];
  for (let next = await reports.next(); ; next = await reports.next()) {
    if (next.done) {
      assert.deepEqual(next.value, { payloads: 4 });
      break;
    }
    for (const { name, range } of next.value.findings) found.push([next.value.line, name, range.start.line, range.start.offset]);
  }
  const [first, second] = [0, 1].map((index) => found.filter(([, name]) => name !== "limit-exceeded")[index]);
  assert.deepEqual(found.map(([line, name]) => [line, name === "limit-exceeded"]), [[1, false], [2, true], [3, false], [4, true]]);
  const third = 32 + 15 + 4 * size + 3; // where the third line starts
  assert.deepEqual(second, [3, first[1], 3, first[3] + third]);
  // What was left out of a line was not kept.
  assert.ok(exported().memory.buffer.byteLength < 8 * size);
});

test("nothing repeats a private value", () => {
  const texts = [
    `{"firstName": "${CANARY}", "lastName": ["${CANARY}"], "phoneNumber": "${CANARY}", "${CANARY} 4711": 1}`,
    `{"firstName": "${CANARY}`,
    `{"customerInternalReference": "${CANARY} ${"x".repeat(200)}", "workflowDefinition": {"key": "${CANARY}"}}`,
    `curl -H 'Authorization: Bearer ${CANARY}' https://account.emea-1.jumio.ai/api/v1/accounts -d '{"firstName": "${CANARY}'`,
  ];
  for (const text of texts) {
    const { data: _, ...fixed } = kyx.fix(text);
    const all = [kyx.lint(text), fixed, kyx.lintFile(text), kyx.nextSteps(text), kyx.read(text)];
    assert.ok(all.some((it) => !it.ok));
    assert.ok(!inspect(all, { depth: null }).includes(CANARY));
  }
  for (const options of [{ kind: CANARY }, { channel: CANARY }, { operation: CANARY }, { now: CANARY }]) {
    assert.throws(() => kyx.lint("{}", options), (error) => !inspect(error).includes(CANARY));
  }
});

test("the module reaches nothing but the clock", () => {
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(wasm)).map((it) => it.name);
  // A panic has nowhere to write to: it traps, without a message. What is thrown is a constant text of wasm-bindgen.
  for (const name of imports) assert.match(name, /^(__wbg_(new_0|getTime|now|__wbindgen_throw)_|__wbindgen_)/);
});

test("a trap shows no value", () => {
  const module = new WebAssembly.Module(wasm);
  const nothing = Object.fromEntries(WebAssembly.Module.imports(module).map((it) => [it.name, () => 0]));
  const modules = new Proxy({}, { get: () => nothing });
  const { exports } = new WebAssembly.Instance(module, modules); // another one, which it breaks
  const bytes = Buffer.from(`{"firstName": "${CANARY}"}`);
  const at = exports.__wbindgen_malloc?.(bytes.length, 1) ?? exports.__wbindgen_export(bytes.length, 1);
  new Uint8Array(exports.memory.buffer).set(bytes, at);
  assert.throws(
    () => exports.lint(at, 0x7fffffff, 0, 0, 0, 0, 0, 0, 0, 0),
    (error) => error instanceof WebAssembly.RuntimeError && !inspect(error).includes(CANARY),
  );
});

/** Leaves a new instance of the module no memory to grow into. */
function exhaust() {
  reset();
  const { memory } = exported();
  for (let pages = 2 ** 16; pages > 0; pages >>= 1) {
    try {
      while (true) memory.grow(pages);
    } catch {
      // There is less left.
    }
  }
}

test("after a trap, the next call works", () => {
  const text = '{"phoneNumber": "503 123 4567"}';
  const report = kyx.lint(text);
  for (const action of [kyx.lint, kyx.lintFile, kyx.fix, kyx.read, kyx.nextSteps]) {
    exhaust();
    assert.throws(() => action(`{"firstName": "${CANARY.repeat(2 ** 20)}"}`), (error) => {
      return error instanceof WebAssembly.RuntimeError && !inspect(error).includes(CANARY);
    });
    assert.deepEqual(kyx.lint(text), report);
  }
});

test("a call without enough stack leaves nothing broken", () => {
  const text = '{"phoneNumber": "503 123 4567"}';
  const report = kyx.lint(text);
  let attempts = 0;
  const dive = () => {
    try {
      return dive();
    } catch {
      attempts += 1;
      return kyx.lint(text); // throws where there is too little left, and is tried again one frame above
    }
  };
  assert.deepEqual(dive(), report);
  assert.ok(attempts > 1);
});

test("worker threads", async () => {
  const source = `
    import { parentPort } from "node:worker_threads";
    import { lint } from ${JSON.stringify(import.meta.resolve("kyx-schema"))};
    parentPort.postMessage(lint('{"phoneNumber": "503 123 4567"}'));
  `;
  const url = new URL(`data:text/javascript,${encodeURIComponent(source)}`);
  const answers = Array.from({ length: 8 }, () => new Promise((resolve, reject) => {
    const worker = new Worker(url);
    worker.once("message", resolve);
    worker.once("error", reject);
  }));
  const here = kyx.lint('{"phoneNumber": "503 123 4567"}');
  for (const answer of await Promise.all(answers)) assert.deepEqual(answer, here);
});

test("many calls keep no memory", () => {
  const texts = ['{"phoneNumber": "503 123 4567"}', "{", JSON.stringify(kyx.sample("account-request"))];
  const rounds = (count) => {
    for (let round = 0; round < count; round += 1) {
      for (const text of texts) {
        kyx.lint(text);
        kyx.fix(text);
        assert.throws(() => kyx.lint(text, { channel: "phone" }));
      }
    }
    return exported().memory.buffer.byteLength;
  };
  const before = rounds(100);
  assert.equal(rounds(5_000), before);
});
