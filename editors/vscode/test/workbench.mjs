// Opens a manifest in VS Code's workbench, in a browser without a window, with the extension and a driver beside it:
// judges what the driver was told, then types as a person does and takes pictures of what there is to see.
//
//     node workbench.mjs CODE PACKAGE OUT
//
// CODE: the folder of VS Code's server (`lib/vscode` of code-server); PACKAGE: the extension with its program; OUT: where
// pictures and what the driver saw go. Playwright is found by NODE_PATH.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const { chromium } = createRequire(join(process.env.NODE_PATH ?? ".", "x.js"))("playwright-core");

const here = dirname(fileURLToPath(import.meta.url));
const [code, vsix, out] = process.argv.slice(2).map((it) => resolve(it));
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

async function until(what, find, patience = 60_000) {
  const end = Date.now() + patience;
  for (;;) {
    const found = await find();
    if (found) {
      return found;
    }
    assert(Date.now() < end, `waited in vain for ${what}`);
    await wait(200);
  }
}

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

const work = mkdtempSync(join(tmpdir(), "amplint-workbench-"));
mkdirSync(out, { recursive: true });
const folder = join(work, "folder");
cpSync(join(here, "manifests"), folder, { recursive: true });
const settings = {
  "security.workspace.trust.enabled": false,
  "workbench.startupEditor": "none",
  "workbench.colorTheme": "Default Light Modern",
  "workbench.tips.enabled": false,
  "editor.minimap.enabled": false,
  "editor.fontSize": 13,
  "breadcrumbs.enabled": false,
  "telemetry.telemetryLevel": "off",
  "chat.commandCenter.enabled": false,
  "extensions.ignoreRecommendations": true,
};
for (const place of ["user/User", "server/data/User", "server/data/Machine"]) {
  mkdirSync(join(work, place), { recursive: true });
  writeFileSync(join(work, place, "settings.json"), JSON.stringify(settings));
}
const extensions = join(work, "extensions");
const shared = [
  "--accept-server-license-terms",
  `--extensions-dir=${extensions}`,
  `--user-data-dir=${join(work, "user")}`,
  `--server-data-dir=${join(work, "server")}`,
];

