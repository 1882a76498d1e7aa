import { describe, expect, it } from 'vitest';
import { aWhile, browserFound, useSite } from './test-site.ts';

/** Views of pages, calls before the script, and who somebody is. */

describe.skipIf(!browserFound)('on a page', () => {
  const site = useSite();
  const optOut = 'data-key="public-key" data-consent="opt-out"';

  it('every address is one view, however it came', async () => {
    site.attributes = optOut;
    const page = await site.visit('/');
    await page.evaluate(`history.pushState({}, '', '/one'); document.title = 'One'`);
    await site.untilTold('page /', 'page /one');
    expect(site.messages[1]).toMatchObject({ properties: { title: 'One', referrer: `${site.origin}/` } });
    // A router that sends people on.
    await page.evaluate(`history.pushState({}, '', '/two'); history.replaceState({}, '', '/three')`);
    await site.untilTold('page /', 'page /one', 'page /three');
    await page.evaluate(`history.replaceState({ scroll: 7 }, ''); history.pushState({}, '', '#below')`);
    await aWhile();
    await page.goBack();
    await page.goBack();
    await site.untilTold('page /', 'page /one', 'page /three', 'page /one');
    expect(site.messages[3]).toMatchObject({ context: { page: { referrer: `${site.origin}/three` } } });
    await aWhile();
    expect(site.told.length).toBe(4);
  });

  it('the script twice counts nothing twice', async () => {
    site.attributes = optOut;
    site.times = 2;
    await site.visit('/');
    await aWhile();
    expect(site.told).toEqual(['page /']);
  });

  it('is not counted where pages are off, but by hand', async () => {
    site.attributes = `${optOut} data-pages="off"`;
    const page = await site.visit('/');
    await page.evaluate(`history.pushState({}, '', '/one')`);
    await aWhile();
    expect(site.received).toEqual([]);
    await page.evaluate(`dandelion.page('Basket', { items: 2 })`);
    await site.untilTold('page /one');
    expect(site.messages[0]).toMatchObject({ name: 'Basket', properties: { items: 2, name: 'Basket', path: '/one' } });
  });

  it('calls from before the script are kept and done in their order', async () => {
    site.before = `window.dandelion = window.dandelion || [];
      dandelion.push(['identify', 'u1', { plan: 'free' }, { token: 'signed' }]);
      dandelion.push(['track', 'Looked', { at: 'hat' }]);
      dandelion.push((ready) => ready.track('Ready', { collecting: ready.consent.read().collecting }));
      dandelion.push(['consent', { collect: true }]);`;
    const page = await site.visit('/');
    await site.untilTold('consent', 'page /', 'identify', 'Looked', 'Ready');
    expect(site.messages[2]).toMatchObject({
      userId: 'u1',
      traits: { plan: 'free' },
      context: { identityToken: 'signed' },
    });
    expect(site.messages[4]).toMatchObject({ properties: { collecting: false } });
    await page.evaluate(`dandelion.push(['track', 'Later'])`);
    await expect.poll(() => site.told.at(-1)).toBe('Later');
  });

  it('a person keeps an id over pages, and another one has another', async () => {
    const page = await site.visit('/');
    await page.evaluate(`dandelion.consent({ collect: true }); dandelion.identify('u1', { plan: 'free' })`);
    await site.untilTold('consent', 'page /', 'identify');
    await site.go(page, '/next');
    await site.untilTold('consent', 'page /', 'identify', 'page /next');
    const first = site.messages[3]!;
    expect(first).toMatchObject({ userId: 'u1', anonymousId: site.messages[0]!.anonymousId });

    site.received = [];
    await page.evaluate(
      `dandelion.identify('u2'); dandelion.alias('u3', 'u2'); dandelion.reset(); dandelion.track('Looked')`,
    );
    await site.untilTold('consent', 'consent', 'identify', 'alias', 'Looked');
    const [asU2, asNobody, identify, alias, looked] = site.messages;
    expect(asU2).toMatchObject({ choices: { collect: true }, place: 'page' });
    expect(identify).toMatchObject({ userId: 'u2', anonymousId: asU2!.anonymousId });
    expect(alias).toMatchObject({ userId: 'u3', previousId: 'u2' });
    expect(looked!.userId).toBeUndefined();
    expect(looked!.anonymousId).toBe(asNobody!.anonymousId);
    expect(new Set([first.anonymousId, identify!.anonymousId, looked!.anonymousId]).size).toBe(3);
  });

  it('goes on when it is given what is no JSON', async () => {
    site.attributes = optOut;
    const page = await site.visit('/');
    await page.evaluate(
      `const round = {}; round.round = round; dandelion.track('Round', round); dandelion.track('Fine')`,
    );
    await site.untilTold('page /', 'Fine');
  });
});
