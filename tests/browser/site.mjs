// site.mjs FOLDER - a published site in a browser: opened as files and served below a path, with and without script, by
// keyboard, narrow, dark, printed and with reduced motion. Exit 1 where something is wrong.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import path from 'node:path';

const folder = path.resolve(process.argv[2]);
const require = createRequire(path.resolve('target/tools/x.js'));
const { chromium } = require('playwright-core');
const axe = require.resolve('axe-core/axe.min.js');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const below = '/readiness/';
let failures = 0;
const fail = text => { failures += 1; console.log(text); };
const check = (is, text) => { if (!is) fail(text); };

const kinds = { html: 'text/html', css: 'text/css', js: 'text/javascript', json: 'application/json', svg: 'image/svg+xml', xml: 'application/xml', png: 'image/png' };
const server = createServer((request, response) => {
  const asked = decodeURIComponent(new URL(request.url, 'http://x').pathname);
  const at = path.join(folder, path.normalize(asked.slice(below.length)));
  try {
    if (!asked.startsWith(below) || !at.startsWith(folder)) throw new Error('outside');
    const file = statSync(at).isDirectory() ? path.join(at, 'index.html') : at;
    response.writeHead(200, { 'content-type': kinds[path.extname(file).slice(1)] ?? 'text/plain' });
    response.end(readFileSync(file));
  } catch {
    response.writeHead(404, { 'content-type': 'text/html' });
    response.end(readFileSync(path.join(folder, '404.html')));
  }
});
await new Promise(done => server.listen(0, '127.0.0.1', done));
const served = `http://127.0.0.1:${server.address().port}${below}`;
const opened = pathToFileURL(folder + path.sep).href;

// A page of each type, the longest of its type.
const all = [];
const walk = at => readdirSync(at, { withFileTypes: true }).forEach(entry => {
  const file = path.join(at, entry.name);
  if (entry.isDirectory()) walk(file);
  else if (entry.name.endsWith('.html')) all.push(path.relative(folder, file).split(path.sep).join('/'));
});
walk(folder);
const types = {
  portfolio: /^index\.html$/, missing: /^404\.html$/, gates: /^gates\/index/, gate: /^gates\/.+\/index/, rules: /^rules\/index/,
  rule: /^rules\/.+\/index/, waivers: /^waivers\//, search: /^search\//, compare: /^compare\//, subject: /^subjects\/[^/]+\/index/,
  findings: /^subjects\/[^/]+\/findings\/index/, finding: /^subjects\/[^/]+\/findings\/.+\/index/,
  report: /^subjects\/[^/]+\/(?!findings)[^/]+\/index/, changes: /\/changes\/index/, evidence: /\/evidence\/.+\/index/,
};
const pages = {};
for (const [type, pattern] of Object.entries(types)) {
  const found = all.filter(page => pattern.test(page)).sort((one, other) => statSync(path.join(folder, other)).size - statSync(path.join(folder, one)).size);
  check(found.length, `there is no page of the type ${type}`);
  pages[type] = found[0];
}

const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

// A page that tells what goes wrong on it, and asks nobody else for anything.
async function page(context, name) {
  const page = await context.newPage();
  page.on('pageerror', error => fail(`${name}: script error: ${error.message}`));
  page.on('console', message => { if (message.type() === 'error') fail(`${name}: console: ${message.text()}`); });
  await page.route(/^https?:/, route => {
    if (route.request().url().startsWith(served)) return route.continue();
    fail(`${name}: asks ${route.request().url()}`);
    return route.abort();
  });
  return page;
}

async function looks({ width, media = 'screen', ...view }) {
  const context = await browser.newContext({ bypassCSP: true, viewport: { width, height: 900 }, ...view });
  for (const [type, file] of Object.entries(pages)) {
    const name = `${type} (${media}, ${width} px, ${JSON.stringify(view)})`;
    const it = await page(context, name);
    await it.goto((type === 'missing' ? served : opened) + file, { waitUntil: 'load' });
    await it.emulateMedia({ media, ...view });
    await it.addScriptTag({ path: axe });
    const options = { preload: false, runOnly: rules, rules: { 'target-size': { enabled: media === 'screen' } } };
    const { violations } = await it.evaluate(options => axe.run(document, options), options);
    for (const { id, help, nodes } of violations) fail(`${name}: ${id}: ${help}\n    ${nodes.slice(0, 3).map(node => node.target.join(' ')).join('\n    ')}`);
    const over = await it.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(media === 'print' || over <= 0, `${name}: ${over} px wider than the window`);
    await it.close();
  }
  await context.close();
}

