import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { RecentEvent } from '@dandelion-loop/contract';
import { type Browser, chromium, type Page } from 'playwright-core';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from './test-server.ts';

/** The server as libraries for browsers meet it: the published packages on a page of another origin, in a real browser. */

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const found = existsSync(executablePath);
if (!found) console.info(`skipped: no browser at ${executablePath}; set CHROMIUM_PATH to run the libraries in one`);

const agent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

/** Beside this file, so that packages are found from there. */
const pageFile = fileURLToPath(new URL('./page-of-a-test.js', import.meta.url));

/** A page's script of a few lines that use a package, with the package in it. */
async function bundle(lines: string): Promise<string> {
  const build = await rolldown({
    input: 'virtual:page',
    platform: 'browser',
    logLevel: 'silent',
    plugins: [
      {
        name: 'page',
        resolveId: (id) => (id === 'virtual:page' ? pageFile : null),
        load: (id) => (id === pageFile ? lines : null),
      },
    ],
  });
  const { output } = await build.generate({ format: 'iife' });
  await build.close();
  return output[0].code;
}

describe.skipIf(!found)('libraries for browsers', () => {
  let server: TestServer;
  let pages: Server;
  let browser: Browser;
  let origin: string;
  let key: string;
  const scripts = new Map<string, string>();

  // biome-ignore lint/suspicious/noExplicitAny: answers of several endpoints
  async function api(path: string, json?: unknown): Promise<any> {
    const init = { method: 'POST', body: JSON.stringify(json), headers: { 'content-type': 'application/json' } };
    const response = await server.ask(path, json === undefined ? {} : init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  beforeAll(async () => {
    server = await startTestServer();
    await server.signIn();
    pages = createServer((request, response) => {
      const script = scripts.get(request.url ?? '');
      if (script !== undefined) return void response.setHeader('content-type', 'text/javascript').end(script);
      const name = /\?(\w+)/.exec(request.url ?? '')?.[1] ?? '';
      response.setHeader('content-type', 'text/html');
      response.end(`<!doctype html><title>A shop</title><script src="/${name}.js"></script>`);
    });
    await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
    const asked = { name: 'Shop', consent: 'opt-out', legalBasis: 'A test.', origins: [origin] };
    const { id } = await api('/api/sources', asked);
    key = (await api(`/api/sources/${id}/keys`, { kind: 'public' })).token;
    browser = await chromium.launch({
      executablePath,
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    pages?.close();
    await server?.stop();
  });

  async function open(name: string, lines: string): Promise<Page> {
    scripts.set(`/${name}.js`, await bundle(lines));
    const context = await browser.newContext({ userAgent: agent });
    const page = await context.newPage();
    await page.goto(`${origin}/?${name}`);
    return page;
  }

  /** The events of a user, once there are as many. */
  async function eventsOf(userId: string, many: number): Promise<RecentEvent[]> {
    let events: RecentEvent[] = [];
    await expect
      .poll(async () => {
        const { events: all } = (await api('/api/events/recent?limit=200')) as { events: RecentEvent[] };
        events = all.filter((event) => event.userId === userId);
        return events.length;
      })
      .toBe(many);
    return events;
  }

  test.each([
    ['each by itself', {}],
    ['in batches', { deliveryStrategy: { strategy: 'batching', config: { size: 2, timeout: 500 } } }],
  ])('Segment’s analytics-next, %s', async (how, options) => {
    const userId = `segment-${how.length}`;
    const page = await open(
      `segment${how.length}`,
      `import { AnalyticsBrowser } from '@segment/analytics-next';
       const analytics = AnalyticsBrowser.load(
         { writeKey: ${JSON.stringify(key)}, cdnURL: ${JSON.stringify(server.url)} },
         { integrations: { 'Segment.io': ${JSON.stringify(options)} } },
       );
       analytics.identify(${JSON.stringify(userId)}, { plan: 'pro' });
       analytics.track('Product Viewed', { price: 12.5 });
       analytics.page('Product');
       analytics.group('club', { size: 3 });`,
    );
    const events = await eventsOf(userId, 4);
    expect(events.map(({ type }) => type).sort()).toEqual(['group', 'identify', 'page', 'track']);
    expect(events.find(({ type }) => type === 'track')).toMatchObject({
      ...{ name: 'Product Viewed', properties: { price: 12.5 }, trust: 'claimed', machine: '' },
      url: expect.stringContaining(origin),
    });
    await page.context().close();
  });

  // The default build of the package loads its parts from RudderStack's own server.
  test('RudderStack’s analytics-js', async () => {
    const page = await open(
      'rudder',
      `import { RudderAnalytics } from '@rudderstack/analytics-js/bundled';
       const analytics = new RudderAnalytics();
       analytics.load(${JSON.stringify(key)}, ${JSON.stringify(server.url)}, { configUrl: ${JSON.stringify(server.url)} });
       analytics.identify('rudder-1', { plan: 'pro' });
       analytics.track('Product Viewed', { price: 3 });
       analytics.page('Product');`,
    );
    const events = await eventsOf('rudder-1', 3);
    expect(events.map(({ type }) => type).sort()).toEqual(['identify', 'page', 'track']);
    await page.context().close();
  });

  test('our own, from one line of HTML', async () => {
    scripts.set(
      '/own.js',
      `const script = document.createElement('script');
       script.src = ${JSON.stringify(`${server.url}/sdk/dandelion.js`)};
       script.dataset.key = ${JSON.stringify(key)};
       script.dataset.consent = 'ask';
       script.onload = () => {
         dandelion.consent({ collect: true });
         dandelion.identify('own-1', { plan: 'pro' });
         dandelion.track('Product Viewed', { price: 4 });
       };
       document.head.append(script);`,
    );
    const context = await browser.newContext({ userAgent: agent });
    const page = await context.newPage();
    await page.goto(`${origin}/?own`);
    const events = await eventsOf('own-1', 2);
    expect(events.map(({ type }) => type).sort()).toEqual(['identify', 'track']);
    await context.close();
  });

  test('a page of another origin is refused', async () => {
    const context = await browser.newContext({ userAgent: agent });
    const page = await context.newPage();
    await page.goto(`${origin.replace('127.0.0.1', 'localhost')}/?none`);
    const ask = `fetch(${JSON.stringify(`${server.url}/v1/t`)}, { method: 'POST', body: JSON.stringify({ event: 'E', userId: 'u', writeKey: ${JSON.stringify(key)} }) }).then((answer) => answer.status)`;
    expect(await page.evaluate(ask)).toBe(403);
    await context.close();
  });
});
