import { randomUUID } from 'node:crypto';
import type { Import } from '@dandelion-loop/contract';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { testActor } from '../../kernel/test-caller.ts';
import {
  choose,
  gatedEngine,
  inProcess,
  newest,
  smallFile,
  type TestServer,
  untilEnded,
  untilState,
  useStores,
} from './test-imports.ts';

const stores = useStores();

async function create(server: TestServer, choices = choose({ unit: 'id' })): Promise<Import> {
  const uploadId = await stores.store(smallFile());
  return server.imports.create(testActor, { source: 'file', name: 'Spring', uploadId, choices });
}

const attemptOf = async (id: string) => {
  const [found] = await stores.ask<{ attempt: number }>('SELECT attempt FROM analyses WHERE id = $1', [id]);
  return found!.attempt;
};

/** As a server leaves an analysis that was killed in the middle. */
const leaveRunning = (id: string, attempt: number) =>
  stores.ask(`UPDATE analyses SET state = 'running', attempt = $2 WHERE id = $1`, [id, attempt]);

/** Whose analyses wait before a statement. */
async function serveGated() {
  const gate = gatedEngine(stores.engine());
  const startAnalysis = (log: TestServer['log']) => inProcess(stores.databaseUrl(), gate.engine, log);
  return { gate, server: await stores.serve({ startAnalysis }) };
}

