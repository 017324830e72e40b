// The page in Chromium: what people do with it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { open, openEditor, paste, SITE, start } from "./browser.mjs";

const AXE = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const BROKEN = `{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 3},
  "userConsent": {"userIp": "203.0.113.7", "userLocation": {"country": "USA", "state": "😀IL"},},}`;

let site;
before(async () => (site = await start()));
after(() => site.stop());

const page = () => openEditor(site.browser, `${site.origin}/index.html`);
const text = (tab) => tab.locator(".cm-content").evaluate((it) => it.cmTile?.view?.state.doc.toString() ?? [...it.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\n"));
const codes = (tab) => tab.locator("#result summary").allInnerTexts().then((all) => all.map((it) => it.slice(0, 6)));

/** Waits until the status matches. */
async function status(tab, pattern) {
  await tab.waitForFunction((source) => new RegExp(source).test(document.getElementById("status").textContent), pattern.source);
  return tab.locator("#status").innerText();
}

async function accessible({ page: tab, context }) {
  // The policy of the page forbids scripts from elsewhere: the protocol of the browser runs this one.
  const session = await context.newCDPSession(tab);
  await session.send("Runtime.evaluate", { expression: AXE });
  const { result } = await session.send("Runtime.evaluate", {
    expression: "axe.run().then(({violations, passes}) => ({passes: passes.length, violations: violations.map(it => [it.id, it.nodes.map(node => node.html.slice(0, 150))])}))",
    awaitPromise: true, returnByValue: true,
  });
  assert.deepEqual(result.value?.violations, []);
  assert.ok(result.value.passes > 10);
}

test("findings, their places, explanations and fixes", async () => {
  const { page: tab, errors } = await page();
  await paste(tab, BROKEN);
  await status(tab, /error/);
  assert.ok((await codes(tab)).includes("KYX004"));
  assert.ok(await tab.locator(".cm-lintRange-error").count() > 0);

  await tab.locator("li", { hasText: "KYX004" }).first().locator(".place").click();
  assert.equal(await tab.evaluate(() => getSelection().toString()), ",");
  await tab.locator("#result summary", { hasText: "KYX004" }).first().click();
  const explanation = tab.locator("li", { hasText: "KYX004" }).first().locator(".explanation");
  await explanation.filter({ hasText: /Source/ }).waitFor(); // it comes from the worker
  assert.match(await explanation.innerText(), /Why[^]*Example[^]*Source/);

  await tab.locator("li", { hasText: "KYX004" }).first().getByRole("button", { name: "Fix", exact: true }).click();
  await status(tab, /2 errors/);
  await tab.getByRole("button", { name: "Fix all safe" }).click();
  await tab.waitForFunction(() => !document.querySelector("#result")?.textContent.includes("KYX004"));
  assert.doesNotMatch(await text(tab), /,\s*}/);
  await tab.locator(".cm-content").focus();
  for (let i = 0; i < 2; i += 1) await tab.keyboard.press("Control+z");
  await status(tab, /3 errors/);
  assert.match(await text(tab), /},},}/);
  assert.deepEqual(errors, []);
});

test("the call changes what is found", async () => {
  const { page: tab } = await page();
  await tab.selectOption("#example", "account-request");
  await status(tab, /account-request/);
  await tab.selectOption("#channel", "api");
  await tab.fill("#now", "2099-01-01T00:00:00");
  await tab.waitForFunction(() => document.getElementById("result").textContent.includes("KYX301"));
});

test("a curl command", async () => {
  const { page: tab } = await page();
  await paste(tab, `curl -X POST https://account.amer-1.jumio.ai/api/v1/accounts -H 'User-Agent: Acme' -d '{"customerInternalReference": ""}'`);
  assert.match(await status(tab, /curl/), /curl, 1 payload: /);
  assert.ok((await codes(tab)).includes("KYX202"));
});

/** The bug report on a text. */
async function report(content) {
  const { page: tab, context } = await page();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await paste(tab, content);
  await status(tab, /error|warning/);
  await tab.getByRole("button", { name: "Copy as bug report" }).click();
  await tab.waitForFunction(() => /clipboard/.test(document.getElementById("notice").textContent));
  return tab.evaluate(() => navigator.clipboard.readText());
}

test("a report has the findings and the payload, without its values", async () => {
  const known = await report(`{"firstName": "Zebedee", "phoneNumber": "+1 Quincunx", "dateOfBirth": "1903-13-40",
  "kyc": {"Zebedee": 19031903}}`);
  assert.match(known, /KYX214 invalid-phone at `\/phoneNumber`/);
  assert.ok(known.includes('```\n{"firstName": "•••", "phoneNumber": "•••", "dateOfBirth": "•••",\n  "kyc": {"•••1": 0}}\n```'), known);
  const unknown = await report('{"Zebedee": ["Quincunx, \\"1903\\"", 1903, true]} Zebedee ```Quincunx```');
  assert.match(unknown, /^{"•••1": \["•••", 0, false\]} /m);
  const call = await report(`curl -X POST https://account.amer-1.jumio.ai/api/v1/accounts -H 'Authorization: Zebedee' -d '{"userReference": "Quincunx"}'`);
  assert.match(call, /'{"userReference": "•••"}'/);
  for (const it of [known, unknown, call]) assert.doesNotMatch(it, /Zebedee|Quincunx|1903/);
});

