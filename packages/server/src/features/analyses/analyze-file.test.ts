import type { Result } from '@dandelion-loop/contract';
import { describe, expect, test } from 'vitest';
import type { AnalysisRequest } from './request.ts';
import { check, csv, metric, useAnalysis } from './test-analysis.ts';

const { one, many } = useAnalysis();

const values = (answer: Result, at = 0) =>
  answer.metrics[at]!.variations.map(({ name, units, value }) => [name, units, value]);

/** Rows of A and B, `successes` of `size` each. */
const arms = (sizes: Record<string, [successes: number, size: number]>) =>
  Object.entries(sizes).flatMap(([name, [successes, size]]) =>
    Array.from({ length: size }, (_, i) => [name, i < successes ? 1 : 0]),
  );

describe('units', () => {
  test('combines the rows of a unit: any success, the sum of an amount, the first covariate', async () => {
    const text = csv('id,group,bought,spend,before', [
      ['u1', 'A', 0, 1, 7],
      ['u1', 'A', 1, 2, 99],
      ['u2', 'A', 0, 4, 5],
      ['u3', 'B', 1, 8, 3],
      ['u3', 'B', 1, 16, 99],
      ['u4', 'B', 0, 32, 1],
    ]);
    const metrics = [metric('bought', { kind: 'proportion' }), metric('spend', { kind: 'mean', covariate: 'before' })];
    const answer = await one(text, { unit: 'id', metrics });
    expect(answer.source).toMatchObject({ rows: 6, units: 4, unit: 'id' });
    expect(values(answer)).toEqual([
      ['A', 2, 0.5],
      ['B', 2, 0.5],
    ]);
    expect(values(answer, 1)).toEqual([
      ['A', 2, 3.5],
      ['B', 2, 28],
    ]);
    // The slope from within the groups: ((−1) + (−8)) / (2 + 2) for spend 3 4 | 24 32, before 7 5 | 3 1.
    const theta = -9 / 4;
    const expected = 28 - 3.5 - theta * (2 - 6);
    expect(answer.metrics[1]!.comparisons[0]!.difference.value).toBeCloseTo(expected, 10);
    expect(check(answer, 'duplicates')).toMatchObject({ verdict: 'ok', count: 2 });
    expect(check(answer, 'sample-ratio').message).toContain('2 / 2 units fit');
  });

  test('leaves out and counts units in two variations', async () => {
    const rows = Array.from({ length: 200 }, (_, i) => [`u${i}`, i % 2 ? 'A' : 'B', i % 3 === 0 ? 1 : 0]);
    const answer = await one(csv('id,group,y', [...rows, ['u0', 'A', 1], ['u1', 'B', 1]]), { unit: 'id' });
    expect(check(answer, 'crossovers')).toMatchObject({ verdict: 'warning', count: 2 });
    expect(answer.source.units).toBe(198);
  });

  test('voids a test in which many units crossed', async () => {
    const rows = Array.from({ length: 100 }, (_, i) => [`u${i}`, i % 2 ? 'A' : 'B', 1]);
    const crossed = Array.from({ length: 10 }, (_, i) => [`u${i}`, i % 2 ? 'B' : 'A', 1]);
    const answer = await one(csv('id,group,y', [...rows, ...crossed]), { unit: 'id' });
    expect(check(answer, 'crossovers')).toMatchObject({ verdict: 'invalid', count: 10 });
    expect(answer.metrics[0]!.comparisons[0]!.verdict).toBe('invalid');
  });

  test('warns of rows that are exact copies', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => [`u${i}`, i % 2 ? 'A' : 'B', i + 0.5]);
    const answer = await one(csv('id,group,y', [...rows, ...rows.slice(0, 3)]), { unit: 'id' });
    expect(check(answer, 'duplicates')).toMatchObject({ verdict: 'warning', count: 3 });
    expect(check(answer, 'duplicates').message).toContain('3 rows are exact copies');
  });

  test('rows without a value, a variation or a unit are counted, not taken as zero', async () => {
    const text = csv('id,group,y', [
      ...[
        ['1', 'A', 2],
        ['2', 'A', ''],
        ['3', 'B', 4],
        ['4', 'B', 'NA'],
        ['5', '', 9],
        ['', 'A', 9],
        ['7', 'A', 6],
        ['8', 'B', 10],
      ],
    ]);
    const answer = await one(text, { unit: 'id', metrics: [metric('y', { kind: 'mean' })] });
    expect(values(answer)).toEqual([
      ['A', 2, 4],
      ['B', 2, 7],
    ]);
    expect(check(answer, 'missing')).toMatchObject({ verdict: 'warning', count: 4 });
  });

  test('units with the covariate missing keep the mean, not zero', async () => {
    const rows = [
      ['A', 1, 1],
      ['A', 3, 3],
      ['A', 2, ''],
      ['B', 4, 2],
      ['B', 6, 4],
      ['B', 5, ''],
    ];
    const answer = await one(csv('group,y,x', rows), { metrics: [metric('y', { kind: 'mean', covariate: 'x' })] });
    // x with the mean 2.5 filled in: A 1 3 2.5, B 2 4 2.5. slope from within the groups 0.923077 (numpy).
    expect(answer.metrics[0]!.variations.map(({ units }) => units)).toEqual([3, 3]);
    expect(answer.metrics[0]!.comparisons[0]!.difference.value).toBeCloseTo(2.384615384615384, 10);
  });

  test('a decimal comma is read, and told', async () => {
    const answer = await one('group;y\nA;1,5\nB;2,25\nA;3\nB;4,75\n', { metrics: [metric('y', { kind: 'mean' })] });
    expect(values(answer)).toEqual([
      ['A', 2, 2.25],
      ['B', 2, 3.5],
    ]);
    expect(answer.notes.join(' ')).toContain('decimal commas');
  });
});