/** Runs VS Code's server; `more` says what for. */
function start(more, env = {}) {
  const child = spawn(process.execPath, [join(code, "out/server-main.js"), ...shared, ...more], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stdout.on("data", (part) => (said += part));
  child.stderr.on("data", (part) => (said += part));
  return { child, said: () => said };
}

async function install() {
  const { child, said } = start(["--install-extension", vsix, "--force"]);
  const status = await new Promise((done) => child.on("exit", done));
  assert.equal(status, 0, said());
}

await install();
cpSync(join(here, "driver"), join(extensions, "amplint-test.driver-0.0.1"), { recursive: true });
rmSync(join(extensions, "extensions.json"), { force: true });

const port = await freePort();
const server = start(["--host=127.0.0.1", `--port=${port}`, "--without-connection-token"], {
  AMPLINT_DRIVER_OUT: out,
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  rmSync(join(out, "seen.json"), { force: true });
  await until("the server", () => fetch(`http://127.0.0.1:${port}/`).then((it) => it.ok, () => false));
  const page = await browser.newPage({ viewport: { width: 860, height: 560 } });
  await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(folder)}`);
  await page.locator(".monaco-workbench").waitFor();
  await until("the driver", () => existsSync(join(out, "seen.json")), 180_000);
  const seen = JSON.parse(readFileSync(join(out, "seen.json"), "utf8"));
  assert.equal(seen.error, undefined, seen.error);
  judge(seen);
  await pictures(page);
} catch (error) {
  const pages = browser.contexts().flatMap((it) => it.pages());
  await pages[0]?.screenshot({ path: join(out, "failed.png") });
  console.error(server.said().slice(-4000));
  throw error;
} finally {
  await browser.close();
  server.child.kill();
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
}
console.log("the extension does in the workbench what it should");

/** What the driver saw is what amplint has to say. */
function judge(seen) {
  const original = readFileSync(join(here, "manifests/amp.yaml"), "utf8");
  assert.equal(seen.language, "yaml");
  const found = new Map(seen.diagnostics.map((it) => [it.code, it]));
  assert.deepEqual([...found.keys()].sort(), ["misspelled-key", "object-exists"]);
  const misspelled = found.get("misspelled-key");
  assert.equal(misspelled.text, "shedule");
  assert.equal(misspelled.source, "amplint");
  assert.equal(misspelled.severity, 0, "an error");
  assert.match(misspelled.page, /misspelled-key/);
  assert.equal(found.get("object-exists").text, "comapnies");
  assert.equal(found.get("object-exists").severity, 1, "a warning");
  for (const wanted of ["hubspot", "salesforce", "gong"]) {
    assert(seen.providers.includes(wanted), `${wanted} is no provider to complete: ${seen.providers.slice(0, 9)}`);
  }
  assert(seen.objects.includes("deals") && seen.objects.includes("contacts"), seen.objects.join());
  assert(seen.halfTyped.includes("read"), seen.halfTyped.join());
  assert.match(seen.hovers.provider.join(), /HubSpot/);
  assert.match(seen.hovers.schedule.join(), /every 30 minutes/);
  assert.match(seen.hovers.key.join(), /requiredFields/);
  assert.deepEqual(
    seen.outline.map(([name, below]) => [name, below.map(([action]) => action)]),
    [["crm-sync", ["read"]]],
  );
  assert(seen.hints.includes("every 30 minutes"), seen.hints.join());
  assert(seen.links.some((it) => it.endsWith("/hubspot")), seen.links.join());
  assert(seen.workspaceSymbols.includes("contacts"), seen.workspaceSymbols.join());
  assert(seen.actions[0].edit, "the first action is a fix");
  const changed = (text) => text.split("\n").filter((line, i) => line !== original.split("\n")[i]);
  assert.equal(changed(seen.afterAction).length, 1, seen.afterAction);
  assert(!seen.afterRename.includes("crmWebhook") && seen.afterRename.match(/destination: hook/g).length === 2);
  assert.deepEqual(changed(seen.afterFixAll), ['          schedule: "*/15 * * * *"']);
  for (const command of ["restart", "showLog", "fixAll", "newIntegration"]) {
    assert(seen.commands.includes(`amplint.${command}`), `amplint.${command} is no command`);
  }
}

/** Types as a person does, and takes a picture of what is to be seen of findings, completion and hover. */
async function pictures(page) {
  // Without the workbench's own frame.
  const clip = { x: 48, y: 70, width: 812, height: 466 };
  const picture = (name) => page.screenshot({ path: join(out, `${name}.png`), clip });
  const go = async (place) => {
    await page.keyboard.press("Control+g");
    await page.keyboard.type(place);
    await page.keyboard.press("Enter");
    await wait(300);
  };
  await page.keyboard.press("Control+b");
  await page.locator(".monaco-editor .view-lines").first().click();
  await page.locator(".squiggly-error").first().waitFor();
  await page.keyboard.press("Control+Shift+m");
  await page.locator(".markers-panel .monaco-list-row").first().waitFor();
  await go("1:1");
  await wait(1500);
  await picture("diagnostics");
  await page.keyboard.press("Control+j");

  await go("4:17");
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Control+i");
  await page.locator(".monaco-hover:not(.hidden) .hover-contents").first().waitFor();
  await until("the hover's words", async () =>
    (await page.locator(".monaco-hover").allTextContents()).some((it) => it.includes("Guide")),
  );
  await wait(500);
  await picture("hover");
  await page.keyboard.press("Escape");

  await go("12:30");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("- fieldName: life", { delay: 60 });
  const row = page.locator(".suggest-widget.visible .monaco-list-row").first();
  await row.waitFor();
  await wait(800);
  await picture("completion");
  const offered = await row.getAttribute("aria-label");
  assert.match(offered ?? "", /^lifecyclestage/, "what is typed is completed");
  await page.keyboard.press("Enter");
  await wait(500);
  const text = (await page.locator(".view-line").allTextContents()).join("\n").replaceAll("\u00a0", " ");
  assert.match(text, /- fieldName: lifecyclestage/);
}
