import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { testActor } from '../../kernel/test-caller.ts';
import { verifyLog } from '../audit/index.ts';
import { choose, metric, newest, smallFile, untilEnded, useStores } from '../imports/test-imports.ts';
import { emptied, staying } from './belongings.ts';
import { createDeletion, createWorkspace } from './index.ts';

const stores = useStores();
const notes = mkdtempSync(join(tmpdir(), 'dandelion-workspace-'));
const headFile = join(notes, 'audit-heads.jsonl');
afterAll(() => rmSync(notes, { recursive: true, force: true }));

const workspace = () => createWorkspace({ records: stores.records() });
const log = { info: () => {}, warn: () => {}, error: () => {} };
const counts = {
  variations: [
    { name: 'A', tried: 1000, succeeded: 100 },
    { name: 'B', tried: 1000, succeeded: 130 },
  ],
  ...{ split: null, lowerIsBetter: false, plannedUnits: 5000 },
};

describe('methods', () => {
  test('are what new imports go by that say nothing; answers that exist stay', async () => {
    const server = await stores.serve();
    const before = await server.imports.create(testActor, { source: 'counts', name: 'Before', counts });
    expect(newest(before).counts).toMatchObject({ inference: 'fixed', level: 0.95, practical: { value: 0.01 } });
    const answers = () => stores.ask<{ answer: unknown }>('SELECT answer FROM results ORDER BY analysis_id');
    const [old] = await answers();

    const { version } = await workspace().read();
    const practical = { value: 0.05, relative: true } as const;
    const changed = await workspace().changeMethods(testActor, { version, inference: 'bayesian', practical });
    expect(changed).toMatchObject({ version: version + 1, methods: { inference: 'bayesian', level: 0.95, practical } });
    await expect(workspace().changeMethods(testActor, { version, level: 0.9 })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await answers()).toEqual([old]);

    const silent = await server.imports.create(testActor, { source: 'counts', name: 'Silent', counts });
    expect(newest(silent).counts).toMatchObject({ inference: 'bayesian', level: 0.95, practical });
    const says = await server.imports.create(testActor, {
      ...{ source: 'counts', name: 'Says' },
      counts: { ...counts, inference: 'fixed', practical: { value: 0.02, relative: false } },
    });
    expect(newest(says).counts).toMatchObject({ inference: 'fixed', practical: { value: 0.02, relative: false } });

    const { practical: _, ...silentMetric } = metric('y');
    const { inference: __, level: ___, ...choices } = choose({ segments: [] });
    const uploadId = await stores.store(smallFile());
    const made = await server.imports.create(testActor, {
      ...{ source: 'file', name: 'File', uploadId },
      choices: { ...choices, metrics: [silentMetric] },
    });
    const file = await untilEnded(server.imports, made.id);
    expect(newest(file).choices).toMatchObject({ inference: 'bayesian', level: 0.95, metrics: [{ practical }] });
    const sample = await server.imports.create(testActor, { source: 'sample' });
    expect(newest(sample).choices).toMatchObject({ inference: 'bayesian', metrics: [{ practical }] });
    await server.imports.remove(testActor, sample.id);
    const [noted] = await stores.ask(`SELECT before, after FROM audit_log WHERE action = 'workspace.changed'`);
    expect(noted).toEqual({
      before: { methods: { inference: 'fixed', level: 0.95, practical: { value: 0.01, relative: true } } },
      after: { methods: { inference: 'bayesian', level: 0.95, practical } },
    });
  });
});

