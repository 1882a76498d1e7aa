import type { SegmentTree } from '@dandelion-loop/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PrivateEngine, startPrivateEngine } from '../../engines/clickhouse/start-private-engine.ts';
import { anna, useAudit } from '../audit/test-audit.ts';
import { addRows, makeDerivedTables } from '../segments/test-derived-tables.ts';
import { createPersonas } from './service.ts';

const { records } = useAudit();
let engine: PrivateEngine;
let now = new Date('2027-05-20T12:00:00Z');
const service = () => createPersonas({ records: records(), engine, now: () => now });
const asking = (id: string) => ({ actor: anna, member: { id, name: 'Anna', email: null, role: 'owner' as const } });
const me = asking(anna.id!);

/** 100 customers: the first 40 have a user id, every second one bought in April, 60 to 79 are from NL; 90 to 99 came in May. */
const customers = Array.from({ length: 100 }, (_, at) => ({
  ...{ id: at + 1, known: at < 40, bought: at % 2 === 0, dutch: at >= 60 && at < 80, late: at >= 90 },
}));

beforeAll(async () => {
  engine = await startPrivateEngine();
  await makeDerivedTables(engine);
  const first = (late: boolean) => (late ? '2027-05-02 00:00:00.000' : '2026-12-01 00:00:00.000');
  await addRows(
    engine,
    'people',
    customers.map(({ id, known, late }) => ({
      ...{ customer: id, user: known ? `u${id}` : '', first: first(late), last: first(late) },
    })),
  );
  await addRows(
    engine,
    'doings',
    customers.flatMap(({ id, bought }) =>
      (bought ? ['2027-04-10'] : id % 4 === 0 ? ['2027-01-10'] : []).map((day) => ({
        ...{ name: 'Order', customer: id, day, n: 1, last: `${day} 08:00:00.000` },
      })),
    ),
  );
  await addRows(
    engine,
    'traits',
    customers
      .filter(({ dutch }) => dutch)
      .map(({ id }) => ({ name: 'country', customer: id, value: '"NL"', version: 1 })),
  );
  await records().execute(
    `INSERT INTO members (id, name, email, role, joined_at) VALUES ('${anna.id}', 'Anna', 'anna@example.org', 'owner', now())`,
  );
});
afterAll(() => engine.stop());

const known: SegmentTree = { kind: 'known', known: true };
const dutch: SegmentTree = { kind: 'trait', name: 'country', op: 'is', value: 'NL' };
const bought: SegmentTree = {
  ...{ kind: 'event', name: 'Order', op: 'at-least', times: 1, where: [] },
  period: { kind: 'last', days: 90 },
};
const seen: SegmentTree = { kind: 'seen', which: 'first', op: 'before', moment: { kind: 'ago', days: 1 } };
const person = (name: string, fits: number, ...trees: SegmentTree[]) => ({
  ...{ name, story: '', authors: [anna.id!], fits, traits: trees.map((tree, at) => ({ name: `Trait ${at}`, tree })) },
});
const count = (of: (one: (typeof customers)[number]) => boolean) => customers.filter(of).length;

test('who fits, who fits none, what two have in common and what each trait does', async () => {
  const personas = service();
  const buyer = await personas.add(me, person('Buyer', 2, known, bought));
  const loose = await personas.add(me, person('Loose', 1, dutch, known));
  const { coverage, overlaps, personas: all } = await personas.read(me);
  const fitsBuyer = (one: (typeof customers)[number]) => one.known && one.bought;
  const fitsLoose = (one: (typeof customers)[number]) => one.known || one.dutch;
  expect(all.map(({ name, customers: fit, share }) => [name, fit, share])).toEqual([
    ['Buyer', count(fitsBuyer), count(fitsBuyer) / 100],
    ['Loose', count(fitsLoose), count(fitsLoose) / 100],
  ]);
  expect(coverage).toEqual({
    ...{ of: 100, none: count((one) => !fitsBuyer(one) && !fitsLoose(one)), share: 0.4 },
    sentence: '40% of the 100 customers we may profile fit no persona.',
  });
  expect(overlaps).toEqual([
    { one: buyer.id, other: loose.id, customers: count((one) => fitsBuyer(one) && fitsLoose(one)) },
  ]);
  expect(buyer.traits.map(({ customers: holds, fitting, without, idle }) => [holds, fitting, without, idle])).toEqual([
    [40, 20, count(({ bought: did }) => did), false],
    [50, 20, 40, false],
  ]);
  // Whoever was seen is asked for and leaves nobody out.
  const idle = await personas.count({ traits: person('', 2, known, seen).traits, fits: 2 });
  expect(idle.traits.map((trait) => trait.idle)).toEqual([false, true]);
  await personas.remove(anna, buyer.id, 1);
  await personas.remove(anna, loose.id, 1);
});

