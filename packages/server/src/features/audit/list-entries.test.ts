import { auditEntrySchema } from '@dandelion-loop/contract';
import { beforeEach, describe, expect, test } from 'vitest';
import { system } from '../../kernel/caller.ts';
import type { Change } from './index.ts';
import { anna, changed, useAudit } from './test-audit.ts';

const log = useAudit();
const ben = { kind: 'key', id: '00000000-0000-4000-8000-0000000000be', name: 'Nightly import' } as const;

const upload: Change = {
  action: 'upload.deleted',
  subject: { kind: 'upload', id: 'u1', name: 'Mailing März.csv' },
  before: { bytes: 1234, format: 'CSV' },
};

beforeEach(async () => {
  await log.write(changed('Blue button', { title: 'Blue', note: '' }, { title: 'Blue button', note: 'Crème brûlée' }));
  await log.write(upload, system);
  await log.write(changed('Red', { tags: ['mail'] }, { tags: ['mail', "it's"] }), ben);
  await log.write({ action: 'workspace.changed', subject: { kind: 'workspace', id: null, name: 'Ours' }, after: {} });
});

const seqs = async (filters: Parameters<ReturnType<typeof log.audit>['list']>[0]) => {
  const { entries, next } = await log.audit().list(filters, { before: undefined, limit: 100 });
  for (const entry of entries) auditEntrySchema.parse(entry);
  expect(next).toBe(null);
  return entries.map(({ seq }) => seq);
};

describe('the list', () => {
  test('is newest first, page by page', async () => {
    const first = await log.audit().list({}, { before: undefined, limit: 3 });
    expect([first.entries.map(({ seq }) => seq), first.next]).toEqual([[4, 3, 2], 2]);
    const second = await log.audit().list({}, { before: first.next!, limit: 3 });
    expect([second.entries.map(({ seq }) => seq), second.next]).toEqual([[1], null]);
  });

  test.each([
    ['blue', [1]],
    ['creme BRU', [1]],
    ['märz', [2]],
    ['Marz.csv', [2]],
    ['experiment changed', [3, 1]],
    ['åkes', [4, 1]],
    ['nightly', [3]],
    ["it's", [3]],
    ['1234', [2]],
    ['format', [2]],
    ['blue red', []],
    ['utton', []],
    ['  ', [4, 3, 2, 1]],
    ["' | :* & ! \\", [4, 3, 2, 1]],
    ["blue' | 'red", []],
  ])('finds by the begins of words: %s', async (search, expected) => {
    expect(await seqs({ search })).toEqual(expected);
  });

  test('is narrowed by who, what, which, and when', async () => {
    expect(await seqs({ actor: anna.id! })).toEqual([4, 1]);
    expect(await seqs({ actor: 'system' })).toEqual([2]);
    expect(await seqs({ action: 'experiment.changed' })).toEqual([3, 1]);
    expect(await seqs({ subjectKind: 'upload' })).toEqual([2]);
    expect(await seqs({ subjectKind: 'experiment', subjectId: 'id-Red' })).toEqual([3]);
    expect(await seqs({ actor: anna.id!, search: 'blue' })).toEqual([1]);
    await log.tamper(`UPDATE audit_log SET at = '2026-01-01T00:00:00Z'::timestamptz + make_interval(days => seq::int)`);
    expect(await seqs({ from: '2026-01-03T00:00:00Z' })).toEqual([4, 3, 2]);
    expect(await seqs({ from: '2026-01-03T00:00:00Z', to: '2026-01-04T01:00:00+01:00' })).toEqual([2]);
    expect(await seqs({ from: '0000-01-01T00:00:00Z', to: '9999-12-31T23:59:59Z' })).toEqual([4, 3, 2, 1]);
  });

  test('finds what is far back', async () => {
    await log.pool().query(
      `INSERT INTO audit_log SELECT n, now(), '{"id": null, "kind": "system", "name": "Dandelion"}', 'upload.stored', 'upload', 'u', 'x', NULL,
         '{}', decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'), array_to_tsvector(ARRAY['OTHER'])
       FROM generate_series(5, 30000) n`,
    );
    expect(await seqs({ search: 'blue' })).toEqual([1]);
    expect(await seqs({ search: 'changed' })).toEqual([4, 3, 1]);
    const first = await log.audit().list({ search: 'changed' }, { before: undefined, limit: 2 });
    expect([first.entries.map(({ seq }) => seq), first.next]).toEqual([[4, 3], 3]);
    const second = await log.audit().list({ search: 'changed' }, { before: 3, limit: 2 });
    expect([second.entries.map(({ seq }) => seq), second.next]).toEqual([[1], null]);
  });

  test('says what there is to filter by, each actor under the newest name', async () => {
    await log.write(upload, { ...anna, name: 'Anna Berg' });
    expect(await log.audit().choices()).toEqual({
      actors: [ben, { ...anna, name: 'Anna Berg' }, system],
      actions: ['experiment.changed', 'upload.deleted', 'workspace.changed'],
      subjectKinds: ['experiment', 'upload', 'workspace'],
    });
  });
});

describe('the export', () => {
  const text = async (format: 'csv' | 'jsonl', filters = {}) => {
    let all = '';
    for await (const part of log.audit().export(filters, format).content) all += part;
    return all;
  };

  test('has all that fit, oldest first', async () => {
    const lines = (await text('jsonl', { action: 'experiment.changed' })).trimEnd().split('\n');
    expect(lines.map((line) => auditEntrySchema.parse(JSON.parse(line)).seq)).toEqual([1, 3]);
  });

  test('is harmless in a spreadsheet', async () => {
    await log.write(changed('=HYPERLINK("x")', undefined, { a: 1 }));
    const lines = (await text('csv')).trimEnd().split('\r\n');
    expect(lines[0]).toBe(
      '\ufeffnumber,at,actor kind,actor id,actor,action,subject kind,subject id,subject,before,after,previous hash,hash',
    );
    expect(lines).toHaveLength(6);
    expect(lines[5]).toContain(`,"'=HYPERLINK(""x"")",,"{""a"":1}",`);
  });

  test('of nothing is empty', async () => {
    await log.tamper('TRUNCATE audit_log');
    expect(await text('jsonl')).toBe('');
  });
});
