import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../packages/server/src/test-server.ts';
import { accessibilityFaults, found, launch } from './test-browser.ts';

/** A marketer with nothing but the printed link: the real server, the real databases, a real browser. */

/** 4,000 people, a rate of 10% against 14% (exact counts, no chance), e-mail addresses as units, money, two countries. */
function mailing(): string {
  const rows = ['email;group;bought;spent;country'];
  for (let n = 0; n < 4000; n++) {
    const group = n % 2 === 0 ? 'control' : 'new mail';
    const bought = Math.floor(n / 2) % 50 < (group === 'control' ? 5 : 7) ? 1 : 0;
    const spent = bought ? `${20 + (n % 7)},50` : '0';
    rows.push(`person${n}@example.org;${group};${bought};${spent};${n % 3 === 0 ? 'NL' : 'DE'}`);
  }
  return `${rows.join('\n')}\n`;
}

let server: TestServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let folder: string;
const complaints: string[] = [];
const outside: string[] = [];

function listen(to: Page): Page {
  to.on('pageerror', (error) => complaints.push(String(error)));
  to.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  to.on('request', (request) => {
    if (!request.url().startsWith(server.url) && !/^(data|blob):/.test(request.url())) outside.push(request.url());
  });
  return to;
}

async function settled(of: Page): Promise<void> {
  await of.waitForLoadState('networkidle');
  await of.evaluate('document.fonts.ready.then(() => undefined)');
}

