// The panels beside the text: findings, next steps, the meaning of a response, and files of lines.
import type { Journey, NextSteps, Reading } from "kyx-schema";
import { button, element, sentence } from "./dom";
import type { Checked, Found, Placed } from "./protocol";
import { ruleText } from "./rules";
import { texts } from "./texts";

const SEVERITIES = ["error", "warning", "info"];
const WIDTH = 640;
const BAR = 22;

const rank = (it: { severity: string }) => SEVERITIES.indexOf(it.severity);

export function summary(found: { severity: string }[]): string {
  const count = (severity: string) => found.filter((it) => it.severity === severity).length;
  return texts.counts(count("error"), count("warning"), count("info"));
}

/** A result of a capability in a retrieval response. */
export interface Result {
  name: string;
  decision: string;
  label: string;
}

/** The results of the capabilities in a response, if it has any. */
export function results(text: string): Result[] {
  const capabilities: Record<string, unknown> = JSON.parse(text).capabilities ?? {};
  return Object.entries(capabilities).flatMap(([name, list]) =>
    [list].flat().map((it) => {
      const { type, details } = (it as { decision?: { type?: string; details?: { label?: string } } })?.decision ?? {};
      return { name, decision: type ?? "", label: details?.label ?? "" };
    }),
  );
}

export interface Actions {
  select: (finding: Placed) => void;
  fix: (finding: Placed) => void;
}

export function findings(checked: Checked, actions: Actions): HTMLElement {
  const sorted = checked.findings.map((it, index) => ({ it, index })).sort((a, b) => rank(a.it) - rank(b.it) || a.index - b.index);
  const list = element("ul", { className: "findings" }, ...sorted.map(({ it }) => finding(it, actions)));
  return element("div", {}, list, checked.omitted > 0 && element("p", {}, texts.omitted(checked.omitted)));
}

function finding(it: Placed, actions: Actions): HTMLElement {
  const place = it.range ? texts.place(it.range.start.line, it.range.start.column) : texts.whole;
  const { fix } = it;
  return element(
    "li",
    { className: it.severity },
    element(
      "div",
      { className: "head" },
      element("span", { className: `severity ${it.severity}` }, it.severity),
      button(`${it.pointer || "/"} · ${place}`, () => actions.select(it), "place"),
    ),
    element("p", { className: "message" }, ...sentence(it.message)),
    element("p", { className: "help" }, ...sentence(it.help)),
    element(
      "div",
      { className: "actions" },
      fix && button(fix.safety === "safe" ? texts.fix : texts.unsafeFix, () => actions.fix(it), fix.safety === "safe" ? "primary" : ""),
      explanation(it),
    ),
  );
}

function explanation({ code, name }: { code: string; name: string }): HTMLElement {
  const body = element("div", { className: "explanation" });
  const details = element("details", {}, element("summary", {}, `${code} ${name}`), body);
  details.addEventListener("toggle", () => {
    if (!details.open || body.childElementCount > 0) return;
    // The text is the catalogue's own, made into HTML by the build.
    body.innerHTML = ruleText(code)?.html ?? "";
    for (const block of body.querySelectorAll("pre")) block.tabIndex = 0;
    body.append(element("p", {}, element("a", { href: `rules/${code}/index.html` }, texts.page)));
  });
  return details;
}

export function steps(next: NextSteps): HTMLElement {
  const existing = next.existing.length > 0 && element("p", {}, `${texts.existing}: ${next.existing.join(", ")}`);
  return element("section", { className: "panel" }, element("h2", {}, texts.steps), existing, ...next.journeys.map(journey));
}

