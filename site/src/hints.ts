// Completion and hover in the editor, from the schemas and the table of workflows.
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import { hoverTooltip } from "@codemirror/view";
import type { SyntaxNode } from "@lezer/common";
import type { WorkflowView } from "kyx-schema";
import countries from "virtual:countries";
import { describe, fields, values, type Path, type Schema, type Value } from "./schema";

const files = import.meta.glob<Schema>("../../schemas/*-{request,response}.schema.json", { eager: true, import: "default" });
const others = import.meta.glob<Schema>("../../schemas/{callback,prepared-data,problem,status,token-error}.schema.json", {
  eager: true,
  import: "default",
});
const schemas = new Map(
  Object.entries({ ...files, ...others }).map(([path, schema]) => [/([\w-]+)\.schema/.exec(path)?.[1] ?? "", schema]),
);

/** What the page knows beyond the text. */
export interface Known {
  kind: string | null;
  workflows: WorkflowView[];
}

const text = (state: EditorState, node: SyntaxNode) => state.sliceDoc(node.from, node.to);

function key(state: EditorState, property: SyntaxNode): string {
  const name = property.getChild("PropertyName");
  try {
    return name ? JSON.parse(text(state, name)) : "";
  } catch {
    return "";
  }
}

function index(node: SyntaxNode): number {
  let count = 0;
  for (let it = node.prevSibling; it; it = it.prevSibling) if (/^[A-Z]/.test(it.name)) count += 1;
  return count;
}

/** The path of a node, or that of the value it belongs to. */
export function pathOf(state: EditorState, node: SyntaxNode): Path {
  const path: Path = [];
  for (let it: SyntaxNode | null = node; it; it = it.parent) {
    if (it.name === "Property") path.unshift(key(state, it));
    else if (it.parent?.name === "Array") path.unshift(index(it));
  }
  return path;
}

function meaning(json: string, fallback: string): string {
  return fallback || (countries[json.slice(1, -1)] ?? "");
}

function listed(known: Known, schema: Schema, path: Path): Value[] {
  if (path.join("/") === "workflowDefinition/key") {
    return known.workflows.map((it) => ({ json: String(it.key), meaning: it.name }));
  }
  return values(schema, path).map(({ json, meaning: it }) => ({ json, meaning: meaning(json, it) }));
}

export function completions(known: () => Known) {
  return (context: CompletionContext): CompletionResult | null => {
    const schema = schemas.get(known().kind ?? "");
    if (!schema) return null;
    const { state, pos } = context;
    const node = syntaxTree(state).resolveInner(pos, -1);
    const isToken = ["PropertyName", "String", "Number", "True", "False", "Null"].includes(node.name);
    const word = context.matchBefore(/[\w."-]*/);
    const from = isToken ? node.from : (word?.from ?? pos);
    const to = isToken ? Math.max(node.to, pos) : pos;
    if (!context.explicit && from === pos) return null;
    const before = state.sliceDoc(Math.max(0, from - 400), from).trimEnd();
    const isValue = node.name !== "PropertyName" && (before.endsWith(":") || enclosing(node) === "Array");
    const path = pathOf(state, node);
    const options: Completion[] = isValue
      ? listed(known(), schema, path).map(({ json, meaning }) => ({ label: json, detail: meaning, type: "constant" }))
      : fields(schema, enclosing(node) === "Property" ? path.slice(0, -1) : path).map(({ name, description, isRequired }) => ({
          label: JSON.stringify(name),
          apply: state.sliceDoc(to, to + 20).trimStart().startsWith(":") ? JSON.stringify(name) : `${JSON.stringify(name)}: `,
          detail: isRequired ? "required" : undefined,
          info: description,
          type: "property",
          boost: isRequired ? 1 : 0,
        }));
    return options.length > 0 ? { from, to, options, validFor: /^"?[\w.-]*"?$/ } : null;
  };
}

function enclosing(node: SyntaxNode): string | undefined {
  for (let it: SyntaxNode | null = node; it; it = it.parent) {
    if (["Property", "Array", "Object"].includes(it.name)) return it.name;
  }
  return undefined;
}

export function hints(known: () => Known) {
  return hoverTooltip((view, pos, side) => {
    const schema = schemas.get(known().kind ?? "");
    const node = syntaxTree(view.state).resolveInner(pos, side);
    if (!schema || !["PropertyName", "String", "Number"].includes(node.name)) return null;
    const path = pathOf(view.state, node);
    const value = listed(known(), schema, path).find((it) => it.json === text(view.state, node));
    const about = node.name !== "PropertyName" && value?.meaning ? value.meaning : describe(schema, path);
    if (!about) return null;
    return {
      pos: node.from,
      end: node.to,
      above: true,
      create: () => {
        const dom = document.createElement("div");
        dom.className = "hint";
        dom.textContent = about;
        return { dom };
      },
    };
  });
}
