import { describe, expect, test } from 'vitest';
import { quickAnswer } from './quick-answer.ts';
import type { AnalysisRequest, MetricRequest } from './request.ts';
import { type Cell, check, csv, metric as metricOf, useAnalysis } from './test-analysis.ts';

/** Files at the edge of what can be said: what is computed is right, what is not is null with a reason. */

const metric = (name: string, changes: Partial<MetricRequest> = {}) => metricOf(name, { kind: 'mean', ...changes });

const { one } = useAnalysis();
const analyse = (head: string, rows: readonly (readonly Cell[])[], changes: Partial<AnalysisRequest> = {}) =>
  one(csv(head, rows), { metrics: [metric('y')], ...changes });

const repeat = (count: number, row: (i: number) => Cell[]) => Array.from({ length: count }, (_, i) => row(i));

type Reasons = Record<string, string> | undefined;

/** Every number that is not finite, and every null without a reason beside it under its own or its parent's name. */
function unexplained(value: unknown, path: string[] = [], reasons: Reasons = undefined): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path.join('.')} is ${value}`];
  if (value === null) return path.some((name) => reasons?.[name]) ? [] : [`${path.join('.')} has no reason`];
  if (typeof value !== 'object') return [];
  const own = Array.isArray(value) ? reasons : ((value as { reasons?: Reasons }).reasons ?? reasons);
  return Object.entries(value as object).flatMap(([name, item]) => unexplained(item, [...path, name], own));
}

describe('no null without a reason, no number that is none', () => {
  const spread = (group: string, n: number, f: (i: number) => Cell[]) => repeat(n, (i) => [group, ...f(i)]);
  const proportion = { metrics: [metric('y', { kind: 'proportion' })] };
  const cases: [string, string, Cell[][], Partial<AnalysisRequest>][] = [
    [
      'one unit each',
      'group,y',
      [
        ['A', 1],
        ['B', 2],
      ],
      {},
    ],
    ['all equal', 'group,y', [...spread('A', 9, () => [5]), ...spread('B', 9, () => [5])], {}],
    ['a treatment of zeros', 'group,y', [...spread('A', 9, (i) => [i]), ...spread('B', 9, () => [0])], {}],
    ['a baseline of zero', 'group,y', [...spread('A', 9, () => [0]), ...spread('B', 9, (i) => [i % 2])], proportion],
    ['a baseline around zero', 'group,y', [...spread('A', 9, (i) => [i - 4.1]), ...spread('B', 9, (i) => [i])], {}],
    ['one group without values', 'group,y', [...spread('A', 9, (i) => [i]), ...spread('B', 9, () => [''])], {}],
    ['rates without values', 'group,y', [...spread('A', 9, (i) => [i % 2]), ...spread('B', 9, () => [''])], proportion],
    [
      'no differences at all',
      'group,y',
      [...spread('A', 8, (i) => [i % 2]), ...spread('B', 8, (i) => [i % 2])],
      { ...proportion, metrics: [metric('y', { kind: 'proportion', practical: { value: 1e-9, relative: false } })] },
    ],
    [
      'a denominator of zero',
      'group,y,d',
      [...spread('A', 9, (i) => [i, i % 3]), ...spread('B', 9, (i) => [i, 0])],
      { metrics: [metric('r', { kind: 'ratio', numerator: 'y', denominator: 'd' })] },
    ],
    [
      'a covariate that is constant, of rates, with segments and no control',
      'group,y,x,s',
      [
        ...spread('A', 30, (i) => [i % 2, 1, i % 3]),
        ...spread('B', 30, (i) => [i % 3 ? 0 : 1, 1, i % 4]),
        ...spread('C', 2, () => [1, '', 9]),
      ],
      {
        control: null,
        segments: ['s'],
        metrics: [
          metric('y', { kind: 'proportion', covariate: 'x' }),
          metric('y2', { numerator: 'y', covariate: 'x' }),
        ],
      },
    ],
    [
      'groups of many units, some empty',
      'group,y,d,s',
      [
        ['A', 0, 0, 'x'],
        ['A', 5, 5, 'y'],
        ['B', 0, 900_000_000, 'x'],
        ['B', '', 3, 'y'],
        ['C', 0, 0, 'y'],
      ],
      { segments: ['s'], metrics: [metric('r', { kind: 'proportion', numerator: 'y', denominator: 'd' })] },
    ],
  ];
  test.each(cases)('%s', async (_, head, rows, changes) => {
    for (const inference of ['fixed', 'sequential', 'bayesian'] as const) {
      expect(unexplained(await analyse(head, rows, { ...changes, inference }))).toEqual([]);
    }
  });
});

describe('reasons say what is the case', () => {
  test('of a lift, a ratio and an invalid test', async () => {
    const zeros = await analyse('group,y', [...repeat(9, (i) => ['A', i]), ...repeat(9, () => ['B', 0])]);
    expect(zeros.metrics[0]!.comparisons[0]!.reasons.lift).toContain('nothing but zeros');
    const ratio = await analyse('group,y,d', [...repeat(9, (i) => ['A', i, 2]), ...repeat(9, (i) => ['B', i, 0])], {
      metrics: [metric('r', { kind: 'ratio', numerator: 'y', denominator: 'd' })],
    });
    expect(ratio.metrics[0]!.comparisons[0]!.reasons.difference).toContain('add up to 0');
    expect(ratio.metrics[0]!.variations[1]!.reasons).toMatchObject({ value: 'the denominators add up to 0.' });
    const off = await analyse('group,y', [...repeat(300, (i) => ['A', i]), ...repeat(100, (i) => ['B', i])]);
    expect(off.metrics[0]!.comparisons[0]!.reasons).toMatchObject({
      worthHaving: 'the test itself is not valid.',
      unitsNeeded: 'the test itself is not valid.',
    });
  });
});

describe('units', () => {
  test('a row counts for a ratio only where it has numerator and denominator', async () => {
    const rows = [
      ['u1', 'A', 1, 2],
      ['u1', 'A', '', 100],
      ['u2', 'A', 3, 4],
      ['u2', 'A', 50, ''],
      ['u3', 'B', 1, 1],
      ['u4', 'B', 2, 2],
    ];
    const ctr = metric('ctr', { kind: 'ratio', numerator: 'y', denominator: 'd' });
    const answer = await analyse('id,group,y,d', rows, { unit: 'id', metrics: [ctr] });
    expect(answer.metrics[0]!.variations.map(({ value }) => value)).toEqual([4 / 6, 1]);
  });

  test('rows without a unit or a variation are no copies', async () => {
    const rows = [
      ...repeat(20, (i) => [`u${i % 15}`, 'AB'[(i % 5) % 2]!, i]),
      ['', 'A', 1],
      ['', 'A', 1],
      ['u1', '', 1],
      ['u1', '', 1],
    ];
    expect(check(await analyse('id,group,y', rows, { unit: 'id' }), 'duplicates')).toMatchObject({ verdict: 'ok' });
  });

  test('copies do not matter to whether a unit succeeded', async () => {
    const rows = repeat(40, (i) => [`u${i % 20}`, 'AB'[i % 2]!, i % 4 === 0 ? 1 : 0]);
    const proportion = await analyse('id,group,y', rows, {
      unit: 'id',
      metrics: [metric('y', { kind: 'proportion' })],
    });
    expect(check(proportion, 'duplicates')).toMatchObject({ verdict: 'ok', count: 20 });
    const count = await analyse('id,group,y', rows, { unit: 'id', metrics: [metric('y', { kind: 'count' })] });
    expect(check(count, 'duplicates')).toMatchObject({ verdict: 'warning', count: 20 });
  });

  test('a covariate gives way to the exact method where events are few', async () => {
    const rows = [
      ...repeat(500, (i) => ['A', i < 3 ? 1 : 0, i % 7]),
      ...repeat(500, (i) => ['B', i < 9 ? 1 : 0, i % 5]),
    ];
    const metrics = [metric('y', { kind: 'proportion', covariate: 'x' })];
    const answer = await analyse('group,y,x', rows, { metrics, inference: 'sequential' });
    const plain = await analyse('group,y,x', rows, {
      metrics: [metric('y', { kind: 'proportion' })],
      inference: 'sequential',
    });
    const [found, expected] = [answer.metrics[0]!.comparisons[0]!, plain.metrics[0]!.comparisons[0]!];
    expect([found.difference, found.pValue]).toEqual([expected.difference, expected.pValue]);
    expect(found).toMatchObject({
      varianceReduction: null,
      reasons: { varianceReduction: expect.stringContaining('could not be used') },
    });
  });
});

describe('health', () => {
  test('more missing in one variation than in another is told, however much is missing', async () => {
    const rows = (missing: number) => (i: number) => [i < missing ? '' : i];
    const answer = await analyse('group,y', [
      ...repeat(2000, (i) => ['A', ...rows(1000)(i)]),
      ...repeat(2000, (i) => ['B', ...rows(1120)(i)]),
    ]);
    // scipy: chi2_contingency([[1000, 1120], [1000, 880]], correction=False)
    expect(check(answer, 'missing').pValue! / 0.00014377501732548256).toBeCloseTo(1, 8);
    expect(check(answer, 'missing').message).toContain('More is missing in one variation');
  });

  test('missing rows of many units are compared with rows, not with units', async () => {
    const rows = [...repeat(40, (i) => ['A', i < 20 ? '' : 50, 1000]), ...repeat(40, () => ['B', 60, 1000])];
    const answer = await analyse('group,y,d', rows, {
      metrics: [metric('r', { kind: 'proportion', numerator: 'y', denominator: 'd' })],
    });
    // scipy: chi2_contingency([[20, 0], [20, 40]], correction=False)
    expect(check(answer, 'missing')).toMatchObject({
      count: 20,
      message: expect.stringContaining('20 rows without “r”'),
    });
    expect(check(answer, 'missing').pValue! / 2.417563881119023e-7).toBeCloseTo(1, 8);
  });

  test('the largest of few ordinary units is no outlier', async () => {
    const few = await analyse(
      'group,y',
      repeat(16, (i) => ['AB'[i % 2]!, 10 + i]),
    );
    expect(check(few, 'outliers').verdict).toBe('ok');
    const one = await analyse(
      'group,y',
      repeat(40, (i) => ['AB'[i % 2]!, i === 0 ? 900 : 10 + (i % 3)]),
    );
    expect(check(one, 'outliers')).toMatchObject({ verdict: 'warning', count: 1 });
  });

  test.each([
    // scipy.stats.chisquare: 0.0012, 0.0006
    [1150, 'ok'],
    [1160, 'invalid'],
  ])('a split of 1,000 to %d is %s', (tried, verdict) => {
    const variations = [
      { name: 'A', tried: 1000, succeeded: 100 },
      { name: 'B', tried, succeeded: 110 },
    ];
    const inference = { inference: 'fixed', level: 0.95, plannedUnits: 5000, door: 'command-line' } as const;
    const practical = { value: 0.01, relative: true };
    const request = { variations, split: null, lowerIsBetter: false, practical, ...inference };
    expect(check(quickAnswer(request), 'sample-ratio').verdict).toBe(verdict);
  });

  test('units in two variations, which are left out, are no outliers', async () => {
    const rows = [...repeat(60, (i) => [`u${i}`, 'AB'[i % 2]!, 10 + (i % 3)]), ['x', 'A', 5000], ['x', 'B', 5000]];
    const answer = await analyse('id,group,y', rows, { unit: 'id' });
    expect(check(answer, 'outliers')).toMatchObject({ verdict: 'ok', count: 0 });
    // Nor do they raise the limit above which a unit counts as large: nine of 10,000 hold a fifth of the sum.
    const many = [
      ...repeat(10_000, (i) => [`u${i}`, 'AB'[i % 2]!, i < 10 ? 300 + i : 1]),
      ...repeat(40, (i) => [`x${i % 20}`, 'AB'[i < 20 ? 0 : 1]!, 9000]),
    ];
    expect(check(await analyse('id,group,y', many, { unit: 'id' }), 'outliers')).toMatchObject({
      verdict: 'warning',
      count: 9,
    });
  });

  test('says by which of two denominators the split was judged', async () => {
    const rows = [
      ['A', 30, 90, 300],
      ['B', 40, 130, 310],
    ];
    const metrics = [
      metric('clicked', { kind: 'proportion', numerator: 'clicks', denominator: 'opens' }),
      metric('opened', { kind: 'proportion', numerator: 'opens', denominator: 'sent' }),
    ];
    const answer = await analyse('group,clicks,opens,sent', rows, { metrics });
    expect(answer.source).toMatchObject({ unit: 'sent', units: 610 });
    expect(answer.notes.join(' ')).toContain('judged by “sent”');
    // scipy: chisquare([300, 310])
    expect(check(answer, 'sample-ratio').pValue).toBeCloseTo(0.6855597181184911, 9);
  });
});

describe('directions', () => {
  const rows = [...repeat(40, (i) => ['A', -5 + (i % 3)]), ...repeat(40, (i) => ['B', -4.8 + (i % 3)])];

  test('a margin and a lift keep their sign with a negative baseline', async () => {
    const [found] = (
      await analyse('group,y', rows, { metrics: [metric('y', { practical: { value: 0.1, relative: true } })] })
    ).metrics[0]!.comparisons;
    const baseline = (13 * -5 + 13 * -4 + 13 * -3 - 5) / 40;
    expect(found!.practicalMargin).toBeCloseTo(-0.1 * baseline, 12);
    expect(found!.lift.value).toBeCloseTo(-0.2 / baseline, 12);
    expect(found!.lift.low!).toBeLessThan(found!.lift.value!);
  });

  test('a mean that should fall wins by falling', async () => {
    const of = async (lowerIsBetter: boolean) =>
      (await analyse('group,y', rows, { inference: 'bayesian', metrics: [metric('y', { lowerIsBetter })] })).metrics[0]!
        .comparisons[0]!;
    const [higher, lower] = [await of(false), await of(true)];
    // scipy: norm.cdf(0.2 / se), se = sqrt(2 * var / 40) with var = 0.691667
    expect(higher.chanceToWin).toBeCloseTo(0.8589168631627091, 8);
    expect(lower.chanceToWin).toBeCloseTo(1 - 0.8589168631627091, 8);
    expect(lower.expectedLoss! - higher.expectedLoss!).toBeCloseTo(0.2, 10);
  });

  test('the spread of a rate is that of yes and no', async () => {
    const answer = await analyse(
      'group,y',
      [...repeat(10, (i) => ['A', i < 3 ? 1 : 0]), ...repeat(8, (i) => ['B', i < 4 ? 1 : 0])],
      { metrics: [metric('y', { kind: 'proportion' })] },
    );
    expect(answer.metrics[0]!.variations.map(({ standardDeviation }) => standardDeviation)).toEqual([
      Math.sqrt(0.21),
      0.5,
    ]);
  });
});

describe('sentences where test and interval part', () => {
  const rates = (a: number, b: number, n: number) => [
    ...repeat(n, (i) => ['A', i < a ? 1 : 0]),
    ...repeat(n, (i) => ['B', i < b ? 1 : 0]),
  ];
  const metrics = [metric('y', { kind: 'proportion' })];

  test('better though the interval takes in zero', async () => {
    const answer = await analyse('group,y', rates(4, 10, 21), { metrics });
    const [found] = answer.metrics[0]!.comparisons;
    expect(found!.difference.low!).toBeLessThan(0);
    expect(found).toMatchObject({ verdict: 'better', worthHaving: 'maybe' });
    expect(found!.sentence).toContain('just takes in 0');
  });

  test('open though the credible interval leaves out zero', async () => {
    // t = 2.2 of 8 degrees of freedom has p = 0.059; the normal posterior has z = 2.2.
    const rows = [...repeat(5, (i) => ['A', i]), ...repeat(5, (i) => ['B', i + 2.2])];
    const answer = await analyse('group,y', rows, { inference: 'bayesian' });
    const [found] = answer.metrics[0]!.comparisons;
    expect(found!.difference.low!).toBeGreaterThan(0);
    expect(found!.verdict).toBe('inconclusive');
    expect(found!.sentence).toContain('The interval leaves out 0');
  });

  test('an adjusted difference says what it is adjusted for', async () => {
    const rows = repeat(200, (i) => ['AB'[i % 2]!, (i % 17) + 3 * (i % 2) + (i % 5), i % 17]);
    const answer = await analyse('group,y,x', rows, { metrics: [metric('y', { covariate: 'x' })] });
    expect(answer.metrics[0]!.comparisons[0]!.sentence).toContain('after adjusting for x');
  });
});
