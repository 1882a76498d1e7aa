import type { AttributePair, Why } from '@dandelion-loop/contract';
import { expect, test } from 'vitest';
import { crossingPlot } from './crossing-plot.ts';
import { email, factorial } from './fixtures.ts';
import { whySection } from './why-section.ts';

const metric = email.metrics[0]!;
const funnel = factorial.why!.funnel![0]!;

const pairOf = (first: string[], second: string[], mean: (at: number) => number): AttributePair => ({
  ...{ metric: metric.name, attributes: ['tone', 'place'], test: { df: 1, pValue: 0.2, adjustedPValue: 0.4 } },
  means: first.flatMap((a, i) =>
    second.map((b, j) => {
      const value = mean(i * second.length + j);
      return { levels: [a, b] as [string, string], units: 100, mean: { value, low: value - 0.02, high: value + 0.02 } };
    }),
  ),
});

test('draws the means of two attributes with the fewer levels as lines', () => {
  const plot = crossingPlot(
    pairOf(['a', 'b', 'c'], ['no', 'yes'], (at) => 0.1 + 0.02 * at),
    metric,
  )!;
  expect(plot.across).toBe('place');
  expect(plot.along).toBe('tone');
  expect(plot.lines.map(({ name }) => name)).toEqual(['no', 'yes']);
  // From 8% to 22% in steps of 5%: 20% is a quarter of the way down, 10% three quarters.
  expect(plot.ticks.map(({ label }) => label)).toEqual(['5%', '10%', '15%', '20%', '25%']);
  const [first] = plot.lines[0]!.points;
  expect(first).toMatchObject({ y: expect.closeTo(0.75, 12), text: '10.0%', interval: '8.0% to 12.0%' });
  expect(first!.top).toBeCloseTo((25 - 12) / 20, 12);
  expect(plot.found).toBe('no sign that they depend on each other');
  // Ends at 18% and 20%, whose names would overlap, are moved apart.
  expect(plot.ends[1]!.y - plot.ends[0]!.y).toBeGreaterThanOrEqual(14 / 190 - 1e-12);
});

test('leaves out pictures that nobody could read', () => {
  const levels = Array.from({ length: 7 }, (_, i) => `${i}`);
  expect(
    crossingPlot(
      pairOf(levels, levels, () => 0.1),
      metric,
    ),
  ).toBeNull();
  const blank = pairOf(['a'], ['no', 'yes'], () => 0.1);
  const unknown = { value: null, low: null, high: null };
  expect(crossingPlot({ ...blank, means: blank.means.map((mean) => ({ ...mean, mean: unknown })) }, metric)).toBeNull();
});

const onlySteps = (changes: Partial<typeof funnel>): Why => ({
  ...factorial.why!,
  ...{ effects: [], interactions: [], pairs: [], attributes: [], design: null, funnel: [{ ...funnel, ...changes }] },
});
const finding = (why: Why) => whySection({ ...factorial, why })!.finding;

test('says no more of the steps than is settled', () => {
  expect(finding(onlySteps({}))).toBe(
    'Most of the difference in “visit” between “Mens E-Mail” and “No E-Mail” arose at “visit”.',
  );
  expect(finding(onlySteps({ steps: funnel.steps.map((step) => ({ ...step, adjustedPValue: 0.2 })) }))).toContain(
    'At which step the difference',
  );
  expect(finding(onlySteps({ whole: { ...funnel.whole, pValue: 0.2 } }))).toContain(
    'the difference itself is not settled',
  );
});

test('shows the clearest comparison of a funnel first, and nothing of an invalid test', () => {
  const clear = { ...funnel, variation: 'clear', sentence: 'Clear.', whole: { ...funnel.whole, pValue: 1e-9 } };
  const why = { ...factorial.why!, funnel: [funnel, clear, { ...funnel, variation: 'third' }] };
  const { funnels } = whySection({ ...factorial, why })!;
  expect(funnels.shown[0]!.sentence).toBe('Clear.');
  expect(funnels.folded).toHaveLength(1);
  const invalid = whySection({ ...factorial, health: { ...factorial.health, verdict: 'invalid' } })!;
  expect(invalid).toMatchObject({
    spoiled: true,
    doubts: [],
    notes: [],
    effects: { shown: [] },
    aliases: { shown: [] },
  });
});
