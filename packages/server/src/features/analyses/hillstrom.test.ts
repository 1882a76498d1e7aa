import { type Result, resultSchema } from '@dandelion-loop/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPrivateEngine } from '../../engines/clickhouse/start-private-engine.ts';
import { inspectFile } from '../files/index.ts';
import { analyzeFile } from './analyze-file.ts';
import type { AnalysisRequest, MetricRequest } from './request.ts';
import { dataset } from './test-data.ts';

/**
 * Hillstrom's e-mail test of 2008: 64,000 customers, three arms. Expected figures were computed with numpy and scipy 1.17
 * from the file (Miettinen-Nurminen limits by brute-force maximum likelihood); rates and sums are the published ones.
 */
const path = dataset('hillstrom_email_2008.csv.gz');

const practical = { value: 0.01, relative: true };
const metric = (name: string, kind: MetricRequest['kind'], covariate: string | null = null): MetricRequest => ({
  ...{ name, kind, numerator: name, denominator: null, lowerIsBetter: false, practical, covariate, currency: null },
});

const request: AnalysisRequest = {
  variation: 'segment',
  control: 'No E-Mail',
  split: null,
  unit: null,
  metrics: [metric('visit', null), metric('conversion', 'proportion'), metric('spend', 'mean')],
  practical,
  segments: ['newbie', 'channel'],
  test: null,
  period: null,
  where: null,
  inference: 'fixed',
  level: 0.95,
  plannedUnits: 5000,
  door: 'command-line',
};

