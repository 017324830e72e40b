// The page: controls and text in, findings out.
import type { Channel, Kind, LintOptions, Operation, WorkflowView } from "kyx-schema";
import { bugReport } from "./bug-report";
import { byId, element } from "./dom";
import { change, createEditor, replace, select, show } from "./editor";
import { KINDS, SAMPLED } from "./kinds";
import { ask, cancel } from "./kyx";
import { isLines } from "./lines";
import type { Checked, Placed } from "./protocol";
import { EXAMPLES_AT, ruleText } from "./rules";
import { texts } from "./texts";
import { toggleTheme } from "./theme";
import * as views from "./views";

const DELAY_MS = 10;
/** Larger files are checked, and not shown. */
const MAX_SHOWN_BYTES = 2 * 2 ** 20;

const [kind, operation, channel] = ["kind", "operation", "channel"].map((it) => byId<HTMLSelectElement>(it)) as [
  HTMLSelectElement, HTMLSelectElement, HTMLSelectElement,
];
const now = byId<HTMLInputElement>("now");
const example = byId<HTMLSelectElement>("example");
const result = byId("result");
const status = byId("status");
const notice = byId("notice");
const progress = byId<HTMLProgressElement>("progress");

const known = { kind: null as string | null, workflows: [] as WorkflowView[] };
/** The last report, unless the text has changed since. */
let checked: Checked | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let edition = 0;

const editor = createEditor(byId("editor"), () => known, () => {
  notice.textContent = "";
  schedule();
});

const text = () => editor.state.doc.toString();

function options(): LintOptions {
  return {
    kind: (kind.value || undefined) as Kind | undefined,
    operation: (operation.value || undefined) as Operation | undefined,
    channel: (channel.value || undefined) as Channel | undefined,
    now: now.value ? `${now.value.length === 16 ? `${now.value}:00` : now.value}Z` : undefined,
  };
}

function schedule() {
  clearTimeout(timer);
  edition += 1;
  checked = undefined;
  timer = setTimeout(() => void check(edition), DELAY_MS);
}

async function check(current: number) {
  const content = text();
  if (content.trim() === "") return clear(texts.empty);
  if (isLines(content)) return checkFile(new Blob([content]), undefined, current);
  const answer = await ask("check", { text: content, options: options() });
  // A later edit is checked anew.
  if (current !== edition || !answer) return;
  checked = answer;
  known.kind = answer.kind;
  show(editor, answer.findings);
  status.textContent = headline(answer);
  result.replaceChildren(
    views.findings(answer, { select: (it) => select(editor, it), fix: fixOne }),
    ...(answer.steps ? [views.steps(answer.steps)] : []),
    ...(answer.reading ? [views.reading(answer.reading, views.results(content))] : []),
  );
  byId("fix-all").hidden = !answer.findings.some((it) => it.fix?.safety === "safe");
  byId("report").hidden = false;
}

function headline({ kind: name, format, payloads, findings }: Checked): string {
  const what = format ? `${format}, ${texts.payloads(payloads)}` : name;
  return [what, views.summary(findings) || texts.clean].filter(Boolean).join(": ");
}

function clear(message: string) {
  checked = undefined;
  show(editor, []);
  result.replaceChildren();
  status.textContent = message;
  for (const id of ["fix-all", "report"]) byId(id).hidden = true;
}

/** Checks a file without showing it. */
async function checkFile(file: Blob, name: string | undefined, current: number) {
  clear(texts.checking);
  progress.removeAttribute("value"); // a file that is read as a whole tells no share
  progress.hidden = byId("cancel").hidden = false;
  const answer = await ask("file", { file, name, options: options() }, (share) => {
    progress.value = share;
    status.textContent = texts.progress(share);
  }).catch((error: Error) => {
    clear(error.message);
    return undefined;
  });
  progress.hidden = byId("cancel").hidden = true;
  if (current !== edition || answer === undefined) return;
  status.textContent = answer ? texts.payloads(answer.payloads) : texts.cancelled;
  if (answer) result.replaceChildren(views.found(answer));
}

