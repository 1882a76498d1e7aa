import { answerCounts, answerSize, type Methods, resultSchema } from '@dandelion-loop/contract';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Asked } from '../../kernel/route.ts';
import { planningRoutes } from './routes.ts';

let methods: Methods = { inference: 'fixed', level: 0.95, practical: { value: 0.01, relative: true } };
const [sizes, quick] = planningRoutes({ methods: async () => methods });

const ask = async (route: typeof sizes, body: unknown): Promise<unknown> =>
  route!.handle({ body: route!.endpoint.body!.parse(body) } as Asked<never>);

type SizeBody = z.input<NonNullable<typeof answerSize.body>>;

const given: SizeBody = {
  baseline: 0.2,
  standardDeviation: null,
  effect: { value: 0.05, relative: false },
  units: null,
};

const size = async (changes: Partial<SizeBody> = {}) =>
  answerSize.answer!.parse(await ask(sizes, { ...given, ...changes }));

/** Mulberry32: the same numbers in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('sizes', () => {
  test('the answer and, through it, the curve', async () => {
    // Reference samplesize-prop-a: 1,094 in each variation.
    const { size: answer, curve } = await size();
    expect(answer).toMatchObject({ solved: 'units', unitsPerVariation: 1094, unitsTotal: 2188, power: 0.8 });
    expect(curve).toContainEqual({ effect: 0.05, units: 1094 });
    expect(curve[0]!.effect).toBeCloseTo(0.2, 12);
    expect(curve.at(-1)!.effect).toBeCloseTo(0.0125, 12);
  });

  test('each point of the curve asks for what the point itself would be answered', async () => {
    for (const changes of [
      {},
      { baseline: null, standardDeviation: 3, effect: { value: 0.5, relative: false } },
      { baseline: null, standardDeviation: 1, effect: { value: 2, relative: false } },
      { baseline: null, standardDeviation: 1, effect: { value: 2, relative: false }, level: 0.999, variations: 20 },
      { sided: 1, variations: 4, power: 0.9 },
    ] as const) {
      const { curve } = await size(changes);
      for (const { effect, units } of curve) {
        const point = await size({ ...changes, effect: { value: effect, relative: false } });
        expect(units).toBe(point.size.unitsPerVariation);
      }
    }
  });

  test('the curve of a fall falls, and ends where rates end', async () => {
    const { curve } = await size({ baseline: 0.1, effect: { value: -0.5, relative: true } });
    expect(curve[0]!.effect).toBeCloseTo(-0.1, 12);
    expect(curve.every(({ effect }) => effect < 0)).toBe(true);
  });

  test('with units given, the difference found is a point of the curve', async () => {
    const { size: answer, curve } = await size({ effect: null, units: 1094 });
    expect(answer.effect.absolute).toBeCloseTo(0.05, 4);
    const point = curve.find(({ effect }) => effect === answer.effect.absolute)!;
    expect(Math.abs(point.units - 1094)).toBeLessThanOrEqual(1);
  });

  test('where power is the answer, the curve shows what the power asked for needs', async () => {
    const { size: answer, curve } = await size({ units: 200 });
    expect(answer).toMatchObject({ solved: 'power', unitsPerVariation: 200 });
    expect(curve).toContainEqual({ effect: 0.05, units: 1094 });
    expect(curve[0]!.units).toBeLessThan(200);
  });

  test('whatever is asked, the answer keeps its shape, or a sentence says why there is none', async () => {
    const next = random(20260101);
    const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!;
    const wide = () => pick([-1, 1]) * 10 ** (next() * 40 - 20);
    let answered = 0;
    for (let i = 0; i < 200; i++) {
      const body = {
        baseline: pick([null, next(), next(), 1e-9, 1 - 1e-9, 0, 1, 2, -1, wide()]),
        standardDeviation: pick([null, null, null, Math.abs(wide()), 1, Number.MIN_VALUE, Number.MAX_VALUE]),
        effect: pick([
          null,
          { value: next() - 0.5, relative: next() < 0.5 },
          { value: wide(), relative: next() < 0.5 },
        ]),
        units: pick([null, null, 2, Math.ceil(next() * 1e5), 1e12]),
        power: pick([0.5, 0.8, 0.999]),
        level: pick([0.5, 0.95, 0.999]),
        variations: pick([2, 3, 20]),
        sided: pick([1, 2] as const),
        perDay: pick([null, 1, 1e12]),
      };
      try {
        const { size: answer, curve } = await size(body);
        answered++;
        expect(answer.sentence).not.toMatch(/NaN|Infinity|undefined|--/);
        for (const [at, { effect, units }] of curve.entries()) {
          const before = curve[at - 1];
          if (!before) continue;
          expect(Math.abs(effect)).toBeLessThan(Math.abs(before.effect));
          expect(units).toBeGreaterThanOrEqual(before.units);
        }
        expect(curve.length).toBeLessThanOrEqual(80);
      } catch (error) {
        expect(error, JSON.stringify(body)).toBeInstanceOf(DandelionFailure);
        expect((error as Error).message).not.toMatch(/--\w|NaN|Infinity|undefined/);
      }
    }
    expect(answered).toBeGreaterThan(30);
  });

  test.each<[string, Partial<SizeBody>, RegExp]>([
    ['nothing to solve', { effect: null }, /difference to find/],
    ['no baseline', { baseline: null }, /rate without the change/],
    ['a rate of 0', { baseline: 0 }, /above 0% and below 100%/],
    ['a rate above 1', { baseline: 4 }, /above 0% and below 100%/],
    ['a rate beyond 100%', { effect: { value: 0.9, relative: false } }, /rates end at 0% and 100%/],
    ['more than can be counted', { effect: { value: 1e-12, relative: false } }, /more units than can be counted/],
  ])('%s is told without options of the command line', async (_, changes, message) => {
    const told = await size(changes).catch((error: Error) => error.message);
    expect(told).toMatch(message);
    expect(told).not.toContain('--');
  });
});

const counts = {
  variations: [
    { name: 'Old', tried: 1200, succeeded: 118 },
    { name: 'New', tried: 1185, succeeded: 162 },
  ],
  split: null,
  lowerIsBetter: false,
  practical: { value: 0.01, relative: true },
  inference: 'fixed',
  level: 0.95,
  plannedUnits: 5000,
};

const judge = async (changes: Record<string, unknown> = {}) =>
  resultSchema.parse(await ask(quick, { ...counts, ...changes }));

describe('quick answers', () => {
  test('four numbers are judged, in the words of a page', async () => {
    const answer = await judge();
    expect(answer.metrics[0]!.comparisons[0]).toMatchObject({ variation: 'New', control: 'Old', verdict: 'better' });
    expect(JSON.stringify(answer)).not.toContain('--');
  });

  test('go by the methods of the workspace where nothing is said', async () => {
    methods = { inference: 'bayesian', level: 0.9, practical: { value: 0.04, relative: true } };
    const { variations } = counts;
    const silent = resultSchema.parse(await ask(quick, { variations }));
    expect(silent.metrics[0]).toMatchObject({
      practical: { value: 0.04, relative: true },
      comparisons: [{ inference: 'bayesian', level: 0.9 }],
    });
    expect((await judge()).metrics[0]!.comparisons[0]).toMatchObject({ inference: 'fixed', level: 0.95 });
  });

  test('the permission to read is enough', () => {
    expect([answerSize.permission, answerCounts.permission]).toEqual(['experiments:read', 'experiments:read']);
  });

  test.each<[string, Record<string, unknown>, RegExp]>([
    [
      'more successes than tries',
      { variations: [counts.variations[0], { name: 'New', tried: 10, succeeded: 20 }] },
      /“New”: 20 of 10 succeeded/,
    ],
    ['one name twice', { variations: [counts.variations[0], counts.variations[0]] }, /called “Old”/],
    ['a split of another size', { split: [1, 1, 1] }, /3 weights for 2 variations/],
    ['a margin no rate has', { practical: { value: 5, relative: false } }, /one point/],
  ])('%s is refused in a sentence', async (_, changes, message) => {
    await expect(judge(changes)).rejects.toThrow(message);
  });
});
