import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';

/** The browser of these walks, and what axe says of a page in it. */

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
export const found = existsSync(executablePath);
if (!found) console.info(`skipped: no browser at ${executablePath}; set CHROMIUM_PATH to walk through the product`);

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });

/** Wide and narrow, light and dark. */
export const looks = ([1440, 360] as const).flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => ({ width, scheme })),
);

interface Session {
  /** Of the server. */
  url: string;
  /** As a server sets it: name and value. */
  cookie: string;
  /** Of the window, in pixels. */
  width?: number;
}

/** A page of somebody who is signed in, in a context of its own, without motion. */
export async function openAs(browser: Browser, { url, cookie, width = 1440 }: Session): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
  const [name, value] = cookie.split('=') as [string, string];
  await context.addCookies([{ name, value, url }]);
  return context.newPage();
}

/** What the code of a page throws and what is written on its console goes to `complaints`. */
export function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => complaints.push(message.text()));
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = `(async () => (await axe.run(document, {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
})).violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 160)).join(' | ')))()`;

/** What breaks the rules of accessibility on the page as it is. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(rules);
}