const stages: [string, RegExp][] = [
  ['before the file is read', /CREATE TABLE \w+_raw/],
  ['while the file is read', /INSERT INTO \w+_raw/],
  ['before ids are hashed', /CREATE TABLE \w+_rows/],
  ['while ids are hashed', /INSERT INTO \w+_rows/],
  ['while values are looked at', /uniqExact/],
  ['while units are made', /INSERT INTO \w+_units/],
  ['while it is computed', /countIf\(.*AS a0_n/],
];

describe('stopped', () => {
  test.each(stages)(
    '%s, nothing remains, and it can be run again without a second upload',
    async (_name, statement) => {
      const { gate, server } = await serveGated();
      const before = await stores.remains();
      const held = gate.hold(statement);
      const { id } = await create(server);
      await held.reached;
      const cancelling = server.imports.cancel(testActor, id);
      await untilState(server.imports, id, 'cancelled');
      held.open();
      expect(newest(await cancelling)).toMatchObject({ state: 'cancelled', stage: '', failure: null });
      expect(await stores.remains()).toEqual({ ...before, imports: before.imports + 1, analyses: before.analyses + 1 });
      await server.imports.retry(testActor, id);
      const done = await untilEnded(server.imports, id);
      expect(newest(done)).toMatchObject({ state: 'done', number: 1 });
      expect(server.said).toEqual([]);
    },
  );

  test('before its turn came, it is never begun', async () => {
    const server = await stores.serve({ working: false });
    const { id } = await create(server);
    expect(newest(await server.imports.cancel(testActor, id)).state).toBe('cancelled');
    // And once more does nothing.
    expect(newest(await server.imports.cancel(testActor, id)).state).toBe('cancelled');
    const other = await create(server);
    await server.imports.start();
    await untilEnded(server.imports, other.id);
    expect(await attemptOf(newest(await server.imports.get(id)).id)).toBe(0);
    expect(newest(await server.imports.cancel(testActor, other.id)).state).toBe('done');
  });

  test('by way of another server', async () => {
    const { gate, server } = await serveGated();
    const other = await stores.serve({ working: false });
    const before = await stores.remains();
    const held = gate.hold(/INSERT INTO \w+_units/);
    const { id } = await create(server);
    await held.reached;
    await other.imports.cancel(testActor, id);
    const resumed = server.imports.resume();
    held.open();
    await resumed;
    expect(newest(await server.imports.get(id)).state).toBe('cancelled');
    expect((await stores.remains()).tables).toEqual(before.tables);
    // Its turn is free again.
    expect(newest(await untilEnded(server.imports, (await create(server)).id)).state).toBe('done');
  });

  test('by way of another server in the moment of storing', async () => {
    const { gate, server } = await serveGated();
    const other = await stores.serve({ working: false });
    const before = await stores.remains();
    const blocker = new pg.Client({ connectionString: stores.databaseUrl() });
    await blocker.connect();
    onTestFinished(() => blocker.end());
    const held = gate.hold(/countIf\(.*AS a0_n/);
    const { id } = await create(server);
    await held.reached;
    // The tests of an import refer to it, and wait for who has it.
    await blocker.query('BEGIN');
    await blocker.query('SELECT 1 FROM imports WHERE id = $1 FOR UPDATE', [id]);
    held.open();
    const waiting = `SELECT 1 FROM pg_stat_activity WHERE application_name = 'test analysis' AND wait_event_type = 'Lock'`;
    await expect.poll(() => stores.ask(waiting), { timeout: 30_000 }).toHaveLength(1);
    await other.imports.cancel(testActor, id);
    await blocker.query('ROLLBACK');
    await server.stop();
    expect(newest(await other.imports.get(id)).state).toBe('cancelled');
    expect(await stores.remains()).toEqual({ ...before, imports: before.imports + 1, analyses: before.analyses + 1 });
  });

  test('by deleting the import', async () => {
    const { gate, server } = await serveGated();
    const before = await stores.remains();
    const held = gate.hold(/INSERT INTO \w+_raw/);
    const { id } = await create(server);
    await held.reached;
    const removed = server.imports.remove(testActor, id);
    await untilState(server.imports, id, 'cancelled');
    held.open();
    await removed;
    expect(await stores.remains()).toEqual(before);
  });
});

describe('cut off', () => {
  test('by two servers it is taken up once', async () => {
    const servers = [await stores.serve({ working: false }), await stores.serve({ working: false })] as const;
    const made = await Promise.all([create(servers[0]), create(servers[0]), create(servers[0])]);
    for (const one of made) await leaveRunning(newest(one).id, 1);
    await stores.ask('DELETE FROM jobs.job');
    await Promise.all(servers.map(({ imports }) => imports.start()));
    await Promise.all(servers.map(({ imports }) => imports.resume()));
    for (const { id, analyses } of made) {
      expect(newest(await untilEnded(servers[0].imports, id)).state).toBe('done');
      expect(await attemptOf(analyses[0]!.id)).toBe(2);
      expect(await stores.ask('SELECT 1 FROM results WHERE analysis_id = $1', [analyses[0]!.id])).toHaveLength(1);
    }
  });

  test('three times, it fails, and a person can begin it again', async () => {
    const server = await stores.serve({ working: false });
    const made = await create(server);
    await leaveRunning(newest(made).id, 3);
    await stores.ask('DELETE FROM jobs.job');
    await server.imports.start();
    const failed = await untilEnded(server.imports, made.id);
    expect(newest(failed)).toMatchObject({ state: 'failed', failure: { code: 'interrupted' } });
    expect(newest(failed).failure!.message).toContain('Nothing of it was stored. Try again');
    await server.imports.retry(testActor, made.id);
    expect(newest(await untilEnded(server.imports, made.id)).state).toBe('done');
  });

  test('not while somebody works at it', async () => {
    const { gate, server } = await serveGated();
    const other = await stores.serve({ working: false });
    const held = gate.hold(/INSERT INTO \w+_units/);
    const made = await create(server);
    await held.reached;
    await other.imports.resume();
    await server.imports.resume();
    expect(newest(await other.imports.get(made.id)).state).toBe('running');
    held.open();
    expect(newest(await untilEnded(server.imports, made.id)).state).toBe('done');
    expect(await attemptOf(newest(made).id)).toBe(1);
  });

  test('by the end of its connection to PostgreSQL', async () => {
    const { gate, server } = await serveGated();
    const held = gate.hold(/INSERT INTO \w+_units/);
    const made = await create(server);
    await held.reached;
    const killed = await stores.ask(
      `SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid)
       WHERE locktype = 'advisory' AND objsubid = 1 AND application_name = 'test analysis'`,
    );
    expect(killed).toHaveLength(1);
    held.open();
    // Without its lock it is taken up at the next look.
    expect(newest(await untilEnded(server.imports, made.id)).state).toBe('done');
    expect(await attemptOf(newest(made).id)).toBe(2);
  });

  test('by a server that stops in order, which does not count', async () => {
    const { gate, server } = await serveGated();
    const held = gate.hold(/INSERT INTO \w+_units/);
    const made = await create(server);
    await held.reached;
    const stopped = server.stop();
    held.open();
    await stopped;
    expect(newest(await server.imports.get(made.id))).toMatchObject({ state: 'queued', fraction: null });
    expect(await attemptOf(newest(made).id)).toBe(0);
    const next = await stores.serve();
    expect(newest(await untilEnded(next.imports, made.id)).state).toBe('done');
    expect(await attemptOf(newest(made).id)).toBe(1);
  });

  test('before it was sent', async () => {
    const server = await stores.serve({ working: false });
    const made = await create(server);
    await stores.ask('DELETE FROM jobs.job');
    await server.imports.start();
    expect(newest(await untilEnded(server.imports, made.id)).state).toBe('done');
  });

  test('leaves tables, which are swept when nobody needs them', async () => {
    const server = await stores.serve();
    const kept = await create(server);
    await untilEnded(server.imports, kept.id);
    const before = await stores.remains();
    const make = (table: string) =>
      stores.engine().run({ sql: `CREATE TABLE ${table} (n UInt64) ENGINE = MergeTree ORDER BY n` });
    const under = await create(await stores.serve({ working: false }));
    const plain = (id: string) => id.replaceAll('-', '');
    await make(`analysis_${plain(randomUUID())}_01234567_raw`);
    await make(`analysis_${plain(newest(kept).id)}_01234567_units`);
    await make('somebody_elses');
    await (await stores.serve({ working: false })).imports.resume();
    expect((await stores.remains()).tables).toEqual(before.tables);
    expect(await stores.engine().rows({ sql: `EXISTS TABLE somebody_elses` })).toEqual([{ result: 1 }]);
    await server.imports.cancel(testActor, under.id);
  });
});
