import { expect, test } from 'vitest';
import { csv, metric, useAnalysis } from './test-analysis.ts';

const { one } = useAnalysis();

const file = csv(
  'group,y',
  Array.from({ length: 400 }, (_, i) => ['AB'[i % 2]!, 20 + (i % 7) + (i % 2)]),
);

test('a metric that is money says so in its answer and its sentences', async () => {
  const [found] = (await one(file, { metrics: [metric('y', { kind: 'mean', currency: 'EUR' })] })).metrics;
  expect(found!.currency).toBe('EUR');
  expect(found!.comparisons[0]!.sentence).toMatch(
    /^“B” is better than “A” on y: €\d+\.\d\d against €\d+\.\d\d, €\d\.\d\d more \(95% interval \+€\d\.\d\d to \+€\d\.\d\d\)\./,
  );
});

test('a metric that is not leaves the currency out', async () => {
  const [found] = (await one(file, { metrics: [metric('y', { kind: 'mean' })] })).metrics;
  expect(found).not.toHaveProperty('currency');
  expect(found!.comparisons[0]!.sentence).not.toContain('€');
});
