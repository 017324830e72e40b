// A browser with the built site, and a record of every request.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const SITE = fileURLToPath(new URL("../../target/site/", import.meta.url));

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

export async function start() {
  const server = createServer((request, response) => {
    const file = join(SITE, normalize(new URL(request.url, "http://localhost").pathname));
    try {
      response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "text/plain" }).end(readFileSync(file));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    browser,
    stop: async () => {
      await browser.close();
      server.close();
    },
  };
}

/** Opens a page, and collects what it requests and what goes wrong. */
export async function open(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  const page = await context.newPage();
  const [requests, errors] = [[], []];
  const network = await context.newCDPSession(page);
  await network.send("Network.enable");
  network.on("Network.requestWillBeSent", ({ request }) => requests.push(request.url));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(address);
  return { page, context, requests, errors };
}

export async function openEditor(browser, address, options) {
  const opened = await open(browser, address, options);
  await opened.page.waitForSelector("html[data-ready]", { timeout: 60_000 });
  return opened;
}

/** Replaces the text in the editor, as pasting does. */
export async function paste(page, text) {
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(text);
}
