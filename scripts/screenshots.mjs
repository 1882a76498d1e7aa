// Makes the pictures of the README from the sample, with a real browser (CHROMIUM_PATH, else /usr/bin/chromium).
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { root } from './set-up.mjs';

const folder = mkdtempSync(join(tmpdir(), 'dandelion-pictures-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const dandelion = (...args) =>
  execFileSync(join(root, 'dandelion'), args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });

dandelion('sample', '--html', 'many.html');
dandelion(
  ...['analyze', 'dandelion-sample.csv', '--where', 'clickability_test_id == "51baa594968c9215f2005e20"'],
  ...['--variation', 'headline', '--control', 'Meet The Woman Who Made Google Earth Complete'],
  ...['--metric', 'clicks:proportion:clicks/impressions', '--html', 'one.html'],
);

const images = join(root, 'docs/images');
mkdirSync(images, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
for (const [page, height] of [
  ['one', 900],
  ['many', 900],
]) {
  for (const colorScheme of ['light', 'dark']) {
    const tab = await browser.newPage({ viewport: { width: 1200, height }, colorScheme });
    await tab.goto(pathToFileURL(join(folder, `${page}.html`)).href);
    await tab.evaluate(() => document.fonts.ready);
    await tab.screenshot({ path: join(images, `${page}-${colorScheme}.png`) });
    await tab.close();
  }
}
await browser.close();