async function open(file: File) {
  if (file.size <= MAX_SHOWN_BYTES) return replace(editor, await file.text());
  replace(editor, "");
  clearTimeout(timer);
  edition += 1;
  await checkFile(file, file.name, edition);
}

function fixOne(finding: Placed) {
  if (!checked || !finding.fix) return;
  change(editor, finding.fix.changes);
  notice.textContent = texts.fixed(1);
  editor.focus();
}

async function fixAll() {
  if (!checked) return;
  const safe = checked.findings.filter((it) => it.fix?.safety === "safe");
  let count = safe.length;
  if (checked.format) change(editor, apart(safe.flatMap((it) => it.fix?.changes ?? [])));
  else {
    const current = edition;
    const fixed = await ask("fix", { text: text(), options: options() });
    if (current !== edition || !fixed) return; // the text has changed meanwhile
    count = fixed.count;
    replace(editor, fixed.text);
  }
  notice.textContent = texts.fixed(count);
  editor.focus();
}

/** The changes that do not overlap an earlier one. */
function apart<T extends { from: number; to: number }>(changes: T[]): T[] {
  let end = -1;
  return changes.sort((a, b) => a.from - b.from).filter((it) => it.from > end && ((end = it.to), true));
}

async function copyReport() {
  const asked = checked;
  if (!asked) return;
  const redacted = await ask("redact", { text: text(), kind: options().kind });
  if (checked !== asked || redacted === null) return; // the text has changed meanwhile
  const report = bugReport(asked, options(), redacted);
  try {
    await navigator.clipboard.writeText(report);
    notice.textContent = texts.copied;
  } catch {
    notice.textContent = texts.notCopied;
    result.prepend(element("textarea", { readOnly: true, value: report, ariaLabel: texts.notCopied, rows: 10 }));
  }
}

/** Opens the example of the rule that the address names. */
function openFromAddress() {
  const code = /^#(KYX\d{3})$/.exec(location.hash)?.[1];
  const found = code && ruleText(code)?.example;
  if (!found) return;
  [kind.value, operation.value, channel.value] = [found.kind ?? "", found.operation ?? "", found.channel ?? ""];
  now.value = EXAMPLES_AT.slice(0, 19);
  replace(editor, found.text.trimEnd());
  notice.textContent = texts.changedAfterExample(code);
}

async function openExample() {
  const { value } = example;
  if (value === "") return;
  operation.value = value === "account-request" ? "create" : "";
  [kind.value, now.value] = ["", ""];
  replace(editor, (await ask("sample", { kind: value })) ?? "");
}

kind.append(...KINDS.map((it) => element("option", { value: it }, it)));
example.append(...SAMPLED.map((it) => element("option", { value: it }, it)));
for (const control of [kind, operation, channel, now]) control.addEventListener("change", schedule);
example.addEventListener("change", () => void openExample());
byId("controls").addEventListener("submit", (event) => event.preventDefault());
byId<HTMLInputElement>("file").addEventListener("change", (event) => {
  const input = event.target as HTMLInputElement;
  const file = input.files?.[0];
  if (file) void openFile(file);
});
byId("fix-all").addEventListener("click", () => void fixAll());
byId("report").addEventListener("click", () => void copyReport());
byId("cancel").addEventListener("click", cancel);
window.addEventListener("hashchange", openFromAddress);
window.addEventListener("dragover", (event) => event.preventDefault());
window.addEventListener("drop", (event) => {
  const file = event.dataTransfer?.files[0];
  if (!file) return;
  event.preventDefault();
  event.stopPropagation();
  void openFile(file);
}, true);
toggleTheme(byId<HTMLButtonElement>("theme"));

function openFile(file: File) {
  return open(file).catch((error: Error) => clear(error.message));
}

clear(texts.empty);
openFromAddress();
void ask("workflows", null).then((workflows) => {
  known.workflows = workflows ?? [];
  document.documentElement.dataset.ready = "";
}, (error: Error) => clear(error.message));
