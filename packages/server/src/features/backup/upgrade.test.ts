import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Experiment, Import, Workspace } from '@dandelion-loop/contract';
import pg from 'pg';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { startLastingClickhouse } from '../../engines/clickhouse/start-lasting-clickhouse.ts';
import { startPostgres } from '../../engines/postgres/start-postgres.ts';
import { ask } from '../../engines/postgres/test-ask.ts';
import { createTestDatabase } from '../../engines/postgres/test-postgres.ts';
import { launchServer, startTestServer, type TestServer } from '../../test-server.ts';
import { type Backup, openBackup } from './backup-folder.ts';
import { loadTable } from './engine-tables.ts';
import { replaceRecords } from './load-records.ts';
import { steps } from './test-backup.ts';
import { post, run, until } from './test-commands.ts';

/** What earlier versions left is opened by this one. fixtures/README.md says how it was made. */

const fixtures = fileURLToPath(new URL('./fixtures/', import.meta.url));
const versions = readdirSync(fixtures).filter((name) => !name.includes('.'));
const place = mkdtempSync(join(tmpdir(), 'dandelion-upgrade-'));
afterAll(() => rmSync(place, { recursive: true, force: true, maxRetries: 5 }));

const open = (name: string) => openBackup(join(fixtures, name));

/** The records with the steps of that version and no other, as it would have left them. */
async function layOutRecords(url: string, { manifest, stream }: Backup): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const known = manifest.migrations.map(({ name }) => name);
  const files = new Map(manifest.records.map(({ table, file }) => [table, file]));
  await client.query('BEGIN');
  await replaceRecords({
    client,
    source: { ...manifest, tables: manifest.records, read: async ({ table }) => stream(files.get(table)!) },
    steps: steps.filter(({ name }) => known.includes(name)),
  });
  // It was signed in long ago by now.
  await client.query(`UPDATE sessions SET expires_at = now() + interval '1 day', last_seen_at = now()`);
  await client.query('COMMIT');
  await client.end();
}

async function layOutFolder(backup: Backup): Promise<string> {
  const folder = mkdtempSync(join(place, 'data-'));
  for (const [room, inner] of [
    ['files', 'uploads'],
    ['secrets', 'secrets'],
  ] as const) {
    mkdirSync(join(folder, inner), { mode: 0o700 });
    cpSync(join(backup.folder, room), join(folder, inner), { recursive: true });
  }
  const engine = await startLastingClickhouse({ folder: join(folder, 'clickhouse') });
  for (const table of backup.manifest.engine) await loadTable(engine, table, table.table, backup.stream(table.file));
  await engine.stop();
  return folder;
}

/** Rows of a table of the backup, by column; read here by hand, as an account of its own. */
function rowsOf({ manifest, path }: Backup, table: string): Record<string, string>[] {
  const { file, columns } = manifest.records.find((record) => record.table === table)!;
  const lines = readFileSync(path(file), 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => Object.fromEntries(line.split('\t').map((value, at) => [columns[at]!, value])));
}

/** What changes by itself: counted anew, used now, or over by now. */
const passing = new Set(['countedAt', 'lastUsedAt', 'lastSeenAt', 'invites', 'may']);
const lasting = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer, (key, value) => (passing.has(key) ? undefined : value)));

