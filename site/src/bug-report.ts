// A report to share: the findings and the payload, whose values are masked.
import type { LintOptions } from "kyx-schema";
import type { Checked } from "./protocol";
import { texts } from "./texts";
import { summary } from "./views";

/** `redacted` is the payload without what may be personal. */
export function bugReport(checked: Checked, { operation, channel, now }: LintOptions, redacted: string): string {
  const call = { kind: checked.kind ?? checked.format, operation, channel, now };
  const known = Object.entries(call).filter(([, value]) => value).map(([name, value]) => `- ${name}: ${value}`);
  const findings = checked.findings.map((it) => {
    const place = it.range ? texts.place(it.range.start.line, it.range.start.column) : texts.whole;
    return `- ${it.severity} ${it.code} ${it.name} at \`${it.pointer || "/"}\` (${place}): ${it.message}\n  ${it.help}`;
  });
  const fence = "`".repeat(Math.max(3, ...[...redacted.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
  const payload = [texts.redacted, "", fence, redacted.trimEnd(), fence];
  return [summary(checked.findings) || texts.clean, "", ...known, "", ...findings, "", ...payload, ""].join("\n");
}
