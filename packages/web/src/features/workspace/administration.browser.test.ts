import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { browserFound, everyLook, type Heard, listen, lookAt, useInterface } from '../../test-browser.ts';
import { makeAdministration } from './test-administration.ts';

/** The pages of the settings in a real browser, each with its states, by mouse and by keyboard. */

const webhook = (number: number) => `/settings/webhooks/0197a000-0000-7000-8000-${String(number).padStart(12, '0')}`;

const everyPage = [
  '/settings',
  '/settings/members',
  '/settings/keys',
  '/settings/webhooks',
  webhook(30),
  webhook(33),
  '/settings/audit',
];

describe.skipIf(!browserFound)('the settings in a browser', () => {
  const at = useInterface((request, response, url) => state.api(request, response, url));
  let state = makeAdministration();

  beforeEach(() => {
    state = makeAdministration();
  });

  const wide = { width: 1440, scheme: 'light' } as const;

  async function withPage(
    path: string,
    run: (page: Page, heard: Heard) => Promise<void>,
    look: { width: number; scheme: 'light' | 'dark' } = wide,
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
      const complaints = heard.complaints.filter((text) => !/status of 500/.test(text));
      expect({ ...heard, complaints }).toEqual({ complaints: [], outside: [] });
    } finally {
      await page.close();
    }
  }

  const looksWell = async (page: Page) => expect(await lookAt(page)).toEqual({ overflow: 0, violations: [] });
  const dialog = (page: Page) => page.getByRole('dialog');
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();
  const answer = (page: Page) => page.locator('.answer').textContent();

  test.each(everyLook)('every page at $width px, $scheme', { timeout: 120_000 }, async (look) => {
    for (const path of everyPage) {
      await withPage(
        path,
        async (page) => {
          await page.locator('.answer').waitFor();
          await looksWell(page);
        },
        look,
      );
    }
  });

  test('empty pages say what they are for, broken ones what is wrong', { timeout: 60_000 }, async () => {
    state.bare = true;
    const empty = {
      '/settings/keys': 'Make a key',
      '/settings/webhooks': 'Add a webhook',
    };
    for (const [path, button] of Object.entries(empty)) {
      await withPage(path, async (page) => {
        await page.locator('.state').getByRole('button', { name: button }).waitFor();
        expect(await page.locator('.btn.primary').count()).toBe(1);
        await looksWell(page);
      });
    }
    await withPage('/settings/audit', async (page) => {
      await page.getByText('Nothing happened yet.').waitFor();
      await looksWell(page);
    });
    state.broken = true;
    for (const path of ['/settings/members', '/settings/keys', '/settings/webhooks', webhook(30), '/settings/audit']) {
      await withPage(path, async (page) => {
        await page.getByRole('alert').getByText('It broke here.').waitFor();
        await looksWell(page);
        state.broken = false;
        await press(page, 'Try again');
        await page.locator('.answer').waitFor();
        state.broken = true;
      });
    }
  });

  test('who may not see a page finds it nowhere, and nothing is asked for it', async () => {
    state.role = 'marketer';
    await withPage('/settings', async (page) => {
      await page.getByText('Its owners change them.').waitFor();
      expect(await page.getByRole('button', { name: /Save|Delete/ }).count()).toBe(0);
      expect(await page.getByText('Members', { exact: true }).count()).toBe(0);
      await looksWell(page);
      const calls: string[] = [];
      page.on('request', (request) => calls.push(new URL(request.url()).pathname));
      await page.goto(`${at.address}/settings/members`);
      await page.locator('h1').waitFor();
      expect(await page.getByText('Ana Visser works here').count()).toBe(0);
      expect(calls.filter((path) => path === '/api/members')).toEqual([]);
    });
  });

  test('an analyst sets the methods, and nothing else', async () => {
    state.role = 'analyst';
    await withPage('/settings', async (page) => {
      const level = page.getByLabel('Level of the intervals');
      await level.fill('40');
      await press(page, 'Save methods');
      await page.getByText('A level lies between 50 and 99.9.').waitFor();
      expect(state.asked).toEqual([]);
      await looksWell(page);
      await level.fill('99');
      await page.getByText('Look once, at the end').click();
      await press(page, 'Save methods');
      await page.getByText('Methods saved').waitFor();
      expect(state.asked).toEqual(['PATCH /api/workspace/methods {"version":1,"inference":"fixed","level":0.99}']);
      expect(await page.getByLabel('Name').count()).toBe(0);
    });
  });

  test('the workspace is deleted by its name only', async () => {
    await withPage('/settings', async (page) => {
      await press(page, 'Delete the workspace');
      const yes = dialog(page).getByRole('button', { name: 'Delete everything' });
      // It says itself why not, so it can be pressed.
      await yes.click({ force: true });
      expect(state.asked).toEqual([]);
      await dialog(page).getByRole('textbox').fill('Wadden Coast Trust');
      await looksWell(page);
      await yes.click();
      await page.waitForURL('**/sign-in');
      expect(state.asked).toEqual(['DELETE /api/workspace {"name":"Wadden Coast Trust"}']);
    });
  });

  test('inviting: what they may do, then the link, once', async () => {
    await withPage('/settings/members', async (page) => {
      await press(page, 'Invite somebody');
      await press(page, 'Make the link');
      await dialog(page).getByText('Choose what they may do.').waitFor();
      await dialog(page).getByLabel('E-mail').fill('no address');
      await dialog(page).getByText('This is not an e-mail address.').waitFor();
      await looksWell(page);
      await dialog(page).getByLabel('E-mail').fill('bo@wadden.example');
      await dialog(page).getByRole('radio', { name: 'Analyst' }).check();
      await press(page, 'Make the link');
      await dialog(page).getByText('It was also mailed.').waitFor();
      expect(await dialog(page).getByLabel('The link').inputValue()).toContain('/join#token=');
      await looksWell(page);
      // It is shown this once: a click beside it does not take it away.
      await page.mouse.click(5, 5);
      await press(page, 'Done');
      await dialog(page).waitFor({ state: 'detached' });
      expect(state.asked).toEqual(['POST /api/members/invites {"role":"analyst","email":"bo@wadden.example"}']);
    });
  });

  test('by keyboard: a member gets another role', async () => {
    await withPage('/settings/members', async (page) => {
      await page.getByRole('button', { name: 'What to do with Klaas-Jan van der Meulen' }).focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await dialog(page).getByRole('radio', { name: 'Marketer' }).focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByText('Klaas-Jan van der Meulen is changed').waitFor();
      expect(state.asked[0]).toContain('{"version":1,"role":"analyst"}');
      await expect.poll(() => page.getByRole('cell', { name: 'Analyst' }).count()).toBe(3);
    });
  });

  test('the last owner stays, and it says so before anybody tries', async () => {
    await withPage('/settings/members', async (page) => {
      await press(page, 'What to do with Ana Visser');
      expect(await page.getByRole('menuitem', { name: 'Let go' }).count()).toBe(0);
      await page.getByRole('menuitem', { name: 'Change role or name' }).click();
      await dialog(page).getByText('Last owner: stays one until there is another.').waitFor();
      expect(await dialog(page).getByRole('radio').count()).toBe(0);
    });
  });

  test('a member goes by the name typed, and stands among those who left', async () => {
    await withPage('/settings/members', async (page) => {
      await press(page, 'What to do with Mia Okafor');
      await page.getByRole('menuitem', { name: 'Let go' }).click();
      await dialog(page).getByRole('textbox').fill('Mia Okafor');
      await dialog(page).getByRole('button', { name: 'Let go' }).click();
      // The row that it was opened from is gone.
      await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('main');
      await page.getByText('2 people left').click();
      await page.getByRole('rowheader', { name: 'Mia Okafor' }).waitFor();
      expect(await answer(page)).toBe('2 people work here, one of them an owner.');
      await looksWell(page);
    });
  });

  test('a key: what it may, the token once, a line to try it; then it is revoked', async () => {
    await withPage('/settings/keys', async (page) => {
      await press(page, 'Make a key');
      await press(page, 'Make the key');
      await dialog(page).getByText('Tick what it may do.').waitFor();
      await dialog(page).getByLabel('Name').fill('Report');
      await dialog(page).getByRole('group', { name: 'Imports' }).getByLabel('Read').check();
      await dialog(page).getByLabel('For how long').selectOption('Until it is revoked');
      await press(page, 'Make the key');
      await dialog(page).getByText('It is shown this once.').waitFor();
      expect(state.asked).toEqual(['POST /api/keys {"name":"Report","scopes":["imports:read"],"days":null}']);
      expect(await dialog(page).getByLabel('Try it from a command line').inputValue()).toContain(
        `Bearer dandelion_${'k'.repeat(43)}' '${at.address}/api/`,
      );
      await looksWell(page);
      await press(page, 'Done');
      await press(page, 'Revoke Nightly import');
      await dialog(page).getByRole('button', { name: 'Revoke' }).click();
      await page.getByText('Nightly import is revoked').waitFor();
      expect(state.asked[1]).toContain('DELETE /api/keys/');
    });
  });

  test('a webhook: its secret once, a test with its outcome, and what was sent', async () => {
    await withPage('/settings/webhooks', async (page) => {
      await press(page, 'Add a webhook');
      await dialog(page).getByLabel('Address of the receiver').fill('https://hooks.example.org/x');
      await press(page, 'Add it');
      await dialog(page).getByText('It is shown this once.').waitFor();
      expect(await dialog(page).getByLabel('The secret').inputValue()).toMatch(/^whsec_/);
      expect(state.asked).toEqual([
        'POST /api/webhooks {"url":"https://hooks.example.org/x","description":"","types":["verdict.reached"]}',
      ]);
      await press(page, 'Done');
      await page.waitForURL(`**${webhook(30)}`);
      await press(page, 'Send a test');
      await page.getByText('The test arrived: it answered 204').waitFor();
      await page.locator('summary', { hasText: 'Given up' }).click();
      await page.getByText('Something broke here.').waitFor();
      await looksWell(page);
      await page.getByText('Waiting', { exact: true }).first().click();
      await expect.poll(() => page.locator('.deliveries > li').count()).toBe(1);
    });
  });

  test('the log: filters stand in the address, details open, and it is whole', async () => {
    await withPage('/settings/audit', async (page) => {
      await page.getByLabel('What').selectOption('members: invited');
      await page.waitForURL('**/settings/audit?action=member.invited');
      await expect.poll(() => page.locator('.audit-entry').count()).toBe(80);
      expect(await page.locator('.audit-entry p').first().textContent()).toContain('invited Bo de Vries as Analyst');
      await page.locator('.audit-more').first().focus();
      await page.keyboard.press('Enter');
      await page.getByText('As programs call it').waitFor();
      await looksWell(page);
      await page.goBack();
      await expect.poll(() => page.locator('.audit-entry').count()).toBeGreaterThanOrEqual(100);
      await press(page, 'Is the log whole?');
      await page.getByText('It is whole: 400 entries, none changed, removed or moved').waitFor();
      expect(await page.getByLabel('Hash of entry 400').inputValue()).toMatch(/^[0-9a-f]{64}$/);
      await looksWell(page);
    });
  });

  test('what is older comes below, and nothing that is seen moves', async () => {
    await withPage('/settings/audit', async (page) => {
      const entries = page.locator('.audit-entry');
      await entries.first().waitFor();
      const place = () => entries.nth(40).evaluate((entry) => entry.getBoundingClientRect().top + scrollY);
      await entries.nth(40).scrollIntoViewIfNeeded();
      const before = await place();
      for (const wanted of [200, 300, 400]) {
        await page.mouse.wheel(0, 100_000);
        await expect.poll(() => entries.count()).toBeGreaterThanOrEqual(wanted);
      }
      await page.getByText('That is the beginning.').waitFor();
      await entries.nth(40).scrollIntoViewIfNeeded();
      expect(Math.abs((await place()) - before)).toBeLessThan(2);
    });
  });
});
