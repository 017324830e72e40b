// Runs `kyx server`, and gives its findings commands.
import { env, platform } from "node:process";

import * as vscode from "vscode";
import { LanguageClient, RevealOutputChannelOn } from "vscode-languageclient/node";

import { findProgram } from "./program";
import { codesOf, explain } from "./rule";

/** The files that may contain payloads. The server leaves the others among them alone. */
const FILES = "**/*.{bat,bru,cmd,har,http,json,jsonl,md,ndjson,ps1,rest,sh}";
/** The scheme of the documents that explain rules. */
const RULE_SCHEME = "kyx-rule";

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("kyx.fixAll", fixAll),
    vscode.commands.registerCommand("kyx.explain", explainAtCursor),
    vscode.commands.registerCommand("kyx.checkAs", checkAs),
    vscode.commands.registerCommand("kyx.restart", restart),
    vscode.workspace.registerTextDocumentContentProvider(RULE_SCHEME, { provideTextDocumentContent: ruleOf }),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("kyx.path")) void restart();
    }),
  );
  await restart();
}

export async function deactivate(): Promise<void> {
  const stopping = client;
  client = undefined;
  await stopping?.dispose();
}

/** Starts the server anew. */
async function restart(): Promise<void> {
  await deactivate();
  const program = programOrMessage();
  if (program === undefined) return;
  const settings = vscode.workspace.getConfiguration("kyx");
  client = new LanguageClient(
    "kyx",
    { command: program, args: ["server"] },
    {
      documentSelector: [
        { scheme: "file", pattern: FILES },
        { scheme: "untitled", language: "json" },
      ],
      initializationOptions: { operation: settings.get("operation") },
      synchronize: {
        configurationSection: "kyx",
        fileEvents: vscode.workspace.createFileSystemWatcher("**/.kyx.toml"),
      },
      revealOutputChannelOn: RevealOutputChannelOn.Never,
    },
  );
  try {
    await client.start();
  } catch {
    // What failed stands in the output channel.
    const answer = await vscode.window.showErrorMessage(`${program} server did not start.`, "Show Output");
    if (answer !== undefined) client.outputChannel.show();
  }
}

/** The `kyx` to run. Without it, says how to get it. */
function programOrMessage(): string | undefined {
  const folders = vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []) : [];
  const found = findProgram({
    setting: vscode.workspace.getConfiguration("kyx").get("path", ""),
    trustedFolders: folders.filter(({ uri }) => uri.scheme === "file").map(({ uri }) => uri.fsPath),
    environment: env,
    platform,
  });
  if ("program" in found) return found.program;
  void vscode.window.showErrorMessage(found.problem, "Open Settings").then((answer) => {
    if (answer !== undefined) void vscode.commands.executeCommand("workbench.action.openSettings", "kyx.path");
  });
  return undefined;
}

async function fixAll(): Promise<void> {
  await vscode.commands.executeCommand("editor.action.codeAction", { kind: "source.fixAll.kyx", apply: "first" });
}

/** Explains the rules of the findings at the cursor, or if there are none, of those in the document. */
async function explainAtCursor(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return;
  const all = vscode.languages.getDiagnostics(editor.document.uri);
  const here = codesOf(all.filter(({ range }) => range.intersection(editor.selection) !== undefined));
  const codes = here.length > 0 ? here : codesOf(all);
  const code = codes.length > 1 ? await vscode.window.showQuickPick(codes, { title: "Explain a rule" }) : codes[0];
  if (codes.length === 0) void vscode.window.showInformationMessage("kyx found nothing in this document.");
  if (code === undefined) return;
  await vscode.commands.executeCommand("markdown.showPreview", vscode.Uri.from({ scheme: RULE_SCHEME, path: `${code}.md` }));
}

async function ruleOf(uri: vscode.Uri): Promise<string> {
  const program = programOrMessage();
  return program === undefined ? "" : explain(program, uri.path.replace(/\.md$/, ""));
}

/** Asks for which call account requests are checked. */
async function checkAs(): Promise<void> {
  const choices = [
    { label: "Create an account", operation: "create" },
    { label: "Update an account", operation: "update" },
    { label: "As .kyx.toml says", operation: "" },
  ];
  const choice = await vscode.window.showQuickPick(choices, { title: "Check account requests for the call that sends them" });
  if (choice === undefined) return;
  const target = vscode.workspace.workspaceFolders ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await vscode.workspace.getConfiguration("kyx").update("operation", choice.operation, target);
}
