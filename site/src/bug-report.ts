// A report to share: the findings, which never contain a value of the payload.
import type { LintOptions } from "kyx-schema";
import type { Checked } from "./protocol";
import { texts } from "./texts";
import { summary } from "./views";

export function bugReport(checked: Checked, { operation, channel, now }: LintOptions): string {
  const call = { kind: checked.kind ?? checked.format, operation, channel, now };
  const known = Object.entries(call).filter(([, value]) => value).map(([name, value]) => `- ${name}: ${value}`);
  const findings = checked.findings.map((it) => {
    const place = it.range ? texts.place(it.range.start.line, it.range.start.column) : texts.whole;
    return `- ${it.severity} ${it.code} ${it.name} at \`${it.pointer || "/"}\` (${place}): ${it.message}\n  ${it.help}`;
  });
  return [summary(checked.findings) || texts.clean, "", ...known, "", ...findings, ""].join("\n");
}
