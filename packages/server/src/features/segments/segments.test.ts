import { type SegmentTree, segmentTreeSchema } from '@dandelion-loop/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PrivateEngine, startPrivateEngine } from '../../engines/clickhouse/start-private-engine.ts';
import { anna, useAudit } from '../audit/test-audit.ts';
import { createSegments, type SegmentUser } from './service.ts';
import { addRows, makeDerivedTables } from './test-derived-tables.ts';

const { records } = useAudit();
let engine: PrivateEngine;
let now = new Date('2027-05-20T12:00:00Z');
let users: SegmentUser[] = [];
const silent = { info() {}, warn() {}, error() {}, debug() {} } as never;
const service = () =>
  createSegments({ records: records(), engine, log: silent, now: () => now, usersOf: async () => users });

beforeAll(async () => {
  engine = await startPrivateEngine();
  await makeDerivedTables(engine);
  const person = (customer: number, user: string) => ({
    ...{ customer, user, first: '2027-01-01 00:00:00.000', last: `2027-05-0${customer} 00:00:00.000` },
    ...{ name: { version: 1, text: `Name ${customer}` }, email: { version: 1, text: `p${customer}@example.org` } },
  });
  await addRows(
    engine,
    'people',
    [1, 2, 3, 4, 5].map((one) => person(one, one > 2 ? `u${one}` : '')),
  );
});
afterAll(() => engine.stop());

const known: SegmentTree = { kind: 'known', known: true };
const within = (id: string): SegmentTree => ({ kind: 'segment', id });
const not = (of: SegmentTree): SegmentTree => ({ kind: 'not', of });

test('a segment is made, counted, changed, named by others and deleted', async () => {
  const segments = service();
  const members = await segments.add(anna, { name: 'Members', about: '', tree: known });
  expect(members).toMatchObject({ sentence: 'Customers who are known by a user id.', version: 1 });
  expect(members.count).toMatchObject({ customers: 3, of: 5, unreadable: 0 });
  await expect(segments.add(anna, { name: 'MEMBERS', about: '', tree: known })).rejects.toMatchObject({
    ...{ code: 'conflict', message: expect.stringContaining('of this name') },
  });
  const strangers = await segments.add(anna, { name: 'Strangers', about: '', tree: not(within(members.id)) });
  expect(strangers).toMatchObject({ sentence: 'Customers who are not those who are in “Members”.' });
  expect(strangers.count).toMatchObject({ customers: 2 });
  expect(await segments.count(within(strangers.id))).toMatchObject({ customers: 2, of: 5, share: 0.4 });

  // Never in a circle, not even by way of another one.
  const circle = { version: 1, tree: within(strangers.id) };
  await expect(segments.change(anna, members.id, circle)).rejects.toMatchObject({ code: 'conflict' });
  await expect(segments.change(anna, members.id, { version: 1, tree: within(members.id) })).rejects.toThrow(
    'hold itself',
  );
  const nobody = within('00000000-0000-4000-8000-000000000000');
  await expect(segments.count(nobody)).rejects.toMatchObject({ code: 'unknown-value' });

  await expect(segments.remove(anna, members.id, 1)).rejects.toThrow('The segment “Strangers” names this segment');
  users = [{ kind: 'persona', id: members.id, name: 'Pia', trees: [within(strangers.id)] }];
  await expect(segments.remove(anna, strangers.id, 1)).rejects.toThrow('The persona “Pia” names this segment');
  users = [];
  const changed = await segments.change(anna, strangers.id, { version: 1, tree: known, name: 'Known' });
  expect(changed).toMatchObject({ name: 'Known', version: 2, count: { customers: 3 } });
  await expect(segments.change(anna, strangers.id, { version: 1, about: 'x' })).rejects.toThrow('changed meanwhile');
  await segments.remove(anna, strangers.id, 2);
  await segments.remove(anna, members.id, 1);
  expect(await segments.list()).toEqual([]);
  const { rows } = await records().$client.query<{ action: string }>('SELECT action FROM audit_log');
  const expected = ['created', 'created', 'changed', 'deleted', 'deleted'].map((verb) => `segment.${verb}`);
  expect(rows.map(({ action }) => action).toSorted()).toEqual(expected.toSorted());
});

