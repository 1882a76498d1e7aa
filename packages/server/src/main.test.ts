import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchServer, startTestServer, type TestServer } from './test-server.ts';

/** The life of the server as a user lives it: from the command, on a folder of its own. */

const dandelion = fileURLToPath(new URL('../../../dandelion', import.meta.url));
const kept: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'dandelion-life-'));
  kept.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of kept) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Starts it where it must refuse, and returns how it ended. */
async function refusal(options: Parameters<typeof launchServer>[0]) {
  const { child, output } = launchServer({ dataFolder: newFolder(), ...options });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output: output() };
}

/** Processes whose working folder, arguments or environment name the data folder: the engines of that server. */
function engineProcesses(folder: string): string[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line.includes(folder) && !line.includes('ps -eo'));
}

async function until(what: () => boolean | Promise<boolean>, seconds = 30): Promise<void> {
  for (let left = seconds * 10; left > 0; left--) {
    if (await what()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('It did not come to pass.');
}

describe('a server', () => {
  let server: TestServer;
  const folder = newFolder();
  beforeAll(async () => {
    server = await startTestServer({ dataFolder: folder });
    await server.signIn();
  });

  it('is ready, keeps its folder to itself and speaks of no secret', async () => {
    const ready = await server.ask('/readyz');
    expect([ready.status, await ready.json()]).toMatchObject([200, { ready: true }]);
    expect(statSync(folder).mode & 0o007).toBe(0);
    const description = await (await server.ask('/readyz')).text();
    expect(description).not.toMatch(/password|secret|postgres:\/\//i);
  });

  it('refuses a second start on the same data and says where the first one is', async () => {
    const { code, output } = await refusal({ dataFolder: folder });
    expect(code).toBe(3);
    expect(output).toContain(server.url);
    expect(output).not.toMatch(/at \w+ \(|node:internal/);
  });

  it('gives a new link to whoever may use its folder', () => {
    const { stdout, status } = spawnSync(dandelion, ['owner-link'], {
      encoding: 'utf8',
      env: { ...process.env, DANDELION_DATA: folder },
    });
    expect(status).toBe(0);
    expect(stdout.trim()).toMatch(new RegExp(`^${server.url}/sign-in#token=[\\w-]{40,}$`));
  });

  it('answers a page for its own addresses and a problem for others', async () => {
    for (const path of ['/', '/experiments', '/settings']) {
      const response = await fetch(`${server.url}${path}`);
      expect([path, response.status, response.headers.get('content-type')]).toMatchObject([path, 200, /html/]);
    }
    for (const path of ['/api/nothing', '/nothing.php', '/assets/nothing.js']) {
      const response = await fetch(`${server.url}${path}`);
      expect([path, response.status]).toEqual([path, 404]);
      expect(await response.json()).toMatchObject({ code: 'not-found' });
    }
    for (const path of ['/..%2f..%2fetc/passwd', '/assets/..%2f..%2fcli.js', '/assets/%2e%2e/%2e%2e/cli.js']) {
      expect(await (await fetch(`${server.url}${path}`)).text()).not.toMatch(/root:|import /);
    }
  });

  it.each([
    ['no JSON', '{"version":', 400],
    ['another type', '[]', 400],
    ['an unknown field', '{"version":1,"role":"owner"}', 400],
    ['a wrong type', '{"version":"1"}', 400],
    ['a polluting key', '{"version":1,"__proto__":{"a":1}}', 400],
    ['an unknown zone', '{"version":1,"timeZone":"Europe/Atlantis"}', 400],
    ['a NUL in a name', '{"version":1,"name":"a\\u0000b"}', 400],
    ['half a character', '{"version":1,"name":"a\\ud83db"}', 400],
    ['an empty name', '{"version":1,"name":"   "}', 400],
    ['a large body', `{"version":1,"name":"${'x'.repeat(2_000_000)}"}`, 413],
    ['a deep body', `{"version":1,"name":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 400],
  ])('refuses settings with %s and says where', async (_, body, status) => {
    const response = await server.ask('/api/workspace', {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const problem = await response.text();
    expect([response.status, problem]).toMatchObject([status, expect.not.stringMatching(/at \w+ \(/)]);
    expect(JSON.parse(problem).detail.length).toBeGreaterThan(10);
  });

  it('changes settings, and tells of two at once', async () => {
    const change = (body: unknown) =>
      server.ask('/api/workspace', {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const first = await change({ version: 1, name: 'Wadden Coast Trust', timeZone: 'Europe/Amsterdam' });
    expect(await first.json()).toMatchObject({ name: 'Wadden Coast Trust', timeZone: 'Europe/Amsterdam', version: 2 });
    const second = await change({ version: 1, name: 'Another' });
    expect([second.status, await second.json()]).toMatchObject([409, { code: 'conflict' }]);
  });

  it('killed with -9 leaves nothing behind that harms: the next start goes on', async () => {
    process.kill(server.pid, 'SIGKILL');
    await server.ended;
    const again = await startTestServer({ dataFolder: folder });
    await again.signIn();
    expect(await (await again.ask('/api/workspace')).json()).toMatchObject({ name: 'Wadden Coast Trust' });
    await again.stop({ keep: true });
    await until(() => engineProcesses(folder).length === 0);
    expect(existsSync(join(folder, 'control.sock'))).toBe(false);
  });

  it('ends by Ctrl-C in order', async () => {
    const third = await startTestServer({ dataFolder: folder });
    third.signal('SIGINT');
    expect(await third.ended).toEqual({ code: 0, signal: null });
    expect(third.output()).toContain('Stopped.');
    expect(engineProcesses(folder)).toEqual([]);
  });
});

describe('a start that cannot be', () => {
  it.each([
    ['beyond this machine without https', { HOST: '0.0.0.0' }, 2, /PUBLIC_URL.*--insecure/s],
    ['a port that is none', { PORT: 'http' }, 2, /PORT must be a number/],
    ['a database that is none', { DATABASE_URL: 'mysql://x' }, 2, /DATABASE_URL must look like postgres/],
    ['a database that is not there', { DATABASE_URL: 'postgres://a:b@127.0.0.1:9/x' }, 3, /DATABASE_URL/],
    ['an analytics engine that is not there', { CLICKHOUSE_URL: 'http://127.0.0.1:9' }, 3, /CLICKHOUSE_URL/],
    [
      'a public address with a path',
      { PUBLIC_URL: 'https://example.org/dandelion' },
      2,
      /PUBLIC_URL must have no path/,
    ],
    ['an address of another machine', { HOST: '192.0.2.1', PUBLIC_URL: 'https://example.org' }, 3, /HOST=192\.0\.2\.1/],
    ['a data folder that is a file', { DANDELION_DATA: '/etc/hostname' }, 3, /\/etc\/hostname/],
  ])('%s: one clear sentence', async (_, env, code, words) => {
    const { code: found, output } = await refusal({ env });
    expect([found, output]).toEqual([code, expect.stringMatching(words)]);
    expect(output).not.toMatch(/at \w+ \(|node:internal|bug in Dandelion/);
  });

  it('a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const folder = newFolder();
    const { code, output } = await refusal({
      dataFolder: folder,
      env: { PORT: String(port), HOST: '127.0.0.1' },
    });
    other.close();
    expect([code, output]).toEqual([3, expect.stringMatching(new RegExp(`Port ${port} is taken`))]);
    expect(engineProcesses(folder)).toEqual([]);
  });

  it('an engine that is killed with -9 comes back, and readyz tells', async () => {
    const folder = newFolder();
    const server = await startTestServer({ dataFolder: folder });
    await server.signIn();
    const pid = Number(readFileSync(join(folder, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 'SIGKILL');
    await until(async () => (await server.ask('/readyz')).status === 503);
    await until(async () => (await server.ask('/readyz')).status === 200);
    expect((await server.ask('/api/workspace')).status).toBe(200);
    await server.stop({ keep: true });
  });
});
