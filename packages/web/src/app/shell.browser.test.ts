import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { row } from '../features/experiments/test-experiment-row.ts';
import { answer, bodyOf, problem, sessionOf, workspace } from '../test-api.ts';
import { browserFound, everyLook, type Heard, listen, lookAt, useInterface } from '../test-browser.ts';

/**
 * The frame around every page in a real browser: getting about by keyboard, the palette, themes, and a session that ends.
 * The other end of the line is a loopback server that answers as the contract says; the pages inside are tested elsewhere.
 */

const session = sessionOf('owner');
const found = { ...row, title: 'Spring mailing, urgent or calm' };

let signedIn = true;
let askedForToday = false;
let work: unknown[] = [];
const unsafeWithoutHeader: string[] = [];

async function api(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const { method = 'GET' } = request;
  if (method !== 'GET' && request.headers['x-dandelion-client'] !== 'web') unsafeWithoutHeader.push(url.pathname);
  if (method === 'POST' && url.pathname === '/api/session') {
    if ((await bodyOf(request)).token !== 'right-token') return problem(response, 410, 'link-used', 'Make a new one.');
    signedIn = true;
    return answer(response, 201, session);
  }
  if (url.pathname === '/api/links/read') {
    if ((await bodyOf(request)).token !== 'right-token') return problem(response, 410, 'link-used', 'Make a new one.');
    const { name, role } = session.member;
    const link = { purpose: 'sign-in', workspace: workspace.name, name, email: null, role, by: name };
    return answer(response, 200, { ...link, secondFactor: false });
  }
  if (url.pathname === '/api/links/ways') return answer(response, 200, { mail: false });
  if (!signedIn) return problem(response, 401, 'not-signed-in', 'Sign in first.');
  if (method === 'DELETE' && url.pathname === '/api/session') {
    signedIn = false;
    return answer(response, 204, undefined);
  }
  if (url.pathname === '/api/today') askedForToday = true;
  if (url.pathname === '/api/session') return answer(response, 200, session);
  if (url.pathname === '/api/workspace') return answer(response, 200, workspace);
  if (url.pathname === '/api/work') return answer(response, 200, { now: '2026-11-22T12:00:00.000Z', work });
  if (url.pathname === '/api/experiments') return answer(response, 200, { total: 1, rows: [found] });
  return problem(response, 404, 'not-found', 'Nothing is at this address.');
}

