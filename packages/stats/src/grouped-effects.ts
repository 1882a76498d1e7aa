import { checkEffects, type Effects, effectColumns } from './effect-columns.ts';
import { fUpperTail } from './f-distribution.ts';
import { residualVariance } from './residual-variance.ts';
import { criticalT } from './student-t.ts';
import { restrictedScore, studySums, typicalVariance } from './weighted-studies.ts';

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

/**
 * Do groups of studies differ in their mean effect? A mixed-effects model with one mean a group and one variance within
 * all groups (REML); intervals and the test by Knapp & Hartung, "Improved tests for a random effects meta-regression with
 * a single covariate", Statistics in Medicine 22(17), 2003, with their factor never below 1, on k − G degrees of freedom.
 *
 * @param groups each with at least one study
 * @param level of the intervals
 * @param near a tau² that should be close: saves time
 * @returns null with fewer than two groups, or with no study more than there are groups
 * @throws RangeError when a variance is not above 0
 */
export function groupedEffects(groups: readonly Effects[], level: number, near?: number): GroupedEffects | null {
  const columns = groups.map(effectColumns);
  const sizes = columns.map(({ effect }) => effect.length);
  const k = sizes.reduce((sum, size) => sum + size, 0);
  const df1 = groups.length - 1;
  const df2 = k - groups.length;
  if (df1 < 1 || df2 < 1 || sizes.includes(0)) return null;
  const studies = { y: new Float64Array(k), v: new Float64Array(k), w: new Float64Array(k) };
  let end = 0;
  const ends = columns.map((own) => {
    checkEffects(own);
    studies.y.set(own.effect, end);
    studies.v.set(own.variance, end);
    end += own.effect.length;
    return end;
  });
  const sumsAt = (tau2: number) => ends.map((to, at) => studySums(studies, tau2, ends[at - 1] ?? 0, to));
  const tau2 = residualVariance(
    (candidate) => {
      let [score, information] = [0, 0];
      for (const sums of sumsAt(candidate)) {
        const own = restrictedScore(sums);
        score += own.score;
        information += own.information;
      }
      return { score, information };
    },
    typicalVariance(studies),
    near,
  );
  const sums = sumsAt(tau2);
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
      return { mean, standardError, low: mean - reach, high: mean + reach, k: sizes[at]! };
    }),
    ...{ f, df1, df2, pValue: fUpperTail(f, df1, df2) },
  };
}