test("fixes of personal values, and of calls", async () => {
  const { page: tab } = await page();
  await paste(tab, '{"firstName": "Zebedee", "email": 19031903}');
  await status(tab, /1 error/);
  await tab.getByRole("button", { name: "Fix (may change the meaning)" }).click();
  await tab.waitForFunction(() => !/KYX103/.test(document.getElementById("result").textContent));
  assert.equal(await text(tab), '{"firstName": "Zebedee", "email": "19031903"}');

  const call = (body) => `curl -X PUT "https://account.amer-1.jumio.ai/api/v1/accounts/11111111-1111-1111-1111-aaaaaaaaaaaa" \\\n`
    + `  -H 'User-Agent: Acme' -H 'Content-Type: application/json' -d '${body}'`;
  await paste(tab, call(`{"customerInternalReference": "O'\\''Brien", "workflowDefinition": {"key": 2,},}`));
  await status(tab, /curl.*error/);
  await tab.getByRole("button", { name: "Fix all safe" }).click();
  const fixed = call(`{"customerInternalReference": "O'\\''Brien", "workflowDefinition": {"key": 2}}`);
  await tab.waitForFunction(() => !/KYX004/.test(document.getElementById("result").textContent));
  assert.equal(await text(tab), fixed);
});

test("a file that is dropped", async () => {
  const { page: tab } = await page();
  await tab.locator("#editor").evaluate((editor) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['{"firstName": "Zebedee",}'], "data.json"));
    editor.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  });
  await status(tab, /prepared-data.*error/);
  assert.equal(await text(tab), '{"firstName": "Zebedee",}');
});

test("next steps, and what a response means", async () => {
  const { page: tab } = await page();
  await tab.selectOption("#example", "account-response");
  await status(tab, /account-response/);
  assert.match(await tab.locator(".journey", { hasText: "API" }).innerText(), /Upload ID FRONT[^]*Upload SELFIE FACE[^]*Finalize by a call/);
  await tab.selectOption("#example", "retrieval-response");
  await status(tab, /retrieval-response/);
  assert.match(await tab.locator(".panel table").innerText(), /extraction\s+PASSED/);
});

test("completion and hover", async () => {
  const { page: tab } = await page();
  await paste(tab, `{"customerInternalReference": "a", "userReference": "b", "workflowDefinition": {"key": 3}, "userConsent": {"userLocation": {"country": "US`);
  await status(tab, /account-request/);
  await tab.keyboard.press("Control+Space");
  const options = tab.locator(".cm-tooltip-autocomplete li");
  await options.first().waitFor();
  assert.match((await options.allInnerTexts()).join(" "), /"USA"\s*United States/);
  await tab.keyboard.press("Escape");
  await tab.getByText('"userReference"').hover();
  await tab.locator(".hint").waitFor();
  assert.match(await tab.locator(".hint").innerText(), /Source/);
});

const LINE = '{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 3}, "userConsent": {"userIp": "203.0.113.7", '
  + '"userLocation": {"country": "DEU"}, "consent": {"obtained": "yes", "obtainedAt": "2025-04-01T00:00:00Z"}}}\n';

/** Opens a file that repeats a part so many times, made in the page. */
const openFile = (tab, name, start, part, count, end) => tab.evaluate(([name, start, part, count, end]) => {
  const input = document.getElementById("file");
  const files = new DataTransfer();
  files.items.add(new File([start, part.repeat(count), end], name));
  input.files = files.files;
  input.dispatchEvent(new Event("change"));
}, [name, start, part, count, end]);

const openLines = (tab, lines) => openFile(tab, "requests.ndjson", "", LINE, lines, "");

test("large files with calls are recognized by content and by name", async () => {
  const { page: tab } = await page();
  const body = JSON.stringify('{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 0}}');
  const request = `{"method": "POST", "url": "https://account.amer-1.jumio.ai/api/v1/accounts", "headers": [], "postData": {"mimeType": "application/json", "text": ${body}}}`;
  const entry = `{"request": ${request}, "response": {"status": 200, "headers": [], "content": {}}},\n`;
  const count = Math.ceil(2.1 * 2 ** 20 / entry.length);
  await openFile(tab, "capture", '{\n"log": {"version": "1.2", "entries": [\n', entry, count, `{"request": ${request}}]}}`);
  await status(tab, new RegExp(`${(count + 1).toLocaleString("en")} payloads`));
  assert.match(await tab.locator("#result table").innerText(), new RegExp(`KYX219[^\\n]*${(count + 1).toLocaleString("en")}`));

  const item = `{"name": "x", "request": {"method": "POST", "url": "https://account.amer-1.jumio.ai/api/v1/accounts", "body": {"mode": "raw", "raw": ${body}}}}`;
  const name = "calls.postman_collection.json";
  await openFile(tab, name, '{"info": {"schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [', `${item},\n`, count, `${item}]}`);
  await tab.waitForFunction((count) => document.getElementById("status").textContent.startsWith(count), (count + 1).toLocaleString("en"));
  assert.match(await tab.locator("#result table").innerText(), /KYX219/);
});

