import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { sessionOf, workspace } from '../../test-api.ts';
import { browserFound, everyLook, lookAt, useInterface, visit } from '../../test-browser.ts';

/**
 * The list in a real browser: thousands of rows of which few are there, by keyboard, through filters and back again.
 * The other end of the line is a loopback server that answers as the contract says.
 */

const session = sessionOf('owner');
const importId = '0199f1a0-0000-7000-8000-000000000002';
const verdicts = ['won', 'lost', 'no-difference', 'inconclusive', 'invalid'] as const;
const months = ['2013-05', '2013-06', '2013-09'];

const rows = Array.from({ length: 3000 }, (_, at) => ({
  id: `0199f1a0-0000-7000-8000-${String(at).padStart(12, '0')}`,
  title: `Test ${at}: ${at % 3 === 0 ? 'urgent' : 'calm'} words for a mailing that has a title too long for any row of a list`,
  ...{ importId, importName: 'mailing.csv' },
  verdict: verdicts[at % 5]!,
  health: at % 5 === 4 ? 'invalid' : at % 7 === 0 ? 'warning' : 'ok',
  ...{ variations: 2, units: 1000 + at, metric: 'visit', kind: 'proportion', currency: null },
  ...{ variation: 'urgent', control: 'calm' },
  difference: { value: 0.02, low: 0.01, high: 0.03 },
  lift: { value: 0.2 - (at % 9) / 20, low: -0.1 - (at % 9) / 20, high: 0.5 },
  ranOn: `${months[at % 3]}-14`,
  invalidBecause: at % 5 === 4 ? 'split is off' : null,
  tags: at % 11 === 0 ? ['spring'] : [],
  judgedAt: '2026-11-22T12:00:00.000Z',
}));

const fitting = ({ searchParams }: URL) => {
  const [wanted, word] = [searchParams.getAll('verdict'), searchParams.get('search') ?? ''];
  return rows.filter(({ verdict, title }) => (wanted.length === 0 || wanted.includes(verdict)) && title.includes(word));
};

function summaryOf(url: URL) {
  const fit = fitting(url);
  const count = (of: typeof rows) =>
    Object.fromEntries(verdicts.map((verdict) => [verdict, of.filter((row) => row.verdict === verdict).length]));
  const withAny = new URL(url);
  withAny.searchParams.delete('verdict');
  return {
    ...{ all: rows.length, total: fit.length },
    verdicts: count(fitting(withAny)),
    health: { ok: 2000, warning: 400, invalid: 600 },
    months: months.map((month) => ({
      month: `${month}-01`,
      verdicts: count(fit.filter(({ ranOn }) => ranOn.startsWith(month))),
    })),
    metrics: [{ metric: 'visit', count: rows.length }],
    tags: [{ tag: 'spring', count: 273 }],
    imports: [{ id: importId, name: 'mailing.csv', count: rows.length }],
    ...{ medianUnits: 2500, medianUnitsNeeded: 9000 },
    suspectPeriods: [{ from: '2013-06-01', to: '2013-07-01', off: 7, tests: 10 }],
  };
}

function api(_: IncomingMessage, response: ServerResponse, url: URL): void {
  const offset = Number(url.searchParams.get('offset') ?? 0);
  const limit = Number(url.searchParams.get('limit') ?? 100);
  const answers: Record<string, () => unknown> = {
    '/api/session': () => session,
    '/api/workspace': () => workspace,
    '/api/work': () => ({ now: '2026-11-22T12:00:00.000Z', work: [] }),
    '/api/experiments': () => ({ total: fitting(url).length, rows: fitting(url).slice(offset, offset + limit) }),
    '/api/experiments/summary': () => summaryOf(url),
  };
  const answer = answers[url.pathname];
  response.writeHead(answer ? 200 : 404, { 'content-type': answer ? 'application/json' : 'application/problem+json' });
  const missing = {
    type: '/api/problems/not-found',
    title: 'Not found',
    status: 404,
    detail: 'No.',
    code: 'not-found',
  };
  response.end(JSON.stringify(answer ? answer() : missing));
}