describe('deleting the workspace', () => {
  test('every table is named: it is emptied, or it stays', async () => {
    const rows = await stores.ask<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')`,
    );
    expect(rows.map(({ name }) => name).sort()).toEqual([...emptied, ...staying].sort());
  });

  test('needs its name, and nothing that is copied', async () => {
    const remove = createDeletion({ records: stores.records(), headFile, removeRest: [], log, now: () => new Date() });
    await expect(remove('Another')).rejects.toMatchObject({ code: 'wrong-use' });
    const holder = await stores.records().$client.connect();
    try {
      await holder.query('SELECT pg_advisory_lock(4600021)');
      await expect(remove('My workspace')).rejects.toMatchObject({ code: 'conflict' });
    } finally {
      await holder.query('SELECT pg_advisory_unlock(4600021)');
      holder.release();
    }
    expect((await stores.remains()).imports).toBeGreaterThan(0);
  });

  test('leaves an empty one: no record, no row in the engine, no file, and an owner without a way in', async () => {
    const server = await stores.serve();
    const uploadId = await stores.store(smallFile());
    const choices = choose({ unit: 'id' });
    const made = await server.imports.create(testActor, { source: 'file', name: 'Spring', uploadId, choices });
    await untilEnded(server.imports, made.id);
    // Is being judged meanwhile.
    await server.imports.create(testActor, { source: 'sample' });
    expect((await stores.remains()).tables.length).toBeGreaterThan(0);
    const folder = join(stores.folder(), 'uploads');
    expect(existsSync(join(folder, uploadId))).toBe(true);
    const [{ id: owner }] = (await stores.ask<{ id: string }>('SELECT id FROM members')) as [{ id: string }];

    const uploads = stores.uploads();
    const removeRest = [server.imports.forgetAll, uploads.forgetAll];
    const remove = createDeletion({ records: stores.records(), headFile, removeRest, log, now: () => new Date() });
    await remove('My workspace');

    const kept: Record<string, number> = {};
    for (const table of emptied) {
      const [counted] = await stores.ask<{ rows: number }>(`SELECT count(*)::int AS rows FROM ${table}`);
      if (counted!.rows > 0) kept[table] = counted!.rows;
    }
    expect(kept).toEqual({ members: 1, workspace: 1 });
    const [member] = await stores.ask('SELECT id, name, role, email, password_hash FROM members');
    expect(member).toMatchObject({ name: 'Owner', role: 'owner', email: null, password_hash: null });
    expect(member!.id).not.toBe(owner);
    expect((await workspace().read()).methods.inference).toBe('fixed');
    await expect.poll(async () => (await stores.remains()).tables, { timeout: 20_000 }).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
    // The notes in the data folder are of a log that is gone.
    expect(await verifyLog(stores.records(), headFile)).toMatchObject({ ok: true, entries: 0 });
    // And it goes on.
    const next = await server.imports.create(testActor, { source: 'counts', name: 'Next', counts });
    expect(newest(next).state).toBe('done');
  });

  test('what a crash leaves outside of the records is swept by the next server', async () => {
    const server = await stores.serve();
    const uploadId = await stores.store(smallFile());
    const choices = choose({ unit: 'id' });
    const made = await server.imports.create(testActor, { source: 'file', name: 'Spring', uploadId, choices });
    await untilEnded(server.imports, made.id);
    await server.stop();
    // Killed right after the records were empty.
    const said: object[] = [];
    const warn = (facts: object) => void said.push(facts);
    const removeRest = [() => Promise.reject(new Error('Cannot remove "spring of Ann.csv"'))];
    const now = () => new Date();
    const remove = createDeletion({ records: stores.records(), headFile, removeRest, log: { ...log, warn }, now });
    await remove('My workspace');
    expect(said).toMatchObject([{ error: { type: 'Error', message: 'Cannot remove "…"' } }]);
    const folder = join(stores.folder(), 'uploads');
    expect((await stores.remains()).tables.length).toBe(1);
    expect(readdirSync(folder).length).toBeGreaterThan(0);

    await stores.serve();
    await expect.poll(async () => (await stores.remains()).tables, { timeout: 20_000 }).toEqual([]);
    const hoursAgo = new Date(Date.now() - 2 * 60 * 60_000);
    for (const file of readdirSync(folder)) utimesSync(join(folder, file), hoursAgo, hoursAgo);
    await stores.uploads().sweep();
    expect(readdirSync(folder)).toEqual([]);
  });
});
