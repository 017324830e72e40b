import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const { contributes, activationEvents } = JSON.parse(read("package.json"));
const source = read("src/extension.ts");

test("the commands of the manifest are those that the extension has", () => {
  const registered = [...source.matchAll(/registerCommand\("([^"]+)"/g)].map(([, command]) => command);
  assert.deepEqual(registered.sort(), contributes.commands.map(({ command }) => command).sort());
});

test("the settings of the manifest are those that the extension reads", () => {
  const read = [...source.matchAll(/\.get\("([^"]+)"/g)].map(([, setting]) => `kyx.${setting}`);
  assert.deepEqual([...new Set(read)].sort(), Object.keys(contributes.configuration.properties).sort());
});

test("the extension starts only where there may be payloads", () => {
  assert.ok(!activationEvents.includes("*") && !activationEvents.includes("onStartupFinished"));
});
