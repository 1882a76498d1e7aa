import {
  betaDifferenceInterval,
  betaLiftInterval,
  betaMean,
  betaPosterior,
  type Counts,
  compareBetas,
  normalPosterior,
} from '@dandelion-loop/stats';
import { type Inferred, type Pair, ratesOf, standardErrorOf } from './pair.ts';
import type { InferenceRequest } from './request.ts';

/**
 * The Bayesian answer: chance to win, expected loss and credible intervals. The p-value and with it the verdict stay those
 * of the fixed test, so that one rule decides under every inference (docs/methods/bayesian.md).
 */

/** Every rate equally likely beforehand. */
const uniform = { alpha: 1, beta: 1 };

function ofRates(
  control: Counts,
  treatment: Counts,
  pair: Pair,
  { level }: InferenceRequest,
  fixed: Inferred,
): Inferred {
  const [a, b] = [betaPosterior(control, uniform), betaPosterior(treatment, uniform)];
  const compared = compareBetas(a, b);
  const { lowerIsBetter } = pair.plan;
  const lift = betaLiftInterval(a, b, level);
  // The prior gives every rate a baseline above 0: the lift of the fixed answer may be undefined, this one never is.
  const { lift: _, ...reasons } = fixed.reasons;
  if (lift.high === null) reasons.lift = 'the baseline cannot be told from zero.';
  return {
    ...fixed,
    difference: { value: compared.expectedDifference, ...betaDifferenceInterval(a, b, level) },
    // Of the posterior means, as the difference is: observed rates may lie outside a credible interval of few units.
    lift: { value: compared.expectedDifference / betaMean(a), low: lift.low, high: lift.high },
    method: 'beta-binomial posterior, exact credible intervals; p-value of the pooled z test',
    chanceToWin: lowerIsBetter ? compared.chanceControlHigher : compared.chanceTreatmentHigher,
    expectedLoss: lowerIsBetter ? compared.lossChoosingControl : compared.lossChoosingTreatment,
    prior: 'Beta(1, 1) on each rate: every rate equally likely beforehand',
    reasons,
  };
}

function ofMeans(pair: Pair, { level }: InferenceRequest, fixed: Inferred): Inferred {
  const standardError = standardErrorOf(pair);
  const { value } = fixed.difference;
  const posterior = value === null || !standardError ? null : normalPosterior({ value, standardError }, null, level);
  // A gain is what is better: with the sign turned, a tiny chance keeps its digits.
  const gain =
    posterior === null
      ? null
      : normalPosterior(
          { value: pair.plan.lowerIsBetter ? -posterior.mean : posterior.mean, standardError: posterior.sd },
          null,
          level,
        );
  if (posterior === null || gain === null) {
    const reason = fixed.reasons.difference ?? 'the difference has no spread.';
    return { ...fixed, reasons: { ...fixed.reasons, chanceToWin: reason, expectedLoss: reason, prior: reason } };
  }
  return {
    ...fixed,
    difference: { value: posterior.mean, low: posterior.low, high: posterior.high },
    method: `normal posterior of the difference; p-value of the ${fixed.method}`,
    chanceToWin: gain.chancePositive,
    expectedLoss: gain.lossChoosingTreatment,
    prior: 'flat on the difference: every difference equally likely beforehand',
  };
}

export function bayesianAnswer(pair: Pair, request: InferenceRequest, fixed: Inferred): Inferred {
  const [control, treatment] = ratesOf(pair) ?? [];
  return control && treatment && control.n > 0 && treatment.n > 0
    ? ofRates(control, treatment, pair, request, fixed)
    : ofMeans(pair, request, fixed);
}
