// Opens pages of `amplint overview --format html` in a headless browser and looks for everything that would keep a
// person from reading them: errors, requests, barriers (axe), columns too wide for a phone.
//
//   node overview.mjs PAGE… [--screenshots FOLDER]
//
// The modules playwright-core and axe-core are looked for where NODE_PATH says; the browser is CHROMIUM.

import { createRequire } from "node:module";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.env.NODE_PATH ?? process.cwd(), "x"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const args = process.argv.slice(2);
const at = args.indexOf("--screenshots");
const screenshots = at < 0 ? null : args.splice(at, 2)[1];
const wrong = [];
const tell = (page, text) => wrong.push(`${page}: ${text}`);

const profile = mkdtempSync(join(tmpdir(), "amplint-browser-"));
const options = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
};

async function look(file, width, colorScheme, scripts) {
  const name = `${file} at ${width} px, ${colorScheme}${scripts ? "" : ", without scripts"}`;
  const context = await chromium.launchPersistentContext(join(profile, `${width}${colorScheme}${scripts}`), {
    ...options, colorScheme, viewport: { width, height: 900 }, javaScriptEnabled: scripts,
  });
  const page = await context.newPage();
  const url = pathToFileURL(resolve(file)).href;
  page.on("console", (message) => message.type() === "error" && tell(name, `console: ${message.text()}`));
  page.on("pageerror", (error) => tell(name, `error: ${error}`));
  page.on("request", (request) => {
    const asked = request.url();
    if (asked.split("#")[0] !== url && !asked.startsWith("data:")) tell(name, `request: ${asked}`);
  });
  await page.goto(url);
  if (!(await page.getByRole("heading", { level: 1 }).isVisible())) tell(name, "no heading is seen");
  if (!(await page.locator("article").first().isVisible())) tell(name, "no integration is seen");
  if (screenshots) {
    const short = file.split("/").pop().replace(/\.html$/, "");
    await page.screenshot({ path: join(screenshots, `${short}-${width}-${colorScheme}.png`) });
  }
  if (scripts) {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (wide > 0) tell(name, `${wide} px wider than the window`);
    // What is put into the page is no part of it: the policy must not let it run.
    const ran = await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      const seen = [];
      document.addEventListener("securitypolicyviolation", (event) => seen.push(event.violatedDirective));
      document.body.append(script);
      script.remove();
      return new Promise((done) => setTimeout(() => done([window.ran === true, seen.join()]), 50));
    });
    const expected = wrong.filter((it) => it.includes("Content Security Policy") && it.startsWith(name));
    for (const it of expected) wrong.splice(wrong.indexOf(it), 1);
    if (ran[0] || !ran[1].includes("script-src")) tell(name, "a foreign script may run");
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run());
    for (const it of violations) tell(name, `axe: ${it.id}: ${it.help} (${it.nodes.length}: ${it.nodes[0].html.slice(0, 120)})`);
    await keyboard(page, name);
    await search(page, name);
  } else if (await page.getByRole("search").isVisible()) {
    tell(name, "a search that does nothing is shown");
  }
  await context.close();
}

/** The first key leads to the integrations, and what can be scrolled can be reached. */
async function keyboard(page, name) {
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.textContent);
  if (!first.includes("Skip")) tell(name, `the first thing reached by keyboard is: ${first}`);
  const lost = await page.evaluate(() =>
    [...document.querySelectorAll(".wide")].filter((it) => it.scrollWidth > it.clientWidth && it.tabIndex < 0).length);
  if (lost > 0) tell(name, `${lost} parts that scroll can't be reached by keyboard`);
}

/** Something that is there is found, something that isn't is not. */
async function search(page, name) {
  const articles = page.locator("article");
  const all = await articles.count();
  const title = await page.locator("article h3").first().textContent();
  const find = page.getByRole("searchbox");
  await find.fill(title);
  const found = await articles.evaluateAll((list) => list.filter((it) => !it.hidden).length);
  if (found < 1 || found > all) tell(name, `searching ${title} leaves ${found} of ${all}`);
  await find.fill("nothing-is-called-like-this");
  const none = await articles.evaluateAll((list) => list.filter((it) => !it.hidden).length);
  if (none !== 0) tell(name, `searching for nothing leaves ${none}`);
  await find.fill("");
  const back = await articles.evaluateAll((list) => list.filter((it) => !it.hidden).length);
  if (back !== all) tell(name, `after the search ${back} of ${all} are left`);
}

try {
  for (const file of args) {
    for (const width of [1280, 390]) {
      for (const scheme of ["light", "dark"]) await look(file, width, scheme, true);
    }
    await look(file, 390, "light", false);
  }
} finally {
  rmSync(profile, { recursive: true, force: true });
}
if (wrong.length > 0) {
  console.error(wrong.join("\n"));
  process.exit(1);
}
console.log(`${args.length} pages are fine`);