describe.skipIf(!browserFound)('the frame in a browser', () => {
  const at = useInterface(api);

  afterEach(() => {
    signedIn = true;
    askedForToday = false;
    work = [];
  });

  const wide = { width: 1440, scheme: 'light' } as const;

  async function withPage(
    path: string,
    look: { width: number; scheme: 'light' | 'dark' },
    run: (page: Page, heard: Heard) => Promise<void>,
  ) {
    const page = await at.browser.newPage({
      viewport: { width: look.width, height: 800 },
      colorScheme: look.scheme,
      reducedMotion: 'reduce',
    });
    const heard = listen(page, at.address);
    try {
      await page.goto(at.address + path);
      await page.locator('h1').waitFor();
      await run(page, heard);
      // The browser itself writes down every answer with an error status: those are what some tests are about.
      const complaints = heard.complaints.filter((text) => !/status of (401|404|410)/.test(text));
      expect({ ...heard, complaints }).toEqual({ complaints: [], outside: [] });
    } finally {
      await page.close();
    }
  }

  const focused = (page: Page) =>
    page.evaluate('document.activeElement?.textContent?.trim() || document.activeElement?.id');
  const path = (page: Page) => new URL(page.url()).pathname;

  test.each(everyLook)('frame and palette at $width px, $scheme', { timeout: 60_000 }, async (look) => {
    await withPage('/no-such-page', look, async (page) => {
      expect(await lookAt(page)).toEqual({ overflow: 0, violations: [] });
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').waitFor();
      expect(await lookAt(page)).toEqual({ overflow: 0, violations: [] });
      await page.keyboard.press('Escape');
      await page.getByRole('combobox').waitFor({ state: 'detached' });
      if (look.width > 360) return;
      await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('dialog', { name: 'More pages and settings' }).waitFor();
      expect(await lookAt(page)).toEqual({ overflow: 0, violations: [] });
      await page.getByRole('link', { name: 'Settings' }).click();
      await page.waitForURL('**/settings');
      expect(await page.getByRole('dialog').count()).toBe(0);
    });
  });

  test('the style of the parts wins over the base, whichever sheet comes first', async () => {
    await withPage('/no-such-page', wide, async (page) => {
      const style = (selector: string, property: string) =>
        page.locator(selector).evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
      expect(await style('.answer', 'margin-top')).toBe('12px');
      expect(await style('.themes button >> nth=0', 'font-size')).toBe('12px');
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').waitFor();
      expect(await style('.palette .input', 'display')).toBe('flex');
      await page.keyboard.press('Escape');
    });
  });

  test('by keyboard: skip, go, and begin at the new page', async () => {
    await withPage('/no-such-page', wide, async (page) => {
      await page.keyboard.press('Tab');
      expect(await focused(page)).toBe('Skip to content');
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement?.id')).toBe('main');
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/settings');
      await expect.poll(() => page.title()).toBe('Settings · Dandelion');
      expect(await page.evaluate('document.getElementById("main")?.contains(document.activeElement)')).toBe(true);
      expect(await page.getByRole('navigation', { name: 'Main' }).locator('[aria-current="page"]').textContent()).toBe(
        'Settings',
      );
    });
  });

  test('the palette finds commands and experiments, and runs the one that is marked', async () => {
    await withPage('/no-such-page', wide, async (page) => {
      await page.keyboard.press('Control+k');
      const input = page.getByRole('combobox');
      await input.fill('dark');
      await page.getByRole('option', { name: /Theme: Dark/ }).waitFor();
      await page.keyboard.press('Enter');
      await input.waitFor({ state: 'detached' });
      expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');

      await page.keyboard.press('Control+k');
      await input.fill('spring');
      await page.getByRole('option', { name: /Spring mailing/ }).waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/experiments/${found.id}`);

      await page.keyboard.press('Control+k');
      const marked = () => page.locator('[role="option"][data-highlighted]').textContent();
      const first = await marked();
      // A key in the very moment in which the palette opens may be lost: whoever presses again gets on.
      const next = async () => {
        await page.keyboard.press('ArrowDown');
        return await marked();
      };
      await expect.poll(next, { interval: 300 }).not.toBe(first);
      const { id } = await page.locator('[role="option"][data-highlighted]').evaluate(({ id }) => ({ id }));
      expect(await input.getAttribute('aria-activedescendant')).toBe(id);
      await page.keyboard.press('Escape');
    });
  });

  test('a theme that was chosen is there before the page is drawn', async () => {
    await withPage('/no-such-page', wide, async (page, heard) => {
      await page.getByRole('complementary').getByRole('button', { name: 'Dark' }).click();
      await page.route('**/assets/index-*.js', (route) => route.abort());
      await page.reload({ waitUntil: 'domcontentloaded' });
      expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
      // The script that was held back.
      heard.complaints.length = 0;
    });
  });

  test('a session that ends: nothing is lost, and the call goes on', async () => {
    await withPage('/no-such-page', wide, async (page) => {
      // What the frame asks for by itself would be told first that nobody is signed in.
      await expect.poll(() => askedForToday).toBe(true);
      await page.keyboard.press('Control+k');
      signedIn = false;
      await page.getByRole('combobox').fill('spring');
      const dialog = page.getByRole('dialog', { name: 'You are signed out' });
      await dialog.waitFor();
      expect(await lookAt(page)).toEqual({ overflow: 0, violations: [] });
      await dialog.getByText('Sign in with a link instead').click();
      await dialog.getByRole('button', { name: 'Go on' }).click();
      await dialog.getByText('Still signed out').waitFor();
      signedIn = true;
      await dialog.getByRole('button', { name: 'Go on' }).click();
      await dialog.waitFor({ state: 'detached' });
      expect(await page.getByRole('combobox').inputValue()).toBe('spring');
      await page.getByRole('option', { name: /Spring mailing/ }).waitFor();
    });
  });

  test('without a session: the door, and back to where one wanted to go', async () => {
    signedIn = false;
    await withPage('/settings', wide, async (page) => {
      await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
      expect(await lookAt(page)).toEqual({ overflow: 0, violations: [] });
      expect(path(page)).toBe('/sign-in');
      await page.goto(`${at.address}/sign-in?next=%2Fsettings#token=right-token`);
      await page.getByRole('button', { name: 'Open the workspace' }).waitFor();
      await expect.poll(() => new URL(page.url()).hash).toBe('');
      expect(await lookAt(page)).toEqual({ overflow: 0, violations: [] });
      await page.getByRole('button', { name: 'Open the workspace' }).click();
      await page.waitForURL('**/settings');
      await page.goBack();
      expect(page.url()).not.toContain('right-token');
    });
  });

  test.each(['//evil.example/', 'https://evil.example/', '/\\evil.example/'])(
    'a link that would lead out of the house (%s) leads to its beginning',
    async (next) => {
      signedIn = false;
      await withPage(`/sign-in?next=${encodeURIComponent(next)}#token=right-token`, wide, async (page) => {
        await page.getByRole('button', { name: 'Open the workspace' }).click();
        await page.waitForURL('**/today');
      });
    },
  );

  test('a used link says how to make another', async () => {
    signedIn = false;
    await withPage('/sign-in#token=old', wide, async (page) => {
      await page.getByText('This link has been used, or it is too old.').waitFor();
      expect(await lookAt(page)).toEqual({ overflow: 0, violations: [] });
    });
  });

  test('long work is seen from every page, and its end is told', async () => {
    const one = { importId: found.importId, name: 'mailing.csv', message: null, experiments: 1, finishedAt: null };
    work = [{ ...one, state: 'running', stage: 'Judging', fraction: 0.4, experimentId: null }];
    await withPage('/no-such-page', wide, async (page) => {
      await page.getByRole('link', { name: /mailing\.csv 40%/ }).waitFor();
      expect(await lookAt(page)).toEqual({ overflow: 0, violations: [] });
      work = [{ ...one, state: 'done', stage: 'Done', fraction: 1, experimentId: found.id }];
      await page.getByText('mailing.csv is judged').waitFor();
      work = [];
      await page.getByRole('button', { name: 'Look at it' }).click();
      await page.waitForURL(`**/experiments/${found.id}`);
    });
  });

  test('a page that cannot be loaded breaks alone', async () => {
    await withPage('/no-such-page', wide, async (page, heard) => {
      await page.route('**/settings-page-*.js', (route) => route.abort());
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click();
      await page.getByText('This page broke').waitFor();
      expect(await lookAt(page)).toEqual({ overflow: 0, violations: [] });
      await page.unroute('**/settings-page-*.js');
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Plan a test' }).click();
      await page.waitForURL('**/plan-a-test');
      await expect.poll(() => page.getByText('This page broke').count()).toBe(0);
      heard.complaints.length = 0;
    });
  });

  test('a server that does not answer', async () => {
    await withPage('/no-such-page', wide, async (page, heard) => {
      await page.route('**/api/**', (route) => route.abort());
      await page.reload();
      await page.getByText('Dandelion does not answer.').waitFor();
      expect(await lookAt(page)).toEqual({ overflow: 0, violations: [] });
      await page.unroute('**/api/**');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByText('Wadden Coast Trust').waitFor();
      heard.complaints.length = 0;
    });
  });

  test('signing out ends at the door', async () => {
    await withPage('/no-such-page', wide, async (page) => {
      await page.getByRole('complementary').getByRole('button', { name: 'Sign out' }).click();
      await page.waitForURL('**/sign-in');
      expect(signedIn).toBe(false);
    });
  });

  test('everything that changes something carries the header', () => expect(unsafeWithoutHeader).toEqual([]));
});
