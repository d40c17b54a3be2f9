// choosing.mjs TOOLS DIFF.html - chooses among the findings of a comparison as a reader does, by keyboard and without script.
// Exit 1 where a row is shown that wasn't chosen, or one is missing that was; on paper all of them have to be there.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import path from 'node:path';

const [tools, file] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(tools), 'x.js'));
const { chromium } = require('playwright-core');

const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
let failures = 0;
const same = (what, found, wanted) => {
  if (JSON.stringify(found) === JSON.stringify(wanted)) return;
  failures += 1;
  console.log(`${what}: ${JSON.stringify(found)} and not ${JSON.stringify(wanted)}`);
};

const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
const page = await context.newPage();
await page.goto(pathToFileURL(file).href);
const section = page.locator('#findings');
const words = (row, cell) => row.locator('.st').nth(cell).innerText();
const rows = await section.locator('tbody tr:not(.group)').all();
const all = [];
for (const row of rows) all.push({ row, change: await words(row, 0), severity: await words(row, 1) });
const groups = await section.locator('tbody tr.group').all();
const kinds = [...new Set(all.map(({ change }) => change))];

/** What is shown now, and which titles of groups. */
async function shown() {
  const there = [];
  for (const [at, { row }] of all.entries()) if (await row.isVisible()) there.push(at);
  let titles = 0;
  for (const group of groups) if (await group.locator('th').isVisible()) titles += 1;
  return { there, titles };
}

/** What has to be shown where only some are chosen. */
function chosen(is) {
  const there = [...all.keys()].filter(at => is(all[at]));
  return { there, titles: new Set(there.map(at => all[at].change)).size };
}

async function tick(facet, word) {
  const box = section.getByRole('group', { name: facet }).getByRole('checkbox', { name: new RegExp(`^${word} `) });
  await box.focus();
  await page.keyboard.press('Space');
}

const everything = chosen(() => true);
same('rows to choose among', all.length >= 4 && kinds.length >= 3, true);
same('nothing is chosen', await shown(), everything);
for (const kind of kinds) {
  await tick('Change', kind);
  same(kind, await shown(), chosen(one => one.change === kind));
  await tick('Change', kind);
}
for (const kind of new Set(all.map(({ severity }) => severity))) {
  await tick('Severity', kind);
  same(kind, await shown(), chosen(one => one.severity === kind));
  await tick('Severity', kind);
}
await tick('Change', kinds[0]);
await tick('Change', kinds[1]);
const two = one => kinds.slice(0, 2).includes(one.change);
same(`${kinds[0]} and ${kinds[1]}`, await shown(), chosen(two));
const { severity } = all.find(two);
await tick('Severity', severity);
same(`those and ${severity}`, await shown(), chosen(one => two(one) && one.severity === severity));
await page.emulateMedia({ media: 'print' });
same('on paper', await shown(), everything);
same('boxes on paper', await section.locator('form').isVisible(), false);
await page.emulateMedia({ media: 'screen' });
await section.getByRole('button', { name: 'Show all' }).press('Enter');
same('all again', await shown(), everything);
const left = async () => (await all[0].row.locator('td').last().boundingBox()).x;
const beside = await left();
await page.getByRole('radio', { name: 'One below the other' }).press('Space');
same('one below the other', (await left()) < beside, true);
await browser.close();
console.log(`${all.length} findings of ${kinds.length} kinds, ${failures} failures`);
process.exit(failures ? 1 : 0);
