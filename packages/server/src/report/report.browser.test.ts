import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as fixtures from '@dandelion-loop/wording/fixtures';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderHtml, renderHtmlMany } from './index.ts';
import { readPageAssets } from './page-assets.ts';

/** The page in a real browser: from a file, at every width, in both themes, by the rules of WCAG. */

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const found = existsSync(executablePath);
if (!found) console.info(`skipped: no browser at ${executablePath}; set CHROMIUM_PATH to run the page in one`);

const assets = readPageAssets();
const options = {
  assets,
  fileName: 'e-mail.csv',
  command: `./dandelion analyze e-mail.csv ${'--metric visit '.repeat(12)}`,
};
const pages: Record<string, string> = {
  email: renderHtml(fixtures.email, options),
  factorial: renderHtml(fixtures.factorial, options),
  invalid: renderHtml(fixtures.invalid, options),
  tiny: renderHtml(fixtures.tiny, options),
  unboundedLift: renderHtml(fixtures.unboundedLift, options),
  noControl: renderHtml(fixtures.noControl, options),
  forty: renderHtml(fixtures.forty, options),
  bayesian: renderHtml(fixtures.bayesian, options),
  hostile: renderHtml(fixtures.hostile, { ...options, title: fixtures.hostileName }),
  many: renderHtmlMany({ ...fixtures.many, tests: fixtures.many.tests.slice(0, 60) }, options),
};

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Looked {
  overflow: number;
  violations: { id: string; nodes: string[] }[];
}

// Runs in the page, whose types this package does not have.
const look = `(async () => {
  const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
  return {
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    violations: violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html, failureSummary }) => html + failureSummary) })),
  };
})()`;

describe.skipIf(!found)('the page in a browser', () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dandelion-page-'));
    for (const [name, page] of Object.entries(pages)) writeFileSync(join(folder, `${name}.html`), page);
    browser = await chromium.launch({
      executablePath,
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  // The pages with the most parts in every combination, the others in the two that differ most.
  const whole = ['email', 'factorial', 'invalid', 'many'];
  const cases = Object.keys(pages).flatMap((name) =>
    [1440, 360].flatMap((width) =>
      (['light', 'dark'] as const)
        .filter((scheme) => whole.includes(name) || (width === 1440) === (scheme === 'light'))
        .map((scheme) => ({ name, width, scheme })),
    ),
  );

  test.each(cases)('$name at $width px, $scheme', { timeout: 60_000 }, async ({ name, width, scheme }) => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    try {
      await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
      await page.evaluate(
        'document.fonts.ready.then(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }))',
      );
      await page.evaluate(axeSource);
      const looked = (await page.evaluate(look)) as Looked;
      expect(looked.violations).toEqual([]);
      expect(looked.overflow).toBe(0);
      expect(complaints).toEqual([]);
      expect(requests.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([]);
    } finally {
      await page.close();
    }
  });

  test('the fonts inside the page are the ones used', async () => {
    const page = await browser.newPage();
    try {
      await page.goto(pathToFileURL(join(folder, 'email.html')).href);
      const loaded = await page.evaluate(
        'document.fonts.ready.then(() => [...document.fonts].filter(({ status }) => status === "loaded").map(({ family }) => family).sort())',
      );
      expect(loaded).toEqual(
        ['Inter Variable', 'Source Serif 4 Variable'].map((name) => expect.stringContaining(name)),
      );
    } finally {
      await page.close();
    }
  });
});
