// How long a keystroke in a payload of 4 KB takes until the list of findings is new: `npm run latency`, on an idle machine.
import { openEditor, paste, start } from "./browser.mjs";

const KEYSTROKES = 100;

const credentials = Array.from({ length: 24 }, (_, index) => ({
  category: "ID", id: "b701e6c5-b74c-434a-866a-ef1f084a4d8", country: { predefinedType: "DEFINED", values: ["USA", "CAN"] },
  type: { values: index % 2 ? ["PASSPORT"] : ["DRIVING_LICENCE"] },
}));
const request = { workflowDefinition: { key: 3, credentials }, customerInternalReference: "order-4711" };
const text = JSON.stringify(request);

const site = await start();
try {
  const { page } = await openEditor(site.browser, `${site.origin}/index.html`);
  await paste(page, text);
  await page.waitForFunction(() => document.querySelectorAll("#result li").length > 0);
  await page.keyboard.press("Control+End");
  for (let i = 0; i < 2; i += 1) await page.keyboard.press("ArrowLeft");
  await page.evaluate(() => {
    window.times = [];
    let start;
    document.addEventListener("keydown", () => (start = performance.now()), true);
    new MutationObserver(() => {
      if (start !== undefined) times.push(performance.now() - start);
      start = undefined;
    }).observe(document.getElementById("result"), { childList: true });
  });
  for (let i = 0; i < KEYSTROKES; i += 1) {
    await page.keyboard.press("x");
    await page.waitForFunction((count) => times.length > count, i);
  }
  const times = (await page.evaluate(() => times)).sort((a, b) => a - b);
  const share = (part) => `${Math.round(times[Math.floor((times.length - 1) * part)])} ms`;
  console.log(`${text.length} bytes: median ${share(0.5)}, 95 % ${share(0.95)}, longest ${share(1)}`);
} finally {
  await site.stop();
}
