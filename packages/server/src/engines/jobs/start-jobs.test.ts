import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { startPostgres } from '../postgres/start-postgres.ts';
import { ask } from '../postgres/test-ask.ts';
import { createTestDatabase, type TestDatabase } from '../postgres/test-postgres.ts';
import { type RunningJobs, startJobs } from './start-jobs.ts';

let database: TestDatabase;
let started: RunningJobs[];
let told: { level: string; facts: Record<string, unknown>; message: string }[];
const patiently = { timeout: 40_000 };

beforeEach(async () => {
  database = await createTestDatabase();
  started = [];
  told = [];
});

afterEach(async () => {
  await Promise.all(started.map((jobs) => jobs.stop()));
  await database.drop();
});

const log = Object.fromEntries(
  (['info', 'warn', 'error'] as const).map((level) => [
    level,
    (facts: Record<string, unknown>, message: string) => told.push({ level, facts, message }),
  ]),
) as unknown as Parameters<typeof startJobs>[0]['log'];

async function start(url = database.url): Promise<RunningJobs> {
  const jobs = await startJobs({ url, log, lookEverySeconds: 1 });
  started.push(jobs);
  return jobs;
}

/** Something that a handler waits for. */
function gate(): { open: () => void; opened: Promise<void> } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

const states = (url = database.url) =>
  ask<{ state: string; jobs: number }>(
    url,
    `SELECT state, count(*)::int AS jobs FROM jobs.job WHERE name NOT LIKE '\\_\\_%' GROUP BY state ORDER BY state`,
  );

describe('work', () => {
  test('is done with what was sent, whoever came first', async () => {
    const jobs = await start();
    const done: Record<string, string>[] = [];
    await jobs.send('a', { id: 'sent before anybody works' });
    await jobs.work('a', 1, async (data) => void done.push(data));
    await jobs.send('a', { id: 'ünïcode "quoted"' });
    await expect.poll(() => done, patiently).toEqual([{ id: 'sent before anybody works' }, { id: 'ünïcode "quoted"' }]);
    expect(jobs.state()).toEqual({ state: 'ready', reason: null });
    await expect.poll(() => states(), patiently).toEqual([{ state: 'completed', jobs: 2 }]);
  });

  test('that is not yet due waits', async () => {
    const jobs = await start();
    const done: string[] = [];
    await jobs.send('a', { id: 'later' }, { delaySeconds: 2 });
    await jobs.send('a', { id: 'now' });
    await jobs.work('a', 1, async ({ id }) => void done.push(id!));
    await expect.poll(() => done, patiently).toEqual(['now', 'later']);
  });

  test('at most so much at once, and another queue does not wait for it', async () => {
    const jobs = await start();
    const { open, opened } = gate();
    let begun = 0;
    let atOnce = 0;
    let most = 0;
    for (let i = 0; i < 5; i++) await jobs.send('slow', {});
    await jobs.work('slow', 2, async () => {
      begun++;
      most = Math.max(most, ++atOnce);
      await opened;
      atOnce--;
    });
    await expect.poll(() => begun, patiently).toBe(2);
    const other: string[] = [];
    await jobs.work('other', 1, async () => void other.push('done'));
    await jobs.send('other', {});
    await expect.poll(() => other, patiently).toEqual(['done']);
    expect(begun).toBe(2);
    open();
    await expect.poll(() => begun, patiently).toBe(5);
    expect(most).toBe(2);
  });

  test('that throws is told and not tried again, and the rest goes on', async () => {
    const jobs = await start();
    const tried: string[] = [];
    await jobs.work('a', 1, async ({ id }) => {
      tried.push(id!);
      if (id === 'bad') throw new Error('thrown on purpose');
    });
    await jobs.send('a', { id: 'bad' });
    await jobs.send('a', { id: 'good' });
    await expect.poll(() => tried, patiently).toEqual(['bad', 'good']);
    const [failure] = told.filter(({ level }) => level === 'error');
    expect(failure).toMatchObject({ message: 'A job failed', facts: { queue: 'a' } });
    expect(failure?.facts.error).toMatchObject({ message: 'thrown on purpose' });
    await expect.poll(() => states(), patiently).toEqual([{ state: 'completed', jobs: 2 }]);
  });

  test('of two servers that start at once is done once, over few connections', async () => {
    const servers = await Promise.all([start(), start()]);
    const done: string[] = [];
    await Promise.all(servers.map((jobs) => jobs.work('a', 3, async ({ id }) => void done.push(id!))));
    const ids = Array.from({ length: 60 }, (_, at) => String(at));
    await Promise.all(ids.map((id, at) => servers[at % 2]!.send('a', { id })));
    await expect.poll(() => done.length, patiently).toBeGreaterThanOrEqual(60);
    await expect.poll(() => states(), patiently).toEqual([{ state: 'completed', jobs: 60 }]);
    expect(done.toSorted()).toEqual(ids.toSorted());
    const [connections] = await ask<{ most: number }>(
      database.url,
      `SELECT count(*)::int AS most FROM pg_stat_activity WHERE datname = current_database() AND pid != pg_backend_pid()`,
    );
    expect(connections!.most).toBeLessThanOrEqual(6);
  });
});

