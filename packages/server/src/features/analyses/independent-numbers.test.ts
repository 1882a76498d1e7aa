import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Result, resultSchema } from '@dandelion-loop/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PrivateEngine, startPrivateEngine } from '../../engines/clickhouse/start-private-engine.ts';
import { inspectFile } from '../files/index.ts';
import { analyzeFile } from './analyze-file.ts';
import { type ExpectedComparison, expectedComparisons, expectedInteractions, triple } from './independent-numbers.ts';
import type { AnalysisRequest, MetricRequest } from './request.ts';

/**
 * A whole analysis against numbers that were computed elsewhere: units of several rows, crossovers, missing values and
 * covariates, every kind, three inferences, with and without control, segments.
 */

/** A random-looking number from 0 to 1 that any language can make: a hash of two small integers. */
function hash(i: number, k: number): number {
  let x = Math.imul(i + 1, 0x9e3779b1) ^ Math.imul(k + 1, 0x85ebca6b);
  x ^= x >>> 16;
  x = Math.imul(x, 0x45d9f3b);
  x ^= x >>> 13;
  x = Math.imul(x, 0x45d9f3b);
  x ^= x >>> 16;
  return (x >>> 0) / 2 ** 32;
}

/** Row i of 900, about 700 units; the last 15 rows put their units into a second variation. */
function row(i: number): string {
  const unit = i % 700;
  const group = (Math.floor(3 * hash(unit, 0)) + (i >= 885 ? 1 : 0)) % 3;
  const segment = 'xyz'[Math.floor(3 * hash(unit, 1))];
  const yes = hash(i, 2) < 0.25 + 0.08 * group + (segment === 'z' && group === 2 ? 0.35 : 0) ? 1 : 0;
  const before = Math.floor(100 * hash(unit, 3));
  const bought = hash(i, 5) < 0.5 ? 0 : Math.floor(40 * hash(i, 6) + 0.3 * before + 5 * group) - 20;
  const spend = hash(i, 4) < 0.04 ? '' : bought;
  const sessions = Math.floor(5 * hash(i, 7));
  const clicks = hash(i, 8) < 0.03 ? '' : Math.floor(sessions * hash(i, 9) * (1 + 0.1 * group));
  const known = hash(unit, 10) < 0.1 ? '' : before;
  return [`u${unit}`, 'ABC'[group], segment, yes, spend, clicks, sessions, known].join(',');
}

const metric = (name: string, kind: MetricRequest['kind'], changes: Partial<MetricRequest> = {}): MetricRequest => ({
  ...{ name, kind, numerator: name, denominator: null, lowerIsBetter: false, covariate: null, currency: null },
  practical: { value: 0.01, relative: true },
  ...changes,
});
const ctr = (changes: Partial<MetricRequest>) =>
  metric('ctr', 'ratio', { numerator: 'clicks', denominator: 'sessions', ...changes });
const absolute = (value: number) => ({ practical: { value, relative: false } });
const relative = (value: number) => ({ practical: { value, relative: true } });
const before = { covariate: 'before' };

const base: AnalysisRequest = {
  ...{ variation: 'group', control: 'A', split: null, unit: 'id', segments: ['seg'], test: null, period: null },
  ...{ where: null, inference: 'fixed', level: 0.95, plannedUnits: 5000, practical: { value: 0.01, relative: true } },
  metrics: [],
  door: 'command-line',
};

const requests: AnalysisRequest[] = [
  {
    ...base,
    metrics: [
      metric('yes', 'proportion', absolute(0.05)),
      metric('spend', 'mean', before),
      ctr({ ...before, lowerIsBetter: true }),
      metric('clicks', 'count'),
    ],
  },
  {
    ...{ ...base, control: null, inference: 'sequential', plannedUnits: 500 },
    metrics: [metric('spend', 'mean', absolute(10)), metric('yes', 'proportion', before), ctr(relative(0.2))],
  },
  {
    ...{ ...base, inference: 'bayesian', level: 0.9 },
    metrics: [
      metric('yes', 'proportion', { lowerIsBetter: true }),
      ctr(relative(0.3)),
      metric('spend', 'mean', { ...before, ...absolute(3) }),
    ],
  },
];

describe('numbers computed elsewhere', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dandelion-numbers-'));
  let engine: PrivateEngine;
  let answers: Result[];
  beforeAll(async () => {
    engine = await startPrivateEngine();
    const path = join(folder, 'test.csv');
    const rows = Array.from({ length: 900 }, (_, i) => row(i));
    writeFileSync(path, `id,group,seg,yes,spend,clicks,sessions,before\n${rows.join('\n')}\n`);
    answers = [];
    for (const request of requests) {
      const file = await inspectFile(path, { engine });
      answers.push(resultSchema.parse(await analyzeFile({ engine, file, request })));
    }
  });
  afterAll(async () => {
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function comparison([request, segment, name, variation]: ExpectedComparison) {
    const { metrics, segments } = answers[request]!;
    const of = segment === '' ? metrics : segments[0]!.values.find(({ value }) => value === segment)!.metrics;
    const { comparisons } = of.find((found) => found.name === name)!;
    return comparisons.find((found) => found.variation === variation)!;
  }

  const near = (value: number | null) =>
    value === null ? null : expect.closeTo(value, Math.min(13, 9 - Math.ceil(Math.log10(Math.abs(value) + 1e-12))));

  test('counts units and crossovers', () => {
    const { source, health } = answers[0]!;
    expect(source.units).toBe(685);
    expect(source.variations.map(({ units }) => units)).toEqual([240, 225, 220]);
    expect(health.checks.find(({ name }) => name === 'crossovers')).toMatchObject({ count: 15, verdict: 'warning' });
  });

  test.each(expectedComparisons.map((expected) => ({ expected, title: expected.slice(0, 4).join(' ') })))(
    '$title',
    ({ expected }) => {
      const [, , , , difference, lift, pValue, adjusted, reduction, chance, loss, needed, verdict, worth] = expected;
      const found = comparison(expected);
      expect(triple(found.difference)).toEqual(difference.map((value) => expect.closeTo(value, 6)));
      expect(triple(found.lift)).toEqual(lift.map((value) => expect.closeTo(value, 6)));
      expect(found.pValue! / pValue).toBeCloseTo(1, 6);
      expect(found.adjustedPValue! / adjusted).toBeCloseTo(1, 6);
      expect(found.varianceReduction).toEqual(near(reduction));
      expect(found.chanceToWin).toEqual(near(chance));
      expect(found.expectedLoss).toEqual(near(loss));
      expect([found.unitsNeeded, found.verdict, found.worthHaving]).toEqual([needed, verdict, worth]);
    },
  );

  test('covers every comparison of the whole test', () => {
    const listed = expectedComparisons.filter(([, segment]) => segment === '').length;
    expect(answers.flatMap(({ metrics }) => metrics.flatMap(({ comparisons }) => comparisons))).toHaveLength(listed);
  });

  test.each(expectedInteractions)(
    'request %d: interaction on %s of %s',
    (request, name, variation, pValue, adjusted) => {
      const { interactions } = answers[request]!.segments[0]!;
      const found = interactions.find((one) => one.metric === name && one.variation === variation)!;
      expect(found.pValue! / pValue).toBeCloseTo(1, 6);
      expect(found.adjustedPValue! / adjusted).toBeCloseTo(1, 6);
    },
  );
});
