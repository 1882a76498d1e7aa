import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Role } from '@dandelion-loop/contract';
import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { answer, bodyOf, problem, sessionOf, workspace } from '../../test-api.ts';
import { browserFound, everyLook, listen, lookAt, useInterface } from '../../test-browser.ts';
import { row } from '../experiments/test-experiment-row.ts';

/** The doors in a real browser: every way in, the session that ends, and what each role sees behind them. */

const benId = 'd6a3c1f0-8f3f-4d7d-9c5b-4a2f6d1e7b11';
const links: Record<string, object> = {
  link: { purpose: 'sign-in', name: 'Ana Visser', email: null, role: 'owner', by: 'Ana Visser', secondFactor: false },
  'link-with-code': {
    purpose: 'sign-in',
    name: 'Ana Visser',
    email: null,
    role: 'owner',
    by: 'Ana',
    secondFactor: true,
  },
  invite: { purpose: 'invite', name: 'Ben', email: null, role: 'marketer', by: 'Ana Visser', secondFactor: false },
  reset: { purpose: 'reset', name: 'Ana Visser', email: null, role: 'owner', by: 'Ana Visser', secondFactor: true },
};

let signedIn: ReturnType<typeof sessionOf> | null = null;
let mail = true;
/** Who comes in by the right password. */
let comes = sessionOf('owner');
let locked = false;
let asked: string[] = [];
let sent: { path: string; body: Record<string, unknown> }[] = [];

function start(response: ServerResponse, body: Record<string, unknown>): unknown {
  if (locked)
    return problem(response, 429, 'too-many-requests', 'Too many attempts. Try again in 2 seconds.', { retryAfter: 2 });
  if (typeof body.token === 'string' && !(body.token in links)) return problem(response, 410, 'link-used', 'Used.');
  if (body.password !== undefined && !String(body.password).startsWith('right')) {
    return problem(response, 401, 'sign-in-refused', 'The e-mail address or the password is not right.');
  }
  const needsCode = body.password === 'right with code' || body.token === 'link-with-code';
  if (needsCode && body.code === undefined) return problem(response, 401, 'second-factor', 'Type the code.');
  if (needsCode && !['123456', 'abcd-efgh-jkmn-pqrs'].includes(String(body.code))) {
    return problem(response, 401, 'sign-in-refused', 'The code is not right.');
  }
  signedIn = comes;
  return answer(response, 201, comes);
}

