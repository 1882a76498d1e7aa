import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../packages/server/src/test-server.ts';
import { accessibilityFaults, found, launch } from './test-browser.ts';

/**
 * An owner, a marketer, an analyst and a reader side by side in profiles of their own, a director with a link on a phone, a machine
 * that is lost, and a backup that brings everything back. The real server, the real databases, a real browser.
 */

const root = fileURLToPath(new URL('..', import.meta.url));

/** 2,000 people, 10% against 14% (exact counts, no chance), and a country. */
function mailing(): string {
  const rows = ['email,group,bought,country'];
  for (let n = 0; n < 2000; n++) {
    const group = n % 2 === 0 ? 'control' : 'new mail';
    const bought = Math.floor(n / 2) % 50 < (group === 'control' ? 5 : 7) ? 1 : 0;
    rows.push(`person${n}@example.org,${group},${bought},${n % 3 === 0 ? 'NL' : 'DE'}`);
  }
  return `${rows.join('\n')}\n`;
}

let server: TestServer;
let browser: Browser;
let folder: string;
const complaints: string[] = [];
const people: Record<string, Page> = {};

async function profile(name: string, options: { width?: number; dark?: boolean } = {}): Promise<Page> {
  const { width = 1280, dark = false } = options;
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(`${name}: ${error}`));
  page.on('response', (response) => {
    if (response.status() >= 500 || [401, 403].includes(response.status())) {
      complaints.push(`${name}: ${response.status()} ${new URL(response.url()).pathname}`);
    }
  });
  people[name] = page;
  return page;
}

async function accessible(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  expect(await accessibilityFaults(page)).toEqual([]);
}

const dandelion = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'scripts/launch.mjs'), ...args], {
    env: { ...process.env, DANDELION_DATA: args.includes('restore') ? join(folder, 'new-machine') : server.dataFolder },
    encoding: 'utf8',
  });

const password = 'four herons behind the lock';
let experiment: string;
let shared: string;