describe('health', () => {
  test('a split that is off voids the test, unless it was meant', async () => {
    const text = csv('group,y', arms({ A: [100, 900], B: [15, 100] }));
    const answer = await one(text);
    expect(check(answer, 'sample-ratio')).toMatchObject({ verdict: 'invalid' });
    expect(answer.metrics[0]!.comparisons[0]).toMatchObject({ verdict: 'invalid', worthHaving: null });
    const meant = await one(text, {
      split: new Map([
        ['A', 90],
        ['B', 10],
      ]),
    });
    expect(check(meant, 'sample-ratio')).toMatchObject({ verdict: 'ok', pValue: 1 });
    expect(meant.source.variations.map(({ planned }) => planned)).toEqual([0.9, 0.1]);
  });

  test('few events and few large values are told', async () => {
    const few = await one(csv('group,y', arms({ A: [3, 100], B: [9, 100] })));
    expect(check(few, 'small-counts')).toMatchObject({ verdict: 'warning', count: 3 });
    const spend = Array.from({ length: 4000 }, (_, i) => [i % 2 ? 'A' : 'B', i < 3 ? 5000 : i % 7]);
    const heavy = await one(csv('group,y', spend), { metrics: [metric('y', { kind: 'mean' })] });
    expect(check(heavy, 'outliers').verdict).toBe('warning');
  });

  test('only what was looked at is listed', async () => {
    const answer = await one(csv('group,y', arms({ A: [30, 100], B: [40, 100] })));
    expect(answer.health.checks.map(({ name }) => name)).toEqual(['sample-ratio', 'missing', 'small-counts']);
  });
});

