// Postman's converter: each call of the OpenAPI document is a request to its host, with the examples of its path, body and
// response.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { convert } from "openapi-to-postmanv2";

const data = readFileSync(process.argv[2], "utf8");
const document = JSON.parse(data);
const options = { requestParametersResolution: "Example", exampleParametersResolution: "Example", folderStrategy: "Tags" };
const { output } = await new Promise((resolve, reject) =>
  convert({ type: "string", data }, options, (error, result) => (result?.result ? resolve(result) : reject(error ?? result))),
);

/** The requests in a folder of the collection, and in its folders. */
const requests = (folder) => folder.item.flatMap((it) => (it.item ? requests(it) : [it]));
const found = new Map(requests(output[0].data).map((it) => [it.name, it]));

const calls = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, call]) => ({ path, method, ...call })),
);
assert.equal(found.size, calls.length);
const examples = document.components.parameters;
const example = ({ example, examples }) => example ?? Object.values(examples)[0].value;
for (const { path, method, summary, parameters, requestBody, responses, servers } of calls) {
  const { request, response } = found.get(summary);
  const { url, body } = request;
  const base = url.protocol ? `${url.protocol}://${url.host.join(".")}` : "{{baseUrl}}";
  assert.equal(request.method, method.toUpperCase());
  assert.equal(base, servers?.[0].url ?? "{{baseUrl}}", summary);
  assert.equal(`/${url.path.join("/")}`, path.replaceAll(/{(\w+)}/g, ":$1"));
  const inPath = parameters.map(({ $ref }) => examples[$ref.split("/").at(-1)]).filter((it) => it.in === "path");
  assert.deepEqual(url.variable.map((it) => [it.key, it.value]), inPath.map((it) => [it.name, it.example]), summary);

  const [[type, content] = []] = Object.entries(requestBody?.content ?? {});
  if (type === "application/json") assert.deepEqual(JSON.parse(body.raw), example(content), summary);
  if (type === "multipart/form-data") assert.deepEqual(body.formdata.map((it) => [it.key, it.type]), [["file", "file"]]);
  if (type === "application/x-www-form-urlencoded")
    assert.deepEqual(Object.fromEntries(body.urlencoded.map((it) => [it.key, it.value])), example(content));

  const answer = responses["200"].content["application/json"];
  const ok = response.find((it) => it.code === 200);
  if (answer) assert.deepEqual(JSON.parse(ok.body), example(answer), summary);
  else assert(ok.header.some((it) => it.key === "Content-Type" && it.value.startsWith("image/")), summary);
}
assert(output[0].data.variable.some((it) => it.key === "baseUrl" && it.value === document.servers[0].url));
console.log(`${calls.length} requests`);