async function door(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> {
  const body = await bodyOf(request);
  const of = `${request.method} ${path}`;
  if (request.method !== 'GET') sent.push({ path, body });
  if (of === 'POST /api/session') start(response, body);
  else if (of === 'GET /api/links/ways') answer(response, 200, { mail });
  else if (of === 'POST /api/links') answer(response, 202, { asked: true });
  else if (of === 'POST /api/links/read') {
    const link = links[String(body.token)];
    if (link === undefined)
      problem(response, 410, 'link-used', 'This link has been used, was withdrawn, or is too old.');
    else answer(response, 200, { ...link, workspace: workspace.name });
  } else if (of === 'POST /api/links/accept') {
    if (body.email === 'taken@wadden.example')
      problem(response, 409, 'conflict', 'Another member has this e-mail address.');
    else {
      signedIn = sessionOf('marketer', String(body.name), benId);
      answer(response, 201, signedIn);
    }
  } else if (of === 'POST /api/links/reset') {
    if (body.code !== '123456') problem(response, 401, 'sign-in-refused', 'The code is not right.');
    else start(response, { password: 'right' });
  } else return false;
  return true;
}

async function api(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const { pathname } = url;
  if (await door(request, response, pathname)) return;
  if (signedIn === null) return problem(response, 401, 'not-signed-in', 'Sign in first.');
  asked.push(pathname);
  if (pathname === '/api/session') return answer(response, 200, signedIn);
  if (pathname === '/api/plan/mine') return answer(response, 200, { bets: [], handOffs: [] });
  if (pathname === '/api/follow-ups') return answer(response, 200, { total: 0, followUps: [] });
  if (!signedIn.permissions.includes('workspace:read')) return problem(response, 403, 'not-allowed', 'No.');
  if (pathname === '/api/workspace') return answer(response, 200, workspace);
  if (pathname === '/api/work') return answer(response, 200, { now: '2026-11-22T12:00:00.000Z', work: [] });
  if (pathname === '/api/experiments') return answer(response, 200, { total: 1, rows: [row] });
  if (pathname === '/api/imports') return answer(response, 200, { imports: [] });
  return problem(response, 404, 'not-found', 'Nothing is at this address.');
}

describe.skipIf(!browserFound)('the doors in a browser', () => {
  const at = useInterface(api);
  afterEach(() => {
    signedIn = null;
    mail = true;
    comes = sessionOf('owner');
    locked = false;
    asked = [];
    sent = [];
  });

  const wide = { width: 1440, scheme: 'light' } as const;

  async function withPage(
    path: string,
    run: (page: Page, context: BrowserContext) => Promise<void>,
    look: (typeof everyLook)[number] = wide,
  ) {
    const context = await at.browser.newContext({
      viewport: { width: look.width, height: 800 },
      colorScheme: look.scheme,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const heard = listen(page, at.address);
    try {
      await page.goto(at.address + path);
      await page.locator('h1').waitFor();
      await run(page, context);
      const complaints = heard.complaints.filter((text) => !/status of (401|404|409|410|429)/.test(text));
      expect({ ...heard, complaints }).toEqual({ complaints: [], outside: [] });
    } finally {
      await context.close();
    }
  }

  const clean = { overflow: 0, violations: [] };
  const email = (page: Page) => page.getByLabel('E-mail address');
  const password = (page: Page) => page.getByRole('textbox', { name: /^Password/ });
  const submit = (page: Page) => page.getByRole('button', { name: 'Sign in', exact: true });
  const signInWith = async (page: Page, word: string) => {
    await email(page).fill('ana@wadden.example');
    await password(page).fill(word);
    await page.keyboard.press('Enter');
  };

  test.each(everyLook)('every door at $width px, $scheme', { timeout: 60_000 }, async (look) => {
    for (const path of [
      '/sign-in',
      '/sign-in#token=link',
      '/join#token=invite',
      '/join#token=used',
      '/join',
      '/new-password#token=reset',
    ]) {
      await withPage(
        path,
        async (page) => {
          await page.locator('.answer').waitFor();
          expect([path, await lookAt(page)]).toEqual([path, clean]);
        },
        look,
      );
    }
  });

  test('a password, by keyboard: the fields are said to managers, what is missing is said at the field', async () => {
    await withPage('/sign-in?next=%2Fimports', async (page) => {
      await page.keyboard.press('Enter');
      await page.getByText('Type your e-mail address.').waitFor();
      expect(await email(page).getAttribute('autocomplete')).toBe('username');
      expect(await password(page).getAttribute('autocomplete')).toBe('current-password');
      await signInWith(page, 'wrong');
      await page.getByRole('alert').getByText('The e-mail address or the password is not right.').waitFor();
      expect(await page.evaluate('document.activeElement.name')).toBe('password');
      expect(await lookAt(page)).toEqual(clean);
      await signInWith(page, 'right');
      await page.waitForURL('**/imports');
      await page.goBack();
      expect(page.url()).not.toContain('sign-in');
    });
  });

  test('the second step: a code, or a recovery code', async () => {
    await withPage('/sign-in', async (page) => {
      await signInWith(page, 'right with code');
      const code = page.getByLabel('Code of your authenticator');
      await code.waitFor();
      expect(await page.evaluate('document.activeElement.name')).toBe('code');
      expect([await code.getAttribute('autocomplete'), await code.getAttribute('inputmode')]).toEqual([
        'one-time-code',
        'numeric',
      ]);
      expect(await lookAt(page)).toEqual(clean);
      await code.fill('12');
      await page.keyboard.press('Enter');
      await page.getByText('Type the six digits').waitFor();
      await code.fill('000000');
      await page.keyboard.press('Enter');
      await page.getByText('The code is not right.').waitFor();
      await page.getByRole('button', { name: 'Use a recovery code' }).click();
      expect(await page.evaluate('document.activeElement.name')).toBe('code');
      await page.getByLabel('Recovery code', { exact: true }).fill('abcd-efgh-jkmn-pqrs');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/today');
    });
  });

  test('a link with two-step sign-in asks for the code', async () => {
    await withPage('/sign-in#token=link-with-code', async (page) => {
      await page.getByRole('button', { name: 'Open the workspace' }).click();
      await page.getByLabel('Code of your authenticator').fill('123456');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/today');
      expect(sent.at(-1)?.body).toEqual({ token: 'link-with-code', code: '123456' });
    });
  });

  test('a link of another kind goes to its own page', async () => {
    await withPage('/sign-in#token=invite', async (page) => {
      await page.getByRole('heading', { name: 'Will you join?' }).waitFor();
      expect(new URL(page.url()).pathname).toBe('/join');
    });
  });

  test('too many attempts: says how long, and lets one try again afterwards', async () => {
    locked = true;
    await withPage('/sign-in', async (page) => {
      await signInWith(page, 'right');
      await page.getByText(/You can try again in \d seconds?\./).waitFor();
      expect(await submit(page).getAttribute('aria-disabled')).toBe('true');
      expect(await lookAt(page)).toEqual(clean);
      await page.keyboard.press('Enter');
      locked = false;
      await page.locator('.notice').waitFor({ state: 'detached' });
      expect(sent.filter(({ path }) => path === '/api/session')).toHaveLength(1);
      await submit(page).click();
      await page.waitForURL('**/today');
    });
  });

  test('a link by mail: the same answer whatever the address', async () => {
    await withPage('/sign-in', async (page) => {
      await email(page).fill('nobody@wadden.example');
      await page.getByRole('button', { name: 'I forgot my password' }).click();
      expect(await email(page).inputValue()).toBe('nobody@wadden.example');
      expect(await lookAt(page)).toEqual(clean);
      await page.getByRole('button', { name: 'Send the link' }).click();
      await page.getByText('If a member has this address, a link is on its way.').waitFor();
      expect(await page.evaluate('document.activeElement.className')).toBe('door-said');
      expect(sent.at(-1)).toEqual({ path: '/api/links', body: { email: 'nobody@wadden.example', purpose: 'reset' } });
      expect(await lookAt(page)).toEqual(clean);
    });
  });

  test('without mail: whom to ask, and the command of who runs it', async () => {
    mail = false;
    await withPage('/sign-in', async (page) => {
      await page.getByText('Ask the owner of your workspace for a link.').waitFor();
      expect(await page.getByRole('button', { name: 'Mail me a link' }).count()).toBe(0);
      await page.getByText('You run this server yourself').click();
      await page.getByText('./dandelion owner-link').waitFor();
      expect(await lookAt(page)).toEqual(clean);
    });
  });

  test('an invitation: who, into what, as what; and joining without a password', async () => {
    await withPage('/join#token=invite', async (page) => {
      await page.getByText('Ana Visser invites you to Wadden Coast Trust, as a marketer.').waitFor();
      await expect.poll(() => new URL(page.url()).hash).toBe('');
      expect(await page.getByLabel('Your name').inputValue()).toBe('Ben');
      await password(page).fill('short');
      await page.getByRole('button', { name: 'Join' }).click();
      await page.getByText('At least 10 characters.', { exact: true }).waitFor();
      await page.getByText('A password needs an e-mail address to sign in with.').waitFor();
      expect(await lookAt(page)).toEqual(clean);
      await password(page).fill('');
      await email(page).fill('taken@wadden.example');
      await page.getByRole('button', { name: 'Join' }).click();
      await page.getByText('Another member has this e-mail address.').waitFor();
      await email(page).fill('');
      await page.getByRole('button', { name: 'Join' }).click();
      await page.waitForURL('**/today');
      expect(sent.at(-1)?.body).toEqual({ token: 'invite', name: 'Ben' });
    });
  });

  test('a new password by a link, with the code', async () => {
    await withPage('/new-password#token=reset', async (page) => {
      await page.getByText('Choose a new password, Ana Visser.').waitFor();
      expect(await password(page).getAttribute('autocomplete')).toBe('new-password');
      await password(page).fill('several calm words');
      await page.getByLabel('Code of your authenticator').fill('000000');
      await page.keyboard.press('Enter');
      await page.getByText('The code is not right.').waitFor();
      await page.getByLabel('Code of your authenticator').fill('123456');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/today');
      expect(sent.at(-1)?.body).toEqual({ token: 'reset', password: 'several calm words', code: '123456' });
    });
  });

  /** A page with something typed whose session has ended. */
  async function endIn(page: Page) {
    // What the frame asks for by itself would be told first that nobody is signed in.
    await expect.poll(() => asked).toContain('/api/today');
    await page.keyboard.press('Control+k');
    signedIn = null;
    await page.getByRole('combobox').fill('spring');
    const dialog = page.getByRole('dialog', { name: 'You are signed out' });
    await dialog.waitFor();
    return dialog;
  }

  test('a session that ends: the password in place, and the call goes on', async () => {
    signedIn = sessionOf('owner');
    await withPage('/no-such-page', async (page) => {
      comes = sessionOf('owner');
      const dialog = await endIn(page);
      expect(await dialog.getByLabel('E-mail address').inputValue()).toBe('ana@wadden.example');
      expect(await lookAt(page)).toEqual(clean);
      await dialog.getByRole('textbox', { name: /^Password/ }).fill('right with code');
      await page.keyboard.press('Enter');
      await dialog.getByLabel('Code of your authenticator').fill('123456');
      await page.keyboard.press('Enter');
      await dialog.waitFor({ state: 'detached' });
      expect(await page.getByRole('combobox').inputValue()).toBe('spring');
      await page.getByRole('option', { name: new RegExp(row.title) }).waitFor();
    });
  });

  test('somebody else signs in there: the page begins anew and nothing that waited is sent', async () => {
    signedIn = sessionOf('owner');
    await withPage('/no-such-page', async (page) => {
      comes = sessionOf('reader', 'Ben Smit', benId);
      await page.evaluate("sessionStorage.setItem('draft:note:1', '\"of Ana\"')");
      const dialog = await endIn(page);
      asked = [];
      const loaded = page.waitForEvent('load');
      await dialog.getByRole('textbox', { name: /^Password/ }).fill('right');
      await page.keyboard.press('Enter');
      await loaded;
      await page.getByRole('complementary').getByText('Ben Smit').waitFor();
      expect(asked).not.toContain('/api/experiments');
      expect(await page.evaluate("sessionStorage.getItem('draft:note:1')")).toBe(null);
    });
  });

  test('somebody else signs in in another tab: this one begins anew; the same member: it goes on', async () => {
    signedIn = sessionOf('owner');
    await withPage('/no-such-page', async (page, context) => {
      const other = await context.newPage();
      await other.goto(`${at.address}/sign-in`);
      const dialog = await endIn(page);
      await signInWith(other, 'right');
      await other.waitForURL('**/today');
      await dialog.waitFor({ state: 'detached' });
      comes = sessionOf('reader', 'Ben Smit', benId);
      const loaded = page.waitForEvent('load');
      await other.goto(`${at.address}/sign-in`);
      await signInWith(other, 'right');
      await loaded;
      await page.getByRole('complementary').getByText('Ben Smit').waitFor();
    });
  });

  test('a partner sees one friendly page and their account, and asks for nothing else', async () => {
    signedIn = sessionOf('partner', 'Pia Berg');
    await withPage('/experiments', async (page) => {
      await page.getByText('Nothing names you yet.').waitFor();
      expect(await lookAt(page)).toEqual(clean);
      expect(
        await page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link').allTextContents(),
      ).toEqual(['Your part']);
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('a');
      await page.getByRole('option', { name: /Your account/ }).waitFor();
      expect(await page.getByRole('option', { name: /Import|Experiments|Settings/ }).count()).toBe(0);
      expect(new Set(asked)).toEqual(new Set(['/api/session', '/api/plan/mine', '/api/follow-ups']));
    });
  });

  const commands = async (page: Page) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('option').first().waitFor();
    const names = await page.getByRole('option').locator('b').allTextContents();
    await page.keyboard.press('Escape');
    return names;
  };

  test.each<[Role, boolean]>([
    ['reader', false],
    ['marketer', true],
  ])('a %s: importing is there or absent (%s)', async (role, there) => {
    signedIn = sessionOf(role);
    await withPage('/imports', async (page) => {
      await page.getByText('Nothing').first().waitFor();
      expect(await page.getByRole('link', { name: 'Import a finished test' }).count()).toBe(there ? 1 : 0);
      expect((await commands(page)).includes('Import a finished test')).toBe(there);
      await page.goto(`${at.address}/imports/new`);
      await page.getByText('Not in the role that you have.').or(page.getByText('Drop')).first().waitFor();
      expect(await page.getByText('Not in the role that you have.').count()).toBe(there ? 0 : 1);
      expect(await lookAt(page)).toEqual(clean);
    });
  });
});
