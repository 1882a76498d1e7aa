import { describe, expect, it } from 'vitest';
import { aWhile, browserFound, keptBy, nothing, useSite } from './test-site.ts';

/** Nothing before a yes, nothing after a no. */

const answer = ['dandelion.public-key.person'];

describe.skipIf(!browserFound)('consent', () => {
  const site = useSite();

  it('is asked first: nothing is sent and nothing is kept before it', async () => {
    const page = await site.visit('/');
    await page.evaluate(`dandelion.track('Looked'); dandelion.identify('u1', { plan: 'free' })`);
    await page.evaluate(`dispatchEvent(new Event('pagehide'))`);
    await aWhile();
    expect(site.received).toEqual([]);
    expect(await keptBy(page)).toEqual(nothing);
    await site.go(page, '/next');
    await aWhile();
    expect(site.received).toEqual([]);
    expect(await keptBy(page)).toEqual(nothing);
  });

  it('once it is there sends what happened on this page, the answer first, under an id that lasts', async () => {
    site.attributes += ' data-policy="2026-11"';
    const page = await site.visit('/?utm_campaign=spring&utm_source=news');
    await page.evaluate(`dandelion.track('Looked', { at: 'hat' })`);
    await page.evaluate(`dandelion.consent({ collect: true, 'contact:email': false }, { place: 'banner' })`);
    await site.untilTold('consent', 'page /', 'Looked');
    expect(site.received[0]).toMatchObject({ method: 'POST', path: '/v1/b' });
    expect(site.received[0]!.headers['content-type']).toMatch(/^text\/plain/);
    const { writeKey, batch, sentAt } = site.batches[0]!;
    expect([writeKey, new Date(sentAt).toISOString()]).toEqual(['public-key', sentAt]);
    const [consent, view, look] = batch;
    expect(consent).toEqual({
      type: 'consent',
      choices: { collect: true, 'contact:email': false },
      ...{ policy: '2026-11', place: 'banner', page: `${site.origin}/?utm_campaign=spring&utm_source=news` },
      messageId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      ...{ anonymousId: expect.stringMatching(/^[0-9a-f-]{36}$/), timestamp: expect.any(String) },
    });
    expect(view).toMatchObject({
      ...{
        type: 'page',
        anonymousId: consent!.anonymousId,
        properties: { path: '/', title: 'Page /?utm_campaign=spring&utm_source=news' },
      },
      context: {
        page: { url: consent!.page, path: '/', referrer: '', search: '?utm_campaign=spring&utm_source=news' },
        campaign: { name: 'spring', source: 'news' },
        ...{ locale: 'en-US', timezone: expect.any(String), library: { name: 'dandelion', version: '0.1.0' } },
      },
    });
    expect(look).toMatchObject({ type: 'track', event: 'Looked', properties: { at: 'hat' } });
    await site.go(page, '/next');
    await site.untilTold('consent', 'page /', 'Looked', 'page /next');
    expect(new Set(site.messages.map(({ anonymousId }) => anonymousId)).size).toBe(1);
    expect((await site.context.cookies()).length).toBe(0);
  });

  it('refused tells the no, forgets what happened, and keeps only that no', async () => {
    const page = await site.visit('/');
    await page.evaluate(`dandelion.track('Looked'); dandelion.consent({ collect: false })`);
    await site.untilTold('consent');
    expect(site.messages[0]).toMatchObject({ choices: { collect: false }, place: 'page' });
    await page.evaluate(`dandelion.track('Looked again')`);
    await site.go(page, '/next');
    await aWhile();
    expect(site.told).toEqual(['consent']);
    expect(await keptBy(page)).toEqual({ ...nothing, local: answer });
    const kept = await page.evaluate(`localStorage.getItem('${answer[0]}')`);
    expect(kept).toBe('{"choices":{"collect":false},"policy":""}');
  });

  it('withdrawn is told under the id that was known, clears what was kept, in every tab, and leads to another id', async () => {
    const page = await site.visit('/');
    const other = await site.visit('/other');
    await page.evaluate(`dandelion.consent({ collect: true }); dandelion.identify('u1', {}, { token: 'signed' })`);
    await site.untilTold('consent', 'page /', 'page /other', 'identify');
    // What the other tab had seen goes under the id of the tab that was answered in.
    expect(new Set(site.messages.map(({ anonymousId }) => anonymousId)).size).toBe(1);
    expect(site.messages[3]).toMatchObject({ userId: 'u1', context: { identityToken: 'signed' } });
    const known = site.messages[0]!.anonymousId;

    await site.context.setOffline(true);
    await page.evaluate(`dandelion.track('Never told')`);
    await other.evaluate(`dandelion.track('Neither')`);
    await aWhile();
    await page.evaluate(`dandelion.consent({ collect: false })`);
    const local = (await keptBy(page)).local;
    // The no waits, so that it arrives; nothing else does.
    expect(local.map((name) => name.replace(/\d{13}.*/, ''))).toEqual(['dandelion.public-key.c', ...answer]);
    await site.context.setOffline(false);
    await site.untilTold('consent', 'page /', 'page /other', 'identify', 'consent');
    expect(site.messages[4]).toMatchObject({
      ...{ choices: { collect: false }, anonymousId: known, userId: 'u1' },
      // A known customer is spoken for with the proof that it is they.
      context: { identityToken: 'signed' },
    });
    await other.evaluate(`dandelion.track('After it')`);
    await aWhile();
    expect(site.told.length).toBe(5);
    await expect.poll(() => keptBy(page)).toEqual({ ...nothing, local: answer });

    await page.evaluate(`dandelion.consent({ collect: true }); dandelion.track('Back')`);
    await expect.poll(() => site.told.slice(5)).toEqual(['consent', 'Back']);
    expect(site.messages[5]!.anonymousId).not.toBe(known);
    expect(site.messages[6]!.userId).toBeUndefined();
  });

  it('to an older text does not count, and a no to it does', async () => {
    site.attributes = 'data-key="public-key" data-policy="1"';
    const page = await site.visit('/');
    await page.evaluate(`dandelion.consent({ collect: true })`);
    await site.untilTold('consent', 'page /');
    site.attributes = 'data-key="public-key" data-policy="2"';
    await site.go(page, '/two');
    await aWhile();
    expect(site.told).toEqual(['consent', 'page /']);
    expect(await page.evaluate(`dandelion.consent.read()`)).toEqual({
      ...{ choices: { collect: true }, answered: false, signal: false, collecting: false },
    });
    await page.evaluate(`dandelion.consent({ collect: false })`);
    await expect.poll(() => site.told).toEqual(['consent', 'page /', 'consent']);
    site.attributes = 'data-key="public-key" data-policy="3" data-consent="opt-out"';
    await site.go(page, '/three');
    await aWhile();
    expect(site.told.length).toBe(3);
  });

  it('opt-out sends until there is a no, and keeps nothing without a yes', async () => {
    site.attributes += ' data-consent="opt-out"';
    const page = await site.visit('/');
    await site.untilTold('page /');
    await site.go(page, '/next');
    await site.untilTold('page /', 'page /next');
    expect(site.messages[0]!.anonymousId).not.toBe(site.messages[1]!.anonymousId);
    expect(await keptBy(page)).toEqual(nothing);
    await page.evaluate(`dandelion.consent({ collect: true })`);
    await site.go(page, '/third');
    await site.untilTold('page /', 'page /next', 'consent', 'page /third');
    expect(site.messages[3]!.anonymousId).toBe(site.messages[1]!.anonymousId);
    await page.evaluate(`dandelion.consent({ collect: false }); dandelion.track('After it')`);
    await site.go(page, '/fourth');
    await aWhile();
    expect(site.told.slice(4)).toEqual(['consent']);
  });

  it.each(['ask', 'opt-out'])(
    'Global Privacy Control is a no, told once a visit, until a yes is chosen here: %s',
    async (mode) => {
      site.attributes += ` data-consent="${mode}"`;
      await site.context.addInitScript(
        `Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })`,
      );
      const page = await site.visit('/');
      await site.untilTold('consent');
      expect(site.messages[0]).toMatchObject({
        ...{ place: 'gpc', choices: { collect: false, profile: false, personalise: false, learn: false } },
      });
      await page.evaluate(`dandelion.track('Looked')`);
      await page.click('a[href="/next"]');
      await page.waitForFunction(`typeof window.dandelion?.track === 'function'`);
      await page.evaluate(`dandelion.track('Looked')`);
      await aWhile();
      expect(site.told).toEqual(['consent']);
      expect(await keptBy(page)).toEqual(nothing);
      await page.evaluate(`dandelion.consent({ collect: true }); dandelion.track('Wanted')`);
      await site.untilTold('consent', 'consent', 'Wanted');
      await site.go(page, '/third');
      await site.untilTold('consent', 'consent', 'Wanted', 'page /third');
    },
  );

  it('of a browser that keeps nothing holds as long as the page', async () => {
    await site.context.addInitScript(
      `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } })`,
    );
    const page = await site.visit('/');
    await page.evaluate(`dandelion.consent({ collect: true }); dandelion.track('Looked')`);
    await site.untilTold('consent', 'page /', 'Looked');
    await site.go(page, '/next');
    await aWhile();
    expect(site.told.length).toBe(3);
  });
});
