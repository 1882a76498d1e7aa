import type { Belief } from '@dandelion-loop/contract';
import { expect, test } from 'vitest';
import { answerOfBeliefs, ruleWords, seenProbabilities } from './belief-words.ts';

const states = (...all: Belief['state'][]) => all.map((state) => ({ state }));

test.each([
  [states('open', 'open'), '2 beliefs are open.', 'None has turned out yet.'],
  [states('open', 'true'), '1 belief is open.', 'Of 1 belief that turned out, none was not true.'],
  [states('false', 'true', 'void'), 'Nothing is open.', 'Of 2 beliefs that turned out, 1 was not true.'],
  [states('false', 'false', 'true'), 'Nothing is open.', 'Of 3 beliefs that turned out, 2 were not true.'],
])('the answer counts what turned out: %#', (beliefs, before, finding) => {
  expect(answerOfBeliefs(beliefs)).toEqual({ before, finding });
});

test('a rule reads as a sentence', () => {
  expect(ruleWords({ by: 'hand' })).toBe('Somebody will say how it turned out.');
  const learning = { attribute: 'headline.question', level: 'present', metric: 'clicks', direction: 'lowers' } as const;
  expect(ruleWords({ by: 'learning', ...learning })).toBe(
    'All tests will tell: whether “headline.question” present lowers “clicks”.',
  );
});

test('what others said is drawn only where it is given', () => {
  const forecasts = { count: 3, mine: { probability: 0.7, history: [] }, revealed: false, others: null, mean: null };
  expect(seenProbabilities({ forecasts })).toEqual([0.7]);
  const others = [{ name: null, role: null, probability: 0.2 }];
  expect(seenProbabilities({ forecasts: { ...forecasts, others } })).toEqual([0.7, 0.2]);
});
