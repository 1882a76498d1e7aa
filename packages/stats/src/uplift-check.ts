import { checkProbability } from './check-range.ts';
import { combineMoments, type Moments } from './moments.ts';
import { normalUpperQuantile } from './normal.ts';
import { qiniCurves } from './qini.ts';
import { sampleQuantile } from './quantiles.ts';
import { seededUniform } from './seeded-uniform.ts';

/** Held-out units with the same score, by arm. */
export interface HeldOutGroup {
  score: number;
  treatment: Moments;
  control: Moments;
}

export interface UpliftCheck {
  /** Qini coefficient per treated unit: above 0 where the score orders units by effect. */
  value: number;
  low: number;
  high: number;
  /** The curve per treated unit, with its band; the straight line to the last point is a random order. */
  curve: { fraction: number; value: number; low: number; high: number; random: number }[];
}

/** Draws of the bootstrap: the limits of a 95% interval are then known to some 3% of its width. */
const draws = 2000;

function tied(groups: readonly HeldOutGroup[]): HeldOutGroup[] {
  const scores = [...new Set(groups.map(({ score }) => score))].sort((a, b) => b - a);
  return scores.map((score) => {
    const same = groups.filter((group) => group.score === score);
    return {
      score,
      treatment: combineMoments(same.map(({ treatment }) => treatment)),
      control: combineMoments(same.map(({ control }) => control)),
    };
  });
}

/**
 * Does a score that other units have taught order these units by effect? The Qini curve of held-out units with a bootstrap
 * band: the units of each arm of each group are drawn anew, how many by chance (Poisson) and their mean around what was seen
 * with its standard error, both by their normal approximations (parametric bootstrap, Efron & Tibshirani 1993, section
 * 6.5), 2,000 times from the seed; limits are percentiles. Numbers of units must vary too: where groups differ in their
 * outcome, a treatment that got a few more units of one group looks like an effect.
 *
 * @param groups held-out units by score, none of which had a part in the score
 * @param options level of the band, 0 < level < 1, and a seed
 * @returns null with fewer than two scores, and when an arm of a group has fewer than two units
 */
export function upliftCheck(
  groups: readonly HeldOutGroup[],
  { level, seed }: { level: number; seed: number },
): UpliftCheck | null {
  checkProbability('level', level);
  const ordered = tied(groups);
  if (ordered.length < 2 || ordered.some(({ treatment, control }) => treatment.n < 2 || control.n < 2)) return null;
  const uniform = seededUniform(seed);
  const exact = ({ n, mean }: Moments) => ({ n, sum: n * mean });
  const normal = () => normalUpperQuantile(uniform());
  const drawn = ({ n, mean, variance }: Moments) => {
    const units = Math.max(1, n + normal() * Math.sqrt(n));
    return { n: units, sum: units * mean + normal() * Math.sqrt(units * variance) };
  };
  const perTreated = (arm: (moments: Moments) => { n: number; sum: number }) => {
    const groups = ordered.map(({ score, treatment, control }) => ({
      score,
      treatment: arm(treatment),
      control: arm(control),
    }));
    const treated = groups.reduce((sum, { treatment }) => sum + treatment.n, 0);
    const { fractions, qini, qiniCoefficient } = qiniCurves(groups);
    return { fractions, coefficient: qiniCoefficient / treated, curve: qini.map((value) => value / treated) };
  };
  const seen = perTreated(exact);
  const simulated = Array.from({ length: draws }, () => perTreated(drawn));
  const limits = (values: number[]) => {
    const [sorted, tail] = [values.sort((a, b) => a - b), (1 - level) / 2];
    return { low: sampleQuantile(sorted, tail)!, high: sampleQuantile(sorted, 1 - tail)! };
  };
  return {
    value: seen.coefficient,
    ...limits(simulated.map(({ coefficient }) => coefficient)),
    curve: seen.fractions.map((fraction, i) => ({
      fraction,
      value: seen.curve[i]!,
      ...limits(simulated.map(({ curve }) => curve[i]!)),
      random: fraction * seen.curve.at(-1)!,
    })),
  };
}