async function expectAll(server: Pick<TestServer, 'url'>, backup: Backup): Promise<void> {
  const session = readFileSync(join(backup.folder, 'session.json'), 'utf8');
  /** What that version said, by path; the first fixture has none. */
  const { cookie, answers = {} } = JSON.parse(session) as { cookie: string; answers?: Record<string, object> };
  const asked = {
    ...server,
    ask: (path: string, init: RequestInit = {}) =>
      fetch(`${server.url}${path}`, {
        ...init,
        headers: { cookie, 'x-dandelion-client': 'test', ...(init.headers as Record<string, string>) },
      }),
  };
  const read = async <T>(path: string): Promise<T> => {
    const response = await asked.ask(path);
    expect([path, response.status]).toEqual([path, 200]);
    return (await response.json()) as T;
  };
  expect(await read<Workspace>('/api/workspace')).toMatchObject({
    name: 'Before the upgrade',
    currency: 'GBP',
    timeZone: 'Europe/Amsterdam',
  });
  for (const [path, answer] of Object.entries(answers)) {
    expect([path, lasting(await read(path))]).toMatchObject([path, lasting(answer)]);
  }
  const { imports } = await read<{ imports: Import[] }>('/api/imports');
  expect(imports.map(({ name }) => name).sort()).toEqual(['Headlines', 'Typed', 'Visitors']);
  const old = rowsOf(backup, 'experiments');
  expect(old.length).toBeGreaterThan(3);
  for (const { id, title, verdict, units } of old) {
    const found = await read<Experiment>(`/api/experiments/${id}`);
    expect(found).toMatchObject({
      title,
      verdict,
      note: expect.stringMatching(/^Noted by hand: \d\nsecond line$/),
      tags: expect.arrayContaining(['old']),
    });
    expect(Number(units)).toBeGreaterThan(0);
  }
  // From the rows that were kept: of the headlines the file is gone.
  const headlines = imports.find(({ name }) => name === 'Headlines')!;
  const { choices } = headlines.analyses[0]!;
  await post(asked as TestServer, `/api/imports/${headlines.id}/analyses`, { version: headlines.version, choices });
  await until(async () => (await read<Import>(`/api/imports/${headlines.id}`)).analyses[0]?.state === 'done');
  // Whoever was signed in is the owner, and may what only owners may.
  const { members } = await read<{ members: { role: string }[] }>('/api/members');
  expect(members).toMatchObject([{ role: 'owner' }]);
}

test.each(versions)(
  'a data folder of %s: all is there, and who was signed in is the owner',
  async (name) => {
    const backup = await open(name);
    const dataFolder = await layOutFolder(backup);
    const postgres = await startPostgres({ folder: join(dataFolder, 'postgres') });
    await layOutRecords(postgres.url, backup);
    await postgres.stop();
    const server = await startTestServer({ dataFolder });
    onTestFinished(() => server.stop());
    await expectAll(server, backup);
  },
  90_000,
);

test.each(versions)(
  'a backup of %s is brought up to date when it is restored',
  async (name) => {
    const backup = await open(name);
    const dataFolder = join(place, `restored-${name}`);
    expect(await run(dataFolder, 'restore', backup.folder)).toMatchObject({ code: 0 });
    // It was signed in long ago by now.
    const postgres = await startPostgres({ folder: join(dataFolder, 'postgres') });
    await ask(postgres.url, `UPDATE sessions SET expires_at = now() + interval '1 day', last_seen_at = now()`);
    await postgres.stop();
    const server = await startTestServer({ dataFolder });
    onTestFinished(() => server.stop());
    await expectAll(server, backup);
  },
  90_000,
);

test.for(versions)('%s: killed in the midst of a step, it opens again', { timeout: 90_000 }, async (name, { skip }) => {
  const backup = await open(name);
  if (backup.manifest.migrations.length === steps.length) return skip('skipped: no step has come since');
  const dataFolder = await layOutFolder(backup);
  const database = await createTestDatabase();
  onTestFinished(database.drop);
  await layOutRecords(database.url, backup);
  // Each step is noted when it is done; the first waits for this.
  const blocking = new pg.Client({ connectionString: database.url });
  await blocking.connect();
  await blocking.query('BEGIN; LOCK TABLE migrations IN SHARE MODE');
  const { child } = launchServer({ dataFolder, env: { DATABASE_URL: database.url } });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  await until(async () => (await ask(database.url, waiting)).length > 0);
  child.kill('SIGKILL');
  await ended;
  await blocking.end();
  const applied = () => ask<{ name: string }>(database.url, 'SELECT name FROM migrations ORDER BY name');
  await until(
    async () =>
      (
        await ask(
          database.url,
          `SELECT FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
        )
      ).length === 0,
  );
  expect((await applied()).map((row) => row.name)).toEqual(backup.manifest.migrations.map((step) => step.name));
  const server = await startTestServer({ dataFolder, env: { DATABASE_URL: database.url } });
  onTestFinished(() => server.stop());
  expect(await applied()).toHaveLength(steps.length);
  await expectAll(server, backup);
});
