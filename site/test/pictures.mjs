// Takes the pictures of the page in docs/.
import { fileURLToPath } from "node:url";
import { openEditor, paste, start } from "./browser.mjs";

const TEXT = `{
  "customerInternalReference": "order-4711",
  "workflowDefinition": {
    "key": 3,
    "credentials": [
      {
        "category": "ID",
        "country": { "predefinedType": "DEFINED", "values": ["usa"] },
      }
    ]
  },
  "callbackUrl": "http://www.example.com/callback",
  "tokenLifetime": "90d",
  "userConsent": {
    "userIp": "203.0.113.7",
    "userLocation": { "country": "USA" },
    "consent": { "obtained": "yes", "obtainedAt": "2021-07-20T17:20:35Z" }
  }
}
`;
const LOOKS = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  phone: { colorScheme: "light", viewport: { width: 390, height: 844 } },
};

const { browser, origin, stop } = await start();
for (const [name, options] of Object.entries(LOOKS)) {
  const { page } = await openEditor(browser, `${origin}/index.html`, options);
  await page.selectOption("#operation", "create");
  await page.fill("#now", "2025-01-01T00:00:00");
  await paste(page, TEXT);
  await page.waitForFunction(() => document.querySelectorAll("#result summary").length > 0);
  await page.evaluate(() => document.activeElement.blur());
  await page.screenshot({ path: fileURLToPath(new URL(`../../docs/site-${name}.png`, import.meta.url)) });
}
await stop();
