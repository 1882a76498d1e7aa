import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readContents } from './restore-backup.ts';
import { contents, useBackups } from './test-backup.ts';

const stores = useBackups();

test('a workspace that was lost is there again: records, rows, files, keys and triggers', async () => {
  const lost = await stores.workspace();
  const { table } = await lost.addImport('Spring');
  const second = await lost.addImport('Sümmer 🌼');
  await lost.ask(`UPDATE workspace SET name = 'Lost', version = 7`);
  // Judged again from the same rows.
  await lost.ask(
    `INSERT INTO analyses (id, import_id, number, state, rows_table, rows_columns)
     SELECT gen_random_uuid(), import_id, 2, 'done', rows_table, rows_columns FROM analyses WHERE rows_table = $1`,
    [table],
  );
  const { folder, written } = await stores.backUp(lost);
  expect(written).toMatchObject({ missing: [], moment: expect.stringMatching(/^\d{4}-.*Z$/) });

  const found = await stores.workspace();
  await stores.restore(folder, found);
  expect(await contents(found)).toEqual(await contents(lost));
  expect(found.files()).toEqual(lost.files());
  expect(readFileSync(join(found.place.dataFolder, 'uploads', second.uploadId), 'utf8')).toContain('Sümmer 🌼');
  expect(readFileSync(join(found.place.dataFolder, 'secrets', 'unit-ids'))).toEqual(
    readFileSync(join(lost.place.dataFolder, 'secrets', 'unit-ids')),
  );
  const [named] = await found.ask<{ table: string }>(
    `SELECT DISTINCT rows_table AS table FROM analyses JOIN imports ON imports.id = import_id WHERE name = 'Spring'`,
  );
  expect(await found.tables()).toContain(named!.table);
  const sum = (name: string) => ({ sql: `SELECT count() AS n, toString(sum(cityHash64(*))) AS digest FROM ${name}` });
  expect(await found.place.engine.rows(sum(named!.table))).toEqual(await lost.place.engine.rows(sum(table)));
  // What guards the tables guards them again.
  await expect(found.ask('UPDATE imports SET current_analysis_id = gen_random_uuid()')).rejects.toThrow(/foreign key/);
  await expect(found.ask(`DELETE FROM audit_log`)).rejects.toThrow(/only added to/);
  expect(await found.ask(`SELECT action, subject_name FROM audit_log ORDER BY seq DESC LIMIT 1`)).toEqual([
    { action: 'workspace.restored', subject_name: 'Lost' },
  ]);
  expect(readdirSync(found.place.dataFolder)).not.toContain('restoring');
});

test('only this user can read it, and it says what is in it', async () => {
  const from = await stores.workspace();
  await from.addImport('One');
  const { folder } = await stores.backUp(from);
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  for (const entry of [folder, ...entries]) {
    expect([entry, statSync(entry).mode & 0o777]).toEqual([entry, lstatSync(entry).isDirectory() ? 0o700 : 0o600]);
  }
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  expect(manifest).toMatchObject({ format: 1, version: '0.1.0', missing: [] });
  const named = manifest.files.map(({ path }: { path: string }) => path).sort();
  const found = entries.filter((entry) => lstatSync(entry).isFile() && !entry.endsWith('manifest.json'));
  expect(found.map((entry) => entry.slice(folder.length + 1)).sort()).toEqual(named);
});

test('what there is to lose is told from what a start makes', async () => {
  const place = await stores.workspace();
  const client = await place.place.connect();
  expect(await readContents(client)).toMatchObject({ empty: true });
  await place.addImport('One');
  expect(await readContents(client)).toEqual({ empty: false, imports: 1, name: 'My workspace' });
  await client.end();
});