test("a file of 50 MB, which can be cancelled", { timeout: 240_000 }, async () => {
  const { page: tab } = await page();
  const lines = Math.ceil(50_000_000 / LINE.length);
  await openLines(tab, lines);
  await status(tab, /% checked/);
  await tab.locator("#theme").click(); // the page answers meanwhile
  assert.equal(await tab.locator("html").getAttribute("data-theme"), "dark");
  assert.match(await status(tab, /payloads/), new RegExp(lines.toLocaleString("en")));
  assert.match(await tab.locator(".histogram").textContent(), new RegExp(`2025-04${lines.toLocaleString("en")}`));

  await openLines(tab, lines);
  await status(tab, /% checked/);
  await tab.getByRole("button", { name: "Cancel" }).click();
  await status(tab, /Cancelled/);
});

test("nothing is requested after the load, and nothing is kept", async () => {
  const { page: tab, requests, errors, context } = await page();
  const ofNetwork = (all) => all.filter((it) => !/^(data|blob):/.test(it));
  assert.deepEqual(ofNetwork(requests).map((it) => new URL(it).pathname).sort(), ["/assets/page.js", "/assets/style.css", "/index.html"]);
  const loaded = ofNetwork(requests).length;
  await paste(tab, BROKEN);
  await status(tab, /error/);
  await tab.selectOption("#example", "account-response");
  await status(tab, /account-response/);
  assert.equal(ofNetwork(requests).length, loaded);
  const kept = await tab.evaluate(async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length]);
  assert.deepEqual(kept, [0, 0, "", 0]);
  assert.equal(new URL(tab.url()).hash + new URL(tab.url()).search, "");
  assert.deepEqual(errors, []);
  // The policy is in force, in the page and in its worker.
  const refused = "fetch(location.origin).then(() => 'sent', () => 'refused')";
  assert.equal(await tab.evaluate(refused), "refused");
  const worker = tab.workers()[0];
  assert.equal(await worker.evaluate(`fetch(${JSON.stringify(site.origin)}).then(() => 'sent', () => 'refused')`), "refused");
  await context.close();
});

test("from a file system", async () => {
  const { page: tab, errors } = await openEditor(site.browser, pathToFileURL(`${SITE}index.html`).href);
  await paste(tab, BROKEN);
  await status(tab, /error/);
  assert.deepEqual(errors, []);
});

test("the page of a rule opens its example", async () => {
  const opened = await open(site.browser, `${site.origin}/rules/KYX301/index.html`);
  await accessible(opened);
  await opened.page.getByRole("link", { name: "Open the example" }).click();
  await opened.page.waitForFunction(() => document.getElementById("result")?.textContent.includes("KYX301"));
  assert.deepEqual(opened.errors, []);
});

test("search", async () => {
  const opened = await open(site.browser, `${site.origin}/rules/index.html`);
  await accessible(opened);
  await opened.page.getByLabel("Search").fill("consent expire");
  const found = await opened.page.locator(".entries li:visible").allInnerTexts();
  assert.ok(found.some((it) => it.startsWith("KYX301")));
  assert.ok(found.length < 30);
  assert.deepEqual(opened.errors, []);
});

test("by keyboard only", async () => {
  const { page: tab } = await page();
  await paste(tab, BROKEN);
  await status(tab, /error/);
  const reached = [];
  for (let i = 0; i < 12; i += 1) {
    await tab.keyboard.press("Tab");
    reached.push(await tab.evaluate(() => document.activeElement.id || document.activeElement.className || document.activeElement.tagName));
  }
  for (const name of ["fix-all", "report", "place", "SUMMARY"]) assert.ok(reached.includes(name), `${name} in ${reached}`);
});

const LOOKS = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  phone: { colorScheme: "light", viewport: { width: 390, height: 844 } },
  "at 200 %": { colorScheme: "light", viewport: { width: 640, height: 430 } },
};

for (const [name, options] of Object.entries(LOOKS)) {
  test(`for people: ${name}`, async () => {
    const opened = await openEditor(site.browser, `${site.origin}/index.html`, options);
    await accessible(opened);
    await paste(opened.page, BROKEN);
    await status(opened.page, /error/);
    await opened.page.locator("#result summary").first().click();
    await accessible(opened);
    await opened.page.selectOption("#example", "retrieval-response");
    await status(opened.page, /retrieval-response/);
    await accessible(opened);
    assert.ok(await opened.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "scrolls sideways");
  });
}
