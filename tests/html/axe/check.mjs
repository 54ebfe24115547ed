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
    return window.axe.run(document, { rules: Object.fromEntries(every), resultTypes: ["violations"] });
  });
  return {
    violations: violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(" ")}`),
    passes: passes.map(({ id }) => id),
  };
}

// Each way has one window, which goes from file to file: to open one takes longer than to look at a handout in it.
async function windowOf(way) {
  const page = await (await browser.newContext(WAYS[way])).newPage();
  const heard = { requests: [], complaints: [] };
  page.on("request", (request) => heard.requests.push(request.url().split(":")[0]));
  page.on("console", (message) => heard.complaints.push(message.text()));
  page.on("dialog", async (dialog) => {
    heard.complaints.push(`a dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  if (way === "paper") await page.emulateMedia({ media: "print" });
  return { page, heard };
}

async function seen({ page, heard }, file, way, isHeldAgainstRules) {
  heard.requests = [];
  heard.complaints = [];
  await page.goto(pathToFileURL(file).href);
  await page.evaluate(() => document.fonts.ready);
  const rules = isHeldAgainstRules ? await brokenRules(page) : { violations: null, passes: null };
  const width = await page.evaluate(() => document.scrollingElement.scrollWidth);
  const broken = await page.evaluate(brokenWords);
  if (way === "paper") await page.pdf({ path: `${file}.pdf`, printBackground: true });
  return {
    file,
    way,
    ...rules,
    schemes: [...new Set(heard.requests)],
    complaints: heard.complaints,
    width,
    broken,
    room: WAYS[way].viewport.width,
  };
}

async function seenOneAfterTheOther(way, n) {
  const opened = await windowOf(way);
  const found = [];
  for (const [turn, file] of files.entries()) {
    found.push(await seen(opened, file, way, isWhole || way === "day" || (turn + n) % 3 === 0));
  }
  return found;
}

const found = (await Promise.all(Object.keys(WAYS).map(seenOneAfterTheOther))).flat();
await browser.close();
console.log(JSON.stringify(found));
