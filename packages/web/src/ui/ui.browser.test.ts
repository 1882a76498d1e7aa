import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  browserFound,
  everyLook,
  type Heard,
  listen,
  lookAt,
  openBrowser,
  type Site,
  serveBuilt,
} from '../test-browser.ts';

/** Every part of the interface in a real browser: the pattern book of test-gallery, which the product does not have. */

const clean = { overflow: 0, violations: [] };

describe.skipIf(!browserFound)('the parts in a browser', () => {
  let browser: Browser;
  let site: Site;

  beforeAll(async () => {
    site = await serveBuilt('test-gallery/index.html');
    browser = await openBrowser();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  async function withGallery(
    look: { width: number; scheme: 'light' | 'dark' },
    run: (page: Page, heard: Heard) => Promise<void>,
  ) {
    const page = await browser.newPage({
      viewport: { width: look.width, height: 900 },
      colorScheme: look.scheme,
      reducedMotion: 'reduce',
    });
    const heard = listen(page, site.address);
    try {
      await page.goto(`${site.address}/test-gallery/index.html`);
      await page.locator('h1').waitFor();
      await page.locator('.skeleton i').first().waitFor();
      await run(page, heard);
      expect(heard).toEqual({ complaints: [], outside: [] });
    } finally {
      await page.close();
    }
  }

  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

  test.each(everyLook)('all of them at $width px, $scheme', { timeout: 60_000 }, async (look) => {
    await withGallery(look, async (page) => {
      await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
      expect(await lookAt(page)).toEqual(clean);
    });
  });

  test.each(everyLook)('what lies over the page, at $width px, $scheme', { timeout: 60_000 }, async (look) => {
    await withGallery(look, async (page) => {
      for (const name of ['Open a dialog', 'Open a confirmation', 'Open the drawer']) {
        await button(page, name).click();
        await page.getByRole('dialog').waitFor();
        expect(await lookAt(page), name).toEqual(clean);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
        expect(await button(page, name).evaluate((element) => element === document.activeElement), name).toBe(true);
      }
      for (const [name, role] of [
        ['Export', 'menu'],
        ['Order', 'menu'],
        ['More filters', 'dialog'],
      ] as const) {
        await button(page, name).click();
        await page.getByRole(role).waitFor();
        expect(await lookAt(page), name).toEqual(clean);
        await page.keyboard.press('Escape');
        await page.getByRole(role).waitFor({ state: 'hidden' });
      }
    });
  });

  const wide = { width: 1440, scheme: 'light' } as const;

  test('the fonts of the house are loaded, no others', async () => {
    await withGallery(wide, async (page) => {
      const loaded = await page.evaluate(
        'document.fonts.ready.then(() => [...document.fonts].filter(({ status }) => status === "loaded").map(({ family }) => family).sort())',
      );
      expect(loaded).toEqual(
        ['Inter Variable', 'Source Serif 4 Variable'].map((name) => expect.stringContaining(name)),
      );
    });
  });

  test('a confirmation needs the word', async () => {
    await withGallery(wide, async (page) => {
      await button(page, 'Open a confirmation').click();
      const confirm = page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true });
      await confirm.click({ force: true });
      expect(await confirm.getAttribute('aria-description')).toBe('Type what is asked for above first.');
      expect(await page.getByRole('dialog').count()).toBe(1);
      await page.getByLabel('Type “delete” to confirm').fill('delete');
      await confirm.click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    });
  });

  test('a menu by keyboard alone', async () => {
    await withGallery(wide, async (page) => {
      await button(page, 'Export').focus();
      await page.keyboard.press('Enter');
      await page.getByRole('menuitem', { name: 'CSV' }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('region', { name: 'Notices' }).getByText('Picture saved').waitFor();
      expect(await lookAt(page)).toEqual(clean);
      await button(page, 'Dismiss').click();
      expect(await page.getByText('Picture saved').count()).toBe(0);
    });
  });

  test('a field is tied to its hint and its error', async () => {
    await withGallery(wide, async (page) => {
      const size = page.getByLabel('Size');
      expect(await size.getAttribute('aria-invalid')).toBe('true');
      const described = (await size.getAttribute('aria-describedby')) ?? '';
      expect(await page.locator(`[id="${described}"]`).textContent()).toContain('is no number');
      await size.fill('1 500');
      expect(await size.inputValue()).toBe('1 500');
    });
  });

  test('what was typed survives a reload until it is sent', async () => {
    await withGallery(wide, async (page) => {
      const name = page.getByLabel('Name');
      await name.fill('Spring mailing');
      await page.reload();
      await expect.poll(() => name.inputValue()).toBe('Spring mailing');
      await button(page, 'Send').click();
      await page.reload();
      await page.locator('.skeleton i').first().waitFor();
      expect(await name.inputValue()).toBe('');
    });
  });

  test('a curve is read with the arrow keys', async () => {
    await withGallery(wide, async (page) => {
      const reader = page.getByRole('slider', { name: /People in each group/ });
      const before = await reader.getAttribute('aria-valuetext');
      await reader.focus();
      await page.keyboard.press('ArrowRight');
      const after = await reader.getAttribute('aria-valuetext');
      expect(after).not.toBe(before);
      expect(await page.locator('.curve-say').textContent()).toBe(after);
    });
  });
});
