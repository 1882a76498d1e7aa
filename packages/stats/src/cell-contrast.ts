import { chiSquareUpperTail } from './chi-square.ts';
import { fUpperTail } from './f-distribution.ts';
import { dot, positiveSolver } from './linear-span.ts';
import { criticalZ, normalTwoSided } from './normal.ts';
import { criticalT, studentTwoSided } from './student-t.ts';

/** A weighted sum of means of independent cells. */
export interface ContrastEstimate {
  value: number;
  /** Null when the variance of a cell that takes part is not known. */
  standardError: number | null;
  /** Null, like `high` and the p-value, without a standard error and when it is 0: nothing is known about the spread. */
  low: number | null;
  high: number | null;
  /** Two-sided, that the sum is 0. */
  pValue: number | null;
}

/** Independent means on one scale, in the order of the cells. */
export interface CellMeans {
  values: ArrayLike<number>;
  /** Squared standard errors; NaN where it is not known. */
  variances: ArrayLike<number>;
  /** Units of each cell when its variance was estimated from them, for Student's t; null for the normal distribution. */
  units: ArrayLike<number> | null;
}

/** Satterthwaite's degrees of freedom of Σ w·mean: (Σ w²v)² / Σ (w²v)²/(n − 1); null for the normal distribution. */
function degreesOfFreedom(
  weights: ArrayLike<number>,
  { variances, units }: CellMeans,
  variance: number,
): number | null {
  if (units === null) return null;
  let spread = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0 || variances[i] === 0) continue;
    // Shares of the whole, so that tiny variances do not underflow when squared.
    spread += ((weights[i]! ** 2 * variances[i]!) / variance) ** 2 / (units[i]! - 1);
  }
  return 1 / spread;
}

function varianceOf(weights: ArrayLike<number>, variances: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) if (weights[i] !== 0) sum += weights[i]! ** 2 * variances[i]!;
  return sum;
}

/**
 * Σ w·mean with its standard error √Σ w²v, interval and test that it is 0: normal, or Student's t with Satterthwaite's
 * degrees of freedom (for two cells that is Welch's test).
 *
 * @param weights one per cell
 * @param level confidence level, 0 < level < 1
 */
export function cellContrast(weights: ArrayLike<number>, cells: CellMeans, level: number): ContrastEstimate {
  const value = dot(weights, cells.values);
  const variance = varianceOf(weights, cells.variances);
  if (!Number.isFinite(variance)) return { value, standardError: null, low: null, high: null, pValue: null };
  const standardError = Math.sqrt(variance);
  if (standardError === 0) return { value, standardError, low: null, high: null, pValue: null };
  const df = degreesOfFreedom(weights, cells, variance);
  const halfWidth = standardError * (df === null ? criticalZ(level) : criticalT(level, df));
  const t = value / standardError;
  const pValue = df === null ? normalTwoSided(t) : studentTwoSided(t, df);
  return { value, standardError, low: value - halfWidth, high: value + halfWidth, pValue };
}

/**
 * Wald test that several contrasts of the same cells are all 0: θᵀΣ⁻¹θ, chi-square, or over its degrees of freedom
 * against F, whose denominator has the fewest Satterthwaite degrees of freedom among the contrasts (on the safe side;
 * for one contrast it is its own t test).
 *
 * @returns null without contrasts, when a variance is not known, and when the contrasts depend on each other or have no spread
 */
export function jointContrastTest(
  contrasts: readonly ArrayLike<number>[],
  cells: CellMeans,
): { df: number; pValue: number } | null {
  const df = contrasts.length;
  if (df === 0) return null;
  const { values, variances } = cells;
  const own = contrasts.map((weights) => varianceOf(weights, variances));
  if (!own.every((variance) => variance > 0 && Number.isFinite(variance))) return null;
  // In standard errors: what counts as singular must not depend on the unit of a contrast.
  const scaled = contrasts.map((weights, i) => Float64Array.from(weights, (weight) => weight / Math.sqrt(own[i]!)));
  const known = Float64Array.from(variances, (variance) => (Number.isFinite(variance) ? variance : 0));
  const solve = positiveSolver(
    scaled.map((left) =>
      scaled.map((right) =>
        dot(
          left,
          right.map((weight, i) => weight * known[i]!),
        ),
      ),
    ),
  );
  if (solve === null) return null;
  const z = scaled.map((weights) => dot(weights, values));
  const wald = Math.max(0, dot(z, solve(z)));
  if (cells.units === null) return { df, pValue: chiSquareUpperTail(wald, df) };
  const denominators = contrasts.map((weights, i) => degreesOfFreedom(weights, cells, own[i]!)!);
  return { df, pValue: fUpperTail(wald / df, df, Math.min(...denominators)) };
}
