import type { Belief } from '@dandelion-loop/contract';
import { describe, expect, test } from 'vitest';
import { frequency, percent, teamBrier, wasBackwards } from './belief-numbers.ts';

const forecasts = (mine: number | null, others: number[] | null, mean: number | null): Belief['forecasts'] => ({
  ...{ count: (others?.length ?? 0) + (mine === null ? 0 : 1), revealed: others !== null, mean },
  mine: mine === null ? null : { probability: mine, history: [] },
  others: others?.map((probability) => ({ name: null, role: null, probability })) ?? null,
});

describe('the numbers of an assumption', () => {
  test('a percentage is a certainty only where somebody said so', () => {
    expect([0, 0.001, 0.65, 0.999, 1].map(percent)).toEqual(['0%', '<1%', '65%', '>99%', '100%']);
  });

  test('a probability is said as a frequency', () => {
    expect([0, 0.01, 0.1, 0.7, 0.77, 1].map(frequency)).toEqual([
      'none turns out',
      '1 in 100 turns out',
      '1 in 10 turns out',
      '7 in 10 turn out',
      '77 in 100 turn out',
      'every one turns out',
    ]);
  });

  test('the Brier score is the mean over all members, one’s own too', () => {
    // (0.49 + 0.36 + 0.5625 + 0.3025) / 4 by hand.
    expect(teamBrier({ state: 'false', forecasts: forecasts(0.7, [0.6, 0.75, 0.55], 0.65) })).toBeCloseTo(0.42875, 12);
    // The same said of what is true: (0.09 + 0.16 + 0.0625 + 0.2025) / 4.
    expect(teamBrier({ state: 'true', forecasts: forecasts(0.7, [0.6, 0.75, 0.55], 0.65) })).toBeCloseTo(0.12875, 12);
    expect(teamBrier({ state: 'open', forecasts: forecasts(0.7, [0.6], 0.65) })).toBeNull();
    expect(teamBrier({ state: 'true', forecasts: forecasts(0.7, null, null) })).toBeNull();
  });

  test('backwards is the mean on the wrong side, and one half is on neither', () => {
    const was = (state: Belief['state'], mean: number | null) =>
      wasBackwards({ state, forecasts: forecasts(null, [], mean) });
    expect([was('false', 0.6), was('true', 0.4), was('true', 0.6), was('false', 0.5), was('open', 0.9)]).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
