import { increasingRoot } from './increasing-root.ts';
import type { Interval } from './interval.ts';
import { type Counts, rateEstimate } from './moments.ts';
import { criticalZ } from './normal.ts';
import { findRoot } from './root.ts';

/*
 * Intervals of the difference of two rates, treatment − control. In all of them an arm without units gives null limits,
 * and limits lie within [−1, 1] except those of Wald and Agresti-Caffo, which may leave it.
 */

const undefinedInterval: Interval = { low: null, high: null };

/**
 * Wald interval: difference ± z · unpooled standard error. Has zero width at rates of 0 and 1 and covers too little at
 * low rates; only for counts above 30 or to compare with other tools.
 */
export function waldInterval(control: Counts, treatment: Counts, level: number): Interval {
  const [from, to] = [rateEstimate(control), rateEstimate(treatment)];
  if (from === null || to === null) return undefinedInterval;
  const halfWidth = criticalZ(level) * Math.sqrt(from.varianceOfMean + to.varianceOfMean);
  return { low: to.mean - from.mean - halfWidth, high: to.mean - from.mean + halfWidth };
}

/** Agresti & Caffo (2000): Wald after one success and one failure more in each arm. */
export function agrestiCaffoInterval(control: Counts, treatment: Counts, level: number): Interval {
  if (control.n <= 0 || treatment.n <= 0) return undefinedInterval;
  const [from, to] = [control, treatment].map(({ successes, n }) => ({ successes: successes + 1, n: n + 2 }));
  return waldInterval(from!, to!, level);
}

/** Wilson (1927) score interval of one rate, within [0, 1]. `n` is positive. */
export function wilsonInterval({ successes, n }: Counts, level: number): { low: number; high: number } {
  const z = criticalZ(level);
  const rate = successes / n;
  const centre = rate + z ** 2 / (2 * n);
  const halfWidth = z * Math.sqrt((rate * (1 - rate)) / n + z ** 2 / (4 * n ** 2));
  const shrink = 1 + z ** 2 / n;
  // The clamp only removes rounding at 0 and n successes, where the limit is 0 or 1 exactly.
  return {
    low: successes === 0 ? 0 : Math.max(0, (centre - halfWidth) / shrink),
    high: successes === n ? 1 : Math.min(1, (centre + halfWidth) / shrink),
  };
}

/**
 * Newcombe (1998), method 10: the Wilson limits of the two rates combined by squares. Closed form, keeps its level at
 * low rates, has width also at 0 of n. The interval to show beside the pooled z test.
 */
export function newcombeInterval(control: Counts, treatment: Counts, level: number): Interval {
  if (control.n <= 0 || treatment.n <= 0) return undefinedInterval;
  const [rateC, rateT] = [control.successes / control.n, treatment.successes / treatment.n];
  const [ownC, ownT] = [wilsonInterval(control, level), wilsonInterval(treatment, level)];
  const difference = rateT - rateC;
  return {
    low: difference - Math.hypot(rateT - ownT.low, ownC.high - rateC),
    high: difference + Math.hypot(ownT.high - rateT, rateC - ownC.low),
  };
}

/** The lower rate p under the restriction that the other one is p + gap: the closed solution of the cubic, to about 1e−8. */
function closedRestrictedRate(lower: Counts, upper: Counts, gap: number): number {
  const total = lower.n + upper.n;
  const successes = lower.successes + upper.successes;
  const l2 = (upper.n + 2 * lower.n) * gap - total - successes;
  const l1 = (lower.n * gap - total - 2 * lower.successes) * gap + successes;
  const l0 = lower.successes * gap * (1 - gap);
  const third = l2 / (3 * total);
  const q = third ** 3 - (l1 * l2) / (6 * total ** 2) + l0 / (2 * total);
  const p = (q < 0 ? -1 : 1) * Math.sqrt(Math.max(0, third ** 2 - l1 / (3 * total)));
  const angle = p === 0 ? Math.PI / 2 : (Math.PI + Math.acos(Math.min(1, Math.max(-1, q / p ** 3)))) / 3;
  return 2 * p * Math.cos(angle) - third;
}

/**
 * The same to all digits, by Newton's method on the slope of the log likelihood, which falls in p and does not cancel.
 * With no success of ten million the rates are far below what the cubic can tell apart.
 */
function restrictedRate(lower: Counts, upper: Counts, gap: number): number {
  const most = 1 - gap;
  const [failures, upperFailures] = [lower.n - lower.successes, upper.n - upper.successes];
  if (lower.successes === 0 && (upper.successes === 0 || lower.n + upperFailures / most >= upper.successes / gap))
    return 0;
  if (upperFailures === 0 && failures / gap <= lower.successes / most + upper.n) return most;
  const falling = (p: number) => {
    const [a, b, c, d] = [
      lower.successes === 0 ? 0 : lower.successes / p,
      upper.successes / (p + gap),
      failures / (1 - p),
      upperFailures === 0 ? 0 : upperFailures / (most - p),
    ];
    const square = (term: number, count: number) => (count === 0 ? 0 : (term * term) / count);
    const slope =
      square(a, lower.successes) + square(b, upper.successes) + square(c, failures) + square(d, upperFailures);
    return { value: c + d - a - b, slope };
  };
  return increasingRoot(falling, { low: 0, high: most, start: closedRestrictedRate(lower, upper, gap) });
}

/**
 * Standard error of the difference of rates under the restriction treatment − control = `difference`, from the
 * restricted maximum-likelihood rates (Miettinen & Nurminen 1985, appendix).
 */
function restrictedStandardError(control: Counts, treatment: Counts, difference: number): number {
  const total = control.n + treatment.n;
  const gap = Math.abs(difference);
  const arms = difference >= 0 ? ([control, treatment] as const) : ([treatment, control] as const);
  // Where most units succeed, failures are counted, so that the rates keep their digits near 1 as near 0.
  const failing = ({ successes, n }: Counts) => ({ successes: n - successes, n });
  const mirrored = 2 * (control.successes + treatment.successes) > total;
  const [lower, upper] = mirrored ? [failing(arms[1]), failing(arms[0])] : arms;
  const rate = restrictedRate(lower, upper, gap);
  const variance = (rate * (1 - rate)) / lower.n + ((rate + gap) * Math.max(0, 1 - gap - rate)) / upper.n;
  return Math.sqrt((variance * total) / (total - 1));
}

/**
 * Miettinen & Nurminen (1985) score interval with their factor N/(N − 1): all differences that the score test does not
 * reject. As good as Newcombe's at low rates, but found by a root search, which is slower.
 */
export function miettinenNurminenInterval(control: Counts, treatment: Counts, level: number): Interval {
  if (control.n <= 0 || treatment.n <= 0) return undefinedInterval;
  const z = criticalZ(level);
  const observed = treatment.successes / treatment.n - control.successes / control.n;
  const gap = (d: number) => Math.abs(observed - d) - z * restrictedStandardError(control, treatment, d);
  // Just beside the estimate: on it both terms of `gap` are 0 when all units of both arms succeed or fail.
  const beside = 1e-14;
  const low = observed <= -1 + beside ? -1 : findRoot(gap, -1, observed - beside);
  const high = observed >= 1 - beside ? 1 : findRoot(gap, observed + beside, 1);
  return { low, high };
}
