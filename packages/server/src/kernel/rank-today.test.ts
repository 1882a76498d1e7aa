import { type TodayItem, todayClasses } from '@dandelion-loop/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareToday, rankToday } from './rank-today.ts';

type Ranked = Parameters<typeof compareToday>[0];

const item = (given: Partial<Omit<Ranked, 'waiting'>> & { waiting?: Partial<TodayItem['waiting']> }): Ranked => ({
  ...{ class: 'promise', mine: false, source: 's', id: '1' },
  ...given,
  waiting: { sentence: null, moneyPerDay: null, people: null, chance: null, dueOn: null, ...given.waiting },
});

const known = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const anyItem: fc.Arbitrary<Ranked> = fc.record({
  class: fc.constantFrom(...todayClasses),
  mine: fc.boolean(),
  source: fc.constantFrom('a', 'b'),
  id: fc.constantFrom('1', '2', '3'),
  waiting: fc.record({
    sentence: fc.constant(null),
    moneyPerDay: known(fc.constantFrom(0, 1, 2.5, 1000)),
    people: known(fc.constantFrom(0, 1, 40)),
    chance: known(fc.constantFrom(0, 0.1, 0.47)),
    dueOn: known(fc.constantFrom('2026-05-01', '2026-05-02', '2027-01-01')),
  }),
});

describe('the order of Today', () => {
  test('is total: each two differ unless they are one, both ways, and in chains', () => {
    fc.assert(
      fc.property(anyItem, anyItem, anyItem, (a, b, c) => {
        const [ab, ba, bc, ac] = [compareToday(a, b), compareToday(b, a), compareToday(b, c), compareToday(a, c)];
        expect(Math.sign(ab)).toBe(-Math.sign(ba) + 0);
        if (ab <= 0 && bc <= 0) expect(ac).toBeLessThanOrEqual(0);
        if (ab === 0) expect([a.source, a.id]).toEqual([b.source, b.id]);
      }),
      { numRuns: 3000, seed: 6 },
    );
  });

  test('does not hang on the order in which sources tell', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyItem, { maxLength: 12, selector: ({ source, id }) => source + id }), (items) => {
        expect(rankToday([...items].reverse())).toEqual(rankToday(items));
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  test('what waits worse never ranks lower', () => {
    const worse: fc.Arbitrary<(one: Ranked) => Ranked> = fc.constantFrom(
      (one) => ({ ...one, class: todayClasses[Math.max(0, todayClasses.indexOf(one.class) - 1)]! }),
      (one) => ({ ...one, mine: true }),
      (one) => ({ ...one, waiting: { ...one.waiting, moneyPerDay: (one.waiting.moneyPerDay ?? 0) + 5 } }),
      (one) => ({ ...one, waiting: { ...one.waiting, people: (one.waiting.people ?? 0) + 5 } }),
      (one) => ({ ...one, waiting: { ...one.waiting, chance: (one.waiting.chance ?? 0) + 0.2 } }),
      (one) => ({ ...one, waiting: { ...one.waiting, dueOn: '2026-04-01' } }),
    );
    fc.assert(
      fc.property(
        anyItem,
        fc.array(anyItem, { maxLength: 8 }),
        fc.array(worse, { minLength: 1, maxLength: 4 }),
        (one, others, steps) => {
          const worsened = steps.reduce((now, step) => step(now), one);
          const place = (of: Ranked) => rankToday([...others, of]).indexOf(of);
          expect(place(worsened)).toBeLessThanOrEqual(place(one));
        },
      ),
      { numRuns: 2000, seed: 8 },
    );
  });

  test('by class, money, people, chance, whose it is, day', () => {
    const inOrder = [
      item({ class: 'stopped', id: '9' }),
      item({ class: 'verdict', waiting: { moneyPerDay: 3 } }),
      item({ class: 'verdict', waiting: { people: 900, dueOn: '2020-01-01' }, mine: true }),
      item({ class: 'promise', waiting: { people: 2 } }),
      item({ class: 'promise', waiting: { chance: 0.2 } }),
      item({ class: 'promise', mine: true, waiting: { dueOn: '2026-06-01' } }),
      item({ class: 'promise', waiting: { dueOn: '2026-05-01' } }),
      item({ class: 'promise', waiting: { dueOn: '2026-05-02' } }),
      item({ class: 'promise', id: '1' }),
      item({ class: 'promise', id: '2' }),
      item({ class: 'soon', mine: true, waiting: { moneyPerDay: 10_000 } }),
    ];
    expect(rankToday([...inOrder].reverse())).toEqual(inOrder);
  });
});
