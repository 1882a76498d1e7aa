import type { Learning } from '@dandelion-loop/contract';
import { describe, expect, test } from 'vitest';
import type { MetricFacts } from './candidate.ts';
import { type LearnedSources, learnedCandidates } from './learned-candidates.ts';
import { believedEffect, libraryPrior } from './library-prior.ts';

const metric: MetricFacts = {
  ...{ name: 'opened', lowerIsBetter: false, baseline: 0.2, variance: 0.16, currency: null, tests: 40 },
  unitsOfTest: 4000,
  months: 0,
  unitsOfMonth: null,
};

const learning = (changes: Partial<Learning> = {}): Learning => ({
  ...{ id: 'l1', attribute: 'question', level: 'present', reference: 'absent', metric: 'opened', kind: 'proportion' },
  ...{ scale: 'log-odds', scope: 'all', effect: 0.1, low: 0.02, high: 0.18, relative: null, baseline: 0.2 },
  ...{ predictionLow: null, predictionHigh: null, nextAgrees: null, tau2: 0.0004, i2: 0.2, tests: 20 },
  ...{ testsNotHeld: 20, held: [], units: 80_000, pValue: 0.02, qValue: 0.2, verdict: 'not-settled', favorable: null },
  ...{ testsNeeded: 40, from: '2025-01-01', to: '2025-12-31', age: 0, stale: false, drift: null, scopes: [] },
  ...{
    scopeDifferences: [],
    contradictions: [],
    withAll: { effect: 0, low: 0, high: 0, pValue: 1, tests: 1, units: 1 },
  },
  ...{ sentence: '', reasons: {} },
  ...changes,
});

const from = (one: Learning, changes: Partial<LearnedSources> = {}) =>
  learnedCandidates({ learnings: [one], attributes: [], level: 0.95, metric, prior: null, ...changes });

/** t of 19 degrees of freedom at 95%: 2.0930241 (scipy). */
const standardError = 0.08 / 2.0930240544;

test('an open learning is believed as it is estimated, as a change of the rate', () => {
  const [found] = from(learning());
  expect(found).toMatchObject({ id: 'learning:l1', kind: 'uncertain', share: 1 });
  // d rate / d log-odds at 0.2 is 0.16.
  expect(found!.belief.mean).toBeCloseTo(0.016, 9);
  expect(found!.belief.sd).toBeCloseTo(0.16 * standardError, 9);
  expect(found!.belief.between).toBeCloseTo(0.16 * 0.02, 9);
});

test('where less is better the gain has the other sign', () => {
  const [found] = from(learning(), { metric: { ...metric, lowerIsBetter: true } });
  expect(found!.belief.mean).toBeCloseTo(-0.016, 9);
});

describe('settled ones', () => {
  const settled = { verdict: 'raises', qValue: 0.01, favorable: true } as const;

  test('are not proposed, unless they are old: then half is forgotten in five years', () => {
    expect(from(learning(settled))).toEqual([]);
    expect(from(learning({ verdict: 'no-difference' }))).toEqual([]);
    const [found] = from(learning({ ...settled, stale: true, age: 5 * 365.25 }));
    expect(found!.kind).toBe('stale');
    expect(found!.belief.mean).toBeCloseTo(0.008, 9);
    // sqrt((sd / 2)² + (1 - 1/4) mean²)
    expect(found!.belief.sd).toBeCloseTo(0.16 * Math.hypot(standardError / 2, Math.sqrt(0.75) * 0.1), 9);
  });

  test('are proposed where they drift, at what the trend comes to today', () => {
    const drift = { perYear: -0.2, low: -0.3, high: -0.1, pValue: 0.001, adjustedPValue: 0.01 };
    const [found] = from(learning({ ...settled, drift }));
    expect(found!.kind).toBe('contradiction');
    // Half a year from the middle of its tests (364 days): 0.1 - 0.2 × 182 / 365.25.
    expect(found!.belief.mean).toBeCloseTo(0.16 * (0.1 - (0.2 * 182) / 365.25), 9);
    expect(from(learning({ ...settled, drift: { ...drift, adjustedPValue: 0.2 } }))).toEqual([]);
  });

  test('are proposed for a scope that disagrees, as large as the scope is; halves of time are no scope', () => {
    const of = {
      kind: 'scope',
      tests: 5,
      effect: -0.2,
      low: -0.3,
      high: -0.1,
      adjustedPValue: 0.01,
      sentence: 'S.',
    } as const;
    const channel = { ...of, dimension: 'channel', value: 'mail' };
    const [found, ...others] = from(learning({ ...settled, contradictions: [channel] }));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ id: 'learning:l1:channel:mail', kind: 'contradiction', share: 0.25 });
    expect(found!.belief.mean).toBeCloseTo(-0.032, 9);
    expect(found!.belief.sd).toBeCloseTo((0.16 * 0.1) / 1.959963985, 9);
    const [newer] = from(learning({ ...settled, contradictions: [{ ...of, dimension: 'half', value: 'newer' }] }));
    expect(newer).toMatchObject({ id: 'learning:l1', kind: 'contradiction', share: 1 });
    expect(newer!.belief.mean).toBeCloseTo(-0.032, 9);
  });
});

test('an estimate of few tests is drawn toward the others, and needs five of them', () => {
  const others = [0.02, -0.03, 0.05, 0.01, -0.02, 0.04].map((effect, at) =>
    learning({ id: String(at), effect, low: effect - 0.02, high: effect + 0.02 }),
  );
  expect(libraryPrior(others.slice(0, 4), 0.95)).toBeNull();
  const prior = libraryPrior(others, 0.95)!;
  // REML of six effects of variance (0.02 / 2.0930240544)²: sample variance less that (numpy).
  expect(prior.mean).toBeCloseTo(0.0116666667, 8);
  expect(prior.tau2).toBeCloseTo(0.0010166667 - (0.02 / 2.0930240544) ** 2, 7);
  const wild = believedEffect(learning({ effect: 1, low: 0.2, high: 1.8, tests: 1, tau2: null }), 0.95, prior);
  expect(wild.mean).toBeLessThan(0.1);
  expect(wild.between).toBeCloseTo(0.02, 9);
});
