import { isGroup, type Period, type SegmentLeaf, type SegmentTree, segmentTreeSchema } from '@dandelion-loop/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PrivateEngine, startPrivateEngine } from '../../engines/clickhouse/start-private-engine.ts';
import { countCollected, countTrees, membersOf } from './customers-of-trees.sql.ts';
import { addRows, makeDerivedTables } from './test-derived-tables.ts';

const now = new Date('2027-05-20T12:00:00Z');
const dayMs = 86_400_000;
const ago = (days: number) => new Date(now.getTime() - days * dayMs);
const stamp = (at: Date) => at.toISOString().replace('T', ' ').replace('Z', '');

interface Doing {
  name: string;
  at: Date;
  value: number;
  properties: Record<string, unknown>;
}
interface Person {
  id: number;
  user: string;
  first: Date;
  last: Date;
  merged: boolean;
  traits: Record<string, unknown>;
  doings: Doing[];
}

/** A generator of numbers in [0, n) that is the same in each run. */
function numbers(seed: number) {
  let state = seed;
  return (n: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}
const next = numbers(7);
const names = ['Order Completed', 'Viewed', "It's {v0:String} \\ 'x'"];
const people: Person[] = Array.from({ length: 300 }, (_, at) => {
  const doings = Array.from({ length: next(9) }, () => ({
    name: names[next(3)]!,
    at: new Date(ago(next(200)).getTime() - next(dayMs)),
    value: next(3) === 0 ? next(60) : 0,
    properties: { colour: ['red', 'blue'][next(2)], size: next(50) },
  }));
  const times = [...doings.map(({ at }) => at.getTime()), ago(50 + next(300)).getTime()];
  const traits: Record<string, unknown> = {};
  if (next(3) > 0) traits.country = ['NL', 'DE', 'it’s "x"'][next(3)];
  if (next(3) > 0) traits.age = 15 + next(60);
  if (next(3) > 0) traits.vip = next(2) === 0;
  if (next(3) > 0) traits.renews = `2027-0${1 + next(9)}-15`;
  return {
    ...{ id: 1000 + at, user: next(2) === 0 ? `u${at}` : '', merged: next(10) === 0, traits, doings },
    ...{ first: new Date(Math.min(...times)), last: new Date(Math.max(...times)) },
  };
});

let engine: PrivateEngine;
beforeAll(async () => {
  engine = await startPrivateEngine();
  await makeDerivedTables(engine);
  const common = { ask: 0, source: 1, trust: 3 };
  // Twice, so that rows of one customer lie in several parts.
  const half = (part: number, one: Person) => (part === 0 ? one.first : one.last);
  for (const part of [0, 1]) {
    await addRows(
      engine,
      'people',
      people.map((one) => ({
        ...{ customer: one.id, first: stamp(half(part, one)), last: stamp(half(part, one)), events: 1 },
        ...{
          user: part === 0 ? one.user : '',
          merged: part === 1 && one.merged ? 1 : 0,
          sources: part === 0 && one.doings.length > 0 ? [1] : [],
        },
      })),
    );
  }
  const rows = people.flatMap(({ id, traits }) =>
    Object.entries(traits).flatMap(([name, value]) => [
      { ...common, customer: id, name, value: '"before"', number: 999, at: stamp(ago(9)), version: 1 },
      {
        ...{ ...common, customer: id, name, value: JSON.stringify(value), at: stamp(ago(3)), version: 2 },
        number: typeof value === 'number' ? value : null,
      },
    ]),
  );
  await addRows(
    engine,
    'traits',
    rows.filter(({ version }) => version === 2),
  );
  await addRows(
    engine,
    'traits',
    rows.filter(({ version }) => version === 1),
  );
  await addRows(
    engine,
    'doings',
    people.flatMap(({ id, doings }) =>
      doings.map(({ name, at, value }) => ({
        ...{ name, customer: id, day: stamp(at).slice(0, 10), n: 1, last: stamp(at), value, ask: 0 },
      })),
    ),
  );
  // Half of what they did was done by an actor that was linked to them later; one link is ended.
  await addRows(
    engine,
    'links',
    people.flatMap(({ id }) => [
      { actor: 10_000 + id, customer: id, version: 1, ended: 0 },
      { actor: 20_000 + id, customer: id, version: 1, ended: 0 },
      { actor: 20_000 + id, customer: id, version: 2, ended: 1 },
    ]),
  );
  await addRows(
    engine,
    'events',
    people.flatMap(({ id, doings }) =>
      doings.flatMap(({ name, at, properties }, nth) => [
        {
          ...{ actor: nth % 2 === 0 ? id : 10_000 + id, time: stamp(at), received: stamp(at), source: 1, trust: 3 },
          ...{ type: 'track', name, properties: JSON.stringify(properties) },
        },
        { actor: id, time: stamp(at), source: 1, type: 'track', name, machine: 'bot', properties: '{"colour":"red"}' },
      ]),
    ),
  );
});
afterAll(() => engine.stop());

const day = (at: Date) => at.toISOString().slice(0, 10);
function within(period: Period, at: Date): boolean {
  if (day(at) > day(now)) return false;
  if (period.kind === 'ever') return true;
  if (period.kind === 'between') return day(at) >= period.from && day(at) <= period.to;
  return day(at) > day(ago(period.days));
}
const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
const moment = (of: { kind: 'date'; date: string } | { kind: 'ago'; days: number }, op: string) =>
  of.kind === 'ago' ? ago(of.days).getTime() : Date.parse(of.date) + (op === 'after' ? dayMs : 0);

/** The same in plain words, customer by customer. */
function holds(tree: SegmentTree, one: Person): boolean {
  if (tree.kind === 'all') return tree.of.every((part) => holds(part, one));
  if (tree.kind === 'any') return tree.of.some((part) => holds(part, one));
  if (tree.kind === 'not') return !holds(tree.of, one);
  return isGroup(tree) ? false : leafHolds(tree, one);
}
const compared = { 'at-least': (a: number, b: number) => a >= b, 'at-most': (a: number, b: number) => a <= b };
function leafHolds(leaf: SegmentLeaf, one: Person): boolean {
  switch (leaf.kind) {
    case 'known':
      return (one.user !== '') === leaf.known;
    case 'seen': {
      const at = moment(leaf.moment, leaf.op);
      return leaf.op === 'before' ? one[leaf.which].getTime() < at : one[leaf.which].getTime() >= at;
    }
    case 'event': {
      const times = one.doings.filter(
        (done) =>
          done.name === leaf.name &&
          within(leaf.period, done.at) &&
          leaf.where.every(({ name, op, value }) => {
            const is = asText(done.properties[name] ?? '');
            if (op === 'above') return Number(is) > value;
            if (op === 'below') return is !== '' && Number(is) < value;
            if (op === 'contains') return is.toLowerCase().includes(value.toLowerCase());
            return (is === value) === (op === 'is');
          }),
      ).length;
      return leaf.op === 'exactly' ? times === leaf.times : compared[leaf.op](times, leaf.times);
    }
    case 'value': {
      const done = one.doings.filter(({ name, at }) => name === leaf.name && within(leaf.period, at));
      return compared[leaf.op](
        done.reduce((sum, { value }) => sum + value, 0),
        leaf.amount,
      );
    }
    case 'last-event': {
      const times = one.doings.filter(({ name }) => name === leaf.name).map(({ at }) => at.getTime());
      const last = Math.max(...times);
      const at = moment(leaf.moment, leaf.op);
      return times.length > 0 && (leaf.op === 'after' ? last >= at : last < at);
    }
    case 'source':
      return leaf.source === 1 && one.doings.length > 0;
    case 'consent':
      return true;
    case 'segment':
      return false;
    case 'trait': {
      const value = one.traits[leaf.name];
      const text = value === undefined ? null : asText(value);
      if (leaf.op === 'is') return text === leaf.value;
      if (leaf.op === 'is-not') return text !== leaf.value;
      if (leaf.op === 'is-set') return text !== null;
      if (leaf.op === 'is-not-set') return text === null;
      if (text === null) return false;
      if (leaf.op === 'contains') return text.toLowerCase().includes(leaf.value.toLowerCase());
      if (leaf.op === 'starts-with') return text.toLowerCase().startsWith(leaf.value.toLowerCase());
      if (leaf.op === 'in') return leaf.values.includes(text);
      if (leaf.op === 'before' || leaf.op === 'after') {
        if (leaf.name !== 'renews') return false;
        return leaf.op === 'before' ? text < leaf.date : text > leaf.date;
      }
      if (typeof value !== 'number') return false;
      if (leaf.op === 'between') return value >= leaf.from && value <= leaf.to;
      if (leaf.op === 'above') return value > leaf.value;
      return leaf.op === 'below' && value < leaf.value;
    }
  }
}

const population = people.filter(({ merged }) => !merged);
const idOf = ({ id }: Person) => id.toString(16).padStart(16, '0');
const expected = (tree: SegmentTree) => population.filter((one) => holds(tree, one));

async function members(tree: SegmentTree, limit = 1000): Promise<string[]> {
  const found: string[] = [];
  for (let after: { seen: string; id: string } | null = null; ; ) {
    const page = await membersOf(engine, { tree, now, limit, after });
    found.push(...page.map(({ id }) => id));
    after = page.at(-1) ?? null;
    if (page.length < limit) return found;
  }
}

const of = fc.constantFrom;
const period: fc.Arbitrary<Period> = fc.oneof(
  fc.constant({ kind: 'ever' } as const),
  fc.record({ kind: fc.constant('last' as const), days: fc.integer({ min: 1, max: 250 }) }),
  of({ kind: 'between', from: '2027-01-10', to: '2027-03-31' } as const),
);
const when = fc.oneof(
  fc.record({ kind: fc.constant('ago' as const), days: fc.integer({ min: 1, max: 250 }) }),
  of({ kind: 'date', date: '2027-03-14' } as const),
);
const name = of(...names);
const op = of('before' as const, 'after' as const);
const where = fc.array(
  of<{ name: string; op: 'is'; value: string }[]>(
    { name: 'colour', op: 'is', value: 'red' },
    { name: 'colour', op: 'is-not', value: 'blue' } as never,
    { name: 'colour', op: 'contains', value: 'LU' } as never,
    { name: 'size', op: 'above', value: 20 } as never,
    { name: 'size', op: 'below', value: 40 } as never,
  ),
  { maxLength: 2 },
);
const leaf: fc.Arbitrary<SegmentLeaf> = fc.oneof(
  fc.record({
    ...{
      kind: fc.constant('event' as const),
      name,
      op: of('at-least' as const, 'at-most' as const, 'exactly' as const),
    },
    ...{ times: fc.integer({ min: 0, max: 4 }), period, where },
  }),
  fc.record({
    ...{ kind: fc.constant('value' as const), name, op: of('at-least' as const, 'at-most' as const) },
    ...{ amount: fc.integer({ min: -5, max: 80 }), period },
  }),
  fc.record({ kind: fc.constant('last-event' as const), name, op, moment: when }),
  fc.record({ kind: fc.constant('seen' as const), which: of('first' as const, 'last' as const), op, moment: when }),
  fc.record({ kind: fc.constant('known' as const), known: fc.boolean() }),
  of<SegmentLeaf[]>(
    { kind: 'source', source: 1 },
    { kind: 'source', source: 2 },
    { kind: 'trait', name: 'country', op: 'is', value: 'NL' },
    { kind: 'trait', name: 'country', op: 'is-not', value: 'it’s "x"' },
    { kind: 'trait', name: 'country', op: 'contains', value: 'T’S' },
    { kind: 'trait', name: 'country', op: 'starts-with', value: 'd' },
    { kind: 'trait', name: 'country', op: 'in', values: ['it’s "x"', 'DE'] },
    { kind: 'trait', name: 'vip', op: 'is', value: 'true' },
    { kind: 'trait', name: 'vip', op: 'is-set' },
    { kind: 'trait', name: 'vip', op: 'is-not-set' },
    { kind: 'trait', name: 'age', op: 'above', value: 40 },
    { kind: 'trait', name: 'age', op: 'below', value: 30.5 },
    { kind: 'trait', name: 'age', op: 'between', from: 20, to: 40 },
    { kind: 'trait', name: 'renews', op: 'before', date: '2027-05-15' },
    { kind: 'trait', name: 'renews', op: 'after', date: '2027-05-15' },
    { kind: 'trait', name: 'nothing', op: 'is', value: 'x' },
  ),
);
const { tree: anyTree } = fc.letrec<{ tree: SegmentTree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.record({ kind: of('all' as const, 'any' as const), of: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ kind: fc.constant('not' as const), of: tie('tree') }),
  ),
}));

