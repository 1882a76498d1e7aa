import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { browserFound, useSite } from './test-site.ts';

/** The banner as people meet it: by keyboard, on a narrow screen, in both themes, under a strict policy of the page. */

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const look = `(async () => {
  const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
  return {
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    violations: violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html, failureSummary }) => html + failureSummary) })),
  };
})()`;

const lookAt = async (page: Page) => {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axeSource);
  return await page.evaluate(look);
};
const fine = { overflow: 0, violations: [] };

describe.skipIf(!browserFound)('the banner', () => {
  const site = useSite();
  const dialog = (page: Page) => page.getByRole('dialog', { name: 'May we note what you do here?' });
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const focused = (page: Page) =>
    page.evaluate(`(document.activeElement.shadowRoot?.activeElement ?? document.activeElement).textContent.trim()`);

  beforeEach(() => {
    site.script = 'dandelion-consent.js';
    site.policy = `default-src 'none'; script-src 'self' ${site.server}; connect-src ${site.server}`;
    site.attributes += ' data-policy="2026-11" data-policy-url="/privacy"';
  });

  const looks = ([1280, 320] as const).flatMap((width) =>
    (['light', 'dark'] as const).map((scheme) => ({ width, scheme })),
  );
  it.each(looks)('can be read and used at $width px, $scheme', async ({ width, scheme }) => {
    const page = await site.visit('/');
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    await page.setViewportSize({ width, height: 640 });
    await page.emulateMedia({ colorScheme: scheme });
    await dialog(page).waitFor();
    expect(await lookAt(page)).toEqual(fine);
    const [no, yes] = await Promise.all(
      ['No', 'Yes'].map((name) =>
        button(page, name).evaluate((element) => {
          const { width, height, top } = (
            element as unknown as { getBoundingClientRect(): DOMRect }
          ).getBoundingClientRect();
          const { color, backgroundColor, font, border } = getComputedStyle(element as never);
          return { width, height, top, color, backgroundColor, font, border };
        }),
      ),
    );
    expect(no).toEqual(yes);
    expect(no!.height).toBeGreaterThanOrEqual(44);
    await button(page, 'Choose').click();
    await button(page, 'Save my choice').waitFor();
    expect(await lookAt(page)).toEqual(fine);
    const heights = await page
      .locator('section :is(label, button):visible')
      .evaluateAll((all) =>
        all.map(
          (element) => (element as unknown as { getBoundingClientRect(): DOMRect }).getBoundingClientRect().height,
        ),
      );
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
    expect(complaints).toEqual([]);
  });

  it('is met first by the keyboard without taking the focus, and Escape decides nothing', async () => {
    const page = await site.visit('/');
    await dialog(page).waitFor();
    expect(await page.evaluate(`document.activeElement === document.body`)).toBe(true);
    const order: unknown[] = [];
    for (let at = 0; at < 5; at++) {
      await page.keyboard.press('Tab');
      order.push(await focused(page));
    }
    expect(order).toEqual(['How we handle what we know', 'No', 'Yes', 'Choose', 'Next']);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Escape');
    expect(await dialog(page).isVisible()).toBe(true);
    expect(await page.evaluate(`dandelion.consent.read()`)).toMatchObject({ choices: {}, answered: false });
    expect(site.received).toEqual([]);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await site.untilTold('consent', 'page /');
    expect(site.messages[0]).toMatchObject({
      choices: { collect: true, profile: true, personalise: true, learn: true },
      ...{ place: 'banner', policy: '2026-11' },
    });
    await expect.poll(() => dialog(page).count()).toBe(0);
    await site.go(page, '/next');
    await site.untilTold('consent', 'page /', 'page /next');
    expect(await dialog(page).count()).toBe(0);
  });

  it('a no is one press as well, and is not asked for again until the text is another', async () => {
    const page = await site.visit('/');
    await button(page, 'No').click();
    await site.untilTold('consent');
    expect(site.messages[0]).toMatchObject({
      choices: { collect: false, profile: false, personalise: false, learn: false },
    });
    await site.go(page, '/next');
    expect(await dialog(page).count()).toBe(0);
    site.attributes = site.attributes.replace('2026-11', '2027-01');
    await site.go(page, '/third');
    await dialog(page).waitFor();
  });

  it('lets purposes be chosen one by one, with nothing chosen before, by keyboard', async () => {
    site.attributes += ' data-purposes="collect learn contact:email"';
    const page = await site.visit('/');
    await button(page, 'Choose').press('Enter');
    expect(
      await page
        .getByRole('checkbox')
        .evaluateAll((all) => all.map((box) => (box as never as { checked: boolean }).checked)),
    ).toEqual([false, false, false]);
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Save my choice');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('Choose');
    await page.keyboard.press('Enter');
    await button(page, 'Save my choice').press('Enter');
    await site.untilTold('consent', 'page /');
    expect(site.messages[0]).toMatchObject({ choices: { collect: true, learn: false, 'contact:email': true } });
  });

  it('comes back when asked to, with the answer that stands, and goes without changing it', async () => {
    const page = await site.visit('/');
    await button(page, 'Yes').click();
    await site.untilTold('consent', 'page /');
    await page.locator('#own').focus();
    await page.evaluate(`dandelion.push(['showConsent'])`);
    await dialog(page).waitFor();
    expect(await page.evaluate(`document.activeElement.shadowRoot.activeElement.getAttribute('role')`)).toBe('dialog');
    await button(page, 'Choose').click();
    expect(await page.getByRole('checkbox', { name: 'Learn from it' }).isChecked()).toBe(true);
    expect(await lookAt(page)).toEqual(fine);
    await page.keyboard.press('Escape');
    expect(await dialog(page).count()).toBe(0);
    expect(await focused(page)).toBe('A button of the site');
    expect(site.told).toEqual(['consent', 'page /']);
    await page.evaluate(`dandelion.showConsent()`);
    await button(page, 'Close').click();
    await page.evaluate(`dandelion.showConsent()`);
    await button(page, 'No').click();
    await site.untilTold('consent', 'page /', 'consent');
    expect(await page.evaluate(`dandelion.consent.read()`)).toMatchObject({
      choices: { collect: false },
      answered: true,
    });
  });

  it('closes where it was answered in another tab', async () => {
    const page = await site.visit('/');
    const other = await site.visit('/other');
    await dialog(other).waitFor();
    await button(page, 'Yes').click();
    await expect.poll(() => dialog(other).count()).toBe(0);
  });

  it('hides nothing for good: the page is longer, and what has the focus is above it', async () => {
    const page = await site.visit('/');
    await dialog(page).waitFor();
    await page.setViewportSize({ width: 360, height: 420 });
    await page.evaluate(`document.querySelector('#own').focus()`);
    const [own, banner] = await Promise.all([page.locator('#own').boundingBox(), dialog(page).boundingBox()]);
    expect(own!.y + own!.height).toBeLessThanOrEqual(banner!.y);
    await button(page, 'No').click();
    expect(await page.evaluate(`document.documentElement.getAttribute('style')`)).toBeFalsy();
  });

  it('does not ask who has said no by Global Privacy Control, and tells so who opens it', async () => {
    await site.context.addInitScript(
      `Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })`,
    );
    const page = await site.visit('/');
    await site.untilTold('consent');
    expect(await dialog(page).count()).toBe(0);
    await page.evaluate(`dandelion.showConsent()`);
    await page.getByText('What you choose here counts instead.').waitFor();
    await button(page, 'Yes').click();
    await page.evaluate(`dandelion.track('Wanted')`);
    await site.untilTold('consent', 'consent', 'Wanted');
  });

  it('does not ask where the operator states another basis, but can be opened', async () => {
    site.attributes += ' data-consent="opt-out"';
    const page = await site.visit('/');
    await site.untilTold('page /');
    expect(await dialog(page).count()).toBe(0);
    await page.evaluate(`dandelion.showConsent()`);
    await button(page, 'No').click();
    await site.untilTold('page /', 'consent');
  });

  it('speaks another language by its attributes', async () => {
    site.attributes += ` data-text-lang="de" data-text-title="Dürfen wir mitschreiben?" data-text-no="Nein" data-text-yes="Ja"
      data-text-collect="Mitschreiben, was ich hier tue" data-text-collect-why="Seiten und Zeiten."`;
    const page = await site.visit('/');
    await page.getByRole('dialog', { name: 'Dürfen wir mitschreiben?' }).waitFor();
    expect(await page.locator('section').getAttribute('lang')).toBe('de');
    await button(page, 'Choose').click();
    await page.getByRole('checkbox', { name: /Mitschreiben, was ich hier tue/ }).waitFor();
    await button(page, 'Back').click();
    await button(page, 'Nein').click();
    await site.untilTold('consent');
  });
});