describe('honest with little', () => {
  test.each<[string, string, Partial<AnalysisRequest>]>([
    [
      'all outcomes equal',
      csv('group,y', [
        ['A', 5],
        ['A', 5],
        ['B', 5],
        ['B', 5],
      ]),
      { metrics: [metric('y', { kind: 'mean' })] },
    ],
    [
      'equal within, different between',
      csv('group,y', [
        ['A', 5],
        ['A', 5],
        ['B', 6],
        ['B', 6],
      ]),
      { metrics: [metric('y', { kind: 'mean' })] },
    ],
    [
      'one unit each',
      csv('group,y', [
        ['A', 5],
        ['B', 6],
      ]),
      { metrics: [metric('y', { kind: 'mean' })] },
    ],
    ['no success at all', csv('group,y', arms({ A: [0, 50], B: [0, 50] })), {}],
    ['only successes', csv('group,y', arms({ A: [50, 50], B: [50, 50] })), {}],
    ['a baseline of zero', csv('group,y', arms({ A: [0, 50], B: [2, 50] })), {}],
    [
      'a baseline that cannot be told from zero',
      csv('group,y', [
        ['A', -5],
        ['A', 5.1],
        ['A', 0.2],
        ['B', 4],
        ['B', 7],
        ['B', 5],
      ]),
      { metrics: [metric('y', { kind: 'mean' })] },
    ],
  ])('%s', async (_, text, changes) => {
    for (const inference of ['fixed', 'sequential', 'bayesian'] as const) {
      const answer = await one(text, { ...changes, inference });
      for (const { comparisons } of answer.metrics) {
        for (const comparison of comparisons) {
          expect(comparison.verdict).toBe('inconclusive');
          expect(comparison.sentence).not.toMatch(/NaN|Infinity|undefined|null/);
          // What is null has its reason beside it.
          if (comparison.pValue === null) expect(comparison.reasons.pValue).toBeTruthy();
          if (comparison.lift.low === null) expect(comparison.reasons.lift).toBeTruthy();
        }
      }
    }
  });

  test('names the baseline that cannot be told from zero', async () => {
    const text = csv('group,y', [
      ['A', -5],
      ['A', 5.1],
      ['A', 0.2],
      ['B', 4],
      ['B', 7],
      ['B', 5],
    ]);
    const answer = await one(text, { metrics: [metric('y', { kind: 'mean' })] });
    expect(answer.metrics[0]!.comparisons[0]!.reasons.lift).toBe('the baseline cannot be told from zero.');
  });

  test('says how many units would settle it', async () => {
    const answer = await one(csv('group,y', arms({ A: [100, 1000], B: [110, 1000] })));
    const [comparison] = answer.metrics[0]!.comparisons;
    // (1.959964 + 0.841621)^2 (0.1 * 0.9 + 0.11 * 0.89) / 0.01^2
    expect(comparison!.unitsNeeded).toBe(14_749);
    expect(comparison!.sentence).toContain('about 15,000 units in each variation');
  });
});

describe('inference', () => {
  const text = csv('group,y', arms({ A: [100, 1000], B: [140, 1000] }));

  test('a sequential interval is wider, and its p-value larger', async () => {
    const fixed = (await one(text)).metrics[0]!.comparisons[0]!;
    const sequential = (await one(text, { inference: 'sequential' })).metrics[0]!.comparisons[0]!;
    expect(sequential.difference.low!).toBeLessThan(fixed.difference.low!);
    expect(sequential.pValue!).toBeGreaterThan(fixed.pValue!);
    expect(sequential.method).toContain('asymptotic confidence sequence');
    // rho² = (−2 log .05 + log(1 − 2 log .05)) / 5000; half-width = se·sqrt(n)·sqrt(2(nρ²+1)/(nρ)²·log(sqrt(nρ²+1)/.05)), n = 2000.
    expect(sequential.difference.high! - 0.04).toBeCloseTo(0.04531095142653832, 8);
  });

  test('few events get the exact sequence', async () => {
    const few = await one(csv('group,y', arms({ A: [3, 500], B: [9, 500] })), { inference: 'sequential' });
    expect(few.metrics[0]!.comparisons[0]!.method).toContain('beta-binomial confidence sequence');
  });

  test('bayesian gives chance to win and expected loss, by the direction of the metric', async () => {
    const better = (await one(text, { inference: 'bayesian' })).metrics[0]!.comparisons[0]!;
    // Beta(101, 901) and Beta(141, 861) by 8 million draws (numpy): 0.9970, loss 0.0000128.
    expect(better.chanceToWin).toBeCloseTo(0.997, 3);
    expect(better.prior).toContain('Beta(1, 1)');
    expect(better.expectedLoss!).toBeGreaterThan(0);
    const worse = (await one(text, { inference: 'bayesian', metrics: [metric('y', { lowerIsBetter: true })] }))
      .metrics[0]!.comparisons[0]!;
    expect(worse.chanceToWin! + better.chanceToWin!).toBeCloseTo(1, 9);
    expect(worse.verdict).toBe('worse');
    expect(worse.expectedLoss! - better.expectedLoss!).toBeCloseTo(141 / 1002 - 101 / 1002, 9);
  });

  test('two variations without a control are one hypothesis, not two', async () => {
    const answer = await one(text, { control: null });
    const [a, b] = answer.metrics[0]!.comparisons;
    expect([a!.verdict, b!.verdict]).toEqual(['worse', 'better']);
    expect(a!.difference.value).toBeCloseTo(-b!.difference.value!, 12);
    expect(b!.adjustedPValue).toBe(b!.pValue);
  });
});

