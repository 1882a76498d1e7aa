import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Account } from '@dandelion-loop/contract';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { anaId, answer, bodyOf, problem, sessionOf, workspace } from '../../test-api.ts';
import { browserFound, everyLook, listen, lookAt, useInterface } from '../../test-browser.ts';

/** One's own account in a real browser: what is saved, what is refused and where that is said, and two-step sign-in. */

const before: Account = {
  ...{ id: anaId, name: 'Ana Visser', email: 'ana@wadden.example', role: 'marketer', version: 4 },
  joinedAt: '2026-03-05T09:00:00.000Z',
  hasPassword: true,
  secondFactorSince: null,
  recoveryCodesLeft: 0,
  notify: ['import.failed'],
  canBeNotifiedOf: ['verdict.reached', 'import.failed'],
  mail: true,
};
const codes = Array.from({ length: 10 }, (_, at) => `abcd${'efghjkmnpq'[at]}-23456`);
const place = (id: string, browser: string, current: boolean) => ({
  ...{ id: `0199f1a0-0000-7000-8000-00000000000${id}`, browser, current },
  startedAt: '2026-11-01T09:00:00.000Z',
  lastSeenAt: '2026-11-22T12:00:00.000Z',
  endsAt: '2026-12-22T19:00:00.000Z',
});
const everyPlace = [place('2', 'Safari on iPhone', false), place('1', 'Firefox on Linux', true)];

let account = before;
let places = everyPlace;
let calendar: { madeAt: string | null; readAt: string | null } = { madeAt: null, readAt: null };
let made = 0;
let sent: { of: string; body: Record<string, unknown> }[] = [];

function change(response: ServerResponse, body: Record<string, unknown>): unknown {
  if (body.version !== account.version)
    return problem(response, 409, 'conflict', 'Your account was changed meanwhile.');
  if (body.email !== undefined && body.password !== 'right') {
    return problem(response, 401, 'sign-in-refused', 'Your present password is not right.');
  }
  if (body.email === 'taken@wadden.example') {
    return problem(response, 409, 'conflict', 'Another member has this e-mail address.');
  }
  const { password: _, ...changed } = body;
  account = { ...account, ...(changed as Partial<Account>), version: account.version + 1 };
  return answer(response, 200, account);
}

