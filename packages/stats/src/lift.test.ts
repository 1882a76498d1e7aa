import { describe, expect, it } from 'vitest';
import { deltaLift, fiellerLift, type LiftTerms, lift, liftInterval, logDeltaLift, proportionLift } from './lift.ts';
import { criticalZ } from './normal.ts';
import { normalDifference } from './normal-difference.ts';

const critical = criticalZ(0.95);
const terms = (mC: number, vC: number, mT: number, vT: number, covariance?: number): LiftTerms => ({
  control: { mean: mC, varianceOfMean: vC },
  treatment: { mean: mT, varianceOfMean: vT },
  ...(covariance === undefined ? {} : { covariance }),
});
const counts = (successes: number, n: number) => ({ successes, n });

describe('fiellerLift', () => {
  it.each([
    // Both roots of |T − R·C| = z·sqrt(v) by scipy's brentq.
    ['correlated arms', terms(2, 0.05, 2.6, 0.07, 0.03), 0.05527193460800639, 0.6153444698778634],
    ['a negative baseline', terms(-2, 0.05, -2.6, 0.07), -0.7657726119746961, 0.03462786078664881],
    ['a change of sign', terms(-2, 0.05, 1, 0.07), 1.2356298607787186, 1.8148104281395372],
  ])('with %s', (_, given, low, high) => {
    const got = fiellerLift(given, critical)!;
    expect(got.low!).toBeCloseTo(low, 10);
    expect(got.high!).toBeCloseTo(high, 10);
  });

  it('holds the estimate wherever it is bounded', () => {
    for (const mC of [-3, -0.5, 0.2, 1, 40]) {
      for (const mT of [-2, 0, 0.3, 5]) {
        for (const variance of [1e-12, 0.001, 0.005]) {
          const given = terms(mC, variance, mT, 3 * variance);
          const { low, high, kind } = fiellerLift(given, critical)!;
          expect(kind).toBe('bounded');
          expect(low!).toBeLessThanOrEqual(lift(given)!);
          expect(high!).toBeGreaterThanOrEqual(lift(given)!);
        }
      }
    }
  });

  it('leaves out 0 exactly when the test of the difference rejects', () => {
    for (const mT of [1.1, 1.3, 1.39, 1.4, 1.5]) {
      const given = terms(1, 0.02, mT, 0.021);
      const { low } = fiellerLift(given, critical)!;
      expect(low! > 0).toBe(normalDifference(given.control, given.treatment, 0.95).pValue! < 0.05);
    }
  });

  it('is unbounded when the baseline cannot be told from zero', () => {
    const atBound = (1 / critical) ** 2;
    expect(fiellerLift(terms(1, atBound * 1.0001, 2, 0.1), critical)).toMatchObject({
      kind: 'unbounded',
      low: null,
      high: null,
    });
    expect(fiellerLift(terms(1, atBound * 0.9999, 2, 0.1), critical)!.kind).toBe('bounded');
    expect(fiellerLift(terms(0, 1, 2, 0.1), critical)).toBeNull();
  });
});

describe('lift of a negative baseline', () => {
  it('has the sign of the difference', () => {
    expect(lift(terms(-2, 0, -3, 0))).toBe(-0.5);
    expect(lift(terms(-2, 0, -1, 0))).toBe(0.5);
    expect(deltaLift(terms(-2, 0.01, -1, 0.01), critical)!.low).toBeGreaterThan(0);
    expect(logDeltaLift(terms(-2, 0.01, -1, 0.01), critical)).toBeNull();
  });
});

describe('liftInterval chooses', () => {
  it.each([
    ['log-delta for a calm baseline', terms(10, 0.01, 12, 0.02), 'log-delta', 'bounded'],
    ['Fieller for a noisy one', terms(10, 2, 12, 0.02), 'fieller', 'bounded'],
    ['unbounded Fieller for one that may be zero', terms(10, 30, 12, 0.02), 'fieller', 'unbounded'],
    ['Fieller when the treatment may be zero', terms(10, 0.01, 0.1, 0.01), 'fieller', 'bounded'],
    ['delta for negative means', terms(-10, 0.01, -12, 0.02), 'delta', 'bounded'],
  ])('%s', (_, given, method, kind) => {
    const got = liftInterval(given, critical);
    expect(got).toMatchObject({ lift: lift(given), method, kind });
    if (kind === 'unbounded') expect([got.low, got.high]).toEqual([null, null]);
    else expect(got.low! < got.lift! && got.lift! < got.high!).toBe(true);
  });

  it('the same limits, nearly, where the methods meet', () => {
    // g is 0.05 at varianceOfMean = 0.05 · mean² / z².
    const edge = (100 * 0.05) / critical ** 2;
    const [below, above] = [edge * 0.999, edge * 1.001].map((v) => liftInterval(terms(10, v, 12, 0.02), critical));
    expect([below!.method, above!.method]).toEqual(['log-delta', 'fieller']);
    const tenth = (above!.high! - above!.low!) / 10;
    expect(Math.abs(above!.low! - below!.low!)).toBeLessThan(tenth);
    expect(Math.abs(above!.high! - below!.high!)).toBeLessThan(tenth);
  });

  it.each([
    ['a baseline of 0', terms(0, 0.1, 1, 0.1), null],
    ['no variance at all', terms(1, 0, 2, 0), 1],
    ['a treatment of nothing but zeros', terms(1, 0.1, 0, 0), -1],
  ])('nothing for %s', (_, given, value) => {
    const none = { low: null, high: null, method: null, kind: 'undefined' };
    expect(liftInterval(given, critical)).toEqual({ lift: value, ...none });
  });

  it('no infinite limit', () => {
    const overflow = logDeltaLift(terms(1, 0.1, 1, 1e6), critical);
    expect(overflow).toMatchObject({ low: -1, high: null });
    expect(lift(terms(1e-200, 0, 1e200, 0))).toBeNull();
    expect(liftInterval(terms(1e-200, 0, 1, 1), critical)).toMatchObject({ kind: 'undefined' });
  });
});

describe('proportionLift', () => {
  it('has width where an arm has no success or no failure', () => {
    const none = proportionLift(counts(4, 100), counts(0, 50), 0.95);
    expect(none).toMatchObject({ lift: -1, low: -1, method: 'score', kind: 'bounded' });
    expect(none.high).toBeCloseTo(0.859739813726598, 8);
    expect(proportionLift(counts(10, 10), counts(20, 20), 0.95)).toMatchObject({ lift: 0, method: 'score' });
  });

  it('is not defined without a baseline', () => {
    const none = { lift: null, low: null, high: null, method: null, kind: 'undefined' };
    expect(proportionLift(counts(0, 50), counts(4, 100), 0.95)).toEqual(none);
    expect(proportionLift(counts(0, 0), counts(4, 100), 0.95)).toEqual(none);
    expect(proportionLift(counts(4, 10), counts(0, 0), 0.95)).toEqual(none);
  });

  it('agrees with liftInterval elsewhere', () => {
    const got = proportionLift(counts(200, 2000), counts(240, 2000), 0.95);
    const expected = liftInterval(terms(0.1, 0.09 / 2000, 0.12, (0.12 * 0.88) / 2000), critical);
    expect(got.low!).toBeCloseTo(expected.low!, 12);
    expect(got.high!).toBeCloseTo(expected.high!, 12);
    expect(got.method).toBe('log-delta');
  });
});
