import type { AttributeEffect, TestAnswer, Why } from '@dandelion-loop/contract';
import { expect, test } from 'vitest';
import { email } from './fixtures.ts';
import { effectsPlot, funnelPlot, whyFinding } from './why-plot.ts';

const metric = email.metrics[0]!;

const effect = (changes: Partial<AttributeEffect>): AttributeEffect => ({
  ...{
    metric: metric.name,
    attribute: 'tone',
    level: 'urgent',
    reference: 'calm',
    pValue: 0.001,
    adjustedPValue: 0.002,
  },
  ...{
    difference: { value: 0.02, low: 0.01, high: 0.03 },
    verdict: 'better',
    model: 'cell-averages',
    confoundedWith: [],
  },
  ...{ sentence: 'It raises it.', caution: 'By chance.', reasons: {} },
  ...changes,
});

const why = (effects: AttributeEffect[], changes: Partial<Why> = {}): Why => ({
  ...{
    design: 'full-factorial',
    inference: 'fixed',
    weights: 'equal',
    attributes: [],
    aliases: [],
    effects,
    interactions: [],
    pairs: [],
  },
  ...{ cells: [], notes: [], ...changes },
});

const unknown = { value: null, low: null, high: null };

test('names what made a difference, and what goes along with it', () => {
  const answer: TestAnswer = { ...email, health: { ...email.health, verdict: 'ok' } };
  expect(whyFinding(why([effect({})]), answer)).toBe(`“tone” made a difference to ${metric.name}.`);
  expect(whyFinding(why([effect({ confoundedWith: [['length', 'emoji']] })]), answer)).toContain('or what goes along');
  expect(whyFinding(why([effect({ verdict: 'inconclusive' })]), answer)).toContain('No attribute is shown');
  const invalid: TestAnswer = { ...email, health: { ...email.health, verdict: 'invalid' } };
  expect(whyFinding(why([effect({})]), invalid)).toContain('the test itself is not valid');
});

test('draws what is known, and says why the rest is not', () => {
  const lacking = effect({
    ...{ attribute: 'colour', verdict: 'not-estimable', difference: unknown, pValue: null },
    reasons: { difference: 'it changes with tone' },
  });
  const { effects } = effectsPlot(why([effect({}), lacking]), metric)!;
  expect(effects[0]).toMatchObject({
    name: 'tone: urgent',
    text: '+2.00',
    interval: '+1.00 to +3.00',
    words: 'Better',
  });
  expect(effects[1]).toMatchObject({
    line: null,
    text: null,
    words: 'Cannot be told',
    reason: 'it changes with tone.',
  });
});

test('lets each bar of a waterfall begin where the one before ended', () => {
  const part = (value: number) => ({ part: { value, low: value - 0.01, high: value + 0.01 }, pValue: 0.001 });
  const step = (value: number) => ({
    ...{
      metric: metric.name,
      kind: 'rate' as const,
      controlUnits: 10,
      treatmentUnits: 10,
      control: 0.1,
      treatment: 0.2,
    },
    ...{ ...part(value), adjustedPValue: 0.001 },
  });
  const funnel = {
    ...{
      metrics: [metric.name],
      per: null,
      variation: 'B',
      control: 'A',
      sentence: 'Of it.',
      caution: 'Where, not why.',
    },
    ...{ whole: { control: 0.1, treatment: 0.2, ...part(0.02) }, steps: [step(0.05), step(-0.03)] },
  };
  const { frame, rows } = funnelPlot(funnel, email)!;
  expect(rows.map(({ text }) => text)).toEqual(['+5.0', '−3.0', '+2.0']);
  expect(rows[0]!.bar!.from).toBeCloseTo(frame.zero, 12);
  expect(rows[1]!.bar!.to).toBeCloseTo(rows[0]!.bar!.to, 12);
  expect(rows[2]!.bar).toEqual({ from: rows[0]!.bar!.from, to: expect.closeTo(rows[1]!.bar!.from, 12) });
});
