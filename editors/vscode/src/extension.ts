// The client of `amplint server`: finds the program, starts it, and adds a few commands.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { execFile } from "node:child_process";
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";

let client: LanguageClient | undefined;
let log: vscode.LogOutputChannel;

/** The files that the server looks at; the language stays `yaml`. */
const FILES = ["amp.yaml", "amp.yml", "*.amp.yaml", "*.amp.yml"];

/** The program: the one of the settings, the one that came with the extension, or the one on the PATH. */
function program(context: vscode.ExtensionContext): string {
  const name = process.platform === "win32" ? "amplint.exe" : "amplint";
  const setting = vscode.workspace.getConfiguration("amplint").inspect<string>("path");
  // A folder that is not trusted does not choose what runs.
  const ofFolder = vscode.workspace.isTrusted ? (setting?.workspaceFolderValue ?? setting?.workspaceValue) : undefined;
  const chosen = ofFolder || setting?.globalValue;
  if (chosen) {
    return chosen;
  }
  const bundled = join(context.extensionPath, "bin", name);
  return existsSync(bundled) ? bundled : name;
}

async function start(context: vscode.ExtensionContext): Promise<void> {
  const command = program(context);
  const server: ServerOptions = { command, args: ["server"], options: { shell: false } };
  const files = FILES.map((pattern) => ({ pattern: `**/${pattern}` }));
  const options: LanguageClientOptions = {
    documentSelector: [
      ...files.map((file) => ({ scheme: "file", ...file })),
      { scheme: "untitled", language: "yaml" },
      { scheme: "file", language: "yaml" },
      { scheme: "file", pattern: "**/{amplint,.amplint}.toml" },
    ],
    outputChannel: log,
    traceOutputChannel: log,
    diagnosticCollectionName: "amplint",
  };
  client = new LanguageClient("amplint", "amplint", server, options);
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    log.error(String(error));
    const settings = "Open settings";
    const chosen = await vscode.window.showErrorMessage(
      `amplint can't be started: \`${command}\` does not run. Install amplint, or say in amplint.path where it is.`,
      settings,
    );
    if (chosen === settings) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "amplint.path");
    }
  }
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  await running?.stop();
}

/** Does what `amplint check --fix` does to the file in front. */
async function fixAll(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    return;
  }
  const whole = new vscode.Range(0, 0, editor.document.lineCount, 0);
  const kind = "source.fixAll.amplint";
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    editor.document.uri,
    whole,
    kind,
    1,
  );
  const action = actions?.find((it) => it.kind?.value === kind);
  if (action?.edit) {
    await vscode.workspace.applyEdit(action.edit);
  } else {
    void vscode.window.showInformationMessage("amplint has nothing to fix here.");
  }
}

function run(command: string, args: string[]): Promise<string> {
  return new Promise((done, failed) => {
    execFile(command, args, { maxBuffer: 8 << 20 }, (error, out, err) => {
      if (error) {
        failed(new Error(err.trim() || error.message));
      } else {
        done(out);
      }
    });
  });
}

/** Asks for a provider and objects, and opens a new manifest for them. */
async function newIntegration(context: vscode.ExtensionContext): Promise<void> {
  const command = program(context);
  try {
    const all = JSON.parse(await run(command, ["provider", "--format", "json"])) as {
      provider: string;
      displayName: string;
    }[];
    const items = all.map((it) => ({ label: it.provider, description: it.displayName }));
    const provider = await vscode.window.showQuickPick(items, {
      title: "New integration",
      placeHolder: "Provider",
      matchOnDescription: true,
    });
    if (!provider) {
      return;
    }
    const objects = await vscode.window.showInputBox({
      title: `New integration with ${provider.description}`,
      prompt: "Objects, separated by spaces; none for the usual ones",
    });
    if (objects === undefined) {
      return;
    }
    const names = objects.split(/[\s,]+/).filter((it) => it !== "");
    const text = await run(command, ["new", provider.label, ...names]);
    const document = await vscode.workspace.openTextDocument({ language: "yaml", content: text });
    await vscode.window.showTextDocument(document);
  } catch (error) {
    void vscode.window.showErrorMessage(`amplint: ${(error as Error).message}`);
  }
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  log = vscode.window.createOutputChannel("amplint", { log: true });
  context.subscriptions.push(
    log,
    vscode.commands.registerCommand("amplint.restart", async () => {
      await stop();
      await start(context);
    }),
    vscode.commands.registerCommand("amplint.showLog", () => log.show()),
    vscode.commands.registerCommand("amplint.fixAll", fixAll),
    vscode.commands.registerCommand("amplint.newIntegration", () => newIntegration(context)),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("amplint.path")) {
        await stop();
        await start(context);
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(async () => {
      await stop();
      await start(context);
    }),
  );
  await start(context);
}

export async function deactivate(): Promise<void> {
  await stop();
}
