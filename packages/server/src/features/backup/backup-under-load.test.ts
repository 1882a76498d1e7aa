import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { system } from '../../kernel/caller.ts';
import type { CopyableEngine, Engine } from '../../kernel/engine.ts';
import { choose, smallFile, untilEnded, useStores } from '../imports/test-imports.ts';
import { contents, never, type TestWorkspace, useBackups } from './test-backup.ts';
import { type WorkspacePlace, writeBackup } from './write-backup.ts';

const stores = useBackups();

/** Counts up for as long as it may, in two tables at once, and keeps an account of its own of what was committed. */
function writeOn({ ask, url }: TestWorkspace) {
  const committed: { count: number; xid: string }[] = [];
  let going = true;
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => {});
  async function write(): Promise<void> {
    for (let count = 1; going; count++) {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        await client.query('UPDATE workspace SET version = $1', [count]);
        await client.query('UPDATE experiments SET version = $1, note = $2', [count, `note ${count}`]);
        await client.query('UPDATE imports SET version = $1', [count]);
        const { rows } = await client.query('SELECT pg_current_xact_id()::text AS xid');
        await client.query('COMMIT');
        committed.push({ count, xid: rows[0].xid });
      } finally {
        client.release();
      }
    }
  }
  const writing = write();
  return {
    committed,
    async stop() {
      going = false;
      await writing;
      await pool.end();
    },
    /** The last count that a snapshot sees, by PostgreSQL's own word on each transaction. */
    async lastSeen(snapshot: string): Promise<number> {
      const rows = await ask<{ seen: boolean }>(
        'SELECT pg_visible_in_snapshot(xid::text::xid8, $1::pg_snapshot) AS seen FROM unnest($2::text[]) WITH ORDINALITY AS t (xid, n) ORDER BY n',
        [snapshot, committed.map(({ xid }) => xid)],
      );
      return committed.findLast((_, at) => rows[at]!.seen)!.count;
    },
  };
}

test('while others write: three backups, each exactly the state of its moment', async () => {
  const from = await stores.workspace();
  for (const name of ['One', 'Two', 'Three']) await from.addImport(name);
  const load = writeOn(from);
  const before: number[] = [];
  const folders: string[] = [];
  for (let round = 0; round < 3; round++) {
    const already = load.committed.length;
    await expect.poll(() => load.committed.length, { timeout: 20_000, interval: 5 }).toBeGreaterThan(already + 20);
    before.push(load.committed.at(-1)!.count);
    folders.push((await stores.backUp(from)).folder);
    if (round === 1) await from.addImport('Four');
  }
  await load.stop();
  for (const [round, folder] of folders.entries()) {
    const { snapshot } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    const expected = await load.lastSeen(snapshot);
    expect(expected).toBeGreaterThanOrEqual(before[round]!);
    const to = await stores.workspace();
    await stores.restore(folder, to);
    const [found] = await to.ask(
      `SELECT (SELECT version FROM workspace) AS workspace, (SELECT array_agg(DISTINCT version) FROM imports) AS imports,
         (SELECT array_agg(DISTINCT note) FROM experiments) AS notes, (SELECT count(*)::int FROM imports) AS how_many`,
    );
    expect(found).toEqual({
      ...{ workspace: expected, imports: [expected], notes: [`note ${expected}`] },
      how_many: round === 2 ? 4 : 3,
    });
  }
  expect(load.committed.at(-1)!.count).toBeGreaterThan(before[2]!);
});

describe('what is removed while a backup copies', () => {
  const real = useStores();
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  test('is in the backup, and is removed afterwards', async () => {
    const server = await real.serve();
    const uploadIds = [await real.store(smallFile(), 'first.csv'), await real.store(smallFile(), 'second.csv')];
    const made: string[] = [];
    for (const uploadId of uploadIds) {
      const { id } = await server.imports.create(system, {
        source: 'file',
        name: uploadId,
        uploadId,
        choices: choose({ unit: 'id' }),
      });
      await untilEnded(server.imports, id);
      made.push(id);
    }
    mkdirSync(join(real.folder(), 'secrets'), { recursive: true });
    const seen = (await real.remains()).tables;
    const inner = real.engine() as Engine as CopyableEngine;
    let reached = () => {};
    let open = () => {};
    const waiting = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const place: WorkspacePlace = {
      ...{ dataFolder: real.folder(), auditHeads: join(real.folder(), 'audit-heads.jsonl') },
      engine: {
        ...inner,
        async dump(question) {
          reached();
          await gate;
          return inner.dump(question);
        },
      },
      async connect() {
        const client = new pg.Client({ connectionString: real.databaseUrl() });
        client.on('error', () => {});
        await client.connect();
        return client;
      },
    };
    const holder = mkdtempSync(`${real.folder()}-backup-`);
    folders.push(holder);
    const folder = join(holder, 'b');
    const backingUp = writeBackup({ place, folder, version: '0.1.0', onStage: () => {}, signal: never });
    await waiting;
    for (const id of made) await server.imports.remove(system, id);
    await real.uploads().sweep();
    await server.imports.resume();
    expect((await real.remains()).imports).toBe(0);
    expect((await real.remains()).tables).toEqual(seen);
    expect(uploadIds.every((id) => existsSync(join(real.folder(), 'uploads', id)))).toBe(true);
    open();
    expect(await backingUp).toMatchObject({ missing: [] });

    const to = await stores.workspace();
    await stores.restore(folder, to);
    expect(Object.keys(await contents(to))).toContain('imports');
    expect(await to.ask('SELECT id FROM imports ORDER BY created_at')).toEqual(made.map((id) => ({ id })));
    expect(to.files()).toEqual(uploadIds.flatMap((id) => [id, `${id}.look`]).sort());
    expect(await to.tables()).toHaveLength(2);

    // Nobody holds them any more: the next sweeps remove them.
    const old = new Date(Date.now() - 2 * 60 * 60_000);
    for (const id of uploadIds)
      for (const name of [id, `${id}.look`]) utimesSync(join(real.folder(), 'uploads', name), old, old);
    await real.uploads().sweep();
    for (let times = 0; times < 12; times++) await server.imports.resume();
    expect((await real.remains()).tables).toEqual([]);
    expect(uploadIds.some((id) => existsSync(join(real.folder(), 'uploads', id)))).toBe(false);
  });
});