test('servers that start at once on an empty store make the same queues without getting in each other’s way', async () => {
  const servers = await Promise.all([start(), start(), start(), start()]);
  const done: string[] = [];
  const queues = ['a', 'b', 'c', 'd'];
  const handle = async ({ id }: Record<string, string>) => void done.push(id!);
  await Promise.all(
    servers.flatMap((jobs, at) =>
      queues.map((_, shift) => jobs.work(queues[(at + shift) % queues.length]!, 1, handle)),
    ),
  );
  await Promise.all(queues.map((id, at) => servers[at]!.send(id, { id })));
  await expect.poll(() => done.toSorted(), patiently).toEqual(queues);
});

test('a schedule is kept once, whatever number of servers', async () => {
  const servers = await Promise.all([start(), start()]);
  let done = 0;
  for (const jobs of servers) {
    await jobs.work('regularly', 1, async (data) => {
      expect(data).toEqual({});
      done++;
    });
    await jobs.schedule('regularly', '* * * * *');
    await jobs.schedule('regularly', '* * * * *');
  }
  expect(await ask(database.url, 'SELECT name, cron, timezone FROM jobs.schedule')).toEqual([
    { name: 'regularly', cron: '* * * * *', timezone: 'UTC' },
  ]);
  await expect.poll(() => done, patiently).toBeGreaterThan(0);
  const minutes = await ask<{ sent: number }>(
    database.url,
    `SELECT count(*)::int AS sent FROM jobs.job WHERE name LIKE '\\_\\_%' GROUP BY singleton_on`,
  );
  expect(minutes.every(({ sent }) => sent === 1)).toBe(true);
  expect(done).toBeLessThanOrEqual(minutes.length);
});

describe('stopping', () => {
  test('waits for what is nearly done, and takes up nothing new', async () => {
    const jobs = await start();
    const { open, opened } = gate();
    const events: string[] = [];
    await jobs.work('a', 1, async ({ id }) => {
      events.push(`begun ${id}`);
      await opened;
      events.push(`done ${id}`);
    });
    await jobs.send('a', { id: '1' });
    await jobs.send('a', { id: '2' });
    await expect.poll(() => events, patiently).toEqual(['begun 1']);
    const stopped = jobs.stop().then(() => events.push('stopped'));
    open();
    await stopped;
    expect(events).toEqual(['begun 1', 'done 1', 'stopped']);
    expect(jobs.state().state).toBe('down');
    expect(await states()).toEqual([
      { state: 'created', jobs: 1 },
      { state: 'completed', jobs: 1 },
    ]);
  });

  test('does not wait for ever, and the next server begins again what was left', async () => {
    const jobs = await start();
    let begun = 0;
    await jobs.work('a', 1, async () => {
      begun++;
      await new Promise(() => {});
    });
    await jobs.send('a', { id: 'long' });
    await expect.poll(() => begun, patiently).toBe(1);
    await jobs.stop();
    expect(await states()).toEqual([{ state: 'created', jobs: 1 }]);
    const done: unknown[] = [];
    await (await start()).work('a', 1, async (data) => void done.push(data));
    await expect.poll(() => done, patiently).toEqual([{ id: 'long' }]);
  });
});

/** A process of its own with a server that began the job and will not end it. */
async function startWorker(queue: string) {
  const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url));
  mkdirSync(modules, { recursive: true });
  const programs = mkdtempSync(join(modules, '.jobs-'));
  onTestFinished(() => rmSync(programs, { recursive: true, force: true }));
  const bundle = await rolldown({
    input: fileURLToPath(new URL('test-worker.ts', import.meta.url)),
    platform: 'node',
    external: ['pg', 'pg-boss'],
    logLevel: 'warn',
  });
  await bundle.write({ dir: programs, entryFileNames: 'worker.mjs' });
  await bundle.close();
  const worker = spawn(process.execPath, [join(programs, 'worker.mjs'), database.url, queue], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void worker.kill('SIGKILL'));
  return { worker, lines: createInterface(worker.stdout) };
}