function journey({ channel, steps, finalize, remarks }: Journey): HTMLElement {
  const items = steps.map((it) =>
    it.step === "upload"
      ? stop(texts.upload, `${it.category} ${it.classifier}`, it.url)
      : stop(texts.client, it.categories.join(", "), it.accessPointer),
  );
  const last = !finalize
    ? stop(texts.notFinal, "", "", "blocked")
    : finalize.by === "call"
      ? stop(texts.finalizeByCall, "", finalize.url, "last")
      : stop(texts.finalizeByClient, "", "", "last");
  const notes = remarks.map((it) => {
    if (it.remark === "missing") return `${it.category ?? ""} ${it.purpose}: ${it.pointer}`.trim();
    return it.remark === "other-channels" ? `${it.category}: ${it.channels.join(", ")}` : "";
  });
  return element(
    "div",
    { className: "journey" },
    element("h3", {}, channel),
    element("ol", {}, ...items, last),
    ...notes.filter(Boolean).map((it) => element("p", { className: "remark" }, it)),
  );
}

function stop(action: string, what: string, where: string, className = ""): HTMLElement {
  return element(
    "li",
    { className },
    element("strong", {}, action),
    what && ` ${what}`,
    where && element("code", {}, where),
  );
}

export function reading({ happened, field, details, actions }: Reading, capabilities: Result[]): HTMLElement {
  const rows = capabilities.map(({ name, decision, label }) =>
    element("tr", {}, element("th", { scope: "row" }, name), element("td", { className: `decision ${decision}` }, decision), element("td", {}, label)),
  );
  const titles = [texts.capability, texts.decision, texts.label].map((it) => element("th", { scope: "col" }, it));
  const table = element("table", {}, element("thead", {}, element("tr", {}, ...titles)), element("tbody", {}, ...rows));
  return element(
    "section",
    { className: "panel" },
    element("h2", {}, texts.reading),
    element("p", { className: "happened" }, ...sentence(happened)),
    field && element("code", {}, field),
    rows.length > 0 && table,
    details.length > 0 && element("ul", {}, ...details.map((it) => element("li", {}, ...sentence(it)))),
    actions.length > 0 && element("h3", {}, texts.todo),
    actions.length > 0 && element("ol", {}, ...actions.map((it) => element("li", {}, ...sentence(it)))),
  );
}

export function found(found: Found): HTMLElement {
  const rows = found.rules.map(({ code, name, severity, count }) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, element("a", { href: `rules/${code}/index.html` }, `${code} ${name}`)),
      element("td", {}, element("span", { className: `severity ${severity}` }, severity)),
      element("td", { className: "number" }, count.toLocaleString("en")),
    ),
  );
  const reports = found.reports.flatMap(({ line, findings }) =>
    findings.map((it) =>
      element("li", { className: it.severity },
        element("strong", {}, texts.place(it.range?.start.line ?? line ?? 1, it.range?.start.column ?? 1)), ` ${it.pointer} `,
        element("p", { className: "message" }, ...sentence(it.message)), element("p", { className: "help" }, ...sentence(it.help))),
    ),
  );
  return element(
    "section",
    { className: "panel" },
    element("p", { className: "happened" }, `${texts.payloads(found.payloads)}. ${found.rules.length === 0 ? texts.clean : ""}`),
    rows.length > 0 && element("table", {}, element("caption", {}, texts.byRule), element("tbody", {}, ...rows)),
    found.consents.length > 0 && histogram(found.consents),
    element("ul", { className: "findings" }, ...reports),
  );
}

function svg(name: string, attributes: Record<string, string | number>, text = ""): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.textContent = text;
  return made;
}

/** Bars with their numbers as text. */
function histogram(months: [string, number][]): HTMLElement {
  const most = Math.max(...months.map(([, count]) => count));
  const height = months.length * BAR;
  const picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": texts.consents, class: "histogram" });
  months.forEach(([month, count], index) => {
    const y = index * BAR;
    const width = Math.max(2, (count / most) * (WIDTH - 170));
    picture.append(
      svg("text", { x: 0, y: y + 15 }, month),
      svg("rect", { x: 76, y: y + 3, width, height: BAR - 6, rx: 3 }),
      svg("text", { x: 84 + width, y: y + 15 }, count.toLocaleString("en")),
    );
  });
  const figure = element("figure", {}, element("figcaption", {}, texts.consents));
  figure.append(picture);
  return figure;
}
