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
function scoreAt(control: Counts, treatment: Counts, ratio: number): number {
  const total = control.n + treatment.n;
  const b = treatment.n * ratio + treatment.successes + control.n + control.successes * ratio;
  const successes = control.successes + treatment.successes;
  // The smaller root of total·ratio·r² − b·r + successes = 0, in the form that does not cancel.
  const rateC = (2 * successes) / (b + Math.sqrt(Math.max(0, b * b - 4 * total * ratio * successes)));
  const rateT = Math.min(1, ratio * rateC);
  const variance = (rateT * (1 - rateT)) / treatment.n + (ratio ** 2 * rateC * (1 - rateC)) / control.n;
  const distance = treatment.successes / treatment.n - (ratio * control.successes) / control.n;
  const standardError = Math.sqrt((Math.max(0, variance) * total) / (total - 1));
  return standardError === 0 ? 0 : distance / standardError;
}

/** Where the falling score crosses `target`, searched outwards from `start` on the log scale; null beyond e^±300. */
function crossing(score: (ratio: number) => number, target: number, start: number): number | null {
  const gap = (logRatio: number) => score(Math.exp(logRatio)) - target;
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
  const score = (ratio: number) => scoreAt(control, treatment, ratio);
  const ratio = riskRatio(control, treatment);
  const start = ratio === null || ratio === 0 ? 0 : Math.log(ratio);
  return {
    low: treatment.successes === 0 ? 0 : crossing(score, z, start),
    high: control.successes === 0 ? null : crossing(score, -z, start),
  };
}
