import expm1 from '@stdlib/math-base-special-expm1';
import type { Interval } from './interval.ts';
import { type Counts, type Estimate, rateEstimate } from './moments.ts';
import { criticalZ } from './normal.ts';
import { riskRatioScoreInterval } from './risk-ratio.ts';

/*
 * Relative lift (treatment − control)/|control|: dividing by the absolute value keeps the sign of the difference when
 * the baseline is negative. All functions take the half-width in standard errors as `critical`, from criticalZ for
 * large samples or criticalT with Welch's degrees of freedom.
 */

/** The two estimates that a lift compares. `covariance` of the two is 0 (independent arms) when left out. */
export interface LiftTerms {
  control: Estimate;
  treatment: Estimate;
  covariance?: number;
}

/** The terms in units of control's mean: their ratio, and their variances and covariance over its square. */
interface Relative {
  ratio: number;
  control: number;
  treatment: number;
  covariance: number;
  /** Variance of treatment − ratio · control, never negative. */
  residual: number;
}

/** Null for a baseline of 0, or so near to it that the numbers overflow. */
function relative({ control, treatment, covariance = 0 }: LiftTerms): Relative | null {
  // Divided twice, since the square of a tiny mean is 0.
  const scaled = (value: number) => value / control.mean / control.mean;
  const ratio = treatment.mean / control.mean;
  const [c, t, shared] = [scaled(control.varianceOfMean), scaled(treatment.varianceOfMean), scaled(covariance)];
  const residual = Math.max(0, t - 2 * ratio * shared + ratio ** 2 * c);
  if (control.mean === 0 || !Number.isFinite(residual + c)) return null;
  return { ratio, control: c, treatment: t, covariance: shared, residual };
}

/** Point estimate of the lift; null for a baseline of 0, or so near to it that the lift overflows. */
export function lift({ control, treatment }: LiftTerms): number | null {
  const value = (treatment.mean - control.mean) / Math.abs(control.mean);
  return Number.isFinite(value) ? value : null;
}

/**
 * Lift with its delta-method standard error and interval, symmetric on the lift scale. Off-centre when the baseline is
 * noisy. Null where {@link lift} is, or where numbers overflow.
 */
export function deltaLift(
  terms: LiftTerms,
  critical: number,
): { standardError: number; low: number; high: number } | null {
  const [value, scaled] = [lift(terms), relative(terms)];
  if (value === null || scaled === null) return null;
  const standardError = Math.sqrt(scaled.residual);
  return { standardError, low: value - critical * standardError, high: value + critical * standardError };
}

/**
 * Logarithm of treatment's mean over control's mean, and its delta-method variance (the log ratio of means of
 * meta-analysis). Null unless both means are positive.
 */
export function logRatioOfMeans(terms: LiftTerms): { logRatio: number; variance: number } | null {
  const scaled = relative(terms);
  if (scaled === null || terms.control.mean <= 0 || terms.treatment.mean <= 0) return null;
  const variance = scaled.residual / scaled.ratio / scaled.ratio;
  return Number.isFinite(variance) ? { logRatio: Math.log(scaled.ratio), variance } : null;
}

/**
 * Lift interval that is symmetric on the log scale, so it never goes below −1. Null unless both means are positive. A
 * high limit that overflows is null.
 */
export function logDeltaLift(terms: LiftTerms, critical: number): (Interval & { standardError: number }) | null {
  const log = logRatioOfMeans(terms);
  if (log === null) return null;
  const standardError = Math.sqrt(log.variance);
  const [low, high] = [-1, 1].map((side) => expm1(log.logRatio + side * critical * standardError)) as [number, number];
  return { standardError, low, high: Number.isFinite(high) ? high : null };
}

export interface FiellerShape {
  g: number;
  kind: 'bounded' | 'unbounded';
}

/**
 * Fieller's interval (1954) of the lift: all ratios R for which treatment − R·control is not further from 0 than
 * `critical` standard errors. Exact for normal estimates, and it leaves out a lift of 0 exactly when the test of the
 * difference with the same critical value rejects.
 *
 * `g` = critical² · varianceOfMean/mean² of control tells how noisy the baseline is. From g = 1 on the baseline cannot
 * be told from zero, the set is unbounded and both limits are null. Null for a baseline of 0, or where numbers overflow.
 */
