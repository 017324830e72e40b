// `tsc --strict` accepts this program, and refuses each line of wrong.ts.
import {
  fix, lint, lintFile, lintMany, nextSteps, read, sample, toUtf16,
  type AccountRequest, type Finding, type Kind, type PreparedData, type Report,
} from "kyx-schema";

const request: AccountRequest = { customerInternalReference: "order-4711", workflowDefinition: { key: 3 } };
const report: Report = lint(JSON.stringify(request), { operation: "create", channel: "api", now: new Date() });
const first: Finding | undefined = report.findings[0];
if (first?.range) console.log(toUtf16("", first.range).start, first.fix?.edits[0]?.text ?? "");

const kind: Kind | null = report.kind;
const text: string = fix("{}", { unsafe: true }).data;
const bytes: Uint8Array = fix(new Uint8Array()).data;
const data: PreparedData | undefined = sample("prepared-data", { seed: 7 });
const next = nextSteps(text, { channel: "web" });
if (next.ok) {
  for (const step of next.journeys[0]?.steps ?? []) console.log(step.step === "upload" ? step.url : step.categories);
} else {
  console.log(next.findings.length);
}
const reading = read(bytes);
console.log(reading.ok ? reading.happened : reading.findings, lintFile(text, "call.sh").payloads[0]?.line, kind, data);
for await (const { line, findings } of lintMany([text])) console.log(line + 1, findings.length);