describe.skipIf(path === null)('Hillstrom e-mail', () => {
  const engines: { stop(): Promise<void> }[] = [];

  async function analyse(changes: Partial<AnalysisRequest>): Promise<Result> {
    const engine = await startPrivateEngine();
    engines.push(engine);
    const file = await inspectFile(path!, { engine });
    return resultSchema.parse(await analyzeFile({ engine, file, request: { ...request, ...changes } }));
  }

  let answer: Result;
  beforeAll(async () => {
    answer = await analyse({});
  });
  afterAll(() => Promise.all(engines.map((engine) => engine.stop())));

  const comparison = (result: Result, name: string, variation: string) =>
    result.metrics.find((m) => m.name === name)!.comparisons.find((c) => c.variation === variation)!;

  test('counts its units and finds the split as planned', () => {
    expect(answer.source.rows).toBe(64_000);
    expect(answer.source.variations.map(({ name, units }) => [name, units])).toEqual([
      ['No E-Mail', 21_306],
      ['Mens E-Mail', 21_307],
      ['Womens E-Mail', 21_387],
    ]);
    const ratio = answer.health.checks.find(({ name }) => name === 'sample-ratio');
    expect(ratio).toMatchObject({ verdict: 'ok' });
    expect(ratio?.pValue).toBeCloseTo(0.9036929575604196, 10);
  });

  test('guesses that visit is a proportion', () => {
    expect(answer.metrics[0]).toMatchObject({ name: 'visit', kind: 'proportion', primary: true });
    expect(answer.notes.join(' ')).toContain('“visit” was taken as a proportion');
  });

  test('has the published rates and spending', () => {
    const values = answer.metrics.map(({ variations }) => variations.map(({ value }) => value));
    expect(values[0]!.map((value) => value!.toFixed(4))).toEqual(['0.1062', '0.1828', '0.1514']);
    expect(values[1]!.map((value) => value!.toFixed(5))).toEqual(['0.00573', '0.01253', '0.00884']);
    expect(values[2]!.map((value) => value!.toFixed(4))).toEqual(['0.6528', '1.4226', '1.0772']);
    expect(answer.metrics[2]!.variations[1]!.standardDeviation).toBeCloseTo(17.75420510373683, 9);
  });

  test.each([
    ['visit', 'Mens E-Mail', 0.07658956365153125, 0.06995993, 0.08323394, 5.685165482802317e-112],
    ['visit', 'Womens E-Mail', 0.045233106587052985, 0.03889838, 0.05157926, 3.1824031593349214e-44],
    ['conversion', 'Mens E-Mail', 0.006805006519615695, 0.00502429, 0.00864937, 1.5232235005955427e-13],
    ['conversion', 'Womens E-Mail', 0.003111057511085258, 0.00150731, 0.00475076, 0.00015710512910668448],
    ['spend', 'Mens E-Mail', 0.7698271558945368, 0.48513973, 1.05451458, 1.163814968225482e-7],
    ['spend', 'Womens E-Mail', 0.4244122159365967, 0.16895679, 0.67986764, 0.0011293971023632495],
  ])('%s of %s', (name, variation, value, low, high, pValue) => {
    const found = comparison(answer, name, variation);
    expect(found.difference.value).toBeCloseTo(value, 12);
    expect(found.difference.low).toBeCloseTo(low, 6);
    expect(found.difference.high).toBeCloseTo(high, 6);
    expect(found.pValue! / pValue).toBeCloseTo(1, 4);
    expect(found.verdict).toBe('better');
  });

  test('adjusts by Holm: two comparisons of the primary metric, four of the others together', () => {
    expect(comparison(answer, 'visit', 'Womens E-Mail').adjustedPValue! / 3.1824031593349214e-44).toBeCloseTo(1, 4);
    expect(comparison(answer, 'visit', 'Mens E-Mail').adjustedPValue! / (2 * 5.685165482802317e-112)).toBeCloseTo(1, 4);
    expect(comparison(answer, 'spend', 'Womens E-Mail').adjustedPValue).toBeCloseTo(0.0011293971023632495, 9);
    expect(comparison(answer, 'conversion', 'Womens E-Mail').adjustedPValue).toBeCloseTo(2 * 0.00015710512910668448, 9);
  });

  test('tests whether segments differ', () => {
    const newbie = answer.segments.find(({ column }) => column === 'newbie')!;
    const p = (variation: string) =>
      newbie.interactions.find((i) => i.metric === 'visit' && i.variation === variation)?.pValue;
    expect(p('Mens E-Mail')).toBeCloseTo(0.7081875690073638, 8);
    expect(p('Womens E-Mail')).toBeCloseTo(0.1108108662576079, 8);
    expect(newbie.values.map(({ value }) => value)).toEqual(['0', '1']);
    const channel = answer.segments.find(({ column }) => column === 'channel')!;
    expect(channel.values.map(({ units }) => units).reduce((a, b) => a + b, 0)).toBe(64_000);
  });

  test('uses history to make spending more precise', async () => {
    const adjusted = await analyse({ metrics: [metric('spend', 'mean', 'history')], segments: [] });
    const found = comparison(adjusted, 'spend', 'Mens E-Mail');
    expect(found.difference.value).toBeCloseTo(0.7673433757665584, 9);
    expect(found.difference.low).toBeCloseTo(0.4827176081049923, 8);
    expect(found.difference.high).toBeCloseTo(1.0519691434281246, 8);
    expect(found.pValue! / 1.269862034678153e-7).toBeCloseTo(1, 5);
    expect(found.varianceReduction).toBeCloseTo(0.00043308892614668526, 6);
    expect(adjusted.metrics[0]!.variations[1]!.value!.toFixed(4)).toBe('1.4226');
  });

  test('compares with the rest pooled when there is no control', async () => {
    const pooled = await analyse({ control: null, metrics: [metric('visit', 'proportion')], segments: [] });
    const found = comparison(pooled, 'visit', 'Mens E-Mail');
    expect(found.control).toBeNull();
    expect(found.difference.value).toBeCloseTo(3894 / 21307 - (3238 + 2262) / (21387 + 21306), 12);
    expect(pooled.metrics[0]!.comparisons).toHaveLength(3);
  });

  test('looks only at the rows that fit a condition', async () => {
    const some = await analyse({
      where: 'newbie && history > 100 && channel in ["Web", "Phone"]',
      metrics: [metric('visit', 'proportion')],
      segments: [],
    });
    // Counted with Python's csv module.
    expect(some.source.rows).toBe(16_030);
    expect(some.notes.join(' ')).toContain('of 64,000 rows fit --where');
  });

  test('says where along the steps the difference in spending arose', async () => {
    const { why } = await analyse({
      segments: [],
      why: { attributes: ['segment'], weights: 'equal', funnel: ['visit', 'conversion', 'spend'] },
    });
    const [mens] = why!.funnel!;
    expect(mens).toMatchObject({ variation: 'Mens E-Mail', control: 'No E-Mail' });
    // Averaged over all six orders of changing the factors; limits by a numeric delta method.
    const expected = [
      [0.53364588, 0.44565723, 0.62163454],
      [0.24043557, 0.03798556, 0.44288558],
      [-0.0042543, -0.20692171, 0.19841312],
    ];
    for (const [i, [value, low, high]] of expected.entries()) {
      const { part } = mens!.steps[i]!;
      expect(part.value).toBeCloseTo(value!, 7);
      expect(part.low).toBeCloseTo(low!, 6);
      expect(part.high).toBeCloseTo(high!, 6);
    }
    expect(mens!.whole.part.value).toBeCloseTo(0.7698271558945367, 9);
    // One attribute of three levels: each against the control, as by the rates themselves.
    const visit = why!.effects.find(({ metric: of, level }) => of === 'visit' && level === 'Mens E-Mail')!;
    expect(visit.difference.value).toBeCloseTo(3894 / 21307 - 2262 / 21306, 12);
    expect(why!.notes.join()).not.toContain('slip');
  });

  test('finds for whom the mail for women works, and that nobody stands out with the other', async () => {
    const { search } = await analyse({
      segments: [],
      metrics: [metric('visit', 'proportion')],
      search: ['recency', 'history', 'zip_code', 'channel', 'newbie', 'mens', 'womens'],
    });
    const [mens, womens] = search!.comparisons;
    expect(mens).toMatchObject({ variation: 'Mens E-Mail', verdict: 'nothing-found', check: null });
    expect(womens).toMatchObject({ variation: 'Womens E-Mail', control: 'No E-Mail', verdict: 'holds-up' });
    const split = womens!.splits.find(({ confirmed }) => confirmed)!;
    expect([split.within, split.first.condition, split.second.condition]).toEqual(['', 'womens is 0', 'womens is 1']);
    // Counted with Python's csv module: units, difference of the rates and its standard error, of all units.
    const expected = [
      ['womens is 0', 19_260, 0.011078467244666393, 0.004423723999340813],
      ['womens is 1', 23_433, 0.07311454855041033, 0.004612519337780144],
    ] as const;
    const groups = womens!.groups.filter(({ terms }) => terms.length === 1);
    expect(groups.map(({ condition, units }) => [condition, units])).toEqual(
      expected.map(([condition, units]) => [condition, units]),
    );
    for (const [i, [, , value, error]] of expected.entries()) {
      const { difference } = groups[i]!;
      // A third of the units: its distance from all of them has twice the variance of theirs.
      expect(Math.abs(difference.value! - value)).toBeLessThan(4 * Math.sqrt(2) * error);
      expect((difference.high! - difference.low!) / 2 / (1.96 * Math.sqrt(3) * error)).toBeCloseTo(1, 1);
    }
    expect(womens!.check!.low).toBeGreaterThan(0);
  });
});
