import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { aWhile, browserFound, keptBy, type TestSite, useSite } from './test-site.ts';

/** What was seen reaches the server once, whatever happens to the page, the network and the server. */

/** Somebody who said yes, with everything told and the first page view behind them. */
async function visitor(site: TestSite, path = '/'): Promise<Page> {
  const page = await site.visit(path);
  await page.evaluate(`dandelion.consent({ collect: true })`);
  await site.untilTold('consent', `page ${path}`);
  await expect.poll(() => waiting(page)).toBe(0);
  site.received = [];
  return page;
}

const waiting = async (page: Page) => (await keptBy(page)).local.filter((name) => /\.[cq]\d/.test(name)).length;
const seconds = (from: number, to: number) => (to - from) / 1000;

describe.skipIf(!browserFound)('the queue', () => {
  const site = useSite();

  it('waits while there is no network, over a change of page, and goes when there is one', async () => {
    const page = await visitor(site);
    await site.context.setOffline(true);
    await page.evaluate(`dandelion.track('One'); dandelion.track('Two')`);
    await aWhile();
    expect(site.received).toEqual([]);
    expect(await waiting(page)).toBe(2);
    await site.context.setOffline(false);
    await site.untilTold('One', 'Two');
    await expect.poll(() => waiting(page)).toBe(0);

    site.received = [];
    site.answers = ['lost', 'lost'];
    await page.evaluate(`dandelion.track('Three')`);
    await site.go(page, '/next');
    await site.untilTold('Three', 'page /next');
    await expect.poll(() => waiting(page)).toBe(0);
  });

  it('is sent again with the same ids after 500, 503 and 408', async () => {
    const page = await visitor(site);
    site.answers = [{ status: 500 }, { status: 503 }];
    await page.evaluate(`dandelion.track('One')`);
    await expect.poll(() => site.received.length).toBe(3);
    expect(new Set(site.batches.flatMap(({ batch }) => batch.map(({ messageId }) => messageId))).size).toBe(1);
    expect(new Set(site.batches.map(({ sentAt }) => sentAt)).size).toBe(3);
    await expect.poll(() => waiting(page)).toBe(0);
    const [first, second, third] = site.received.map(({ at }) => at) as [number, number, number];
    // 1 and 2 seconds, each from half of it to one and a half.
    expect([seconds(first, second) >= 0.5, seconds(second, third) >= 1]).toEqual([true, true]);

    site.received = [];
    // The browser itself asks once more after a 408.
    site.answers = [{ status: 408 }, { status: 408 }];
    await page.evaluate(`dandelion.track('Two')`);
    await expect.poll(() => site.received.length).toBe(3);
    expect(site.told).toEqual(['Two']);
    await expect.poll(() => waiting(page)).toBe(0);
  });

  it('waits as long as a 429 says, on the next page and in another tab too', async () => {
    const page = await visitor(site);
    site.answers = [{ status: 429, after: 3 }];
    await page.evaluate(`dandelion.track('One')`);
    await expect.poll(() => site.received.length).toBe(1);
    await site.visit('/other');
    await site.go(page, '/next');
    await site.untilTold('One', 'page /other', 'page /next');
    expect(seconds(site.received[0]!.at, site.received[1]!.at)).toBeGreaterThanOrEqual(2.9);
  });

  it.each([400, 401, 403])('is not sent again after %i', async (status) => {
    const page = await visitor(site);
    site.answers = [{ status }];
    await page.evaluate(`dandelion.track('Refused')`);
    await expect.poll(() => site.received.length).toBe(1);
    await expect.poll(() => waiting(page)).toBe(0);
    await page.evaluate(`dandelion.track('Taken')`);
    await site.untilTold('Refused', 'Taken');
    expect(site.received.length).toBe(2);
  });

  it('is halved after 413 until each part is taken; one event that is too large is given up', async () => {
    const page = await visitor(site);
    site.answers = [413, 413, 413].map((status) => ({ status }));
    await page.evaluate(`for (const name of ['A', 'B', 'C', 'D', 'E']) dandelion.track(name)`);
    // Five, two, and one, which is refused; then one after another.
    await expect
      .poll(() => site.batches.map(({ batch }) => batch.length), { timeout: 30_000 })
      .toEqual([5, 2, 1, 1, 1, 1, 1]);
    const taken = site.batches.slice(3).flatMap(({ batch }) => batch.map(({ event }) => event));
    expect(taken).toEqual(['B', 'C', 'D', 'E']);
    expect(await waiting(page)).toBe(0);
  });

  it('is bounded: 500 events, of which the first are kept, and 400 kB a request', async () => {
    const page = await visitor(site);
    site.answers = [{ status: 503, after: 2 }];
    await page.evaluate(`dandelion.track('First')`);
    await expect.poll(() => site.received.length).toBe(1);
    await page.evaluate(`for (let at = 1; at < 600; at++) dandelion.track('Event ' + at, { text: 'é'.repeat(1000) })`);
    expect(await waiting(page)).toBe(500);
    await expect.poll(() => site.messages.length, { timeout: 30_000 }).toBe(500);
    expect(site.told.slice(0, 2)).toEqual(['First', 'Event 1']);
    expect(site.told.at(-1)).toBe('Event 499');
    const sizes = site.received.map(({ body }) => Buffer.byteLength(body));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(401_000);
    expect(Math.max(...sizes)).toBeGreaterThan(380_000);
  });

  it('goes when the page goes, in parts of 64 kB, and is not lost if nobody hears it', async () => {
    const page = await visitor(site);
    // At once, before what waits a little for others.
    await page.evaluate(`dandelion.track('Leaving', { text: 'x'.repeat(30000) }); location.href = '/next'`);
    await site.untilTold('Leaving', 'page /next');
    expect(site.batches[0]!.batch.map(({ event }) => event)).toEqual(['Leaving']);

    site.received = [];
    await page.waitForFunction(`typeof window.dandelion?.track === 'function'`);
    await expect.poll(() => waiting(page)).toBe(0);
    await page.evaluate(
      `for (let at = 0; at < 5; at++) dandelion.track('Large ' + at, { text: 'x'.repeat(30000) }); location.href = '/third'`,
    );
    await expect
      .poll(() => [...site.told].sort())
      .toEqual(['Large 0', 'Large 1', 'Large 2', 'Large 3', 'Large 4', 'page /third']);
    await page.waitForFunction(`typeof window.dandelion?.track === 'function'`);
    await expect.poll(() => waiting(page)).toBe(0);
  });

  it('goes when a tab is closed or put aside, also where nothing is stored', async () => {
    site.attributes += ' data-consent="opt-out"';
    const page = await site.visit('/');
    await site.untilTold('page /');
    await page.evaluate(`dandelion.track('Leaving')`);
    await page.close({ runBeforeUnload: true });
    await site.untilTold('page /', 'Leaving');
    expect(site.received.length).toBe(2);
  });

  it('of a browser without keepalive goes by beacon', async () => {
    await site.context.addInitScript(`delete Request.prototype.keepalive`);
    const page = await visitor(site);
    await page.evaluate(`dandelion.track('Leaving'); location.href = '/next'`);
    await site.untilTold('Leaving', 'page /next');
    expect(site.received[0]!.headers['content-type']).toMatch(/^text\/plain/);
  });

  it.each(['locks', 'claims'])(
    'is sent once by many tabs that write at once, by %s',
    async (means) => {
      if (means === 'claims') {
        await site.context.addInitScript(
          `Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined })`,
        );
      }
      const page = await visitor(site);
      const pages = [page, await site.visit('/a'), await site.visit('/b')];
      await site.untilTold('page /a', 'page /b');
      site.received = [];
      site.answers = Array.from({ length: 40 }, () => ({ status: 200, delay: 150 }));
      await Promise.all(
        pages.map((one, tab) =>
          one.evaluate(`(async () => {
        for (let at = 0; at < 20; at++) { dandelion.track('${tab}.' + at); await new Promise((resolve) => setTimeout(resolve, 40)); }
      })()`),
        ),
      );
      await expect.poll(() => waiting(page), { timeout: 40_000 }).toBe(0);
      const expected = pages.flatMap((_, tab) => Array.from({ length: 20 }, (_, at) => `${tab}.${at}`));
      expect(site.batches.flatMap(({ batch }) => batch.map(({ event }) => event)).sort()).toEqual(expected.sort());
    },
    60_000,
  );

  it('keeps what a full storage does not take for as long as the page', async () => {
    const page = await visitor(site);
    await page.evaluate(`Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }`);
    await page.evaluate(`dandelion.track('One')`);
    await site.untilTold('One');
  });
});