describe('a server that is gone', () => {
  test('killed with -9 in the middle of a job, the job is begun again elsewhere', async () => {
    const jobs = await start();
    await jobs.send('a', { name: 'import' });
    const { worker, lines } = await startWorker('a');
    expect(await once(lines, 'line')).toEqual(['import']);
    worker.kill('SIGKILL');
    await once(worker, 'exit');
    const done: unknown[] = [];
    await jobs.work('a', 1, async (data) => void done.push(data));
    await expect.poll(() => done, patiently).toEqual([{ name: 'import' }]);
    await expect.poll(() => states(), patiently).toEqual([{ state: 'completed', jobs: 1 }]);
    expect(told).toContainEqual({ level: 'warn', facts: { jobs: 1 }, message: expect.stringContaining('begun again') });
  });

  test('a job that takes long is not taken for lost, also when its connection breaks', async () => {
    const [one, other] = [await start(), await start()];
    const { open, opened } = gate();
    let begun = 0;
    await one.work('a', 1, async () => {
      begun++;
      await opened;
    });
    await one.send('a', {});
    await expect.poll(() => begun, patiently).toBe(1);
    const locks = () =>
      ask<{ pid: number }>(database.url, `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = 4600002`);
    await expect.poll(locks, patiently).toHaveLength(1);
    const [before] = await locks();
    await other.work('a', 1, async () => void begun++);
    await ask(database.url, `SELECT pg_terminate_backend(${before!.pid})`);
    await expect.poll(async () => (await locks())[0]?.pid ?? before!.pid, patiently).not.toBe(before!.pid);
    // The other one looks once a second, and needs two looks.
    await sleep(4000);
    expect(begun).toBe(1);
    open();
    await expect.poll(() => states(), patiently).toEqual([{ state: 'completed', jobs: 1 }]);
    await expect.poll(locks, patiently).toEqual([]);
  });
});

describe('PostgreSQL', () => {
  let folder: string;

  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'jobs-test-')), 'postgres');
    onTestFinished(() => rmSync(dirname(folder), { recursive: true, force: true }));
  });

  const postmaster = () => Number.parseInt(readFileSync(join(folder, 'data/postmaster.pid'), 'latin1'), 10);

  test('killed with -9: the process lives, and all that was sent is done once', async () => {
    const postgres = await startPostgres({ folder });
    onTestFinished(() => postgres.stop());
    const jobs = await start(postgres.url);
    let { open, opened } = gate();
    const done: string[] = [];
    await jobs.work('a', 1, async ({ id }) => {
      await opened;
      done.push(id!);
    });
    await jobs.schedule('b', '0 0 1 1 *');
    for (const round of ['1', '2']) {
      await jobs.send('a', { id: `held ${round}` });
      await jobs.send('a', { id: `waiting ${round}` });
      await sleep(1000);
      const killed = postmaster();
      process.kill(killed, 'SIGKILL');
      if (round === '2') open();
      await expect.poll(() => postgres.state().state === 'ready' && postmaster() !== killed, patiently).toBe(true);
      open();
      await expect
        .poll(() => states(postgres.url).catch(() => []), patiently)
        .toEqual([{ state: 'completed', jobs: 2 * Number(round) }]);
      ({ open, opened } = gate());
    }
    expect(done).toEqual(['1', '2'].flatMap((round) => [`held ${round}`, `waiting ${round}`]));
  });

  test('away for a while: that is told, and what ended meanwhile is not done again', async () => {
    const first = await startPostgres({ folder });
    const jobs = await start(first.url);
    const { open, opened } = gate();
    const done: string[] = [];
    await jobs.work('a', 1, async ({ id }) => {
      if (id === 'meanwhile') await opened;
      done.push(id!);
    });
    await jobs.send('a', { id: 'meanwhile' });
    await jobs.send('a', { id: 'afterwards' });
    await first.stop();
    await expect.poll(() => jobs.state().state, patiently).toBe('down');
    expect(jobs.state().reason).toContain('does not answer');
    await expect(jobs.send('a', { id: 'refused' })).rejects.toThrow();
    open();
    await expect.poll(() => done, patiently).toEqual(['meanwhile']);
    const second = await startPostgres({ folder, choosePort: async () => Number(new URL(first.url).port) });
    onTestFinished(() => second.stop());
    await expect.poll(() => jobs.state(), patiently).toEqual({ state: 'ready', reason: null });
    await expect.poll(() => states(first.url), patiently).toEqual([{ state: 'completed', jobs: 2 }]);
    expect(done).toEqual(['meanwhile', 'afterwards']);
    const messages = told.map(({ message }) => message);
    expect(messages.filter((message) => message.includes('waits for it'))).toHaveLength(1);
    expect(messages.filter((message) => message.includes('work goes on'))).toHaveLength(1);
  });

  test('not there at the start: that is a failure; gone at the end: it stops all the same', async () => {
    await expect(startJobs({ url: 'postgresql://nobody@127.0.0.1:9/none', log })).rejects.toThrow(/ECONNREFUSED/);
    const postgres = await startPostgres({ folder });
    const jobs = await start(postgres.url);
    let begun = 0;
    await jobs.work('a', 1, async () => {
      begun++;
      await new Promise(() => {});
    });
    await jobs.send('a', {});
    await expect.poll(() => begun, patiently).toBe(1);
    await postgres.stop();
    await jobs.stop();
    expect(jobs.state().state).toBe('down');
  });
});
