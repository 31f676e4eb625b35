// Look at a page as readers see it: pictures, accessibility, time until ready.
//
//   npm install playwright-core axe-core        (anywhere; run the script from there)
//   node .../scripts/look.mjs PAGE.html OUT
//
// CHROMIUM names the browser (default /usr/bin/chromium). OUT gets one PNG a view, page.pdf, and look.json: for each view
// the violations that axe-core finds (WCAG 2.2 A and AA, best practices), how far the page is wider than the screen, what
// it tried to load, what it complained of, and the milliseconds until it was ready. The exit status is 1 where any view
// has a violation, an overflow, a request or a complaint.
import { createRequire } from "node:module";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.cwd(), "look.mjs"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const [page_file, out] = process.argv.slice(2);
if (!page_file || !out) {
  console.error("usage: node look.mjs PAGE.html OUT");
  process.exit(2);
}
const VIEWS = [
  { name: "wide-light", width: 1400, height: 950 },
  { name: "wide-dark", width: 1400, height: 950, dark: true },
  { name: "phone-light", width: 390, height: 844, mobile: true },
  { name: "phone-dark", width: 390, height: 844, mobile: true, dark: true },
  { name: "narrow", width: 320, height: 640 },
  { name: "no-script", width: 1400, height: 950, script: false },
  { name: "print", width: 794, height: 1123, print: true },
];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const url = pathToFileURL(resolve(page_file)).href;
mkdirSync(out, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});

const look = async (view) => {
  const context = await browser.newContext({
    viewport: { width: view.width, height: view.height },
    colorScheme: view.dark ? "dark" : "light",
    isMobile: Boolean(view.mobile),
    hasTouch: Boolean(view.mobile),
    javaScriptEnabled: view.script !== false,
    bypassCSP: false,
  });
  const page = await context.newPage();
  const requests = [];
  const complaints = [];
  page.on("request", (r) => r.url() !== url && requests.push(r.url().slice(0, 200)));
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && complaints.push(m.text().slice(0, 300)));
  page.on("pageerror", (e) => complaints.push(String(e).slice(0, 300)));
  if (view.print) await page.emulateMedia({ media: "print" });
  const start = performance.now();
  await page.goto(url, { waitUntil: "load" });
  const ready = Math.round(performance.now() - start);
  await page.screenshot({ path: join(out, `${view.name}.png`) });
  await page.screenshot({ path: join(out, `${view.name}-all.png`), fullPage: true });
  if (view.print) await page.pdf({ path: join(out, "page.pdf"), format: "A4", printBackground: true, preferCSSPageSize: true });
  const size = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const result = { view: view.name, ready_ms: ready, requests: [...requests], complaints: [...complaints] };
  if (view.script !== false) {
    result.overflow_px = await page.evaluate(size);
    await page.evaluate(axe); // through the debugger, so the page's own policy stays in force
    const rules = view.print ? { "target-size": { enabled: false } } : {}; // nobody taps on paper
    const found = await page.evaluate(([runOnly, rules]) => window.axe.run({ runOnly, rules }), [TAGS, rules]);
    result.violations = found.violations.map((v) => ({
      id: v.id,
      impact: v.impact,
      help: v.help,
      nodes: v.nodes.slice(0, 5).map((n) => `${n.target.join(" ")} | ${n.failureSummary}`),
      count: v.nodes.length,
    }));
    result.passes = found.passes.length;
    result.incomplete = found.incomplete.map((v) => `${v.id} (${v.nodes.length})`);
  }
  await context.close();
  return result;
};

const results = [];
for (const view of VIEWS) results.push(await look(view));
await browser.close();
writeFileSync(join(out, "look.json"), JSON.stringify(results, null, 2) + "\n");
const bad = results.filter((r) => r.requests.length + r.complaints.length + (r.violations || []).length + (r.overflow_px || 0));
for (const r of results) {
  const told = (r.violations || []).map((v) => `${v.id} (${v.count})`).join(", ") || "none";
  console.log(`${r.view}: ready ${r.ready_ms} ms, violations ${told}, overflow ${r.overflow_px ?? "-"} px`);
}
process.exit(bad.length ? 1 : 0);
