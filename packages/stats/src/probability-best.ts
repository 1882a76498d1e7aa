import { type BetaDistribution, betaTails } from './beta-posterior.ts';
import { logOddsMode, logOddsSpread, rateOf, relativeDensity, stepFor, sumOutward } from './log-odds.ts';

/**
 * Probability that each of several independent rates is the highest, exact to about 10 digits.
 *
 * P(i is best) = ∫ f_i Π_{j≠i} F_j, by the sum described in `log-odds.ts`; it is also the share that Thompson sampling
 * would give the arm. The work grows with the square of the number of rates (3 rates: 1 ms).
 *
 * @param posteriors one per arm, see `betaPosterior`
 * @returns one probability per arm, in the same order; they sum to 1. Empty for none
 */
export function probabilityBest(posteriors: readonly BetaDistribution[]): number[] {
  // The step must resolve the steepest distribution function, not only the density.
  const step = stepFor(Math.min(...posteriors.map(logOddsSpread)));
  return posteriors.map((arm, own) => {
    const mode = logOddsMode(arm);
    const [weight, best] = sumOutward((index) => {
      const density = relativeDensity(arm, index * step);
      const { p, q } = rateOf(mode + index * step);
      let chance = density;
      for (let j = 0; j < posteriors.length && chance > 0; j++) {
        if (j !== own) chance *= betaTails(posteriors[j]!, p, q).below;
      }
      return [density, chance];
    }) as [number, number];
    return best / weight;
  });
}
