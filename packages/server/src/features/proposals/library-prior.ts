import type { Learning, LearningScale } from '@dandelion-loop/contract';
import { criticalT, criticalZ, poolEffects, shrink } from '@dandelion-loop/stats';
import type { Belief, MetricFacts } from './candidate.ts';

/** What the effects of all attributes say of one more: empirical Bayes over the library. */

export interface LibraryPrior {
  mean: number;
  standardError: number;
  tau2: number;
  /** Typical standard deviation of one effect between tests. */
  between: number;
}

/** With fewer effects nothing is said of others. */
const fewestEffects = 5;
/** With fewer tests the spread between them is taken from the other learnings. */
const fewestTests = 5;

type Estimated = Pick<Learning, 'effect' | 'low' | 'high' | 'tests' | 'tau2'>;

/** Of the pooled effect, back from its interval: Student's t on tests − 1 degrees of freedom, normal of one test. */
function standardErrorOf({ low, high, tests }: Pick<Learning, 'low' | 'high' | 'tests'>, level: number): number {
  return (high - low) / 2 / (tests > 1 ? criticalT(level, tests - 1) : criticalZ(level));
}

function typicalBetween(learnings: readonly Estimated[]): number {
  const known = learnings.flatMap(({ tests, tau2 }) => (tau2 !== null && tests >= fewestTests ? [tau2] : []));
  return known.length === 0 ? 0 : Math.sqrt(known.reduce((sum, tau2) => sum + tau2, 0) / known.length);
}

/** Of what an estimate says of the mean effect; of one test alone the difference of its place is in it as well. */
const varianceOf = (learning: Estimated, level: number, between: number): number =>
  standardErrorOf(learning, level) ** 2 + (learning.tau2 === null ? between ** 2 : 0);

/**
 * The prior of an effect, from the effects of all learnings of one metric (random effects over them, REML).
 *
 * @param level of the learnings' intervals
 * @returns null where there are fewer than five
 */
export function libraryPrior(learnings: readonly Estimated[], level: number): LibraryPrior | null {
  const between = typicalBetween(learnings);
  const effects = learnings
    .map((learning) => ({ effect: learning.effect, variance: varianceOf(learning, level, between) }))
    .filter(({ variance }) => variance > 0);
  if (effects.length < fewestEffects) return null;
  const { mean, standardError, tau2 } = poolEffects(effects, { level, interval: 'normal' })!;
  return { mean, standardError, tau2, between };
}

/** One effect as it is believed, on the scale of the learning: drawn toward the others where there are enough. */
export function believedEffect(learning: Estimated, level: number, prior: LibraryPrior | null): Belief {
  const usual = prior?.between ?? 0;
  const own = learning.tau2 === null || learning.tests < fewestTests ? usual : Math.sqrt(learning.tau2);
  const variance = varianceOf(learning, level, usual);
  if (prior === null || !(variance > 0)) return { mean: learning.effect, sd: Math.sqrt(variance), between: own };
  const { mean, sd } = shrink({ effect: learning.effect, variance }, prior);
  return { mean, sd, between: own };
}

/** After so many years half of what is known of an effect is forgotten: a convention, as no library is old enough to say. */
const halfLifeYears = 5;

/**
 * A belief some years later: what is known fades, and it goes back to what is known of any effect of this library (an
 * autoregressive process about the prior). Without a prior it goes back to no effect, give or take its own size.
 */
export function agedEffect({ mean, sd, between }: Belief, years: number, prior: LibraryPrior | null): Belief {
  const kept = 2 ** (-years / halfLifeYears);
  const [center, spread] = prior === null ? [0, Math.abs(mean)] : [prior.mean, unknownEffect(prior).sd];
  return {
    mean: center + kept * (mean - center),
    sd: Math.hypot(kept * sd, Math.sqrt(1 - kept ** 2) * spread),
    between,
  };
}

/** Of an attribute of which nothing is known but that it is one of this library. */
export const unknownEffect = ({ mean, standardError, tau2, between }: LibraryPrior): Belief => ({
  mean,
  sd: Math.hypot(Math.sqrt(tau2), standardError),
  between,
});

/** Change of the metric's value for one of the scale, at the baseline. */
function slopeOf(scale: LearningScale, baseline: number): number {
  if (scale === 'difference') return 1;
  return scale === 'log-rate' ? baseline : baseline * (1 - baseline);
}

/** From an effect on the scale of a learning to the gain. */
export function gainOf(
  { mean, sd, between }: Belief,
  scale: LearningScale,
  { baseline, lowerIsBetter }: Pick<MetricFacts, 'baseline' | 'lowerIsBetter'>,
): Belief {
  const slope = slopeOf(scale, baseline);
  return { mean: (lowerIsBetter ? -1 : 1) * slope * mean, sd: slope * sd, between: slope * between };
}
