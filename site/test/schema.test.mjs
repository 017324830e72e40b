// What completion and hover read from the schemas, and the month of a consent.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runnerImport } from "vite";

const load = async (name) => (await runnerImport(new URL(`../src/${name}.ts`, import.meta.url).pathname)).module;
const { describe, fields, values } = await load("schema");
const { consentMonth } = await load("consents");
const schema = JSON.parse(readFileSync(new URL("../../schemas/account-request.schema.json", import.meta.url)));

test("fields, also behind references", () => {
  const names = (path) => fields(schema, path).map((it) => it.name);
  assert.ok(names([]).includes("workflowDefinition"));
  assert.ok(names(["workflowDefinition", "credentials", 0]).includes("category"));
  assert.ok(fields(schema, []).find((it) => it.name === "customerInternalReference").isRequired);
  assert.deepEqual(names(["unknown"]), []);
});

test("values with their meanings", () => {
  const kinds = values(schema, ["workflowDefinition", "credentials", 0, "country", "predefinedType"]);
  assert.deepEqual(kinds.map((it) => it.json), ['"DEFINED"', '"RECOMMENDED"']);
  assert.match(kinds[0].meaning, /only these/);
});

test("codes of documents with their meanings", () => {
  const codes = values(schema, ["workflowDefinition", "credentials", 0, "type", "values", 1]);
  assert.equal(codes.find((it) => it.json === '"BS"').meaning, "Bank statement.");
});

test("descriptions", () => {
  assert.match(describe(schema, ["userReference"]), /Source/);
  assert.equal(describe(schema, ["unknown"]), "");
});

test("the month of a consent", () => {
  const line = (time) => JSON.stringify({ userConsent: { consent: { obtained: "yes", obtainedAt: time } } });
  assert.equal(consentMonth(line("2024-05-31T23:59:59Z")), "2024-05");
  assert.equal(consentMonth(line("soon")), undefined);
  assert.equal(consentMonth('{"obtainedAt": '), undefined);
});
