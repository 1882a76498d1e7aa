import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { contentSecurityPolicy } from '@dandelion-loop/contract';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect } from 'vitest';
import { ensureBuilt } from '../../../scripts/set-up.mjs';

/** For tests in a real browser: the interface is built, served under the server's own policy, and looked at with axe. */

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
export const browserFound = existsSync(executablePath);
if (!browserFound)
  console.info(`skipped: no browser at ${executablePath}; set CHROMIUM_PATH to run the interface in one`);

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });

const web = join(import.meta.dirname, '..');

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export interface Site {
  address: string;
  close: () => Promise<void>;
}

type Api = (request: IncomingMessage, response: ServerResponse, url: URL) => unknown;

/** Serves a folder of built files, with `page` for every address of the interface; what begins with /api goes to `api`. */
async function serve(folder: string, page: string, api?: Api): Promise<Site> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://loopback');
    if (url.pathname.startsWith('/api/') && api !== undefined) void api(request, response, url);
    else sendFile(folder, url.pathname, page, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}`, close: () => closeServer(server) };
}

/** Builds `page`, a path in packages/web that does not ship, and serves it. */
export async function serveBuilt(page: string): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'dandelion-web-'));
  // As it will be shipped: a test runner says "test".
  process.env.NODE_ENV = 'production';
  await build({
    configFile: join(web, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true, rolldownOptions: { input: join(web, page) } },
  });
  const site = await serve(folder, page);
  const close = async () => {
    await site.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...site, close };
}

/** The interface as it ships, built once for all, and a browser, for the tests of a file. */
export function useInterface(api: Api): { readonly browser: Browser; readonly address: string } {
  let site: Site | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    site = await serve(join(await ensureBuilt(), 'web'), 'index.html', api);
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
  return {
    get browser() {
      return browser!;
    },
    get address() {
      return site!.address;
    },
  };
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

/** A file of the build, or the page for every address of the interface. */
function sendFile(folder: string, path: string, page: string, response: ServerResponse): void {
  const asked = join(folder, path);
  const file = extname(path) !== '' && existsSync(asked) ? asked : join(folder, page);
  const type = types[extname(file)] ?? 'application/octet-stream';
  response.writeHead(200, { 'content-type': type, 'content-security-policy': contentSecurityPolicy });
  response.end(readFileSync(file));
}

export interface Heard {
  /** Console, page errors and broken policy. */
  complaints: string[];
  /** Requests to anywhere else. */
  outside: string[];
}

/** Listens to everything a page says or asks for from now on. */
export function listen(page: Page, address: string): Heard {
  const heard: Heard = { complaints: [], outside: [] };
  page.on('console', (message) => heard.complaints.push(message.text()));
  page.on('pageerror', (error) => heard.complaints.push(String(error)));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !/^(data|blob):/.test(url)) heard.outside.push(url);
  });
  return heard;
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface Looked {
  /** Pixels by which the page is wider than its window. */
  overflow: number;
  violations: { id: string; nodes: string[] }[];
}

// Runs in the page.
const look = `(async () => {
  const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
  return {
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    violations: violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html, failureSummary }) => html + failureSummary) })),
  };
})()`;

/** What axe finds by the rules of WCAG 2.2 AA and its best practices. */
export async function lookAt(page: Page): Promise<Looked> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axeSource);
  return (await page.evaluate(look)) as Looked;
}

export const everyLook = ([1440, 360] as const).flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => ({ width, scheme })),
);

interface Visit {
  browser: Browser;
  /** Of the site. */
  address: string;
  path: string;
  look: { width: number; scheme: 'light' | 'dark' };
  height?: number;
  /** What is there once the page has come. */
  until?: string;
  /** What the console may say: refusals that the test asks for. */
  meant?: RegExp;
}

/** Opens a page of its own, and expects that it neither complains nor asks anything of anybody else until the end. */
export async function visit(
  { browser, address, path, look, height = 900, until = 'h1', meant = /status of 404/ }: Visit,
  run: (page: Page) => Promise<void>,
): Promise<void> {
  const viewport = { width: look.width, height };
  const page = await browser.newPage({ viewport, colorScheme: look.scheme, reducedMotion: 'reduce' });
  const heard = listen(page, address);
  try {
    await page.goto(address + path);
    await page.locator(until).waitFor();
    await run(page);
    const complaints = heard.complaints.filter((text) => !meant.test(text));
    expect({ ...heard, complaints }).toEqual({ complaints: [], outside: [] });
  } finally {
    await page.close();
  }
}