describe.skipIf(!browserFound)('the list in a browser', () => {
  const at = useInterface(api);

  const wide = { width: 1440, scheme: 'light' } as const;

  const withPage = (path: string, look: typeof wide | (typeof everyLook)[number], run: (page: Page) => Promise<void>) =>
    visit({ ...at, path, look, height: 800, until: '.experiments' }, run);

  const focused = (page: Page) => page.evaluate('document.activeElement?.closest("[data-row]")?.dataset.row ?? null');
  const title = (page: Page, at: number) => page.getByRole('link', { name: `Test ${at}:` });
  const scrolled = (page: Page) => page.evaluate<number>('Math.round(scrollY)');

  test.each(everyLook)('at $width px, $scheme', { timeout: 60_000 }, async (look) => {
    await withPage('/experiments?verdict=won', look, async (page) => {
      await title(page, 0).waitFor();
      expect(await lookAt(page)).toEqual({ overflow: 0, violations: [] });
      await page.getByRole('checkbox', { name: 'Select Test 0:' }).check({ force: true });
      await page.getByRole('button', { name: 'Tags', exact: true }).click();
      await page.getByRole('dialog', { name: /^Tags of/ }).waitFor();
      expect(await lookAt(page)).toEqual({ overflow: 0, violations: [] });
    });
    await withPage('/experiments?search=nowhere', look, async (page) => {
      await page.locator('.state').waitFor();
      expect(await lookAt(page)).toEqual({ overflow: 0, violations: [] });
    });
  });

  test('by keyboard alone, over rows that are not there yet', { timeout: 60_000 }, async () => {
    await withPage('/experiments', wide, async (page) => {
      await title(page, 0).focus();
      await page.keyboard.press('ArrowDown');
      expect(await focused(page)).toBe('1');
      await page.keyboard.press('End');
      expect(await focused(page)).toBe('2999');
      await expect.poll(() => page.evaluate('document.activeElement?.tagName')).toBe('A');
      await page.keyboard.press('Home');
      await expect.poll(() => focused(page)).toBe('0');
      await page.keyboard.press(' ');
      await page.keyboard.press('Shift+ArrowDown');
      await page.getByText('2 tests selected').waitFor();
      await page.keyboard.press('Escape');
      await page.getByText('2 tests selected').waitFor({ state: 'detached' });
      await page.keyboard.press('/');
      expect(await page.evaluate('document.activeElement?.getAttribute("aria-label")')).toBe('Search tests');
      const grid = page.getByRole('grid');
      expect(await grid.getAttribute('aria-rowcount')).toBe('3001');
      expect(await grid.getByRole('row').count()).toBeLessThan(80);
    });
  });

  test('filters are in the address, and the way back leads through them', { timeout: 60_000 }, async () => {
    await withPage('/experiments', wide, async (page) => {
      await page.getByRole('button', { name: /^Lost/ }).click();
      await page.waitForURL('**/experiments?verdict=lost');
      await page.getByText('600 of 3,000 tests').waitFor();
      await page.getByRole('searchbox').fill('urgent');
      await page.waitForURL('**/experiments?verdict=lost&search=urgent');
      await page.getByText('200 of 3,000 tests').waitFor();
      await page.goBack();
      await page.getByText('600 of 3,000 tests').waitFor();
      expect(await page.getByRole('searchbox').inputValue()).toBe('');
      await page.getByRole('button', { name: 'Clear filters' }).click();
      await page.waitForURL('**/experiments');
    });
  });

  test('who opens a test deep in the list comes back to it', { timeout: 60_000 }, async () => {
    await withPage('/experiments', wide, async (page) => {
      await page.evaluate('scrollTo(0, 50000)');
      const row = page.locator('.experiment-row a').nth(20);
      await row.waitFor();
      const [name, before] = [await row.textContent(), await scrolled(page)];
      await row.click();
      await page.waitForURL(/experiments\/0199/);
      await page.goBack();
      await page.locator('.experiment-row a').nth(20).waitFor();
      await expect.poll(() => scrolled(page)).toBe(before);
      expect(await page.evaluate('document.activeElement?.textContent')).toBe(name);
      await page.reload();
      await page.locator('.experiment-row a').nth(20).waitFor();
      await expect.poll(() => scrolled(page)).toBe(before);
    });
  });
});
