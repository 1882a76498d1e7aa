import {
  type Counts,
  cuped,
  type JointMoments,
  linearisedRatio,
  linearisedRatioWithCovariate,
  type Moments,
  type PairMoments,
} from '@dandelion-loop/stats';
import type { MetricPlan } from './request.ts';

/** One metric in one group of units, in the forms that the tests of its kind take. */
export interface GroupEstimate {
  n: number;
  /** The plain value: rate, mean or ratio. */
  value: number | null;
  /** Of one unit: √(p(1 − p)) of a proportion, n − 1 in the denominator otherwise; of a ratio, of its linearised value. */
  standardDeviation: number | null;
  /** Of a proportion, which is tested by its counts unless a covariate is used. */
  counts: Counts | null;
  /** Of one value a unit: the outcome, or the linearised ratio. Null without units, or where a ratio is not defined. */
  moments: Moments | null;
  /** With the covariate, when the metric has one. */
  pair: PairMoments | null;
}

const isRatio = (plan: MetricPlan) => plan.kind === 'ratio';

function pairOf(plan: MetricPlan, joint: JointMoments): PairMoments | null {
  if (plan.covariate === null) return null;
  if (isRatio(plan)) return linearisedRatioWithCovariate(joint);
  const [[varianceY = 0, covariance = 0] = [], [, varianceX = 0] = []] = joint.covariances;
  return { n: joint.n, meanY: joint.means[0] ?? 0, meanX: joint.means[1] ?? 0, varianceY, varianceX, covariance };
}

function momentsOf(plan: MetricPlan, { n, means, covariances }: JointMoments): Moments | null {
  if (n === 0) return null;
  if (!isRatio(plan)) return { n, mean: means[0] ?? 0, variance: Math.max(0, covariances[0]?.[0] ?? 0) };
  const [varianceY, covariance, varianceX] = [
    covariances[0]?.[0] ?? 0,
    covariances[0]?.[1] ?? 0,
    covariances[1]?.[1] ?? 0,
  ];
  return linearisedRatio({ n, meanY: means[0] ?? 0, meanX: means[1] ?? 0, varianceY, varianceX, covariance });
}

/** The metric in one group. */
export function estimateGroup(plan: MetricPlan, joint: JointMoments): GroupEstimate {
  const moments = momentsOf(plan, joint);
  const isRate = plan.kind === 'proportion';
  const value = moments?.mean ?? null;
  const variance = moments && (isRate ? moments.mean * (1 - moments.mean) : moments.variance);
  return {
    n: joint.n,
    value,
    standardDeviation: variance === null || joint.n < 2 ? null : Math.sqrt(variance),
    counts: isRate ? { n: joint.n, successes: Math.round(joint.n * (value ?? 0)) } : null,
    moments,
    pair: pairOf(plan, joint),
  };
}

/** What the covariate changes: the slope, and the adjusted moments of each group, null where it has no value. */
export interface Adjustment {
  theta: number;
  groups: (Moments | null)[];
}

/**
 * CUPED with one slope, from within the given groups that have a value: the slope of an analysis of covariance. Taken
 * over all units together, a true effect would leak into the slope and shrink the difference.
 */
export function adjustGroups(groups: readonly GroupEstimate[]): Adjustment | null {
  const known = groups.flatMap(({ pair }, at) => (pair !== null && pair.n > 0 ? [{ pair, at }] : []));
  if (known.length === 0) return null;
  const { theta, arms } = cuped(
    known.map(({ pair }) => pair),
    'within-arms',
  );
  const places = new Map(known.map(({ at }, i) => [at, arms[i]!]));
  return { theta, groups: groups.map((_, at) => places.get(at) ?? null) };
}
