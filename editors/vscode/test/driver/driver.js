// Runs in the workbench beside the extension under test, through nothing but the workbench's own interface: what it
// sees goes into a file, as JSON, for `workbench.mjs` to judge.

const fs = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");

const PATIENCE = 30_000;

async function until(what, find) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const found = await find();
    if (found) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error(`waited in vain for ${what}`);
    }
    await new Promise((done) => setTimeout(done, 100));
  }
}

const run = (command, ...args) => vscode.commands.executeCommand(command, ...args);
const label = (item) => (typeof item.label === "string" ? item.label : item.label.label);
const place = (range) => [range.start.line, range.start.character, range.end.line, range.end.character];

/** Where `text` stands in the document, `shift` characters behind its beginning. */
function at(document, text, shift = 0) {
  const index = document.getText().indexOf(text);
  if (index < 0) {
    throw new Error(`${JSON.stringify(text)} is not in the document`);
  }
  return document.positionAt(index + shift);
}

/** The findings of a text, once there are some that `fit`. */
function findings(document, what, fit) {
  return until(what, () => {
    const all = vscode.languages.getDiagnostics(document.uri);
    return fit(all) ? all : undefined;
  });
}

async function replaced(document, from, to) {
  const edit = new vscode.WorkspaceEdit();
  const start = at(document, from);
  edit.replace(document.uri, new vscode.Range(start, at(document, from, from.length)), to);
  await vscode.workspace.applyEdit(edit);
}

async function ask() {
  const folder = vscode.workspace.workspaceFolders[0].uri;
  const uri = vscode.Uri.joinPath(folder, "amp.yaml");
  const seen = {};
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  const original = document.getText();
  seen.language = document.languageId;
  const found = await findings(document, "diagnostics", (all) => all.length >= 2);
  seen.diagnostics = found.map((it) => ({
    message: it.message,
    code: it.code.value ?? it.code,
    page: it.code.target?.toString(),
    source: it.source,
    severity: it.severity,
    range: place(it.range),
    text: document.getText(it.range),
  }));

  const complete = async (text, shift) => {
    const list = await run("vscode.executeCompletionItemProvider", uri, at(document, text, shift));
    return list.items.map(label);
  };
  seen.providers = await complete("provider: hubspot", "provider: ".length);
  seen.objects = await complete("objectName: contacts", "objectName: ".length);
  seen.keys = await complete("      objects:", 6);

  const hover = async (text, shift) => {
    const all = await run("vscode.executeHoverProvider", uri, at(document, text, shift));
    return all.flatMap((it) => it.contents.map((part) => part.value ?? part));
  };
  seen.hovers = {
    provider: await hover("hubspot", 2),
    schedule: await hover("*/30", 2),
    key: await hover("requiredFields", 3),
  };

  const symbols = await run("vscode.executeDocumentSymbolProvider", uri);
  const names = (all) => all.map((it) => [it.name, names(it.children ?? [])]);
  seen.outline = names(symbols);
  seen.hints = (await run("vscode.executeInlayHintProvider", uri, new vscode.Range(0, 0, 99, 0))).map(label);
  seen.links = (await run("vscode.executeLinkProvider", uri)).map((it) => it.target?.toString());
  seen.workspaceSymbols = (await run("vscode.executeWorkspaceSymbolProvider", "contacts")).map((it) => it.name);

  const wrong = found.find((it) => (it.code.value ?? it.code) === "object-exists") ?? found[0];
  const actions = await run("vscode.executeCodeActionProvider", uri, wrong.range, "quickfix", 20);
  seen.actions = actions.map((it) => ({ title: it.title, preferred: it.isPreferred ?? false, edit: !!it.edit }));
  await vscode.workspace.applyEdit(actions.find((it) => it.edit).edit);
  seen.afterAction = document.getText();
  await findings(document, "one finding less", (all) => all.length < found.length);

  const rename = await run("vscode.executeDocumentRenameProvider", uri, at(document, "crmWebhook", 2), "hook");
  await vscode.workspace.applyEdit(rename);
  seen.afterRename = document.getText();

  await replaced(document, document.getText(), original);
  await findings(document, "the findings again", (all) => all.length === found.length);
  await run("amplint.fixAll");
  seen.afterFixAll = document.getText();

  await replaced(document, document.getText(), original.replace("    read:", "    rea"));
  await findings(document, "findings of half-typed text", (all) => all.some((it) => it.severity === 0));
  seen.halfTyped = (await run("vscode.executeCompletionItemProvider", uri, at(document, "    rea\n", 7))).items.map(
    label,
  );

  await replaced(document, document.getText(), original);
  await run("amplint.restart");
  await findings(document, "the findings after a restart", (all) => all.length === found.length);
  seen.commands = (await vscode.commands.getCommands(true)).filter((it) => it.startsWith("amplint."));
  await run("workbench.action.files.revert");
  return seen;
}

exports.activate = async () => {
  const out = process.env.AMPLINT_DRIVER_OUT;
  let seen;
  try {
    seen = await ask();
  } catch (error) {
    seen = { error: String(error.stack ?? error) };
  }
  const whole = path.join(out, "seen.json");
  fs.writeFileSync(`${whole}.part`, JSON.stringify(seen, null, 1));
  fs.renameSync(`${whole}.part`, whole);
};
