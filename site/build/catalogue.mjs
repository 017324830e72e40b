// The rules as HTML and their examples, from the catalogue in docs/rules.md.
import { readFileSync } from "node:fs";
import MarkdownIt from "markdown-it";

export const docs = new URL("../../docs/", import.meta.url);
export const markdown = new MarkdownIt();

const HEADING = /^## (KYX\d{3}) (\S+) \((\w+)\)$/m;
const EXAMPLE = /^```(json|sh|text) invalid ?(.*)\n([^]*?)^```$/m;

/** The arguments of `kyx lint` that an example names. */
function context(text) {
  const [, operation] = /--operation (\S+)/.exec(text) ?? [];
  const [, channel] = /--channel (\S+)/.exec(text) ?? [];
  const [, kind] = /--kind (\S+)/.exec(text) ?? [];
  return { operation, channel, kind };
}

/** The example that breaks the rule, if it is a text that the page can open. */
function example(body) {
  const found = EXAMPLE.exec(body);
  if (!found || found[3].includes("<E9>") || (found[1] === "text" && !/^[{[]/.test(found[3]))) return undefined;
  const text = found[3].replace(/<U\+([0-9A-F]{4})>/g, (_, code) => String.fromCodePoint(parseInt(code, 16)));
  return { text, ...context(found[2]) };
}

/** Examples are valid at this time. */
export const EXAMPLES_AT = "2025-01-01T00:00:00Z";

export function rules() {
  const text = readFileSync(new URL("rules.md", docs), "utf8");
  return text.split(/^(?=## KYX)/m).slice(1).map((section) => {
    const [heading, code, name, severity] = HEADING.exec(section);
    const body = section.slice(heading.length).trim();
    return { code, name, severity, body, summary: body.split("\n\n")[0], html: markdown.render(body), example: example(body) };
  });
}

/** What the page needs of the rules. */
export function ruleModule() {
  return Object.fromEntries(rules().map(({ code, html, example }) => [code, { html, example }]));
}
