import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Endpoint } from '@dandelion-loop/contract';
import * as contract from '@dandelion-loop/contract';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { route } from '../../kernel/route.ts';
import { createServer } from '../create-server.ts';

/** The pages of the API in a real browser, as the server sends them: at every width, in both themes, by the rules of WCAG. */

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const found = existsSync(executablePath);
if (!found) console.info(`skipped: no browser at ${executablePath}; set CHROMIUM_PATH to run the pages in one`);

const exported: unknown[] = Object.values(contract);
const endpoints = exported.filter(
  (value): value is Endpoint => typeof value === 'object' && value !== null && 'permission' in value && 'path' in value,
);
const { resolve } = createRequire(import.meta.url);
const axeSource = readFileSync(resolve('axe-core/axe.min.js'), 'utf8');

interface Looked {
  overflow: number;
  violations: unknown[];
}

// Runs in the page, whose types this package does not have.
const look = `(async () => {
  const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
  return {
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    violations: violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html, failureSummary }) => html + failureSummary) })),
  };
})()`;

describe.skipIf(!found)('the pages in a browser', () => {
  let server: FastifyInstance;
  let browser: Browser;
  let folder: string;
  let origin: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dandelion-api-docs-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Dandelion</title>');
    const font = (name: string, built: string) => cpSync(resolve(name), join(folder, 'assets', built));
    font('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2', 'inter-latin-wght-normal-a1.woff2');
    font(
      '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2',
      'source-serif-4-latin-wght-normal-b2.woff2',
    );
    server = await createServer({
      routes: endpoints.map((one) => route(one, async () => undefined as never)),
      look: async () => ({ ready: true, parts: {} }),
      ...{ hosts: new Set(['loopback']), trustProxy: false, webFolder: folder, version: '0', secure: false },
      ...{ log: pino({ level: 'silent' }), seen: () => {}, callerOf: async () => null },
    });
    origin = await server.listen({ host: '127.0.0.1', port: 0 });
    const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'];
    browser = await chromium.launch({ executablePath, args });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const pages = [
    '/api/docs',
    '/api/docs/experiments',
    '/api/docs/imports',
    '/api/docs/webhooks',
    '/api/problems',
    '/api/problems/conflict',
  ];
  const cases = pages.flatMap((path) => [
    { path, width: 1440, scheme: 'light' as const },
    { path, width: 360, scheme: 'dark' as const },
  ]);

  test.each(cases)('$path at $width px, $scheme', async ({ path, width, scheme }) => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(origin)) complaints.push(request.url());
    });
    try {
      await page.goto(origin + path);
      const fonts = await page.evaluate(
        `document.fonts.ready.then(() => {
          if (innerWidth < 960) document.querySelectorAll('main details, .menu').forEach((one) => { one.open = true; });
          return [...document.fonts].filter(({ status }) => status === 'loaded').length;
        })`,
      );
      expect(fonts).toBe(2);
      await page.evaluate(axeSource);
      expect((await page.evaluate(look)) as Looked).toEqual({ overflow: 0, violations: [] });
      expect(complaints).toEqual([]);
    } finally {
      await page.close();
    }
  });

  test('the way goes from the list to a call and on by the keyboard, without a script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } });
    const page = await context.newPage();
    try {
      await page.goto(`${origin}/api/docs`);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(page.url()).toBe(`${origin}/api/docs#content`);
      await page.getByRole('link', { name: 'Import a finished test' }).click();
      expect(page.url()).toBe(`${origin}/api/docs/imports#post-api-imports`);
      await page.getByText('Parts of the API', { exact: true }).click();
      await page.getByRole('link', { name: 'Errors' }).click();
      await page.getByRole('link', { name: 'Not possible as things are now' }).click();
      expect(page.url()).toBe(`${origin}/api/problems/conflict`);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Not possible as things are now?');
    } finally {
      await context.close();
    }
  });
});
