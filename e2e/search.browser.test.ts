import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../packages/server/src/test-server.ts';
import { accessibilityFaults, found, launch } from './test-browser.ts';

/** From a file to for whom a mailing works: the real server, the real databases, a real browser. */

/**
 * 12,000 customers in every combination of group, country and one of five ages, 600 each. 10% buy; of those with the new mail who
 * are 50 or older 25% do. So by construction the effect is 15 points for 4,800 of them and nothing for the others.
 */
function mailing(): string {
  const rows = ['customer,group,bought,age,country,shoe'];
  for (let n = 0; n < 12_000; n++) {
    const [place, cell] = [n % 60, Math.floor(n / 60)];
    const [group, country, age] = [cell % 2, Math.floor(cell / 2) % 2, 20 + 10 * (Math.floor(cell / 4) % 5)];
    const buys = group === 1 && age >= 50 ? 15 : 6;
    rows.push(
      [n, ['control', 'new mail'][group], Number(place < buys), age, ['NL', 'DE'][country], 36 + ((n * 7) % 11)].join(),
    );
  }
  return `${rows.join('\n')}\n`;
}

let server: TestServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let folder: string;
const complaints: string[] = [];

describe.skipIf(!found)('a marketer who asks for whom a mailing works', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dandelion-e2e-'));
    writeFileSync(join(folder, 'mailing.csv'), mailing());
    server = await startTestServer();
    browser = await launch();
    context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('chooses the columns by the keyboard, and judges', async () => {
    await page.goto(server.link);
    await page.getByRole('button', { name: 'Open the workspace' }).click();
    await page.getByRole('heading', { level: 1, name: 'What did your last test really say?' }).waitFor();
    await page.goto(`${server.url}/imports/new`);
    await page.locator('input[type=file]').first().setInputFiles(join(folder, 'mailing.csv'));
    const search = page.getByRole('group', { name: 'Look for people for whom it does something else' });
    await search.getByText(/^Choose among \d+ columns$/).press('Enter');
    for (const column of ['age', 'country', 'shoe']) {
      const box = search.getByRole('checkbox', { name: column, exact: true });
      await box.focus();
      await page.keyboard.press('Space');
      expect(await box.isChecked()).toBe(true);
    }
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Judge it' }).click();
    await page.waitForURL(/\/experiments\//, { timeout: 60_000 });
  }, 120_000);

  it('reads what was found: picture, sentence, check, and how it could be wrong', async () => {
    const section = page
      .locator('section')
      .filter({ has: page.getByRole('heading', { name: /is not the same for all\.$/ }) });
    await section.waitFor();
    const [heading] = await section.getByRole('heading', { level: 3 }).allTextContents();
    expect(heading).toMatch(/^new mail against control .*Holds up$/);
    const picture = section.getByRole('figure', { name: 'Effect of new mail by group' });
    const rows = await picture.getByRole('listitem').allInnerTexts();
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(/^age is at most 40\s+60%, 7,200 units/);
    expect(rows[1]).toMatch(/^age is above 40\s+40%, 4,800 units/);
    const effect = (row: string) => Number(/([+−]?[\d.]+)\s+[+−][\d.]+ to/.exec(row)![1]!.replace('−', '-'));
    // 4,000 units are held out: four standard errors of their parts.
    expect(Math.abs(effect(rows[0]!))).toBeLessThan(4 * 100 * Math.sqrt((2 * 0.09) / 1200));
    expect(Math.abs(effect(rows[1]!) - 15)).toBeLessThan(4 * 100 * Math.sqrt((0.09 + 0.1875) / 800));
    const said = await section.textContent();
    expect(said).toContain('It was found in other units than those that give these numbers, and holds up in them.');
    expect(said).toMatch(/Held-out units, the group with the best effect first, gain \+[\d.]+ points per unit treated/);
    expect(said).toContain('“age” goes with the difference and need not be its cause');
    expect(said).toMatch(/\d splits were tested, with Holm’s correction/);
  });

  it('has tables and a curve for who does not see the picture', async () => {
    await page.locator('summary', { hasText: 'The groups as a table' }).press('Enter');
    const table = page.getByRole('table', { name: 'The groups as a table' });
    expect((await table.getByRole('rowheader').allInnerTexts()).sort()).toEqual([
      'age is above 40',
      'age is at most 40',
    ]);
    await page.locator('summary', { hasText: 'Each place that was tested' }).press('Enter');
    const [first] = await page
      .getByRole('table', { name: 'Each place that was tested' })
      .getByRole('row')
      .filter({ has: page.getByRole('cell') })
      .allInnerTexts();
    expect(first).toMatch(/^all units\s+age is at most 40\s+age is above 40\s+−.*p.<.0\.001\s+yes$/s);
    await page.locator('summary', { hasText: 'The check as a curve' }).press('Enter');
    const curve = page.getByRole('slider', { name: 'Gained over a random order by share of the units' });
    await curve.focus();
    await curve.press('Home');
    expect(await curve.getAttribute('aria-valuetext')).toMatch(/^At 0% of the units: 0/);
    await curve.press('End');
    expect(await curve.getAttribute('aria-valuetext')).toMatch(/^At 100% of the units: 0/);
  });

  it.each([
    [1440, 'light'],
    [1440, 'dark'],
    [360, 'light'],
    [360, 'dark'],
  ] as const)('is for everybody, at %i px, %s', async (width, colorScheme) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    // Colours change gradually.
    await page.evaluate('Promise.all(document.getAnimations().map(({ finished }) => finished)).then(() => undefined)');
    expect(await accessibilityFaults(page)).toEqual([]);
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate(overflow)).toBe(0);
    expect(complaints).toEqual([]);
  });
});
