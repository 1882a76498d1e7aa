import type { ManyResult, NamedTestAnswer } from '@dandelion-loop/contract';
import { manyResultSchema } from '@dandelion-loop/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PrivateEngine, startPrivateEngine } from '../../engines/clickhouse/start-private-engine.ts';
import { sampleFile } from '../../sample/sample-file.ts';
import { inspectFile } from '../files/index.ts';
import { analyzeFile } from './analyze-file.ts';
import { quickAnswer } from './quick-answer.ts';
import { markSuspectPeriods } from './suspect-periods.ts';

/**
 * The sample that is shipped: 4,873 tests of the Upworthy Research Archive. Expected counts were computed from the file with
 * Python and scipy 1.17 (chi-square of the split, pooled z of each variation against the others, Holm by test).
 */
describe('the sample', () => {
  let engine: PrivateEngine;
  let answer: ManyResult;
  beforeAll(async () => {
    engine = await startPrivateEngine();
    const practical = { value: 0.01, relative: true };
    const clicks = { name: 'clicks', kind: 'proportion', numerator: 'clicks', denominator: 'impressions' } as const;
    const found = await analyzeFile({
      engine,
      file: await inspectFile(sampleFile(), { engine }),
      request: {
        ...{ variation: 'variation', control: null, split: null, unit: null, practical, segments: [], where: null },
        metrics: [{ ...clicks, lowerIsBetter: false, practical, covariate: null, currency: null }],
        ...{ test: 'clickability_test_id', period: 'test_week' },
        ...{ inference: 'fixed', level: 0.95, plannedUnits: 5000, door: 'command-line' },
      },
    });
    answer = manyResultSchema.parse(found);
  }, 60_000);
  afterAll(() => engine.stop());

  const verdictOf = (tests: readonly NamedTestAnswer[], name: string) =>
    tests.map(({ health }) => health.checks.find((found) => found.name === name)?.verdict);

  test('has all tests and variations', () => {
    expect(answer.tests).toHaveLength(4873);
    expect(answer.tests.reduce((sum, { source }) => sum + source.variations.length, 0)).toBe(22_666);
  });

  test('has 753 tests whose split is off', () => {
    const verdicts = verdictOf(answer.tests, 'sample-ratio');
    expect(verdicts.filter((verdict) => verdict === 'invalid')).toHaveLength(753);
    expect(answer.tests.filter(({ health }) => health.verdict === 'invalid')).toHaveLength(753);
  });

  test('is warned of in the weeks the archive warns of, 201325 to 201401', () => {
    const marked = answer.tests.filter(({ health }) => health.checks.some(({ name }) => name === 'suspect-period'));
    expect(marked).toHaveLength(1058);
    expect(verdictOf(marked, 'sample-ratio').filter((verdict) => verdict === 'invalid')).toHaveLength(735);
    const messages = marked.flatMap(({ health }) =>
      health.checks.flatMap(({ name, message }) => (name === 'suspect-period' ? [message] : [])),
    );
    expect(new Set(messages).size).toBe(1);
    expect(messages[0]).toContain('from 201325 to 201401');
  });

  test('has the verdicts of its comparisons', () => {
    const verdicts = answer.tests.flatMap(({ metrics }) => metrics.flatMap(({ comparisons }) => comparisons));
    const count = (...wanted: string[]) => verdicts.filter(({ verdict }) => wanted.includes(verdict)).length;
    expect([count('better'), count('worse'), count('invalid')]).toEqual([1556, 1319, 3130]);
    expect(count('inconclusive', 'no-difference')).toBe(16_661);
  });
});

describe('suspect periods', () => {
  const split = (name: string, second: number): NamedTestAnswer => {
    const variations = [
      { name: 'A', tried: 2000, succeeded: 100 },
      { name: 'B', tried: second, succeeded: 100 },
    ];
    const practical = { value: 0.01, relative: true };
    const settings = { inference: 'fixed', level: 0.95, plannedUnits: 5000, door: 'command-line' } as const;
    return { name, ...quickAnswer({ variations, split: null, lowerIsBetter: false, practical, ...settings }) };
  };
  /** Periods 1 to 12 of thirty tests; in 9 and 10 every second split is off. */
  const timed = Array.from({ length: 360 }, (_, i) => {
    const period = 1 + (i % 12);
    const off = (period === 9 || period === 10) && i % 24 < 12;
    return { answer: split(`t${i}`, off ? 2400 : 2010), period: String(period) };
  });

  test('marks every test of the bad periods, in the order of numbers, and no other', () => {
    const marked = markSuspectPeriods(timed, 'week').map(({ health }) => health.checks.at(-1)!);
    marked.forEach(({ name, verdict, message }, i) => {
      const bad = ['9', '10'].includes(timed[i]!.period);
      expect(name === 'suspect-period').toBe(bad);
      if (bad) expect([verdict, message.includes('from 9 to 10')]).toEqual(['warning', true]);
    });
  });

  test('makes a healthy test a warned one, and leaves an invalid one invalid', () => {
    const marked = markSuspectPeriods(timed, 'week');
    const of = (period: string, off: boolean) =>
      marked.filter((_, i) => timed[i]!.period === period && (timed[i]!.answer.health.verdict === 'invalid') === off);
    expect(of('9', false).length).toBeGreaterThan(0);
    expect(new Set(of('9', false).map(({ health }) => health.verdict))).toEqual(new Set(['warning']));
    expect(new Set(of('9', true).map(({ health }) => health.verdict))).toEqual(new Set(['invalid']));
    expect(new Set(of('3', false).map(({ health }) => health.verdict))).toEqual(new Set(['ok']));
  });
});