describe.skipIf(!found)('a marketer with a link', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dandelion-e2e-'));
    writeFileSync(join(folder, 'mailing.csv'), mailing());
    server = await startTestServer();
    browser = await launch();
    context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
    page = listen(await context.newPage());
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('opens the link and is in an empty workspace', async () => {
    await page.goto(server.link);
    await page.getByRole('button', { name: 'Open the workspace' }).click();
    await page.getByRole('heading', { level: 1, name: 'What did your last test really say?' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/start');
    expect(page.url()).not.toContain('token');
  });

  it('types four numbers and reads the verdict at once', async () => {
    const tried = page.getByLabel('Tried');
    const succeeded = page.getByLabel('Succeeded');
    await tried.nth(0).fill('1200');
    await succeeded.nth(0).fill('118');
    await tried.nth(1).fill('1185');
    await succeeded.nth(1).fill('152');
    // As the command line says it.
    await page.getByText('12.8% against 9.8%').first().waitFor();
  });

  it('drops a file, takes the guesses and reads the verdict of her own test', async () => {
    await page.locator('input[type=file]').first().setInputFiles(join(folder, 'mailing.csv'));
    await page.getByLabel('Name of the import').waitFor();
    // Whoever works by keyboard goes on from the beginning of the page.
    await expect.poll(() => page.evaluate('document.activeElement.id'), { timeout: 15_000 }).toBe('main');
    await page.getByLabel('Name of the import').fill('Autumn mailing');
    await expect.poll(() => page.getByLabel('Control').first().inputValue(), { timeout: 15_000 }).toBe('control');
    await page.getByRole('button', { name: /judge it/i }).click();
    await page.waitForURL(/\/experiments\/[\w-]{36}/, { timeout: 60_000 });
    await page.getByLabel('Note').waitFor();
    // 280 of 2,000 against 200 of 2,000, and the group called control is what the other is compared with.
    const answer = await page.locator('main').textContent();
    expect(answer).toContain('new mail raised bought by 4.0 points: 14.0% against 10.0% with control');
    await settled(page);
  });

  it('writes a note and a tag that are there after a reload', async () => {
    await page.getByLabel('Note').fill('The new subject line works. Next: shorter still.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await page.getByLabel('Add a tag').fill('autumn');
    await page.getByLabel('Add a tag').press('Enter');
    await page.getByText('autumn', { exact: true }).waitFor();
    await page.reload();
    await page.getByText('autumn', { exact: true }).waitFor();
    expect(await page.getByLabel('Note').inputValue()).toBe('The new subject line works. Next: shorter still.');
  });

  it('sends the picture to her director: PNG, SVG, CSV and JSON', async () => {
    const menu = page.getByRole('button', { name: 'Export' });
    for (const [item, extension] of [
      [/CSV/, 'csv'],
      [/JSON/, 'json'],
    ] as const) {
      await menu.click();
      const download = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: item }).click();
      const file = await download;
      expect(file.suggestedFilename()).toMatch(new RegExp(`\\.${extension}$`));
      const text = readFileSync(await file.path(), 'utf8');
      expect(text).toContain('new mail');
      expect(text).not.toContain('@example.org');
    }
    await menu.click();
    await page.getByRole('menuitem', { name: /picture/i }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download PNG' }).click();
    const png = readFileSync(await (await download).path());
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(1600);
    const svgDownload = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download SVG' }).click();
    const svg = readFileSync(await (await svgDownload).path(), 'utf8');
    expect(svg.includes('new mail')).toBe(true);
    expect(svg.includes('at least')).toBe(true);
    // Nothing is fetched by whoever opens it.
    expect(/(href|src|url)[=(]["']?https?:/.test(svg)).toBe(false);
    await page.keyboard.press('Escape');
  });

  it('finds it again the next day, by search and by keyboard alone', async () => {
    const tomorrow = listen(await context.newPage());
    await tomorrow.goto(`${server.url}/experiments`);
    await tomorrow.getByText('Autumn mailing').first().waitFor();
    await tomorrow.keyboard.press('Control+k');
    await tomorrow.getByRole('combobox').waitFor();
    await tomorrow.keyboard.type('autumn', { delay: 20 });
    await tomorrow
      .getByRole('option', { name: /Autumn mailing/ })
      .first()
      .waitFor();
    await tomorrow.keyboard.press('ArrowDown');
    await tomorrow
      .getByRole('option', { name: /Autumn mailing/ })
      .first()
      .click();
    await tomorrow.waitForURL(/\/experiments\/[\w-]{36}/);
    await tomorrow.close();
  });

  it('the units are kept as hashes: no address is in the answers or the stored SQL', async () => {
    await server.signIn().catch(() => undefined);
    const cookies = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const ask = async (path: string) => (await fetch(`${server.url}${path}`, { headers: { cookie: cookies } })).text();
    const { rows } = JSON.parse(await ask('/api/experiments')) as { rows: { id: string }[] };
    for (const { id } of rows) {
      expect(await ask(`/api/experiments/${id}`)).not.toContain('@example.org');
      expect(await ask(`/api/experiments/${id}/sql`)).not.toContain('@example.org');
    }
  });

  it('loads the sample: 4,873 real tests, with progress', async () => {
    await page.goto(`${server.url}/start`);
    await page.getByRole('button', { name: 'Load the sample' }).click();
    await expect
      .poll(
        async () => {
          await page.goto(`${server.url}/experiments`);
          await settled(page);
          return await page.locator('main').textContent();
        },
        { timeout: 120_000, interval: 2000 },
      )
      .toContain('4,874');
    expect(await page.locator('main').textContent()).toContain('7 in 10 split wrongly');
  }, 150_000);

  it('every page holds up in both themes, wide and narrow, with nothing moving', async () => {
    const cookies = await context.cookies();
    const { rows } = (await page.evaluate(`fetch('/api/experiments?verdict=won&limit=2').then((r) => r.json())`)) as {
      rows: { id: string; importId: string }[];
    };
    const paths = [
      '/start',
      '/experiments',
      `/experiments/${rows[0]!.id}`,
      '/imports',
      '/imports/new',
      `/imports/${rows[0]!.importId}`,
      '/plan-a-test',
      '/settings',
      '/nothing-here',
    ];
    const faults: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [1440, 360]) {
        const options = { viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' } as const;
        const look = await browser.newContext(options);
        await look.addCookies(cookies);
        const tab = listen(await look.newPage());
        for (const path of paths) {
          await tab.goto(`${server.url}${path}`);
          await tab.getByRole('heading', { level: 1 }).first().waitFor();
          await settled(tab);
          const violations = await accessibilityFaults(tab);
          faults.push(...violations.map((violation) => `${path} ${width} ${colorScheme} ${violation}`));
          const overflow = await tab.evaluate(
            'document.documentElement.scrollWidth - document.documentElement.clientWidth',
          );
          if (Number(overflow) > 0) faults.push(`${path} ${width} ${colorScheme} is ${overflow} px too wide`);
        }
        await look.close();
      }
    }
    expect(faults).toEqual([]);
  }, 180_000);

  it('asked nobody outside and complained of nothing', () => {
    expect(outside).toEqual([]);
    expect(complaints.filter((text) => !/404/.test(text))).toEqual([]);
  });
});
