// answers.mjs FILE... - how long each page takes until the browser has drawn it and answers a click, in milliseconds, as JSON.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import path from 'node:path';

const require = createRequire(path.resolve('target/tools/x.js'));
const { chromium } = require('playwright-core');
const browser = await chromium.launch({ executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const told = {};
for (const file of process.argv.slice(2)) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const begin = performance.now();
  await page.goto(pathToFileURL(file).href, { waitUntil: 'load' });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0))));
  told[file.endsWith('public/index.html') ? 'portfolio of 1,000 systems' : 'report of 10,000 findings'] = Math.round(performance.now() - begin);
  await page.close();
}
await browser.close();
console.log(JSON.stringify(told));
