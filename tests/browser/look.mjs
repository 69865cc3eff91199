// Looks at HTML files in real Chromium: node look.mjs FOLDER_WITH_NODE_MODULES REQUEST.json; the answer is JSON on stdout.
// The request: {"chromium": path, "profile": empty folder, "pages": [{"name", "file"}], "pictures": folder, "screens": whether to take screenshots}.
// Pages as they are printed go into the folder as PDF always.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, requested] = process.argv.slice(2);
const require = createRequire(join(modules, "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf-8");
const request = JSON.parse(readFileSync(requested, "utf-8"));

const VIEWS = [
  { name: "narrow-light", width: 320, scheme: "light", media: "screen" },
  { name: "wide-light", width: 1280, scheme: "light", media: "screen" },
  { name: "narrow-dark", width: 320, scheme: "dark", media: "screen" },
  { name: "wide-dark", width: 1280, scheme: "dark", media: "screen" },
  { name: "print", width: 794, scheme: "dark", media: "print" },
];
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--force-color-profile=srgb",
];

const context = await chromium.launchPersistentContext(request.profile, {
  executablePath: request.chromium, headless: true, args: FLAGS,
});
const answers = [];
for (const page of request.pages) for (const view of VIEWS) answers.push(await look(page, view));
await context.close();
process.stdout.write(JSON.stringify(answers));

async function look({ name, file }, view) {
  const tab = await context.newPage();
  const told = [];
  const asked = [];
  tab.on("console", (message) => told.push(message.text()));
  tab.on("pageerror", (error) => told.push(String(error)));
  tab.on("request", (one) => asked.push(one.url()));
  await tab.emulateMedia({ media: view.media, colorScheme: view.scheme });
  await tab.setViewportSize({ width: view.width, height: view.width === 320 ? 640 : 900 });
  const address = pathToFileURL(file).href;
  await tab.goto(address);
  await picture(tab, name, view);
  const focused = view.media === "screen" ? await walk(tab) : [];
  await tab.evaluate(() => document.querySelectorAll("main details").forEach((one) => { one.open = true; }));
  await tab.evaluate(axe);
  const found = await tab.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const answer = {
    page: name,
    view: view.name,
    violations: found.violations.flatMap(briefly),
    faint: await tab.evaluate(faint),
    overflow: await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    cut: await tab.evaluate(cut),
    background: await tab.evaluate(() => getComputedStyle(document.body).backgroundColor),
    foreign: asked.filter((one) => one !== address && !one.startsWith("data:")),
    told,
    focused,
  };
  await tab.close();
  return answer;
}

function briefly(rule) {
  return rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}: ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ""}`);
}

// The first stops of the Tab key: what each is, and whether one sees that it has the focus.
async function walk(tab) {
  const stops = [];
  for (let step = 0; step < 12; step += 1) {
    await tab.keyboard.press("Tab");
    const stop = await tab.evaluate(() => {
      const one = document.activeElement;
      if (!one || one === document.body) return null;
      const style = getComputedStyle(one);
      const box = one.getBoundingClientRect();
      return {
        what: one.className || one.tagName.toLowerCase(),
        visible: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && box.width > 4 && box.height > 4,
      };
    });
    if (stop === null) break;
    stops.push(stop);
  }
  return stops;
}

// Letters of drawings that reach beyond their drawing, where they would be cut off.
function cut() {
  return [...document.querySelectorAll("figure svg text")]
    .filter((text) => {
      const inner = text.getBoundingClientRect();
      const outer = text.ownerSVGElement.getBoundingClientRect();
      return inner.width > 0 && (inner.right > outer.right + 1 || inner.left < outer.left - 1 || inner.bottom > outer.bottom + 1);
    })
    .map((text) => text.textContent);
}

// Letters and signs that stand out too little from what is behind them. axe leaves letters of drawings, and those scrolled out of sight, undecided.
function faint() {
  const parsed = (color) => color.match(/[\d.]+/g).map(Number);
  const light = ([red, green, blue]) => {
    const [r, g, b] = [red, green, blue].map((one) => one / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const color = parsed(getComputedStyle(one).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
      if (color[3] !== 0) return [127, 127, 127];
    }
    return [255, 255, 255];
  };
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((first, second) => first - second);
    return (high + 0.05) / (low + 0.05);
  };
  const found = new Set();
  for (const element of document.body.querySelectorAll("*")) {
    const sign = element.matches("svg.sign, use.sign");
    const told = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!sign && (!told || element.closest("title, desc"))) continue;
    const style = getComputedStyle(element);
    const seen = ratio(parsed(element instanceof SVGElement && !sign ? style.fill : style.color), behind(element));
    if (seen < (sign ? 3 : 4.5)) found.add(`${element.tagName} ${element.className.baseVal ?? element.className}: ${seen.toFixed(2)}`);
  }
  return [...found];
}

async function picture(tab, name, view) {
  const path = join(request.pictures, `${name}-${view.name}`);
  if (view.media === "print") await tab.pdf({ path: `${path}.pdf`, preferCSSPageSize: true, printBackground: false, tagged: true });
  else if (request.screens) await tab.screenshot({ path: `${path}.png`, fullPage: true });
}
