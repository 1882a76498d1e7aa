import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { ensureBuilt } from '../../../scripts/set-up.mjs';

/** For tests in a real browser: a site with the scripts as they ship, and a server of another origin that writes down what it is sent. */

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
export const browserFound = existsSync(executablePath);
if (!browserFound) console.info(`skipped: no browser at ${executablePath}; set CHROMIUM_PATH to run the SDK in one`);

export interface Message {
  type: string;
  messageId: string;
  anonymousId: string;
  userId?: string;
  [fact: string]: unknown;
}

interface Received {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
  at: number;
}

/** What the server says to a request: a status, with seconds in `after`, or nothing (`lost`: the connection ends). */
type Answer = { status: number; after?: number; delay?: number } | 'lost';

const listening = async (listener: RequestListener): Promise<{ server: Server; origin: string }> => {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, origin: `http://localhost:${(server.address() as AddressInfo).port}` };
};

export class TestSite {
  received: Received[] = [];
  /** For the next requests; 200 when there is none left. */
  answers: Answer[] = [];
  /** Of the script element. */
  attributes = 'data-key="public-key"';
  /** Before it. */
  before = '';
  script = 'dandelion.js';
  /** How often the script is in the page. */
  times = 1;
  policy = '';
  /** Of the site. */
  origin = '';
  /** Of Dandelion's server. */
  server = '';
  browser!: Browser;
  context!: BrowserContext;
  #folder = '';
  #servers: Server[] = [];

  async open(): Promise<void> {
    this.#folder = join(await ensureBuilt(), 'sdk');
    const dandelion = await listening((request, response) => {
      if (request.url?.startsWith('/sdk/')) {
        response
          .setHeader('content-type', 'text/javascript')
          .end(readFileSync(join(this.#folder, request.url.slice(5))));
      } else void this.#receive(request, response);
    });
    const site = await listening((request, response) => {
      if (this.policy) response.setHeader('content-security-policy', this.policy);
      if (request.url?.startsWith('/before.js')) {
        response.setHeader('content-type', 'text/javascript').end(this.before);
      } else response.setHeader('content-type', 'text/html; charset=utf-8').end(this.#html(request.url ?? ''));
    });
    this.#servers = [dandelion.server, site.server];
    this.server = dandelion.origin;
    this.origin = site.origin;
    this.browser = await chromium.launch({
      executablePath,
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
  }

  async close(): Promise<void> {
    await this.browser?.close();
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
    }
  }

  async begin(): Promise<void> {
    Object.assign(this, { received: [], answers: [], attributes: 'data-key="public-key"', before: '', policy: '' });
    Object.assign(this, { script: 'dandelion.js', times: 1 });
    this.context = await this.browser.newContext({ viewport: { width: 1280, height: 800 } });
  }

  #html(path: string): string {
    const script = `<script async src="${this.server}/sdk/${this.script}" ${this.attributes}></script>`;
    return `<!doctype html><html lang="en"><head><title>Page ${path}</title><meta name="viewport" content="width=device-width">
      <script src="/before.js"></script>
      ${script.repeat(this.times)}</head>
      <body><main><h1>Shop</h1><p>Something to buy.</p><a href="/next">Next</a> <button id="own">A button of the site</button></main></body></html>`;
  }

  async #receive(request: IncomingMessage, response: Parameters<RequestListener>[1]): Promise<void> {
    const { method = '', url: path = '', headers } = request;
    const body = await text(request);
    this.received.push({ method, path, headers, body, at: Date.now() });
    const answer = this.answers.shift() ?? { status: 200 };
    if (answer === 'lost') return void request.socket.destroy();
    if (answer.delay) await new Promise((resolve) => setTimeout(resolve, answer.delay));
    response.writeHead(answer.status, {
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'Retry-After',
      ...(answer.after !== undefined && { 'retry-after': String(answer.after) }),
    });
    response.end('{}');
  }

  get batches(): { writeKey: string; batch: Message[]; sentAt: string }[] {
    return this.received.map(({ body }) => JSON.parse(body));
  }

  /** Each message once, as a server that knows message ids keeps them, in the order in which they came. */
  get messages(): Message[] {
    const all = this.batches.flatMap(({ batch }) => batch);
    return all.filter(({ messageId }, at) => all.findIndex((one) => one.messageId === messageId) === at);
  }

  /** Names of events and paths of pages. */
  get told(): string[] {
    return this.messages.map((message) => {
      if (message.type === 'page') return `page ${(message.properties as { path: string }).path}`;
      return message.type === 'track' ? String(message.event) : message.type;
    });
  }

  async visit(path = '/', context = this.context): Promise<Page> {
    const page = await context.newPage();
    await this.go(page, path);
    return page;
  }

  async go(page: Page, path: string): Promise<void> {
    await page.goto(this.origin + path);
    await page.waitForFunction(`typeof window.dandelion?.track === 'function'`);
  }

  async untilTold(...told: string[]): Promise<void> {
    await expect.poll(() => this.told).toEqual(told);
  }
}

/** One browser for the tests of a file, and a new person for each. */
export function useSite(): TestSite {
  const site = new TestSite();
  beforeAll(() => site.open(), 120_000);
  beforeEach(() => site.begin());
  afterEach(() => site.context.close());
  afterAll(() => site.close());
  return site;
}

/** Everything a browser keeps for a site. */
export async function keptBy(
  page: Page,
): Promise<{ cookies: number; databases: number; session: string[]; local: string[] }> {
  const kept = (await page.evaluate(`(async () => ({
    databases: (await indexedDB.databases()).length + (await caches.keys()).length,
    session: Object.keys(sessionStorage),
    local: Object.keys(localStorage).sort(),
  }))()`)) as { databases: number; session: string[]; local: string[] };
  return { ...kept, cookies: (await page.context().cookies()).length };
}

export const nothing = { cookies: 0, databases: 0, session: [], local: [] };
/** Long enough for what must not come. */
export const aWhile = () => new Promise((resolve) => setTimeout(resolve, 900));
