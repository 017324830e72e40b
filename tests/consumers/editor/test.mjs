// What an editor with vscode-json-languageservice reports, suggests and explains in a payload.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import service from "vscode-json-languageservice";

const { getLanguageService, TextDocument } = service;
const editor = getLanguageService({ schemaRequestService: (uri) => Promise.reject(new Error(`${uri} is not loaded`)) });

/** Opens a text with the schema of a kind. */
function open(kind, text) {
  const schema = JSON.parse(readFileSync(`schemas/editor/${kind}.schema.json`, "utf8"));
  editor.configure({ validate: true, schemas: [{ uri: schema.$id, fileMatch: ["*"], schema }] });
  const document = TextDocument.create("file:///payload.json", "json", 1, text);
  return [document, editor.parseJSONDocument(document)];
}

/** The messages on a payload, each with the text that it underlines. */
async function messages(kind, payload) {
  const [document, parsed] = open(kind, JSON.stringify(payload));
  const found = await editor.doValidation(document, parsed);
  return found.map((it) => [document.getText(it.range), it.message]);
}

const request = (fields) => ({ customerInternalReference: "order-4711", workflowDefinition: { key: 2 }, ...fields });
const consent = { userIp: "203.0.113.7", userLocation: { country: "USA", state: "IL" } };

const broken = [
  [request({ tokenLifetime: "90" }), '"90"', /^Expected: The lifetime .*`m`.*Example: "30m"$/],
  [request({ callbackUrl: "www.yourcompany.com" }), '"www.yourcompany.com"', /^Expected: .*URL/],
  [request({ workflowDefinition: { key: "abc" } }), '"abc"', /^Expected: The key of a workflow: a positive integer/],
  [request({ userConsent: { ...consent, userIp: "1.2.3" } }), '"1.2.3"', /^Expected: The end user's IP address: IPv4 or IPv6/],
  [
    request({ userConsent: { ...consent, consent: { obtained: "yes", obtainedAt: "yesterday" } } }),
    '"yesterday"',
    /^Expected: .*Example: "2022-07-20T17:20:35.000Z"$/,
  ],
  [
    request({ workflowDefinition: { key: 3 }, userConsent: { ...consent, consent: { obtained: "no" } } }),
    /customerInternalReference/,
    /^KYX307: /,
  ],
  [request({ userReferense: "customer-4711" }), '"userReferense"', /not allowed/],
];
for (const [payload, text, message] of broken) {
  const found = await messages("account-request", payload);
  const isExpected = ([underlined, it]) => (text.test?.(underlined) ?? underlined === text) && message.test(it);
  assert(found.some(isExpected), JSON.stringify(found));
  for (const [, it] of found) assert(!/Matches a schema|match the pattern/.test(it), it);
}
const dates = await messages("prepared-data", { dateOfBirth: "16.11.1972" });
assert(dates.length > 0 && dates.every(([, it]) => /^Expected: The date of birth .*`YYYY-MM-DD`/.test(it)), `${dates}`);

/** What is suggested at the mark. */
async function suggestions(text) {
  const [document, parsed] = open("account-request", text.replace("|", ""));
  return (await editor.doComplete(document, document.positionAt(text.indexOf("|")), parsed)).items;
}

const keys = (await suggestions('{"workflowDefinition": {"key": |}}')).map((it) => it.label);
const workflows = JSON.parse(readFileSync("schemas/workflows.json", "utf8"));
const shortened = (label) => (label.length > 60 ? `${label.slice(0, 57).trim()}...` : label);
const expected = workflows.map((it) => shortened(`${it.key} ${it.name}`));
assert.deepEqual(keys.sort(), [...expected, "10011"].sort()); // and the example

const categories = await suggestions('{"workflowDefinition": {"key": 2, "credentials": [{"category": |}]}}');
const selfie = categories.find((it) => it.label === '"SELFIE"');
assert.match(selfie.documentation.value ?? selfie.documentation, /An image of the face/);

const [document, parsed] = open("account-request", JSON.stringify(request()));
const hover = await editor.doHover(document, document.positionAt(3), parsed);
assert(JSON.stringify(hover.contents).includes("*Creating or Updating Accounts*"), JSON.stringify(hover.contents));

// The verdicts are those of the other schemas, except that this validator does not count the days of a month.
const days = /"\d{4}-(02-29|02-3\d|0[469]-31|11-31)[T"]/;
let judged = 0;
const wrong = [];
for (const kind of ["account-request", "prepared-data"]) {
  for (const line of readFileSync(`tests/corpus/${kind}.ndjson`, "utf8").trimEnd().split("\n")) {
    const { valid, rules, payload } = JSON.parse(line);
    const found = (await messages(kind, payload)).filter(([, it]) => it !== "Value is deprecated");
    judged += 1;
    const isDay = days.test(line) && rules.some((it) => it === "KYX211" || it === "KYX212");
    if ((found.length === 0) !== valid && !isDay) wrong.push(`${kind} ${rules} ${JSON.stringify(found)} ${line}`);
  }
}
if (wrong.length > 0) {
  console.error(wrong.join("\n"));
  process.exit(1);
}
console.log(`${broken.length + 1} mistakes explained, ${expected.length} workflows suggested, ${judged} verdicts as recorded`);
