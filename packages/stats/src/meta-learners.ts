import { fittedValues, type LeastSquares, leastSquares } from './least-squares.ts';

/** Units of a test with two arms: features without a constant, whether treated, outcome; one entry per unit. */
export interface TreatedUnits {
  features: readonly (readonly number[])[];
  treated: readonly boolean[];
  y: readonly number[];
}

const withConstant = (features: readonly (readonly number[])[]) => features.map((row) => [1, ...row]);

/** Least squares of `values` on the features of the units chosen. */
function fitWhere(features: readonly (readonly number[])[], values: readonly number[], chosen: (i: number) => boolean) {
  const units = values.flatMap((_, i) => (chosen(i) ? [i] : []));
  return leastSquares(
    withConstant(units.map((i) => features[i]!)),
    units.map((i) => values[i]!),
  );
}

function predict(fit: LeastSquares, features: readonly (readonly number[])[]): number[] {
  return fittedValues(fit, withConstant(features));
}

/** Predicted outcome of every unit without and with the treatment; null when an arm has no units. */
function outcomes({ treated, y }: TreatedUnits, features: readonly (readonly number[])[]) {
  const [control, treatment] = [false, true].map((arm) => fitWhere(features, y, (i) => treated[i] === arm));
  if (!control || !treatment) return null;
  return { control: predict(control, features), treatment: predict(treatment, features) };
}

/** Share of treated units: the propensity of a randomised test. */
export function treatedShare({ treated }: Pick<TreatedUnits, 'treated'>): number {
  return treated.filter(Boolean).length / treated.length;
}

/** Effect of every unit as the difference of two models, one per arm (T-learner). Null when an arm has no units. */
export function tLearner(units: TreatedUnits): number[] | null {
  const fitted = outcomes(units, units.features);
  return fitted === null ? null : fitted.treatment.map((value, i) => value - fitted.control[i]!);
}

/** Effect of every unit from one model with the treatment and its products with all features (S-learner). */
export function sLearner({ features, treated, y }: TreatedUnits): number[] | null {
  if (treatedShare({ treated }) % 1 === 0) return null;
  const row = (x: readonly number[], arm: number) => [1, ...x, arm, ...x.map((value) => arm * value)];
  const fit = leastSquares(
    features.map((x, i) => row(x, treated[i] ? 1 : 0)),
    y,
  );
  if (fit === null) return null;
  const [without, given] = [0, 1].map((arm) =>
    fittedValues(
      fit,
      features.map((x) => row(x, arm)),
    ),
  );
  return given!.map((value, i) => value - without![i]!);
}

/**
 * Effect of every unit by imputed effects (X-learner; Künzel et al., PNAS 116(10), 2019): what each unit gained over, or
 * fell short of, the model of the other arm is regressed on the features by arm; e·τ₀ + (1 − e)·τ₁ with the treated
 * share e.
 *
 * @param outcomeFeatures features of the models of outcomes, when they are to be others
 * @returns null when an arm has no units
 */
export function xLearner(units: TreatedUnits, outcomeFeatures = units.features): number[] | null {
  const { features, treated, y } = units;
  const fitted = outcomes(units, outcomeFeatures);
  if (fitted === null) return null;
  const imputed = y.map((value, i) => (treated[i] ? value - fitted.control[i]! : fitted.treatment[i]! - value));
  const [control, treatment] = [false, true].map((arm) =>
    predict(fitWhere(features, imputed, (i) => treated[i] === arm)!, features),
  );
  const share = treatedShare(units);
  return control!.map((value, i) => share * value + (1 - share) * treatment![i]!);
}

/**
 * Effect of every unit by regressing doubly robust scores on the features (DR-learner; Kennedy 2020), without sample
 * splitting; with the average of the scores, the augmented inverse-probability estimate of the average effect.
 *
 * @returns null when an arm has no units; the standard error is null with one unit
 */
export function drLearner(
  units: TreatedUnits,
): { effects: number[]; average: number; standardError: number | null } | null {
  const { features, treated, y } = units;
  const fitted = outcomes(units, features);
  if (fitted === null) return null;
  const share = treatedShare(units);
  const scores = y.map((value, i) => {
    const [control, treatment] = [fitted.control[i]!, fitted.treatment[i]!];
    const correction = treated[i] ? (value - treatment) / share : -(value - control) / (1 - share);
    return treatment - control + correction;
  });
  const n = scores.length;
  const average = scores.reduce((sum, score) => sum + score, 0) / n;
  const squares = scores.reduce((sum, score) => sum + (score - average) ** 2, 0);
  return {
    effects: predict(fitWhere(features, scores, () => true)!, features),
    average,
    standardError: n > 1 ? Math.sqrt(squares / (n - 1) / n) : null,
  };
}
