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
  standardDeviation: number | null;
  /** Of a proportion, which is tested by its counts. */
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
  const isCount = plan.kind === 'proportion' && plan.covariate === null;
  return {
    n: joint.n,
    value: moments?.mean ?? null,
    standardDeviation: moments === null || joint.n < 2 ? null : Math.sqrt(moments.variance),
    counts: isCount ? { n: joint.n, successes: Math.round(joint.n * (joint.means[0] ?? 0)) } : null,
    moments,
    pair: pairOf(plan, joint),
  };
}

/** What the covariate changes: the slope, and the adjusted moments of the groups in the given order. */
export interface Adjustment {
  theta: number;
  groups: Moments[];
}

/** CUPED with one slope over all given groups; null without a covariate or when a group has no value. */
export function adjustGroups(groups: readonly GroupEstimate[]): Adjustment | null {
  const pairs = groups.map(({ pair }) => pair);
  const known = pairs.filter((pair) => pair !== null);
  if (known.length === 0 || known.length < pairs.length) return null;
  const { theta, arms } = cuped(known, 'across-arms');
  return { theta, groups: arms };
}