test('a count of each day is kept, and whether it was of the same tree', async () => {
  const segments = service();
  const { id } = await segments.add(anna, { name: 'Of each day', about: '', tree: known });
  now = new Date('2027-05-21T00:10:00Z');
  await addRows(engine, 'people', [
    { customer: 6, user: 'u6', first: '2027-05-21 00:00:00.000', last: '2027-05-21 00:00:00.000' },
  ]);
  await segments.sweep();
  await segments.sweep();
  await segments.change(anna, id, { version: 1, about: 'Said otherwise.' });
  expect((await segments.read(id)).days).toEqual([
    { day: '2027-05-20', customers: 3, of: 5, before: false },
    { day: '2027-05-21', customers: 4, of: 6, before: false },
  ]);
  now = new Date('2027-05-22T00:10:00Z');
  await segments.change(anna, id, { version: 2, tree: not(known) });
  const { days, segment } = await segments.read(id);
  expect(days.map(({ customers, before }) => [customers, before])).toEqual([
    [3, true],
    [4, true],
    [2, false],
  ]);
  expect(segment.count).toMatchObject({ customers: 2, of: 6 });
});

test('its members come page by page, the latest seen first', async () => {
  const segments = service();
  const { id } = await segments.add(anna, { name: 'Paged', about: '', tree: not(not(known)) });
  const first = await segments.members(id, { limit: 2 });
  expect(first.members.map(({ id: one }) => one)).toEqual(['0000000000000006', '0000000000000005']);
  expect(first.members[1]).toEqual({
    ...{ id: '0000000000000005', name: 'Name 5', email: 'p5@example.org', lastSeen: '2027-05-05T00:00:00.000Z' },
  });
  const second = await segments.members(id, { limit: 3, after: first.next! });
  expect([second.members.map(({ id: one }) => one), second.next]).toEqual([
    ['0000000000000004', '0000000000000003'],
    null,
  ]);
  await expect(segments.members(id, { limit: 3, after: "x'" })).rejects.toMatchObject({ code: 'bad-request' });
});

const depth = (levels: number): unknown => {
  let tree: unknown = known;
  for (let left = levels - 1; left > 0; left--) tree = { kind: 'not', of: tree };
  return tree;
};
test.each<[string, unknown, string]>([
  ['nothing', undefined, ''],
  ['an unknown condition', { kind: 'sql', text: '1=1' }, ''],
  ['a field that is none', { kind: 'known', known: true, more: 1 }, ''],
  ['nine levels', depth(9), '8 deep'],
  ['a hundred thousand levels', depth(100_000), '8 deep'],
  ['51 conditions', { kind: 'any', of: Array.from({ length: 51 }, () => known) }, 'At most 50'],
  ['an empty group', { kind: 'all', of: [] }, 'Add a condition'],
  ['a list of 1,001', { kind: 'trait', name: 'a', op: 'in', values: Array.from({ length: 1001 }, String) }, '1,000'],
  [
    'a long list',
    { kind: 'trait', name: 'a', op: 'in', values: Array.from({ length: 70 }, () => 'x'.repeat(500)) },
    '30,000',
  ],
  ['a channel with a quote', { kind: 'consent', channel: "mail'" }, ''],
  ['infinity', { kind: 'trait', name: 'a', op: 'above', value: Number.POSITIVE_INFINITY }, ''],
])('refuses %s', (_name, tree, sentence) => {
  const { error } = segmentTreeSchema.safeParse(tree);
  expect(error?.message).toContain(sentence);
  expect(error).toBeDefined();
});
test('takes a tree of eight levels and fifty conditions', () => {
  expect(segmentTreeSchema.safeParse(depth(8)).success).toBe(true);
  expect(segmentTreeSchema.safeParse({ kind: 'any', of: Array.from({ length: 50 }, () => known) }).success).toBe(true);
});
