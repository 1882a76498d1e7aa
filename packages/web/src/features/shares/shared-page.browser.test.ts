import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { SharedExperiment } from '@dandelion-loop/contract';
import { email, invalid, tiny } from '@dandelion-loop/wording/fixtures';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { browserFound, everyLook, type Heard, listen, lookAt, useInterface } from '../../test-browser.ts';
import { sharedOf } from './test-shared.ts';

/** The page behind a link in a real browser. The other end of the line is a loopback server that answers by the token. */

const hard = 'W'.repeat(70);

const pages: Record<string, SharedExperiment> = {
  settled: sharedOf(email),
  open: sharedOf(tiny, { title: 'Does a letter bring more donors?', sharedBy: null, filtered: true }),
  invalid: sharedOf(invalid),
  names: sharedOf(email, { title: `${hard} <b>bold</b>`, workspace: hard, sharedBy: hard }),
};

let asked: string[] = [];

async function api(request: IncomingMessage, response: ServerResponse, { pathname }: URL): Promise<void> {
  asked.push(`${request.method} ${pathname}`);
  const { token } = JSON.parse(await text(request)) as { token: string };
  const found = pages[token];
  const gone = { type: '/api/problems/share-ended', title: 'No longer shared', status: 410, code: 'share-ended' };
  response.writeHead(found ? 200 : 410, { 'content-type': found ? 'application/json' : 'application/problem+json' });
  response.end(JSON.stringify(found ?? { ...gone, detail: 'This page is no longer shared.' }));
}

describe.skipIf(!browserFound)('a shared page in a browser', () => {
  const at = useInterface(api);
  async function withPage(
    token: string,
    { width, scheme }: { width: number; scheme: 'light' | 'dark' },
    run: (page: Page, heard: Heard) => Promise<void>,
  ) {
    const page = await at.browser.newPage({
      viewport: { width, height: 900 },
      colorScheme: scheme,
      reducedMotion: 'reduce',
    });
    const heard = listen(page, at.address);
    asked = [];
    try {
      await page.goto(`${at.address}/shared#${token}`);
      await page.locator('h1').waitFor();
      await run(page, heard);
      // The browser itself writes down what some tests are about: a link that has ended, a server that is not reached.
      const complaints = heard.complaints.filter((said) => !/status of 410|ERR_FAILED/.test(said));
      expect({ ...heard, complaints }).toEqual({ complaints: [], outside: [] });
    } finally {
      await page.close();
    }
  }

  /** Without what is folded. */
  const readable = (page: Page) => page.evaluate('document.querySelector("main").innerText') as Promise<string>;

  const looks = Object.keys(pages).flatMap((token) =>
    everyLook
      .filter(({ width, scheme }) => token === 'settled' || (width === 360) === (scheme === 'light'))
      .map((look) => ({ token, ...look })),
  );
  test.each(looks)('$token at $width px, $scheme', { timeout: 60_000 }, async ({ token, ...look }) => {
    await withPage(token, look, async (page) => {
      expect(await lookAt(page)).toEqual({ overflow: 0, violations: [] });
    });
  });

  const wide = { width: 1440, scheme: 'light' } as const;

  test('says the answer, what it means and how sure it is, and asks for nothing but that', async () => {
    await withPage('settled', wide, async (page) => {
      const said = (await readable(page)).replaceAll(/\s+/g, ' ');
      for (const words of [
        'Mens E-Mail raised visit by 7.6 points',
        'as of 22 Nov 2026',
        'Shared by Ana Visser',
        '18 of 100',
        '11 of 100',
        'between 7.0 and 8.3 more of every 100',
        'Sure that it did better.',
        'Groups with fewer than 20',
        'This link ends on 20 Feb 2027.',
      ]) {
        expect(said).toContain(words);
      }
      expect(said.indexOf('p < 0.001')).toBe(-1);
      expect(await page.locator('.answer mark').textContent()).toBe('7.6 points');
      expect(asked).toEqual(['POST /api/shared']);
      expect(await page.title()).toBe('Autumn catalogue · Dandelion');
      expect(await page.locator('meta[name="robots"]').getAttribute('content')).toMatch(/noindex/);
      expect(page.url()).toBe(`${at.address}/shared#settled`);
    });
  });

  test('says plainly that a result may not be read, and shows no number of it', async () => {
    await withPage('invalid', wide, async (page) => {
      const said = await readable(page);
      expect(said).toContain('Do not read this result.');
      expect(said).toContain('There are no numbers to read');
      expect(await page.locator('figure, table').count()).toBe(0);
    });
  });

  test('a link that has ended, and one that is not whole', { timeout: 60_000 }, async () => {
    for (const [token, words] of [
      ['ended', 'This page is no longer shared.'],
      ['', 'This link is not whole.'],
    ] as const) {
      await withPage(token, { width: 360, scheme: 'light' }, async (page) => {
        await page.getByText(words).waitFor();
        await expect.poll(() => page.title()).toBe('A shared result · Dandelion');
        expect(await lookAt(page)).toEqual({ overflow: 0, violations: [] });
      });
    }
  });

  test('no network: says so, and goes on when it is there again', async () => {
    await withPage('ended', wide, async (page) => {
      await page.route('**/api/shared', (route) => route.abort());
      await page.evaluate("location.hash = 'settled'");
      const again = page.getByRole('button', { name: 'Try again' });
      await again.waitFor();
      await page.getByText('The page cannot be reached just now.').waitFor();
      await page.unroute('**/api/shared');
      await again.click();
      await page.getByText('Mens E-Mail raised visit by').first().waitFor();
    });
  });

  test('on paper: light, without switches', async () => {
    await withPage('settled', { width: 1440, scheme: 'dark' }, async (page) => {
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.themes').isVisible()).toBe(false);
      expect(await page.evaluate('getComputedStyle(document.documentElement).colorScheme')).toBe('light');
    });
  });
});
