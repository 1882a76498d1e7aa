import { checkNotNegative, checkPositive } from './check-range.ts';
import { criticalZ, normalUpperTail } from './normal.ts';

/** True effects as past tests had them: normal with this mean and standard deviation. */
export interface EffectPrior {
  mean: number;
  sd: number;
}

/**
 * Chance that a two-sided test finds an effect, averaged over the effects that are to be expected: power for a size that
 * is not wished for but drawn from the past (assurance; O'Hagan, Stevens & Campbell, Pharmaceutical Statistics 4, 2005).
 *
 * @param standardError of the estimated effect, above 0
 * @param level 1 minus the chance of a false alarm
 */
export function assurance({ mean, sd }: EffectPrior, standardError: number, level: number): number {
  checkNotNegative('sd', sd);
  checkPositive('standardError', standardError);
  const limit = criticalZ(level) * standardError;
  const spread = Math.hypot(sd, standardError);
  return normalUpperTail((limit - mean) / spread) + normalUpperTail((limit + mean) / spread);
}

/**
 * The standard error at which {@link assurance} reaches a chance; null where a smaller one cannot be needed: every one
 * would do, or none does since the chance is not above the level of false alarms.
 */
export function standardErrorFor(prior: EffectPrior, chance: number, level: number): number | null {
  const scale = Math.hypot(prior.mean, prior.sd);
  if (!(chance > 1 - level && chance < 1) || scale === 0) return null;
  let [low, high] = [scale * 1e-9, scale * 1e3];
  if (assurance(prior, low, level) < chance) return null;
  for (let step = 0; step < 100 && high - low > 1e-12 * high; step++) {
    const middle = Math.sqrt(low * high);
    if (assurance(prior, middle, level) >= chance) low = middle;
    else high = middle;
  }
  return low;
}
