import { centreEffects } from './between-effects.ts';
import { posteriorOfTau, type TauPoint, tauScale } from './between-posterior.ts';
import { checkPositive } from './check-range.ts';
import { checkEffects, effectColumns, type SampledEffect } from './effect-columns.ts';
import { shrink } from './random-effects.ts';

/** Posterior of the random-effects model, with all that is unknown averaged over. */
export interface FullBayesEffects {
  /** Of the mean of the true effects. */
  mean: number;
  sd: number;
  /** Of each true effect, in the order given. */
  effects: { mean: number; sd: number }[];
  /** Of the standard deviation between studies. */
  tauMedian: number;
}

/** Steps of the sum over tau. Against adaptive quadrature: means and deviations to 11 digits, the median to 5. */
const steps = 4096;

/** Where half of the mass lies below, straight between points. */
function medianOf(points: readonly TauPoint[]): number {
  let below = 0;
  for (let i = 1; i < points.length; i++) {
    const here = (points[i - 1]!.mass * (i === 1 ? 2 : 1) + points[i]!.mass * (i === points.length - 1 ? 2 : 1)) / 2;
    if (below + here >= 0.5) {
      const share = (0.5 - below) / here;
      return points[i - 1]!.tau + share * (points[i]!.tau - points[i - 1]!.tau);
    }
    below += here;
  }
  return points.at(-1)!.tau;
}

/**
 * Random-effects model in full: normal effects with known variances, flat priors on their mean and on tau between 0 and
 * `tauUpper` (Rubin 1981; Gelman et al., "Bayesian Data Analysis", section 5.4). Unlike the plug-in of `shrink` it does
 * not draw effects together entirely where the best single tau is 0. By a sum over tau, everything else in closed form.
 *
 * With one or two effects the answer hangs on `tauUpper`: the data do not bound tau.
 *
 * @param tauUpper above 0, in the unit of the effects; far above any plausible difference between studies
 * @returns null without effects
 * @throws RangeError when a variance is not above 0, or an effect not finite
 */
export function fullBayesEffects(effects: readonly SampledEffect[], tauUpper: number): FullBayesEffects | null {
  checkPositive('tauUpper', tauUpper);
  const columns = effectColumns(effects);
  checkEffects(columns);
  if (effects.length === 0) return null;
  const centred = centreEffects(columns);
  const points = posteriorOfTau(centred, { from: 0, to: Math.asinh(tauUpper / tauScale(centred)), steps });
  // First and second moments about the data, so that the variances keep their digits.
  const sums = [{ origin: centred.origin, first: 0, second: 0 }];
  for (const { effect } of effects) sums.push({ origin: effect, first: 0, second: 0 });
  const add = (index: number, mass: number, mean: number, sd: number) => {
    const sum = sums[index]!;
    const distance = mean - sum.origin;
    sum.first += mass * distance;
    sum.second += mass * (distance * distance + sd * sd);
  };
  for (const { tau, mass, mean, weight } of points) {
    if (mass === 0) continue;
    const tau2 = tau * tau;
    const pool = { mean: centred.origin + mean, standardError: 1 / Math.sqrt(weight), tau2 };
    add(0, mass, pool.mean, pool.standardError);
    for (const [index, effect] of effects.entries()) {
      const shrunken = shrink(effect, pool);
      add(index + 1, mass, shrunken.mean, shrunken.sd);
    }
  }
  const [overall, ...each] = sums.map(({ origin, first, second }) => ({
    mean: origin + first,
    sd: Math.sqrt(Math.max(0, second - first * first)),
  }));
  return { ...overall!, effects: each, tauMedian: medianOf(points) };
}
