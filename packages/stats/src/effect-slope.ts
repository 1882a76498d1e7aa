import { checkPositive } from './check-range.ts';
import { residualVariance } from './residual-variance.ts';
import { criticalT, studentTwoSided } from './student-t.ts';

/** An effect of one study with its squared standard error (above 0) and where the study stands, for instance its year. */
export interface PlacedEffect {
  effect: number;
  variance: number;
  at: number;
}

/** How effects change with a number, per unit of that number. */
export interface EffectSlope {
  slope: number;
  standardError: number;
  low: number;
  high: number;
  /** That there is no change. */
  pValue: number;
  /** Variance of the true effects about the line. */
  tau2: number;
}

/** Weighted moments of the places about their mean, for powers 1 to 3 of the weights, and the residuals of the line. */
function fitAt(points: readonly PlacedEffect[], tau2: number) {
  let [w1, wx, wy] = [0, 0, 0];
  for (const { effect, variance, at } of points) {
    const w = 1 / (variance + tau2);
    w1 += w;
    wx += w * at;
    wy += w * effect;
  }
  const [middle, mean] = [wx / w1, wy / w1];
  // Centred at the weighted mean, X'WX is diagonal: w1 and sxx.
  let [sxx, sxy, a2, b2, c2, a3, c3] = [0, 0, 0, 0, 0, 0, 0];
  for (const { effect, variance, at } of points) {
    const w = 1 / (variance + tau2);
    const x = at - middle;
    sxx += w * x * x;
    sxy += w * x * (effect - mean);
    a2 += w * w;
    b2 += w * w * x;
    c2 += w * w * x * x;
    a3 += w * w * w;
    c3 += w * w * w * x * x;
  }
  const slope = sxy / sxx;
  let [q, q2] = [0, 0];
  for (const { effect, variance, at } of points) {
    const w = 1 / (variance + tau2);
    const part = w * (effect - mean - slope * (at - middle)) ** 2;
    q += part;
    q2 += w * part;
  }
  // tr(P) and tr(PP) of the projection P = W − WX(X'WX)⁻¹X'W.
  const trace = w1 - a2 / w1 - c2 / sxx;
  const square = a2 - 2 * (a3 / w1 + c3 / sxx) + (a2 / w1) ** 2 + (2 * b2 * b2) / (w1 * sxx) + (c2 / sxx) ** 2;
  return { slope, sxx, q, score: q2 - trace, information: square };
}

/**
 * Does an effect change with a number such as the year? Mixed-effects meta-regression on one covariate: tau² by REML,
 * interval and test by Knapp & Hartung (2003), their factor never below 1, on k − 2 degrees of freedom.
 *
 * @returns null with fewer than three effects, or when all stand at one place
 * @throws RangeError when a variance is not above 0
 */
export function effectSlope(points: readonly PlacedEffect[], level: number): EffectSlope | null {
  const df = points.length - 2;
  if (df < 1) return null;
  const first = points[0]!.at;
  if (points.every(({ at }) => at === first)) return null;
  for (const { variance } of points) checkPositive('variance', variance);
  const typical = points.length / points.reduce((sum, { variance }) => sum + 1 / variance, 0);
  const tau2 = residualVariance((candidate) => fitAt(points, candidate), typical);
  const { slope, sxx, q } = fitAt(points, tau2);
  const standardError = Math.sqrt(Math.max(1, q / df) / sxx);
  const reach = criticalT(level, df) * standardError;
  return {
    ...{ slope, standardError, low: slope - reach, high: slope + reach },
    pValue: studentTwoSided(slope / standardError, df),
    tau2,
  };
}
