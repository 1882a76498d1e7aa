import type { Interval } from './interval.ts';
import type { Counts } from './moments.ts';
import { criticalZ } from './normal.ts';
import { findRoot } from './root.ts';

/** Treatment's rate over control's rate; null for an arm without units or a control without successes. */
export function riskRatio(control: Counts, treatment: Counts): number | null {
  if (control.n <= 0 || treatment.n <= 0 || control.successes <= 0) return null;
  return treatment.successes / treatment.n / (control.successes / control.n);
}

/**
 * Interval of the risk ratio on the log scale (Katz et al. 1978), variance 1/x − 1/n summed over the arms.
 * Null limits where an arm has no success.
 */
export function riskRatioLogInterval(control: Counts, treatment: Counts, level: number): Interval {
  const ratio = riskRatio(control, treatment);
  if (ratio === null || ratio === 0) return { low: null, high: null };
  const variance = 1 / control.successes - 1 / control.n + 1 / treatment.successes - 1 / treatment.n;
  const halfWidth = criticalZ(level) * Math.sqrt(variance);
  return { low: ratio * Math.exp(-halfWidth), high: ratio * Math.exp(halfWidth) };
}

/**
 * (rate of treatment − ratio · rate of control) in standard errors, both rates at their maximum likelihood under the
 * restriction treatment = ratio · control (the root of a quadratic; Miettinen & Nurminen 1985).
 */
function scoreAt(control: Counts, treatment: Counts, logRatio: number): number {
  const total = control.n + treatment.n;
  const [ratio, excess] = [Math.exp(logRatio), Math.expm1(logRatio)];
  const { rate, failure } = restrictedControlRate(control, treatment, ratio, excess);
  // 1 − ratio · rate, written by the failures so that it keeps its digits when all units succeed.
  const treatmentFailure = Math.max(0, ratio * failure - excess);
  const variance = (ratio * rate * treatmentFailure) / treatment.n + (ratio ** 2 * rate * failure) / control.n;
  const observed = control.successes / control.n;
  const distance = treatment.successes / treatment.n - observed - excess * observed;
  const standardError = Math.sqrt((Math.max(0, variance) * total) / (total - 1));
  return standardError === 0 ? 0 : distance / standardError;
}

/** Control's rate and its complement, each from the equation in which it does not cancel. */
function restrictedControlRate(control: Counts, treatment: Counts, ratio: number, excess: number) {
  const total = control.n + treatment.n;
  const successes = control.successes + treatment.successes;
  // The smaller root r of total·ratio·r² − b·r + successes = 0.
  const b = treatment.n * ratio + treatment.successes + control.n + control.successes * ratio;
  if (2 * successes <= total) {
    const rate = (2 * successes) / (b + Math.sqrt(Math.max(0, b * b - 4 * total * ratio * successes)));
    return { rate, failure: 1 - rate };
  }
  // With q = 1 − r: the larger root of total·ratio·q² − c·q + constant = 0.
  const constant = (control.n - control.successes) * excess;
  const c = 2 * total * ratio - b;
  const root = Math.sqrt(Math.max(0, c * c - 4 * total * ratio * constant));
  const failure = c >= 0 ? (c + root) / (2 * total * ratio) : (2 * constant) / (c - root);
  return { rate: 1 - failure, failure };
}

/** Where the falling score crosses `target`, searched outwards from `start` on the log scale; null beyond e^±300. */
function crossing(score: (logRatio: number) => number, target: number, start: number): number | null {
  const gap = (logRatio: number) => score(logRatio) - target;
  const direction = gap(start) > 0 ? 1 : -1;
  let inner = start;
  for (let reach = 0.5; reach < 300; reach *= 2) {
    const outer = start + direction * reach;
    if (gap(outer) * direction <= 0) return Math.exp(findRoot(gap, inner, outer));
    inner = outer;
  }
  return null;
}

/**
 * Score interval of the risk ratio (Koopman 1984, with the factor N/(N − 1) of Miettinen & Nurminen 1985): all ratios
 * that the score test does not reject. Holds at low counts too: 0 successes in treatment give a low limit of 0 and a
 * finite high one, 0 in control a null (unbounded) high limit. An arm without units, or 0 successes in both, give null
 * limits.
 */
export function riskRatioScoreInterval(control: Counts, treatment: Counts, level: number): Interval {
  const successes = control.successes + treatment.successes;
  if (control.n <= 0 || treatment.n <= 0 || successes === 0) return { low: null, high: null };
  const z = criticalZ(level);
  const score = (logRatio: number) => scoreAt(control, treatment, logRatio);
  const ratio = riskRatio(control, treatment);
  const start = ratio === null || ratio === 0 ? 0 : Math.log(ratio);
  return {
    low: treatment.successes === 0 ? 0 : crossing(score, z, start),
    high: control.successes === 0 ? null : crossing(score, -z, start),
  };
}