function twoStep(response: ServerResponse, of: string, code: unknown): unknown {
  if (of === 'POST /api/account/second-factor') {
    return answer(response, 200, {
      secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
      uri: 'otpauth://totp/Dandelion:ana%40wadden.example?issuer=Dandelion&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    });
  }
  if (code !== '123456') return problem(response, 401, 'sign-in-refused', 'The code is not right.');
  const off = of.endsWith('/off');
  account = { ...account, secondFactorSince: off ? null : '2026-11-22T12:00:00.000Z', recoveryCodesLeft: off ? 0 : 10 };
  return off ? answer(response, 204) : answer(response, 200, { recoveryCodes: codes });
}

async function api(request: IncomingMessage, response: ServerResponse, url: URL): Promise<unknown> {
  const { pathname } = url;
  const of = `${request.method} ${pathname}`;
  const body = await bodyOf(request);
  if (request.method !== 'GET') sent.push({ of, body });
  if (pathname.startsWith('/api/account/second-factor')) return twoStep(response, of, body.code);
  switch (of) {
    case 'GET /api/session':
      return answer(response, 200, sessionOf(account.role, account.name, account.id, account.email));
    case 'GET /api/workspace':
      return answer(response, 200, workspace);
    case 'GET /api/work':
      return answer(response, 200, { now: '2026-11-22T12:00:00.000Z', work: [] });
    case 'GET /api/account':
      return answer(response, 200, account);
    case 'GET /api/account/calendar':
      return answer(response, 200, calendar);
    case 'POST /api/account/calendar':
      calendar = { madeAt: '2026-11-22T12:00:00.000Z', readAt: null };
      made += 1;
      return answer(response, 201, { ...calendar, link: `https://dandelion.example/api/calendar/secret-${made}` });
    case 'DELETE /api/account/calendar':
      calendar = { madeAt: null, readAt: null };
      return answer(response, 204);
    case 'PATCH /api/account':
      return change(response, body);
    case 'POST /api/account/password':
      if (body.current !== 'right')
        return problem(response, 401, 'sign-in-refused', 'Your present password is not right.');
      if (body.password === 'password1234') return problem(response, 422, 'wrong-use', 'It would be guessed soon.');
      return answer(response, 200, account);
    case 'GET /api/account/sessions':
      return answer(response, 200, { sessions: places });
    case 'DELETE /api/account/sessions':
      places = places.filter(({ current }) => current);
      return answer(response, 204);
    default:
      if (!of.startsWith('DELETE /api/account/sessions/'))
        return problem(response, 404, 'not-found', 'Nothing is here.');
      places = places.filter(({ id }) => !pathname.endsWith(id));
      return answer(response, 204);
  }
}

describe.skipIf(!browserFound)('the account in a browser', () => {
  const at = useInterface(api);
  afterEach(() => {
    account = before;
    places = everyPlace;
    calendar = { madeAt: null, readAt: null };
    made = 0;
    sent = [];
  });

  const clean = { overflow: 0, violations: [] };

  async function withAccount(run: (page: Page) => Promise<void>, look: (typeof everyLook)[number] = everyLook[0]!) {
    const page = await at.browser.newPage({
      viewport: { width: look.width, height: 900 },
      colorScheme: look.scheme,
      reducedMotion: 'reduce',
    });
    const heard = listen(page, at.address);
    try {
      await page.goto(`${at.address}/account`);
      await page.getByText('Firefox on Linux').or(page.getByText('could not be read')).first().waitFor();
      await run(page);
      const complaints = heard.complaints.filter((text) => !/status of (401|404|409|422)/.test(text));
      expect({ ...heard, complaints }).toEqual({ complaints: [], outside: [] });
    } finally {
      await page.close();
    }
  }

  const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true });
  const said = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

  test.each(everyLook)('page, codes and dialogs at $width px, $scheme', { timeout: 60_000 }, async (look) => {
    await withAccount(async (page) => {
      expect(await lookAt(page)).toEqual(clean);
      await page.getByRole('button', { name: 'Turn on two-step sign-in' }).click();
      await page.getByRole('img', { name: 'Picture of the secret, for an authenticator' }).waitFor();
      expect(await lookAt(page)).toEqual(clean);
      await page.getByLabel('Code of your authenticator').fill('123456');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog', { name: 'Keep these ten codes' }).waitFor();
      expect(await lookAt(page)).toEqual(clean);
    }, look);
  });

  test('a calendar link is made and shown once, replaced and revoked', async () => {
    await withAccount(async (page) => {
      const link = page.getByLabel('The link for your calendar');
      const dialog = (name: string) => page.getByRole('dialog', { name });
      await page.getByRole('button', { name: 'Make a link' }).click();
      await link.waitFor();
      expect(await link.inputValue()).toBe('https://dandelion.example/api/calendar/secret-1');
      await said(page, 'No calendar has read it yet.');
      expect(await lookAt(page)).toEqual(clean);
      await page.getByRole('button', { name: 'Replace it' }).click();
      await dialog('Replace the link').getByRole('button', { name: 'Replace it' }).click();
      await expect.poll(() => link.inputValue()).toBe('https://dandelion.example/api/calendar/secret-2');
      await page.reload();
      await page.getByRole('button', { name: 'Revoke it' }).waitFor();
      expect(await link.count()).toBe(0);
      await page.getByRole('button', { name: 'Revoke it' }).click();
      await dialog('Revoke the link').getByRole('button', { name: 'Revoke it' }).click();
      await page.getByRole('button', { name: 'Make a link' }).waitFor();
      expect(sent.map(({ of }) => of)).toEqual([
        'POST /api/account/calendar',
        'POST /api/account/calendar',
        'DELETE /api/account/calendar',
      ]);
    });
  });

  test('the name and what is mailed are saved, and the frame knows the name', async () => {
    await withAccount(async (page) => {
      expect(await save(page).getAttribute('aria-disabled')).toBe('true');
      await page.getByLabel('Name', { exact: true }).fill('Ana de Visser');
      await page.getByLabel('a test is judged').check();
      await save(page).click();
      await said(page, 'Your account is saved');
      await page.getByRole('complementary').getByText('Ana de Visser').waitFor();
      expect(sent).toEqual([
        {
          of: 'PATCH /api/account',
          body: { version: 4, name: 'Ana de Visser', notify: ['import.failed', 'verdict.reached'] },
        },
      ]);
    });
  });

  test('another address asks for the password; what is wrong is said at its field, without asking to sign in again', async () => {
    await withAccount(async (page) => {
      const address = page.getByLabel('E-mail address');
      await address.fill('taken@wadden.example');
      await save(page).click();
      await said(page, 'Type your present password.');
      const present = page.locator('input[name="password"]');
      await present.fill('wrong');
      await save(page).click();
      await said(page, 'Your present password is not right.');
      expect(await page.getByRole('dialog').count()).toBe(0);
      await present.fill('right');
      await save(page).click();
      await said(page, 'Another member has this e-mail address.');
      expect(await address.getAttribute('aria-invalid')).toBe('true');
      expect(await lookAt(page)).toEqual(clean);
      await address.fill('ana.visser@wadden.example');
      await save(page).click();
      await said(page, 'Your account is saved');
      expect(await present.count()).toBe(0);
    });
  });

  test('a change in another place is not overwritten', async () => {
    await withAccount(async (page) => {
      await page.getByLabel('Name', { exact: true }).fill('Ana the first');
      account = { ...account, name: 'Ana the second', version: 5 };
      await save(page).click();
      await said(page, 'Your account was changed in another place meanwhile');
      await page.getByRole('button', { name: 'Show the newest' }).click();
      expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Ana the second');
      expect(account.name).toBe('Ana the second');
    });
  });

  test('another password', async () => {
    await withAccount(async (page) => {
      const [present, next] = [page.locator('input[name="current"]'), page.locator('input[name="new"]')];
      expect([await present.getAttribute('autocomplete'), await next.getAttribute('autocomplete')]).toEqual([
        'current-password',
        'new-password',
      ]);
      const change = page.getByRole('button', { name: 'Change the password' });
      await present.fill('wrong');
      await next.fill('password1234');
      await change.click();
      await said(page, 'Your present password is not right.');
      await present.fill('right');
      await change.click();
      await said(page, 'It would be guessed soon.');
      await next.fill('several calm words');
      await change.click();
      await said(page, 'The password is saved');
      expect(await next.inputValue()).toBe('');
    });
  });

  test('two-step sign-in: on, new codes, off', async () => {
    await withAccount(async (page) => {
      await page.getByRole('button', { name: 'Turn on two-step sign-in' }).click();
      await page.getByText('JBSW Y3DP EHPK 3PXP').waitFor();
      await page.getByLabel('Code of your authenticator').fill('000000');
      await page.keyboard.press('Enter');
      await said(page, 'The code is not right.');
      await page.getByLabel('Code of your authenticator').fill('123456');
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Keep these ten codes' });
      await dialog.waitFor();
      expect(await dialog.getByRole('listitem').allTextContents()).toEqual(codes);
      await page.keyboard.press('Escape');
      const file = page.waitForEvent('download');
      await dialog.getByRole('button', { name: 'Download' }).click();
      expect((await file).suggestedFilename()).toBe('dandelion-recovery-codes.txt');
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('#root').isVisible()).toBe(false);
      expect(await dialog.getByText(codes[9]!).isVisible()).toBe(true);
      await page.emulateMedia({ media: 'screen' });
      await dialog.getByRole('button', { name: 'I have kept them' }).click();
      await said(page, /10 recovery codes are left/);
      await page.getByRole('button', { name: 'Turn it off' }).click();
      await page.getByLabel('Code of your authenticator').fill('123456');
      await page.keyboard.press('Enter');
      await said(page, 'Two-step sign-in is off');
      await page.getByRole('button', { name: 'Turn on two-step sign-in' }).waitFor();
    });
  });

  test('ends one session, then has no other to end', async () => {
    await withAccount(async (page) => {
      await said(page, '2 browsers are signed in as you');
      await page.getByRole('button', { name: 'End Safari on iPhone, since 1 Nov 2026' }).click();
      await said(page, 'You are signed in here only');
      expect(await page.getByRole('button', { name: 'End all others' }).count()).toBe(0);
      expect(await page.evaluate('document.activeElement.className')).toBe('sessions');
    });
  });

  test('where this server sends no mail, or there is no address, it says so', async () => {
    account = { ...account, mail: false };
    await withAccount((page) => said(page, 'This server sends no mail.'));
    account = { ...account, mail: true, email: null, hasPassword: false };
    await withAccount(async (page) => {
      await said(page, 'Without an e-mail address nothing can be mailed to you.');
      await said(page, 'A password needs an e-mail address to sign in with.');
      expect(await lookAt(page)).toEqual(clean);
    });
  });

  test('from the corner of the frame, also of a partner', async () => {
    account = { ...account, role: 'partner', canBeNotifiedOf: [], notify: [] };
    await withAccount(async (page) => {
      await page.goto(at.address);
      await page.waitForURL('**/plan/mine');
      await page
        .getByRole('complementary')
        .getByRole('link', { name: /Ana Visser.*Your account/ })
        .click();
      await said(page, 'You are a partner');
      // Partners come to no ritual: there is nothing for a calendar.
      expect(await page.getByRole('button', { name: 'Make a link' }).count()).toBe(0);
      expect(await lookAt(page)).toEqual(clean);
    });
  });
});
