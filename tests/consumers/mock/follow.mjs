// Follows the flow at a mock server by its responses: each call takes its URL, IDs and token from an earlier one.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const server = process.argv[2];
const document = JSON.parse(readFileSync("schemas/openapi.json", "utf8"));
let calls = 0;

/** The first example of the body of a call. */
function body(path, method = "post") {
  const { examples } = document.paths[path][method].requestBody.content["application/json"];
  return JSON.stringify(Object.values(examples)[0].value);
}

/** Calls a URL of the platform at the mock server, which has no hosts. */
async function call(method, url, authorization, options = {}) {
  const headers = { Authorization: authorization, "User-Agent": "YourCompany YourApplication/1.0", ...options.headers };
  const path = new URL(url, "https://account.amer-1.jumio.ai").pathname;
  const response = await fetch(server + path, { method, ...options, headers });
  calls += 1;
  assert.equal(response.status, 200, `${method} ${path}: ${response.status}`);
  return response;
}

const json = (body) => ({ body, headers: { "Content-Type": "application/json" } });
const parsed = async (response) => (await response).json();

const form = { body: new URLSearchParams({ grant_type: "client_credentials" }) };
const issued = await parsed(call("POST", "/oauth2/token", `Basic ${btoa("client:secret")}`, form));
const tenant = `${issued.token_type} ${issued.access_token}`;

const accounts = "/api/v1/accounts";
const opened = await parsed(call("POST", accounts, tenant, json(body(accounts))));
const ids = (payload) => [payload.account.id, payload.workflowExecution.id];
const updated = await parsed(call("PUT", `${accounts}/${opened.account.id}`, tenant, json(body(accounts))));
assert.deepEqual(updated, opened);

const uploads = opened.workflowExecution.credentials.flatMap(({ api }) => Object.values(api.parts).map((url) => [url, api]));
assert(uploads.length > 0);
for (const [url, { token }] of uploads) {
  const file = new FormData();
  file.append("file", new Blob(["x"], { type: "image/jpeg" }), "front.jpg");
  const isData = url.endsWith("/PREPARED_DATA");
  const data = body(Object.keys(document.paths).find((path) => path.endsWith("/PREPARED_DATA")));
  const taken = await parsed(call("POST", url, `Bearer ${token}`, isData ? json(data) : { body: file }));
  assert.deepEqual(ids(taken), ids(opened));
  assert(opened.workflowExecution.credentials.some((it) => it.id === taken.credential.id));
}

const { token, workflowExecution: execution } = uploads[0][1];
assert.deepEqual(ids(await parsed(call("PUT", execution, `Bearer ${token}`))), ids(opened));

const status = await parsed(call("GET", `${execution}/status`, tenant));
assert.deepEqual(ids(status), ids(opened));
const callback = Object.values(document.webhooks.workflowEnded.post.requestBody.content["application/json"].examples)[0].value;
assert.deepEqual(callback.workflowExecution, status.workflowExecution);
assert.equal(status.workflowExecution.status, "PROCESSED");
assert.equal(status.workflowExecution.definitionKey, `${JSON.parse(body(accounts)).workflowDefinition.key}`);

const result = await parsed(call("GET", status.workflowExecution.href, tenant));
assert.deepEqual([result.account.id, result.workflow.id], ids(opened));
const uploaded = opened.workflowExecution.credentials.map((it) => `${it.id} ${it.category}`);
assert(result.credentials.every((it) => uploaded.includes(`${it.id} ${it.category}`)));

const { steps } = await parsed(call("GET", result.steps.href, tenant));
const results = Object.values(result.capabilities).flat();
assert.deepEqual(steps.flatMap((it) => it.capabilityIds).sort(), results.map((it) => it.id).sort());
const evaluated = results.flatMap((it) => it.credentials.map(({ id }) => id));
assert(evaluated.every((id) => result.credentials.some((it) => it.id === id)));

const parts = result.credentials.flatMap((it) => it.parts);
assert(parts.length > 0);
for (const { href } of parts) {
  const image = await call("GET", href, tenant);
  assert.match(image.headers.get("Content-Type"), /^image\//);
}
console.log(`Prism answers ${calls} calls, each built from earlier responses; Postman has a request with examples for each`);
