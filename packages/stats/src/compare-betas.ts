import { type BetaDistribution, betaMean, betaTails } from './beta-posterior.ts';
import { densityAtMode, logOddsMode, logOddsSpread, rateOf, relativeDensity, stepFor, sumOutward } from './log-odds.ts';

/** Two rates compared. All losses are in the unit of the rate (0.001 is 0.1 points) and never negative. */
export interface BetaComparison {
  /** P(treatment > control). */
  chanceTreatmentHigher: number;
  /** P(control > treatment); kept apart because 1 − chance loses it when it is tiny. */
  chanceControlHigher: number;
  /** Mean of treatment − control. */
  expectedDifference: number;
  /** E[max(control − treatment, 0)]: what choosing the treatment costs on average, where a higher rate is better. */
  lossChoosingTreatment: number;
  /** E[max(treatment − control, 0)]. */
  lossChoosingControl: number;
}

/**
 * Chance to win and expected losses of two independent rates, to 8 digits or more, tiny ones too.
 *
 * One sum over the log-odds of the rate that is known more precisely, X, with the distribution function F of the other, Y:
 * P(X > Y) = E F(X), and E[(X − Y)+] = E[(X − m) F(X) + g(X) / (α + β)], where m is the mean of Y and g the density of
 * its log-odds; the closed form of the loss (mean × chance with α + 1) written so that nothing cancels. The method
 * replaces the sum of Evan Miller ("Formulas for Bayesian A/B testing", 2015), which needs whole parameters and one term
 * per success. About 0.1 ms, for small and large parameters.
 *
 * @param control,treatment posteriors of the two rates, see `betaPosterior`
 */
export function compareBetas(control: BetaDistribution, treatment: BetaDistribution): BetaComparison {
  const treatmentIsSharper = logOddsSpread(treatment) <= logOddsSpread(control);
  const sharper = treatmentIsSharper ? treatment : control;
  const other = treatmentIsSharper ? control : treatment;
  const { above, below, excess, shortfall } = compareTo(other, sharper);
  return {
    chanceTreatmentHigher: treatmentIsSharper ? above : below,
    chanceControlHigher: treatmentIsSharper ? below : above,
    expectedDifference: betaMean(treatment) - betaMean(control),
    lossChoosingTreatment: treatmentIsSharper ? shortfall : excess,
    lossChoosingControl: treatmentIsSharper ? excess : shortfall,
  };
}

/** P(sharper > other), P(sharper < other), E[(sharper − other)+], E[(other − sharper)+]. */
function compareTo(other: BetaDistribution, sharper: BetaDistribution) {
  const step = stepFor(logOddsSpread(sharper));
  const [mode, otherMode] = [logOddsMode(sharper), logOddsMode(other)];
  const mean = betaMean(other);
  const peak = densityAtMode(other) / (other.alpha + other.beta);
  const [weight, above, below, excess, shortfall] = sumOutward((index) => {
    const distance = index * step;
    const density = relativeDensity(sharper, distance);
    const { p, q } = rateOf(mode + distance);
    const tails = betaTails(other, p, q);
    const overlap = peak * relativeDensity(other, mode + distance - otherMode);
    return [
      density,
      density * tails.below,
      density * tails.above,
      density * Math.max(0, (p - mean) * tails.below + overlap),
      density * Math.max(0, (mean - p) * tails.above + overlap),
    ];
  }) as [number, number, number, number, number];
  return { above: above / weight, below: below / weight, excess: excess / weight, shortfall: shortfall / weight };
}
