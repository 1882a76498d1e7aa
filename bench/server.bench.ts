import { existsSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { startTestServer, type TestServer } from '../packages/server/src/test-server.ts';
import { median, report } from './measure.ts';

/** The server as a user meets it: start, second start, the sample imported, its memory, the first page drawn. */

const since = (started: number): number => (performance.now() - started) / 1000;

async function timeStart(root: string, dataFolder?: string): Promise<{ server: TestServer; seconds: number }> {
  const started = performance.now();
  const server = await startTestServer({ root, ...(dataFolder === undefined ? {} : { dataFolder }) });
  return { server, seconds: since(started) };
}

async function timeImport(server: TestServer): Promise<number> {
  const started = performance.now();
  const made = await server.ask('/api/imports', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ source: 'sample' }),
  });
  const { id } = (await made.json()) as { id: string };
  for (;;) {
    const now = (await (await server.ask(`/api/imports/${id}`)).json()) as { analyses: { state: string }[] };
    const state = now.analyses[0]?.state;
    if (state === 'done') return since(started);
    if (state !== 'queued' && state !== 'running') throw new Error(`The import is ${state}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function residentMegabytes(pid: number): number | null {
  const status = `/proc/${pid}/status`;
  if (!existsSync(status)) return null;
  return Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(status, 'utf8'))?.[1]) / 1024);
}

/** With nothing cached by the browser: until something is drawn, until the list says what it found; and a page of nothing as the limit. */
async function timePages(server: TestServer, cookie: string) {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] });
  const [name = '', value = ''] = cookie.split('=');
  const drawn: number[] = [];
  const page: number[] = [];
  const nothing: number[] = [];
  for (let round = 0; round < 5; round++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addCookies([{ name, value, url: server.url }]);
    const tab = await context.newPage();
    const before = performance.now();
    await tab.goto(`${server.url}/healthz`);
    nothing.push(since(before));
    const started = performance.now();
    await tab.goto(`${server.url}/experiments`, { waitUntil: 'commit' });
    await tab.getByText('have a verdict you can act on').waitFor();
    page.push(since(started));
    const paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime / 1000";
    drawn.push((await tab.evaluate(paint)) as number);
    await context.close();
  }
  await browser.close();
  return { drawn, page, nothing };
}

export async function run(root: string): Promise<void> {
  const first = await timeStart(root);
  report({ bench: 'server: first start, empty folder', seconds: first.seconds });
  const { dataFolder } = first.server;
  await first.server.stop({ keep: true });
  const { server, seconds } = await timeStart(root, dataFolder);
  report({ bench: 'server: second start', seconds, budgetSeconds: 5 });
  try {
    const cookie = await server.signIn();
    const idle = residentMegabytes(server.pid);
    const imported = await timeImport(server);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const after = residentMegabytes(server.pid);
    report({ bench: 'server: sample imported and judged', seconds: imported, budgetSeconds: 20 });
    report({ bench: 'server: resident memory, MB', idle, afterTheSample: after, budget: 250 });
    const { drawn, page, nothing } = await timePages(server, cookie);
    const limit = median(nothing);
    report({
      bench: 'server: first page drawn',
      medianSeconds: median(drawn),
      slowest: Math.max(...drawn),
      limit,
      budgetSeconds: 1,
    });
    report({
      bench: 'server: list of 4,873 tests said',
      medianSeconds: median(page),
      slowest: Math.max(...page),
      limit,
    });
  } finally {
    await server.stop();
  }
}