test('drift is computed where all is kept with its time, and else read from what was counted then', async () => {
  const personas = service();
  const { id } = await personas.add(me, person('Moves', 1, bought));
  const kept = await personas.add(me, person('Kept', 1, dutch));
  expect(kept.drift).toBeNull();
  // On 18 February 90 customers were there, and every fourth had bought in the 90 days before.
  const then = count(({ id: of, bought: did, late }) => !late && !did && of % 4 === 0) / 90;
  const { personas: all } = await personas.read(me);
  const moves = all.find((one) => one.id === id)!;
  expect(moves.drift).toMatchObject({ day: '2027-02-18', by: 'computed', share: then });
  await personas.sweep();
  await personas.sweep();
  now = new Date('2027-08-25T12:00:00Z');
  const later = (await personas.read(me)).personas.find((one) => one.id === kept.id)!;
  expect(later.drift).toMatchObject({ day: '2027-05-20', by: 'kept', share: 0.2 });
  const changed = await personas.change(me, kept.id, { version: 1, traits: [{ name: 'Other', tree: known }] });
  expect(changed.drift).toBeNull();
  now = new Date('2027-05-20T12:00:00Z');
  await personas.remove(anna, kept.id, 2);
  await personas.remove(anna, id, 1);
});

test('authors say what holds of themselves, and the persona is like them or like customers', async () => {
  const personas = service();
  const made = await personas.add(me, person('Like us', 2, dutch, known, bought));
  const [a, b, c] = made.traits.map(({ id }) => id) as [string, string, string];
  expect(made.mine).toEqual({});
  expect(made.likeness).toBeNull();
  const answered = await personas.answer(me, made.id, { answers: { [a]: 'yes', [b]: 'yes', [c]: 'none' } });
  expect(answered.likeness).toMatchObject({ authors: 1, customers: (0.2 + 0.4) / 2, answered: 1, traits: 2 });
  expect(answered.likeness!.sentence).toBe(
    'More like its authors than like customers: 100% of its traits hold of them, 30% of a customer on average.',
  );
  const other = asking('00000000-0000-4000-8000-00000000b22b');
  await expect(personas.answer(other, made.id, { answers: {} })).rejects.toMatchObject({ code: 'not-allowed' });
  expect((await personas.read(other)).personas[0]!.mine).toBeNull();
  await expect(personas.answer(me, made.id, { answers: { [made.id]: 'yes' } })).rejects.toMatchObject({
    code: 'unknown-value',
  });
  // A trait that goes takes what was said of it along.
  const fewer = await personas.change(me, made.id, {
    ...{
      version: 1,
      fits: 1,
      traits: [made.traits[0]!, made.traits[2]!].map(({ id, name, tree }) => ({ id, name, tree })),
    },
  });
  expect(fewer.mine).toEqual({ [a]: 'yes', [c]: 'none' });
  const { rows } = await records().$client.query<{ row: string }>(
    "SELECT row_to_json(l)::text AS row FROM audit_log l WHERE action = 'persona.answered'",
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]!.row).not.toContain('yes');
  await personas.remove(anna, made.id, 2);
});

test('what counts stand against is told', async () => {
  const personas = service();
  const nobody = await personas.add(me, person('Nobody', 3, dutch, known, bought));
  const rare = await personas.add(me, person('Rare', 1, { kind: 'all', of: [dutch, { kind: 'not', of: bought }] }));
  const claims = (await personas.read(me)).contradicted;
  expect(claims.map(({ kind, persona }) => [kind, persona?.name ?? null])).toEqual([
    ['none', null],
    ['nobody', 'Nobody'],
  ]);
  expect(claims[0]!.sentence).toBe('90% of the 100 customers we may profile fit no persona.');
  const { id } = await personas.add(me, person('Few', 1, { kind: 'all', of: [known, { kind: 'not', of: seen }] }));
  expect((await personas.read(me)).contradicted.map(({ kind }) => kind)).toEqual(['none', 'nobody', 'few', 'nobody']);
  for (const one of [nobody.id, rare.id, id]) await personas.remove(anna, one, 1);
});

test('what cannot be is refused in a sentence', async () => {
  const personas = service();
  await expect(personas.add(me, person('Too much', 3, known))).rejects.toMatchObject({ code: 'unknown-value' });
  const ghost = { ...person('Ghost', 1, known), authors: ['00000000-0000-4000-8000-00000000dead'] };
  await expect(personas.add(me, ghost)).rejects.toMatchObject({ code: 'unknown-value' });
  const { id } = await personas.add(me, person('Once', 1, known));
  await expect(personas.add(me, person('ONCE', 1, known))).rejects.toMatchObject({ code: 'conflict' });
  await expect(personas.change(me, id, { version: 2, story: '' })).rejects.toMatchObject({ code: 'conflict' });
  const segment: SegmentTree = { kind: 'segment', id };
  await expect(personas.add(me, person('No segment', 1, segment))).rejects.toMatchObject({ code: 'unknown-value' });
  await personas.remove(anna, id, 1);
  await expect(personas.remove(anna, id, 1)).rejects.toMatchObject({ code: 'not-found' });
});