export function fiellerLift(terms: LiftTerms, critical: number): (Interval & FiellerShape) | null {
  const scaled = relative(terms);
  if (scaled === null) return null;
  const square = critical ** 2;
  const g = square * scaled.control;
  if (g >= 1) return { g, kind: 'unbounded', low: null, high: null };
  // The roots of R²(1 − g) − 2R·centre + c = 0; the discriminant is expanded so that it does not cancel.
  const { control, treatment, covariance } = scaled;
  const inner = scaled.residual - square * (treatment * control - covariance ** 2);
  const halfWidth = critical * Math.sqrt(Math.max(0, inner));
  const centre = scaled.ratio - square * covariance;
  const [low, high] = [(centre - halfWidth) / (1 - g), (centre + halfWidth) / (1 - g)];
  // From the ratio treatment/control to the lift, which is divided by |control|.
  return terms.control.mean > 0
    ? { g, kind: 'bounded', low: low - 1, high: high - 1 }
    : { g, kind: 'bounded', low: 1 - high, high: 1 - low };
}

/** critical² · squared coefficient of variation of an estimate: 1 where its interval reaches 0. */
function noise({ mean, varianceOfMean }: Estimate, critical: number): number {
  return (critical ** 2 * varianceOfMean) / mean / mean;
}

/**
 * A lift with its interval.
 *
 * - `bounded`: both limits are numbers.
 * - `unbounded`: the baseline cannot be told from zero; a null limit is infinitely far away.
 * - `undefined`: nothing can be said: the baseline is 0 (then `lift` is null too), or the estimates have no variance.
 */
export interface LiftInterval extends Interval {
  lift: number | null;
  method: 'fieller' | 'log-delta' | 'delta' | 'score' | null;
  kind: 'bounded' | 'unbounded' | 'undefined';
}

/** From the lift to its interval; null where the method does not serve these terms. */
function chosenInterval(terms: LiftTerms, critical: number): Omit<LiftInterval, 'lift'> | null {
  if (noise(terms.control, critical) > 0.05 || noise(terms.treatment, critical) >= 1) {
    const fieller = fiellerLift(terms, critical);
    return fieller && { low: fieller.low, high: fieller.high, method: 'fieller', kind: fieller.kind };
  }
  const log = logDeltaLift(terms, critical);
  if (log !== null) return { low: log.low, high: log.high, method: 'log-delta', kind: 'bounded' };
  const delta = deltaLift(terms, critical);
  return delta && { low: delta.low, high: delta.high, method: 'delta', kind: 'bounded' };
}

const unknownInterval = { low: null, high: null, method: null, kind: 'undefined' } as const;

/**
 * The lift with the interval that suits the data: Fieller when the baseline is noisy (g > 0.05), or when the treatment's
 * own mean cannot be told from zero (there the log scale explodes); else log-delta when both means are positive; else
 * delta.
 *
 * @param critical half-width in standard errors, see the top of this file
 */
export function liftInterval(terms: LiftTerms, critical: number): LiftInterval {
  const { control, treatment } = terms;
  const value = lift(terms);
  const varies = control.varianceOfMean > 0 || treatment.varianceOfMean > 0;
  // A treatment of nothing but zeros says nothing about how rare the non-zero ones are.
  const known = treatment.mean !== 0 || treatment.varianceOfMean > 0;
  const interval = value !== null && varies && known ? chosenInterval(terms, critical) : null;
  return { lift: value, ...(interval ?? unknownInterval) };
}

/**
 * The lift of a rate: {@link liftInterval}, but the score interval of the risk ratio where an arm has only successes or
 * none, since the estimated variance of such an arm is 0. A control without successes has no lift.
 */
export function proportionLift(control: Counts, treatment: Counts, level: number): LiftInterval {
  const [from, to] = [rateEstimate(control), rateEstimate(treatment)];
  if (from === null || to === null || from.mean === 0) {
    return { lift: null, ...unknownInterval };
  }
  const terms = { control: from, treatment: to };
  if (from.varianceOfMean > 0 && to.varianceOfMean > 0) return liftInterval(terms, criticalZ(level));
  const { low, high } = riskRatioScoreInterval(control, treatment, level);
  if (low === null || high === null) {
    return { lift: lift(terms), low: null, high: null, method: 'score', kind: 'unbounded' };
  }
  return { lift: lift(terms), low: low - 1, high: high - 1, method: 'score', kind: 'bounded' };
}
