// node report_test.mjs ULPFORGE PAGES: makes runs, writes reports into the folder PAGES and uses them in a
// headless Chromium as a reader would: light, dark and on a phone. Screenshots stay in PAGES. Exit code 77: there
// is no Chromium. Packages are looked up in NODE_PATH.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const kSkipped = 77;
const kMostBytes = 2e6;

const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (!existsSync(chromium)) {
  console.log(`skipped: there is no ${chromium} (package chromium)`);
  process.exit(kSkipped);
}
const [ulpforge, pages] = process.argv.slice(2);
const puppeteer = createRequire(join(process.env.NODE_PATH, "package.json"))("puppeteer-core");

rmSync(pages, { recursive: true, force: true });
mkdirSync(pages, { recursive: true });

function run(...words) {
  return execFileSync(ulpforge, words, { cwd: pages, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

const kScreens = [
  { name: "light", scheme: "light", width: 1280, height: 900 },
  { name: "dark", scheme: "dark", width: 1280, height: 900 },
  { name: "phone", scheme: "light", width: 390, height: 844, isMobile: true, hasTouch: true },
];

// A page that fails the test for whatever it complains about, and for every request but that for the file.
async function open(browser, file, screen, complaints) {
  const page = await browser.newPage();
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) complaints.push(`request: ${request.url()}`);
  });
  await page.setViewport({ deviceScaleFactor: 1, ...screen });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: screen.scheme }]);
  await page.goto(`file://${join(pages, file)}`);
  await page.waitForSelector("#front .plot svg");
  return page;
}

function text(page, selector) {
  return page.$eval(selector, (element) => element.textContent);
}

async function hover(page, selector) {
  const dot = await page.$(selector);
  await dot.scrollIntoView();
  const box = await dot.boundingBox();
  await page.mouse.move(box.x + box.width / 2 - 1, box.y + box.height / 2);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.waitForFunction(() => document.querySelector("#front [aria-label=tip] text"), { timeout: 5000 });
  return text(page, "#front [aria-label=tip]");
}

async function checkReal(page, screen) {
  assert.equal(await text(page, "h1"), "exp2 on (0,1]");
  const rows = await page.$$("#front tbody tr");
  assert.ok(rows.length >= 4, "a row for every program");
  assert.match(await hover(page, "#front [aria-label=dot] circle"), /error .*\d/, "the tip says the error");

  // Choosing a program changes everything below, by table and by plot.
  const before = await text(page, "#program h2");
  await rows[0].click();
  const chosen = await text(page, "#program h2");
  assert.notEqual(chosen, before);
  assert.match(chosen, /^1 operations/);
  assert.ok((await page.$$("#graph rect")).length >= 2);
  await page.keyboard.press("Tab");
  await (await page.$$("#front tbody tr"))[2].focus();
  await page.keyboard.press("Enter");
  assert.match(await text(page, "#program h2"), /^3 operations/);
  assert.equal(await page.evaluate(() => document.activeElement.ariaSelected), "true", "the focus stays");
  assert.ok((await page.$$("#program .plot [aria-label=dot] circle")).length >= 4, "the extrema are marked");
  assert.match(await text(page, "#program .plot svg"), /worst: /);
  assert.match(await text(page, "#lineage"), /steps that made progress/);
  assert.match(await text(page, "#contract pre"), /^ulpforge search exp2 .*--budget \d+c$/);

  // The button copies what is shown.
  await page.evaluate(() => {
    navigator.clipboard.writeText = (copied) => Promise.resolve((window.copied = copied));
  });
  await page.click("#code .copyable button");
  assert.equal(await page.evaluate(() => window.copied), await text(page, "#code pre"));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${screen.name}: the page is ${wide} pixels too wide`);
}

async function checkComparison(page) {
  const runs = await page.$$(".runs button");
  assert.equal(runs.length, 2);
  await runs[1].click();
  assert.match(await text(page, "#front .legend"), /real.*other/s);
  assert.equal(await page.$eval(".runs button:nth-child(2)", (button) => button.ariaPressed), "true");
}

run("search", "exp2", "--max-ops", "5", "--budget", "20000c", "--threads", "1", "--out", "real");
run("search", "exp2", "--max-ops", "4", "--seed", "2", "--budget", "10000c", "--threads", "1", "--out", "other");
run("report", "real", "--output", "one.html");
run("report", "real", "other", "--output", "two.html");
for (const file of ["one.html", "two.html"]) assert.ok(statSync(join(pages, file)).size < kMostBytes);

const browser = await puppeteer.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});
const complaints = [];
try {
  for (const screen of kScreens) {
    const page = await open(browser, "one.html", screen, complaints);
    await page.screenshot({ path: join(pages, `${screen.name}.png`), fullPage: true });
    await checkReal(page, screen);
    await page.close();
  }
  const page = await open(browser, "two.html", kScreens[0], complaints);
  await checkComparison(page);
} finally {
  await browser.close();
}
assert.deepEqual(complaints, []);
console.log(`passed; screenshots are in ${pages}`);