// The policy of the pages holds here: nothing is set aside.
async function asItIs(base) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  for (const [type, file] of Object.entries(pages)) {
    if (type === 'missing' && base === opened) continue;
    const it = await page(context, `${type} at ${base === served ? 'http' : 'file'}`);
    await it.goto(base + file, { waitUntil: 'load' });
    const style = await it.evaluate(() => getComputedStyle(document.body).fontFamily);
    check(style.includes('Charter'), `${type}: the style isn't there at ${base}`);
    await it.close();
  }
  await context.close();
}

// Each way of each page of a type leads to a page, over http.
async function ways() {
  const context = await browser.newContext();
  const seen = new Map();
  for (const [type, file] of Object.entries(pages)) {
    const it = await page(context, type);
    await it.goto(served + file, { waitUntil: 'load' });
    const found = await it.evaluate(() => [...document.querySelectorAll('a[href]')].map(a => a.href.split('#')[0]));
    for (const href of new Set(found)) {
      if (!href.startsWith('http://127.0.0.1')) continue;
      if (!seen.has(href)) seen.set(href, (await context.request.get(href)).status());
      check(seen.get(href) === 200, `${type}: ${href} answers ${seen.get(href)}`);
    }
    await it.close();
  }
  await context.close();
}

// From the portfolio to a line of evidence with the keyboard alone.
async function keyboard() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const it = await page(context, 'keyboard');
  await it.goto(served, { waitUntil: 'load' });
  const to = async (wanted, most) => {
    for (let step = 0; step < most; step += 1) {
      await it.keyboard.press('Tab');
      const focused = await it.evaluate(() => ({ text: document.activeElement.textContent.trim(), href: document.activeElement.getAttribute('href') ?? '', outline: getComputedStyle(document.activeElement).outlineStyle }));
      if (!wanted(focused)) continue;
      check(focused.outline !== 'none', `keyboard: the focus on "${focused.text}" can't be seen`);
      const before = it.url();
      await Promise.all([it.waitForURL(url => url.href !== before, { waitUntil: 'load' }), it.keyboard.press('Enter')]);
      return true;
    }
    fail(`keyboard: not found on ${it.url()}`);
    return false;
  };
  await it.keyboard.press('Tab');
  check(await it.evaluate(() => document.activeElement.className === 'skip'), 'keyboard: the first stop is not the way to the content');
  const found = await to(({ text }) => text === 'Signoff', 200)
    && await to(({ text }) => text === 'Read the report', 100)
    && await to(({ href }) => href.startsWith('#line-'), 400);
  if (found) check(await it.evaluate(() => document.querySelector(':target')?.matches('.src li, .src li *') ?? false), 'keyboard: the way does not lead to a line');
  await context.close();
}

async function withoutScript() {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const it = await context.newPage();
  await it.goto(opened + 'index.html');
  check(await it.locator('#subjects tbody th a').count() > 3, 'without script: the systems are not there');
  await it.goto(opened + pages.search);
  check(await it.locator('#needs').isVisible() && !(await it.locator('#ask').isVisible()), 'without script: the search does not say what it needs');
  await it.goto(opened + pages.compare);
  check(await it.locator('#needs').isVisible(), 'without script: the comparison does not say what it needs');
  await context.close();
}

async function tools() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const it = await page(context, 'tools');
  await it.goto(opened + pages.search);
  check(await it.locator('#needs').isVisible(), 'the search over file:// does not say what it needs');
  await it.goto(served + pages.search);
  await it.locator('#query').fill('predictive maint');
  await it.locator('#found li').first().waitFor();
  check((await it.locator('#found li a').first().textContent()).startsWith('Predictive Maintenance'), 'the search does not find a system');
  await it.locator('#query').fill('qqqqzzzz');
  await it.waitForFunction(() => document.getElementById('said').textContent.startsWith('0 results'));
  await it.goto(served + pages.compare);
  await it.locator('#system').selectOption({ label: 'Predictive Maintenance Dashboard' });
  await it.locator('#ask button').click();
  await it.locator('#compared table').first().waitFor();
  const compared = await it.locator('#compared').textContent();
  check(compared.includes('not ready') && compared.includes('insufficient evidence'), 'the comparison does not tell the verdicts');
  await it.goto(served);
  await it.locator('#subjects thead button', { hasText: 'Score' }).click();
  check(await it.locator('#subjects th[aria-sort]').count() === 1, 'a table is not sorted');
  await context.close();
}

await Promise.all([
  looks({ width: 1280, colorScheme: 'light' }),
  looks({ width: 360, colorScheme: 'light' }),
  looks({ width: 1280, colorScheme: 'dark', reducedMotion: 'reduce' }),
  looks({ width: 1000, colorScheme: 'light', media: 'print' }),
]);
await Promise.all([asItIs(opened), asItIs(served), ways(), keyboard(), withoutScript(), tools()]);
await browser.close();
server.close();
console.log(`${Object.keys(pages).length} types of page, ${all.length} pages: ${failures} failures`);
process.exit(failures ? 1 : 0);
