import { checkPositive } from './check-range.ts';
import { fUpperTail } from './f-distribution.ts';
import { residualVariance } from './residual-variance.ts';
import { criticalT } from './student-t.ts';

/** An effect of one study with its squared standard error, which is above 0. */
interface StudyEffect {
  effect: number;
  variance: number;
}

/** The mean effect of the studies of one group. */
export interface GroupMean {
  mean: number;
  standardError: number;
  low: number;
  high: number;
  k: number;
}

export interface GroupedEffects {
  /** Variance of the true effects within groups, one for all groups. */
  tau2: number;
  /** In the order given. */
  groups: GroupMean[];
  /** That all groups have the same mean: Knapp & Hartung's F. */
  f: number;
  df1: number;
  df2: number;
  pValue: number;
}

/** Sums of powers of the weights 1/(v + tau²) of one group, and its weighted mean. */
function sumsOf(studies: readonly StudyEffect[], tau2: number) {
  let [w1, w2, w3, wy] = [0, 0, 0, 0];
  for (const { effect, variance } of studies) {
    const w = 1 / (variance + tau2);
    w1 += w;
    w2 += w * w;
    w3 += w * w * w;
    wy += w * effect;
  }
  const mean = wy / w1;
  let [q, q2] = [0, 0];
  for (const { effect, variance } of studies) {
    const w = 1 / (variance + tau2);
    const part = w * (effect - mean) ** 2;
    q += part;
    q2 += w * part;
  }
  return { w1, w2, w3, mean, q, q2 };
}

/**
 * Do groups of studies differ in their mean effect? A mixed-effects model with one mean a group and one variance within
 * all groups (REML); intervals and the test by Knapp & Hartung, "Improved tests for a random effects meta-regression with
 * a single covariate", Statistics in Medicine 22(17), 2003, with their factor never below 1, on k − G degrees of freedom.
 *
 * @param groups each with at least one study
 * @param level of the intervals
 * @returns null with fewer than two groups, or with no study more than there are groups
 * @throws RangeError when a variance is not above 0
 */
export function groupedEffects(groups: readonly (readonly StudyEffect[])[], level: number): GroupedEffects | null {
  const k = groups.reduce((sum, { length }) => sum + length, 0);
  const df1 = groups.length - 1;
  const df2 = k - groups.length;
  if (df1 < 1 || df2 < 1 || groups.some(({ length }) => length === 0)) return null;
  for (const { variance } of groups.flat()) checkPositive('variance', variance);
  const tau2 = residualVariance(
    (candidate) => {
      let [score, information] = [0, 0];
      for (const group of groups) {
        const { w1, w2, w3, q2 } = sumsOf(group, candidate);
        const share = w2 / w1;
        score += q2 - (w1 - share);
        information += w2 - (2 * w3) / w1 + share * share;
      }
      return { score, information };
    },
    k / groups.flat().reduce((sum, { variance }) => sum + 1 / variance, 0),
  );
  const sums = groups.map((group) => sumsOf(group, tau2));
  const factor = Math.max(1, sums.reduce((sum, { q }) => sum + q, 0) / df2);
  const critical = criticalT(level, df2);
  const total = sums.reduce((sum, { w1 }) => sum + w1, 0);
  const overall = sums.reduce((sum, { w1, mean }) => sum + (w1 / total) * mean, 0);
  const f = sums.reduce((sum, { w1, mean }) => sum + w1 * (mean - overall) ** 2, 0) / df1 / factor;
  return {
    tau2,
    groups: sums.map(({ w1, mean }, at) => {
      const standardError = Math.sqrt(factor / w1);
      const reach = critical * standardError;
      return { mean, standardError, low: mean - reach, high: mean + reach, k: groups[at]!.length };
    }),
    ...{ f, df1, df2, pValue: fUpperTail(f, df1, df2) },
  };
}
