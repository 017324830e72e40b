// What a page does with the package; the test reads its title.
import { fix, lint, sample, toUtf16 } from "kyx-schema";

const text = '{"firstName": "😀", "phoneNumber": "503 123 4567"}';
const { kind, findings: [finding] } = lint(text);
const { start, end } = toUtf16(text, finding.range);
const today = lint(JSON.stringify(sample("account-request", { channel: "api" })), { operation: "create", channel: "api" });
document.title = JSON.stringify({
  kind, code: finding.code, found: text.slice(start, end), fixed: fix("{'firstName': 'John'}").data, today: today.ok,
});
