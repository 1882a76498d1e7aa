import { describe, expect, test } from 'vitest';
import { shownAnswer } from './shown-answer.ts';
import { answerOf } from './test-answers.ts';

const variations = ['Control', 'A', 'B', 'C'];
const lifts = [0.1, 0.3, -0.2];

describe('what the list shows of an answer', () => {
  test.each([
    ['inconclusive', false, 'B'],
    ['inconclusive', true, 'C'],
    ['won', false, 'B'],
    ['won', true, 'C'],
    ['lost', false, 'C'],
    ['lost', true, 'B'],
    ['invalid', false, 'B'],
  ] as const)('%s, less is better: %s, shows %s', (verdict, lowerIsBetter, variation) => {
    expect(shownAnswer(answerOf({ verdict, lowerIsBetter, variations, lifts })).variation).toBe(variation);
  });

  test('of a test that was won, one of the comparisons that were', () => {
    const answer = answerOf({ variations, lifts });
    // The largest of them is not settled.
    const [metric] = answer.metrics;
    metric!.comparisons[1]!.verdict = 'inconclusive';
    expect(shownAnswer(answer)).toMatchObject({ verdict: 'won', variation: 'A' });
  });

  test('units needed are those of all variations together, of an inconclusive one only', () => {
    const shown = answerOf({ verdict: 'inconclusive', variations, lifts, unitsNeeded: 500 });
    expect(shownAnswer(shown).unitsNeeded).toBe(2000);
    const huge = answerOf({ verdict: 'inconclusive', variations, lifts, unitsNeeded: Number.MAX_SAFE_INTEGER });
    expect(shownAnswer(huge).unitsNeeded).toBe(Number.MAX_SAFE_INTEGER);
    expect(shownAnswer(answerOf({ variations, lifts })).unitsNeeded).toBeNull();
  });

  test('an invalid one says why, and whether its split was off', () => {
    expect(shownAnswer(answerOf({ verdict: 'invalid' }))).toMatchObject({
      ...{ health: 'invalid', invalidBecause: 'split is off', splitOff: true, suspect: false },
    });
    const crossed = answerOf({ verdict: 'invalid' });
    crossed.health.checks = [{ name: 'crossovers', verdict: 'invalid', pValue: null, count: 9, message: 'Nine.' }];
    expect(shownAnswer(crossed)).toMatchObject({ invalidBecause: 'units in two groups', splitOff: null });
  });

  test('nothing to compare', () => {
    expect(shownAnswer(answerOf({ verdict: 'inconclusive', variations: ['Only'], lifts: [] }))).toMatchObject({
      ...{ verdict: 'inconclusive', variations: 1, metric: 'clicks', variation: null, lift: null, difference: null },
    });
    expect(shownAnswer({ ...answerOf(), metrics: [] })).toMatchObject({ metric: null, kind: null, variation: null });
  });

  test('money keeps its currency', () => {
    const answer = answerOf();
    answer.metrics[0] = { ...answer.metrics[0]!, kind: 'mean', currency: 'EUR' };
    expect(shownAnswer(answer)).toMatchObject({ kind: 'mean', currency: 'EUR' });
  });
});