describe('ratio metrics', () => {
  test('take the unit, not the session, as what varies', async () => {
    const rows = [
      [1, 'A', 1, 4],
      [2, 'A', 0, 3],
      [3, 'A', 2, 5],
      [4, 'A', 1, 2],
      [5, 'B', 3, 4],
      [6, 'B', 1, 5],
      [7, 'B', 2, 3],
      [8, 'B', 2, 6],
    ];
    const answer = await one(csv('id,group,clicks,sessions', rows), {
      unit: 'id',
      metrics: [metric('ctr', { kind: 'ratio', numerator: 'clicks', denominator: 'sessions' })],
    });
    expect(values(answer)).toEqual([
      ['A', 4, 4 / 14],
      ['B', 4, 8 / 18],
    ]);
    expect(answer.metrics[0]!.comparisons[0]!.pValue).toBeCloseTo(0.3111353786333163, 10);
  });

  test('a proportion of aggregated rows with a unit column is one of them', async () => {
    const rows = [
      ['s1', 'A', 1, 4],
      ['s2', 'A', 0, 3],
      ['s3', 'B', 3, 4],
      ['s4', 'B', 1, 5],
    ];
    const answer = await one(csv('shop,group,clicks,sent', rows), {
      unit: 'shop',
      metrics: [metric('ctr', { kind: 'proportion', numerator: 'clicks', denominator: 'sent' })],
    });
    expect(answer.metrics[0]!.kind).toBe('ratio');
    expect(answer.notes.join(' ')).toContain('analysed as a ratio');
  });
});

describe('many tests in one file', () => {
  test('are judged one by one, each with its own variations', async () => {
    const rows = [
      ...[
        ['t1', 'A', 100, 1000],
        ['t1', 'B', 160, 1000],
      ],
      ...[
        ['t2', 'A', 100, 1000],
        ['t2', 'B', 100, 1300],
      ],
      ...[['t3', 'B', 10, 100]],
    ];
    const answer = await many(csv('test,group,clicks,sent', rows), {
      test: 'test',
      metrics: [metric('ctr', { kind: 'proportion', numerator: 'clicks', denominator: 'sent' })],
    });
    expect(answer.tests.map(({ name, health }) => [name, health.verdict])).toEqual([
      ['t1', 'ok'],
      ['t2', 'invalid'],
      ['t3', 'ok'],
    ]);
    expect(answer.tests[0]!.metrics[0]!.comparisons[0]!.verdict).toBe('better');
    expect(answer.tests[2]!.metrics[0]!.comparisons).toEqual([]);
    expect(answer.tests[2]!.notes.join(' ')).toContain('only one variation');
  });
});