describe.skipIf(!found)('a team', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dandelion-e2e-'));
    writeFileSync(join(folder, 'mailing.csv'), mailing());
    server = await startTestServer();
    browser = await launch();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('the owner comes in by the printed link and chooses a password', async () => {
    const page = await profile('owner');
    await page.goto(server.link);
    await page.getByRole('button', { name: 'Open the workspace' }).click();
    await page.getByRole('heading', { level: 1, name: 'What did your last test really say?' }).waitFor();
    await page.goto(`${server.url}/account`);
    await page.getByLabel('Name', { exact: true }).fill('Olga Owner');
    await page.getByLabel('E-mail address').first().fill('olga@example.org');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Your account is saved').first().waitFor();
    await page.getByLabel('New password').fill(password);
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('The password is saved').first().waitFor();
  });

  it.each([
    ['marketer', 'Mo Marketer'],
    ['analyst', 'Ann Analyst'],
    ['reader', 'Rea Reader'],
  ])('lets in, as %s: %s', async (role, name) => {
    const page = people.owner!;
    await page.goto(`${server.url}/settings/members`);
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await page
      .getByRole('dialog')
      .getByText(new RegExp(`^${role}`, 'i'))
      .first()
      .click();
    await page.getByRole('button', { name: 'Make the link' }).click();
    const link = await page.getByLabel('The link', { exact: true }).inputValue();
    await page.getByRole('button', { name: 'Done' }).click();
    const theirs = await profile(role);
    await theirs.goto(link);
    await theirs.getByLabel('Your name').fill(name);
    await theirs.getByRole('button', { name: 'Join', exact: true }).click();
    await theirs.getByRole('heading', { level: 1 }).first().waitFor();
    await theirs.waitForURL((url) => !url.pathname.startsWith('/join'));
  });

  it('the marketer imports a test and reads its verdict', async () => {
    const page = people.marketer!;
    await page.goto(`${server.url}/imports/new`);
    await page.locator('input[type=file]').first().setInputFiles(join(folder, 'mailing.csv'));
    await page.getByLabel('Name of the import').fill('Autumn mailing');
    await expect.poll(() => page.getByLabel('Control').first().inputValue(), { timeout: 15_000 }).toBe('control');
    await page.getByRole('button', { name: /judge it/i }).click();
    await page.waitForURL(/\/experiments\/[\w-]{36}/, { timeout: 60_000 });
    experiment = new URL(page.url()).pathname;
    await page.getByText('14.0% against 10.0%').first().waitFor();
  });

  it('the reader comments, and can change nothing', async () => {
    const page = people.reader!;
    await page.goto(`${server.url}${experiment}`);
    await page.getByLabel('Write a comment').fill('Does it hold in spring?');
    await page.getByRole('button', { name: 'Comment', exact: true }).click();
    await page.getByText('Does it hold in spring?').first().waitFor();
    for (const name of ['Add a tag', 'Note']) expect(await page.getByLabel(name, { exact: true }).count()).toBe(0);
    expect(await page.getByText('SELECT').count()).toBe(0);
    expect(await page.getByRole('link', { name: /import a finished test/i }).count()).toBe(0);
    await accessible(page);
  });

  it('the analyst sees what the marketer does not: the SQL', async () => {
    const seesSql = async (page: Page) => {
      await page.goto(`${server.url}${experiment}`);
      await page.getByText('14.0% against 10.0%').first().waitFor();
      await page.getByRole('button', { name: 'How do we know?' }).click();
      await page.getByRole('heading', { name: 'How do we know?' }).waitFor();
      const sees = await page.getByRole('button', { name: 'Show the SQL that was run' }).count();
      if (sees > 0) {
        await page.getByRole('button', { name: 'Show the SQL that was run' }).click();
        await page.getByText('SELECT').first().waitFor();
      }
      await page.keyboard.press('Escape');
      return sees > 0;
    };
    expect([await seesSql(people.analyst!), await seesSql(people.marketer!)]).toEqual([true, false]);
    await people.marketer!.getByText('Does it hold in spring?').first().waitFor();
  });

  it('the marketer shares it, and the director reads it on a phone', async () => {
    const page = people.marketer!;
    await page.getByRole('button', { name: 'Share' }).first().click();
    await page.getByRole('button', { name: 'Make a link' }).click();
    await page.getByText('Copy it now').waitFor();
    shared = await page.locator('input[readonly]').first().inputValue();
    await page.keyboard.press('Escape');
    const phone = await profile('director', { width: 360, dark: true });
    const robots = phone.waitForResponse((response) => new URL(response.url()).pathname === '/shared');
    await phone.goto(shared);
    expect((await robots).headers()['x-robots-tag']).toContain('noindex');
    await phone.getByRole('heading', { name: 'What that means' }).waitFor();
    const text = (await phone.locator('body').textContent()) ?? '';
    expect(text).toContain('14');
    for (const secret of ['SELECT', 'mailing.csv', 'Does it hold', 'person0@', 'Mo Marketer'])
      expect(text).not.toContain(secret);
    expect(await phone.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await accessible(phone);
  });

  it('the owner reads who did what', async () => {
    const page = people.owner!;
    await page.goto(`${server.url}/settings/audit`);
    // In the list, not among the choices of the filter.
    for (const name of ['Rea Reader', 'Mo Marketer'])
      await page.getByText(name).filter({ visible: true }).first().waitFor();
    await accessible(page);
  });

  it('the machine is lost, and the backup brings everything back', async () => {
    const backup = join(folder, 'backup');
    expect(dandelion('backup', backup)).toMatchObject({ status: 0 });
    // After the backup: this goes with the machine.
    await people.reader!.goto(`${server.url}${experiment}`);
    await people.reader!.getByLabel('Write a comment').fill('Written too late.');
    await people.reader!.getByRole('button', { name: 'Comment', exact: true }).click();
    await people.reader!.getByText('Written too late.').first().waitFor();
    server.signal('SIGKILL');
    await server.ended;
    rmSync(server.dataFolder, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 });
    expect(dandelion('restore', backup)).toMatchObject({ status: 0 });
    server = await startTestServer({ dataFolder: join(folder, 'new-machine'), ready: /runs on \S+/ });

    // Who was signed in still is; cookies do not know the port.
    for (const role of ['owner', 'marketer', 'analyst', 'reader']) {
      const page = people[role]!;
      await page.goto(`${server.url}${experiment}`);
      await page.getByText('14.0% against 10.0%').first().waitFor();
      await page.getByText('Does it hold in spring?').first().waitFor();
      expect(await page.getByText('Written too late.').count()).toBe(0);
    }
    await people.director!.goto(`${server.url}/shared${new URL(shared).hash}`);
    await people.director!.getByRole('heading', { name: 'What that means' }).waitFor();
    expect(dandelion('audit', 'verify', '--json').stdout).toContain('"ok":true');
  }, 180_000);

  it('the owner signs in with the password on the new machine', async () => {
    const page = await profile('owner elsewhere', { width: 360 });
    await page.goto(`${server.url}/sign-in`);
    await page.getByLabel('E-mail address').fill('olga@example.org');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'What needs you today?' }).first().waitFor();
    await accessible(page);
  });

  it('nothing broke, and nobody asked for what they may not', () => {
    // Who is not signed in asks once who they are.
    expect(
      complaints.filter((line) => !/^(owner|director|owner elsewhere|\w+): 401 \/api\/session$/.test(line)),
    ).toEqual([]);
  });
});
