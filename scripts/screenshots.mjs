// Makes the pictures of the README from the sample and a small mailing, with the real server and a real browser.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser } from './find-browser.mjs';
import { root } from './set-up.mjs';

const folder = mkdtempSync(join(tmpdir(), 'dandelion-pictures-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const server = spawn(process.execPath, [join(root, 'scripts/launch.mjs'), 'start'], {
  env: { ...process.env, DANDELION_DATA: join(folder, 'data'), PORT: '0' },
  stdio: ['ignore', 'inherit', 'pipe'],
});
const link = await new Promise((resolve, reject) => {
  let said = '';
  server.stderr.on('data', (chunk) => {
    said += chunk;
    const found = /https?:\/\/\S+#token=\S+/.exec(said);
    if (found) resolve(found[0]);
  });
  server.once('exit', () => reject(new Error(said)));
});
const { origin } = new URL(link);

/** A mailing to 24,000 customers in three groups: made up, exact rates, so that the picture is the same every time. */
function mailing() {
  const rates = { 'No e-mail': 53, 'Short e-mail': 76, 'Long e-mail': 58 };
  const rows = ['customer,group,bought,spend,channel'];
  for (let n = 0; n < 24_000; n++) {
    const group = Object.keys(rates)[n % 3];
    const place = Math.floor(n / 3) % 1000;
    const bought = place < rates[group] ? 1 : 0;
    rows.push(
      `${n},${group},${bought},${bought ? 20 + ((n * 7) % 40) : 0},${['web', 'phone', 'shop'][((n * 5) % 7) % 3]}`,
    );
  }
  return `${rows.join('\n')}\n`;
}

const browser = await chromium.launch({
  executablePath: findBrowser() ?? undefined,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const first = await browser.newContext({ viewport: { width: 1280, height: 900 } });
const page = await first.newPage();
await page.goto(link);
await page.getByRole('button', { name: 'Open the workspace' }).click();
await page.getByRole('button', { name: 'Load the sample' }).click();
const ask = (path) => page.evaluate((at) => fetch(at).then((answer) => answer.json()), path);
for (;;) {
  if ((await ask('/api/experiments?limit=1')).total === 4873) break;
  await page.waitForTimeout(500);
}
writeFileSync(join(folder, 'mailing.csv'), mailing());
await page.goto(`${origin}/imports/new`);
await page.locator('input[type=file]').first().setInputFiles(join(folder, 'mailing.csv'));
await page.getByLabel('Name of the import').fill('Did the e-mail bring customers back?');
await page.getByRole('button', { name: /judge it/i }).click();
await page.waitForURL(/\/experiments\/[\w-]{36}/);
const result = new URL(page.url()).pathname;
for (;;) {
  const { state, outdated } = await ask('/api/learnings');
  if (state === 'ready' && !outdated) break;
  await page.waitForTimeout(500);
}
// The charity that ships as a sample.
await page.goto(`${origin}/plan`);
await page.getByRole('button', { name: 'Take the charity' }).click();
await page.locator('.answer mark').waitFor();
const cookies = await first.cookies();

const images = join(root, 'docs/images');
mkdirSync(images, { recursive: true });
for (const [name, path] of [
  ['result', result],
  ['experiments', '/experiments?sort=most-units'],
  ['plan-a-test', '/plan-a-test'],
  ['learnings', '/learnings'],
  ['plan', '/plan'],
]) {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme });
    await context.addCookies(cookies);
    const tab = await context.newPage();
    await tab.goto(`${origin}${path}`);
    await tab.waitForLoadState('networkidle');
    await tab.evaluate(() => document.fonts.ready);
    await tab.waitForTimeout(300);
    await tab.screenshot({ path: join(images, `${name}-${colorScheme}.png`) });
    await context.close();
  }
}
await browser.close();
server.kill('SIGTERM');
await new Promise((resolve) => server.once('exit', resolve));
