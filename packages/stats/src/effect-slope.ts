import { checkEffects, type EffectColumns, effectColumns, type SampledEffect } from './effect-columns.ts';
import { residualVariance } from './residual-variance.ts';
import { criticalT, studentTwoSided } from './student-t.ts';
import { studySums, typicalVariance, type WeightedStudies, weightedStudies } from './weighted-studies.ts';

/** An effect of one study and where the study stands, for instance its year. */
export interface PlacedEffect extends SampledEffect {
  at: number;
}

/** The same in columns. */
export interface PlacedColumns extends EffectColumns {
  readonly at: Float64Array;
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

interface PlacedStudies extends WeightedStudies {
  x: Float64Array;
}

/** The weighted line at a tau², and score and information of the restricted likelihood there. */
function fitAt(studies: PlacedStudies, tau2: number) {
  const { y, x, w } = studies;
  const { w1, w2: a2, w3: a3, mean } = studySums(studies, tau2);
  let wx = 0;
  for (let i = 0; i < y.length; i++) wx += w[i]! * x[i]!;
  const middle = wx / w1;
  // Centred at the weighted mean, X'WX is diagonal: w1 and sxx.
  let [sxx, sxy, b2, c2, c3] = [0, 0, 0, 0, 0];
  for (let i = 0; i < y.length; i++) {
    const weight = w[i]!;
    const place = x[i]! - middle;
    const part = weight * place;
    sxx += part * place;
    sxy += part * (y[i]! - mean);
    b2 += weight * part;
    c2 += weight * part * place;
    c3 += weight * weight * part * place;
  }
  const slope = sxy / sxx;
  let [q, q2] = [0, 0];
  for (let i = 0; i < y.length; i++) {
    const part = w[i]! * (y[i]! - mean - slope * (x[i]! - middle)) ** 2;
    q += part;
    q2 += w[i]! * part;
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
 * @param near a tau² that should be close: saves time
 * @returns null with fewer than three effects, or when all stand at one place
 * @throws RangeError when a variance is not above 0
 */
export function effectSlope(
  points: readonly PlacedEffect[] | PlacedColumns,
  level: number,
  near?: number,
): EffectSlope | null {
  const columns = effectColumns(points);
  const df = columns.effect.length - 2;
  if (df < 1) return null;
  const places = 'effect' in points ? points.at : Float64Array.from(points, ({ at }) => at);
  const first = places[0]!;
  if (places.every((at) => at === first)) return null;
  checkEffects(columns);
  const x = places.map((at) => at - first);
  const studies = { ...weightedStudies(columns), x };
  const tau2 = residualVariance((candidate) => fitAt(studies, candidate), typicalVariance(studies), near);
  const { slope, sxx, q } = fitAt(studies, tau2);
  const standardError = Math.sqrt(Math.max(1, q / df) / sxx);
  const reach = criticalT(level, df) * standardError;
  return {
    ...{ slope, standardError, low: slope - reach, high: slope + reach },
    pValue: studentTwoSided(slope / standardError, df),
    tau2,
  };
}
