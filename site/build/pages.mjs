// Writes a page for each rule and for each of the users' documents, and the search through them.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { docs, markdown, rules } from "./catalogue.mjs";

const GUIDES = ["cli", "ci", "python", "typescript", "rust", "privacy", "performance", "samples"];
const REPOSITORY_ONLY = /<a href="[^"#:]*"[^>]*>(.*?)<\/a>/g;

const escape = (text) => text.replace(/[&<>"]/g, (it) => `&#${it.codePointAt(0)};`);

function page(title, root, body, scripts = "") {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<title>${escape(title)} · kyx</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${root}assets/style.css">
</head>
<body class="document">
<header class="bar">
<a class="brand" href="${root}index.html">kyx</a>
<nav aria-label="Site"><a href="${root}index.html">Check a payload</a><a href="${root}rules/index.html">Rules and documents</a></nav>
</header>
<main>
${body}
</main>
${scripts}</body>
</html>
`;
}

function write(out, path, text) {
  const file = join(out, path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, text);
}

function rulePage(rule) {
  const open = rule.example ? `<p><a class="button" href="../../index.html#${rule.code}">Open the example in the page</a></p>` : "";
  return page(`${rule.code} ${rule.name}`, "../../", `<p class="severity ${rule.severity}">${rule.severity}</p>
<h1>${rule.code} ${escape(rule.name)}</h1>
${scrollable(rule.html.replaceAll("<h3>", "<h2>").replaceAll("</h3>", "</h2>"))}
${open}`);
}

/** Code that is wider than the page scrolls, also by keyboard. */
const scrollable = (html) => html.replaceAll("<pre>", '<pre tabindex="0">');

function guide(name) {
  const text = readFileSync(new URL(`${name}.md`, docs), "utf8");
  // Links lead to rules and guides of the site; other files are in the repository only.
  const html = markdown.render(text)
    .replace(/href="rules\.md#(kyx\d{3})[^"]*"/g, (_, code) => `href="https:../../rules/${code.toUpperCase()}/index.html"`)
    .replace(/href="(\w+)\.md(#[^"]*)?"/g, (all, to) => (GUIDES.includes(to) ? `href="https:../../docs/${to}/index.html"` : all))
    .replace(REPOSITORY_ONLY, "$1")
    .replaceAll('href="https:../', 'href="../')
    .replaceAll("<table>", '<div class="scroll" tabindex="0" role="region" aria-label="Table"><table>').replaceAll("</table>", "</table></div>");
  return { name, title: /^# (.*)$/m.exec(text)[1], text, html: scrollable(html) };
}

export function writePages(out) {
  const all = rules();
  const guides = GUIDES.map(guide);
  for (const rule of all) write(out, `rules/${rule.code}/index.html`, rulePage(rule));
  for (const it of guides) write(out, `docs/${it.name}/index.html`, page(it.title, "../../", it.html));

  const entries = [
    ...guides.map((it) => ({ id: `docs/${it.name}`, title: it.title, text: it.text })),
    ...all.map((it) => ({ id: `rules/${it.code}`, title: `${it.code} ${it.name}`, text: it.body })),
  ];
  const search = readFileSync(new URL("../node_modules/minisearch/dist/umd/index.js", import.meta.url), "utf8");
  const script = readFileSync(new URL("search.js", import.meta.url), "utf8");
  write(out, "assets/search.js", `${search}\nconst ENTRIES = ${JSON.stringify(entries)};\n${script}`);
  const item = (href, title, note) => `<li data-id="${href}"><a href="../${href}/index.html">${escape(title)}</a> <span>${note}</span></li>`;
  write(out, "rules/index.html", page("Rules and documents", "../", `<h1>Rules and documents</h1>
<p><label for="search">Search</label> <input id="search" type="search" autocomplete="off"></p>
<p id="count" role="status"></p>
<h2>Documents</h2>
<ul class="entries">${guides.map((it) => item(`docs/${it.name}`, it.title, "")).join("\n")}</ul>
<h2>Rules</h2>
<ul class="entries">${all.map((it) => item(`rules/${it.code}`, `${it.code} ${it.name}`, markdown.renderInline(it.summary.replace(/\s+/g, " ")))).join("\n")}</ul>`,
  `<script defer src="../assets/search.js"></script>\n`));
}