describe('a tree of conditions', () => {
  test('holds of the customers of whom it holds one by one', { timeout: 180_000 }, async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(anyTree, { minLength: 1, maxLength: 4 }), async (trees) => {
        for (const tree of trees) expect(segmentTreeSchema.parse(tree)).toEqual(tree);
        const { of: all, customers } = await countTrees(engine, trees, now);
        expect(all).toBe(population.length);
        expect(customers).toEqual(trees.map((tree) => expected(tree).length));
        expect((await members(trees[0]!)).toSorted()).toEqual(expected(trees[0]!).map(idOf).toSorted());
        for (const count of customers) seen.add(String(count));
      }),
      { numRuns: 120, seed: 11 },
    );
    // Not only nobody and everybody.
    expect(seen.size).toBeGreaterThan(40);
  });

  test('names its members the latest seen first, page by page', async () => {
    const tree: SegmentTree = { kind: 'known', known: true };
    const order = expected(tree).toSorted((a, b) => b.last.getTime() - a.last.getTime() || b.id - a.id);
    expect(await members(tree, 7)).toEqual(order.map(idOf));
  });

  test('is asked of more conditions than one word has bits', async () => {
    const trees = Array.from(
      { length: 150 },
      (_, at): SegmentTree => ({
        ...{ kind: 'event', name: names[at % 3]!, op: 'at-least', times: 1 + (at % 4), where: [] },
        period: { kind: 'last', days: 1 + at },
      }),
    );
    const { customers } = await countTrees(engine, trees, now);
    expect(customers).toEqual(trees.map((tree) => expected(tree).length));
  });

  test('takes a long list, and text of any kind only as values', async () => {
    const values = [...Array.from({ length: 999 }, (_, at) => `\\'“${at}”\n\t{v1:String}`), 'NL'];
    const tree = segmentTreeSchema.parse({ kind: 'trait', name: 'country', op: 'in', values });
    expect((await countTrees(engine, [tree], now)).customers).toEqual([expected(tree).length]);
    const hostile: SegmentTree = { kind: 'trait', name: "x' OR 1=1 --", op: 'contains', value: "') OR (1=1" };
    expect((await countTrees(engine, [hostile], now)).customers).toEqual([0]);
  });

  test('sees what was not yet there when the present is moved back', async () => {
    const then = ago(100);
    const { of: all } = await countTrees(engine, [], then);
    expect(all).toBe(population.filter(({ first }) => first <= then).length);
    expect(await countCollected(engine, then)).toBe(all);
  });
});
