import { checkNotNegative } from './check-range.ts';
import { normalLosses } from './normal-posterior.ts';

/** What a test is worth before a choice between two, in the unit of the effect. 0 <= evsi <= evpi. */
export interface NormalValueOfInformation {
  /** Standard deviation of what the posterior mean will be: how far the test can move one's mind. */
  preposteriorSd: number;
  /** Expected value of perfect information. */
  evpi: number;
  /** Expected value of the sample, its price not deducted. */
  evsi: number;
}

/** E[max(effect, 0)] - max(mean, 0) for a normal effect: what it is worth to learn it. */
function worthOfLearning(mean: number, sd: number): number {
  if (sd === 0) return 0;
  const { lossChoosingControl, lossChoosingTreatment } = normalLosses(mean, sd);
  return Math.min(lossChoosingControl, lossChoosingTreatment);
}

/**
 * Value of a test of a normal effect with linear payoff: one adopts if the posterior mean is above 0, and is paid the
 * effect then. s_pre = s² / sqrt(s² + v), EVPI = s G(|m|/s), EVSI = s_pre G(|m|/s_pre) with the unit normal loss
 * G(D) = φ(D) - D (1 - Φ(D)) (Raiffa & Schlaifer 1961).
 *
 * For an effect that must exceed a cost, give the mean less the cost. For money, multiply what comes out by the units
 * that the choice concerns and the worth of one unit of effect.
 *
 * @param prior mean m and standard deviation s of the effect, s at least 0
 * @param samplingVariance v, squared standard error that the test's estimate will have: σ²/n, or
 *   σ²/n₁ + σ²/n₂ for two arms; at least 0, infinite for no test
 * @throws RangeError when sd or variance is below 0 or not a number
 */
export function normalValueOfInformation(
  prior: { mean: number; sd: number },
  samplingVariance: number,
): NormalValueOfInformation {
  checkNotNegative('prior.sd', prior.sd);
  if (!(samplingVariance >= 0)) throw new RangeError(`samplingVariance must be 0 or more, got ${samplingVariance}.`);
  const preposteriorSd = prior.sd === 0 ? 0 : prior.sd / Math.hypot(1, Math.sqrt(samplingVariance) / prior.sd);
  const evpi = worthOfLearning(prior.mean, prior.sd);
  return { preposteriorSd, evpi, evsi: Math.min(evpi, worthOfLearning(prior.mean, preposteriorSd)) };
}
