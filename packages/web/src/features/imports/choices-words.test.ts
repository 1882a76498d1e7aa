import type { Choices, MetricChoice } from '@dandelion-loop/contract';
import { expect, test } from 'vitest';
import { wordsOfAnalysis } from './choices-words.ts';

const metric = (name: string, more: Partial<MetricChoice> = {}): MetricChoice => ({
  name,
  kind: null,
  numerator: name,
  denominator: null,
  lowerIsBetter: false,
  practical: { value: 0.01, relative: true },
  covariate: null,
  currency: null,
  ...more,
});

const plain: Choices = {
  variation: 'group',
  control: 'No E-Mail',
  split: null,
  unit: null,
  metrics: [metric('visit')],
  segments: [],
  attributes: [],
  texts: [],
  held: [],
  search: [],
  test: null,
  period: null,
  where: null,
  inference: 'fixed',
  level: 0.95,
  plannedUnits: 5000,
};

test('says what was compared, what decided and how it was judged', () => {
  expect(wordsOfAnalysis({ choices: plain, counts: null })).toEqual([
    'By group, against No E-Mail.',
    'Decides: visit, worth having from 1% of the control.',
    'Looked at once; 95% intervals.',
  ]);
});

test('says everything that is not usual', () => {
  const choices: Choices = {
    ...plain,
    control: null,
    split: { A: 90, B: 10 },
    unit: 'customer',
    metrics: [
      metric('returned', {
        kind: 'proportion',
        denominator: 'sent',
        lowerIsBetter: true,
        practical: { value: 0.005, relative: false },
      }),
      metric('spend', { covariate: 'history', practical: { value: 0, relative: false } }),
      metric('visits'),
    ],
    segments: ['newbie', 'channel'],
    where: 'history > 100',
    inference: 'sequential',
    level: 0.9,
    plannedUnits: 40_000,
  };
  expect(wordsOfAnalysis({ choices, counts: null })).toEqual([
    'By group, each against the others together.',
    'Decides: returned out of sent, lower is better, worth having from 0.5 points.',
    'Also: spend, any difference is worth having, with history from before; visits, worth having from 1% of the control.',
    'Planned split: A 90, B 10.',
    'Unit: customer.',
    'Segments: newbie and channel.',
    'Only rows where history > 100',
    'Looked at before the end; 90% intervals, planned for 40,000 units.',
  ]);
});

test('many tests say what tells them apart, and when each ran', () => {
  const choices = { ...plain, control: null, test: 'test_id', period: 'week' };
  expect(wordsOfAnalysis({ choices, counts: null })).toEqual(
    expect.arrayContaining(['One test for each test_id.', 'week says when it ran.']),
  );
});

test('typed counts say the counts', () => {
  const counts = {
    variations: [
      { name: 'A', tried: 16_400, succeeded: 820 },
      { name: 'B', tried: 16_300, succeeded: 905 },
    ],
    split: null,
    lowerIsBetter: false,
    practical: { value: 0.01, relative: true },
    inference: 'bayesian' as const,
    level: 0.95,
    plannedUnits: 5000,
  };
  expect(wordsOfAnalysis({ choices: null, counts })).toEqual([
    'A: 820 of 16,400 and B: 905 of 16,300.',
    'Worth having from 1% of the control.',
    'Looked at once; Bayesian, 95% intervals.',
  ]);
  expect(wordsOfAnalysis({ choices: null, counts: null })).toEqual([]);
});

test('says what the variations are made of', () => {
  const choices = { ...plain, attributes: ['tone'], texts: ['subject', 'button'], held: ['image'] };
  expect(wordsOfAnalysis({ choices, counts: null }).slice(2, -1)).toEqual([
    'Levels of the variations: tone.',
    'Texts of the variations: subject and button.',
    'Equal where texts are compared: image.',
  ]);
});
