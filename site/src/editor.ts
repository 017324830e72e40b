// The editor: CodeMirror with the parts that the page uses.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, isolateHistory } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, foldGutter, foldKeymap, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, type ChangeSpec } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { completions, hints, type Known } from "./hints";
import type { Placed } from "./protocol";
import { texts } from "./texts";

const colors = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--key)" },
  { tag: tags.string, color: "var(--string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--number)" },
]);

export function createEditor(parent: HTMLElement, known: () => Known, changed: () => void): EditorView {
  return new EditorView({
    parent,
    state: EditorState.create({
      extensions: [
        lineNumbers(), foldGutter(), lintGutter(), highlightSpecialChars(), history(), drawSelection(), indentOnInput(),
        bracketMatching(), closeBrackets(), highlightActiveLine(), highlightSelectionMatches(), json(),
        syntaxHighlighting(colors),
        autocompletion({ override: [completions(known)], icons: false }),
        hints(known),
        // Tab leaves the editor, as everywhere on a page.
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap, ...lintKeymap]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": texts.payload, spellcheck: "false", tabindex: "0" }),
        EditorView.updateListener.of((update) => update.docChanged && changed()),
      ],
    }),
  });
}

/** Shows findings as squiggles. */
export function show(view: EditorView, findings: Placed[]) {
  const end = view.state.doc.length;
  const diagnostics = findings.map((it): Diagnostic => ({
    from: Math.min(it.from, end),
    to: Math.min(it.to, end),
    severity: it.severity as Diagnostic["severity"],
    source: it.code,
    message: `${it.message}\n${it.help}`,
  }));
  view.dispatch(setDiagnostics(view.state, diagnostics));
}

/** Changes the text by a step that undo takes back on its own. */
export function change(view: EditorView, changes: ChangeSpec) {
  view.dispatch({ changes, annotations: isolateHistory.of("full") });
}

export function replace(view: EditorView, text: string) {
  change(view, { from: 0, to: view.state.doc.length, insert: text });
}

export function select(view: EditorView, { from, to }: { from: number; to: number }) {
  const end = view.state.doc.length;
  view.dispatch({ selection: { anchor: Math.min(from, end), head: Math.min(to, end) }, effects: EditorView.scrollIntoView(Math.min(from, end), { y: "center" }) });
  view.focus();
}
