// Looks at HTML files in a browser, each by day, by night, on small screens and on paper, and holds them against every
// rule of axe-core: each file by day and, in turn with the others, in one way or two besides; with --whole in each way.
//
//     node check.mjs [--whole] CHROMIUM FILE...
//
// Prints one JSON array, an object a file and way of seeing it, and prints each file to FILE.pdf.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = createRequire(import.meta.url)("axe-core");
const [executablePath, ...files] = process.argv.slice(2).filter((argument) => argument !== "--whole");
const isWhole = process.argv.includes("--whole");

const WAYS = {
  day: { colorScheme: "light", viewport: { width: 1000, height: 800 } },
  night: { colorScheme: "dark", viewport: { width: 1000, height: 800 } },
  phone: { colorScheme: "light", viewport: { width: 320, height: 640 } },
  tablet: { colorScheme: "dark", viewport: { width: 768, height: 1024 } },
  "forced colors": { forcedColors: "active", viewport: { width: 1000, height: 800 } },
  paper: { colorScheme: "dark", viewport: { width: 700, height: 900 } },
};

const browser = await chromium.launch({
  executablePath,
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});

// The words of a table's cells that stand on more than one line, but for those that may.
function brokenWords() {
  const broken = [];
  for (const cell of document.querySelectorAll(":is(th, td):not(.endless)")) {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      for (const { 0: word, index } of texts.currentNode.data.matchAll(/\p{L}+/gu)) {
        const range = document.createRange();
        range.setStart(texts.currentNode, index);
        range.setEnd(texts.currentNode, index + word.length);
        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) broken.push(word);
      }
    }
  }
  return broken;
}

async function brokenRules(page) {
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(() => {
    const every = window.axe.getRules().map((rule) => [rule.ruleId, { enabled: true }]);
    return window.axe.run(document, { rules: Object.fromEntries(every) });
  });
  return {
    violations: violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(" ")}`),
    passes: passes.map(({ id }) => id),
  };
}

async function seen(file, way, isHeldAgainstRules) {
  const context = await browser.newContext(WAYS[way]);
  const page = await context.newPage();
  const requests = [];
  const complaints = [];
  page.on("request", (request) => requests.push(request.url().split(":")[0]));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("dialog", (dialog) => complaints.push(`a dialog: ${dialog.message()}`));
  if (way === "paper") await page.emulateMedia({ media: "print" });
  await page.goto(pathToFileURL(file).href);
  await page.evaluate(() => document.fonts.ready);
  const rules = isHeldAgainstRules ? await brokenRules(page) : { violations: null, passes: null };
  const width = await page.evaluate(() => document.scrollingElement.scrollWidth);
  const broken = await page.evaluate(brokenWords);
  if (way === "paper") await page.pdf({ path: `${file}.pdf`, printBackground: true });
  await context.close();
  return {
    file,
    way,
    ...rules,
    schemes: [...new Set(requests)],
    complaints,
    width,
    broken,
    room: WAYS[way].viewport.width,
  };
}

const found = [];
for (const [turn, file] of files.entries()) {
  const looks = Object.keys(WAYS).map((way, n) => seen(file, way, isWhole || way === "day" || (turn + n) % 3 === 0));
  found.push(...(await Promise.all(looks)));
}
await browser.close();
console.log(JSON.stringify(found));
