// accessibility.mjs TOOLS FILE... - axe-core in Chromium over pages opened from file://, light and dark, wide and narrow, and printed.
// Exit 1 on a violation, a script error, a request to anywhere, or a page wider than its window.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import path from 'node:path';

const [tools, ...files] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(tools), 'x.js'));
const { chromium } = require('playwright-core');
const axe = require.resolve('axe-core/axe.min.js');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
let failures = 0;
const fail = text => { failures += 1; console.log(text); };
const views = [
  { colorScheme: 'light', width: 1280, media: 'screen' },
  { colorScheme: 'light', width: 320, media: 'screen' },
  { colorScheme: 'dark', width: 1280, media: 'screen' },
  { colorScheme: 'light', width: 1000, media: 'print' },
];

async function look({ colorScheme, width, media }) {
  // The policy of the page forbids scripts, axe's too: only the checker may set it aside.
  const context = await browser.newContext({ colorScheme, bypassCSP: true, viewport: { width, height: 900 } });
  for (const file of files) {
    const where = `${path.basename(path.dirname(file))} (${media}, ${colorScheme}, ${width} px)`;
    const page = await context.newPage();
    page.on('pageerror', error => fail(`${where}: script error: ${error.message}`));
    await page.route(/^https?:/, route => { fail(`${where}: asks ${route.request().url()}`); return route.abort(); });
    await page.goto(pathToFileURL(file).href, { waitUntil: 'load' });
    await page.emulateMedia({ media, colorScheme });
    await page.addScriptTag({ path: axe });
    // On paper nothing is hit with a finger.
    const options = { runOnly: rules, rules: { 'target-size': { enabled: media === 'screen' } } };
    const { violations } = await page.evaluate(options => axe.run(document, options), options);
    for (const { id, help, nodes } of violations) {
      fail(`${where}: ${id}: ${help}\n    ${nodes.slice(0, 3).map(node => node.target.join(' ')).join('\n    ')}`);
    }
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (media === 'screen' && over > 0) fail(`${where}: ${over} px wider than the window`);
    await page.close();
  }
  await context.close();
}
await Promise.all(views.map(look));
await browser.close();
console.log(`${files.length} pages, ${views.length} views each, ${failures} failures`);
process.exit(failures || files.length === 0 ? 1 : 0);
