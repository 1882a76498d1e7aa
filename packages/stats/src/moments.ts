/**
 * What is known of one variable in one arm. `variance` is the sample variance (divided by n − 1).
 * With n = 0 the mean, with n < 2 the variance is not looked at; give any number.
 */
export interface Moments {
  n: number;
  mean: number;
  variance: number;
}

/** Successes among n units that succeed or not; 0 <= successes <= n. */
export interface Counts {
  successes: number;
  n: number;
}

/**
 * Two variables of the same n units: outcome y with covariate x, or numerator y with denominator x.
 * Variances and covariance are divided by n − 1; unused ones as in {@link Moments}.
 */
export interface PairMoments {
  n: number;
  meanY: number;
  meanX: number;
  varianceY: number;
  varianceX: number;
  covariance: number;
}

/**
 * Any number of variables of the same n units. `covariances` is the full symmetric matrix, divided by n − 1, in the
 * order of `means`; unused ones as in {@link Moments}.
 */
export interface JointMoments {
  n: number;
  means: number[];
  covariances: number[][];
}

/** An estimate of a mean, a rate or a ratio, with its squared standard error. */
export interface Estimate {
  mean: number;
  varianceOfMean: number;
}

/** The mean with its squared standard error variance/n, or null with fewer than two units. */
export function meanEstimate({ n, mean, variance }: Moments): Estimate | null {
  return n < 2 ? null : { mean, varianceOfMean: variance / n };
}

/** The rate with its squared standard error p(1 − p)/n (not n − 1), or null without units. */
export function rateEstimate({ successes, n }: Counts): Estimate | null {
  if (n <= 0) return null;
  const rate = successes / n;
  return { mean: rate, varianceOfMean: (rate * (1 - rate)) / n };
}

function mergeJoint(first: JointMoments, second: JointMoments): JointMoments {
  if (first.n <= 0) return second;
  if (second.n <= 0) return first;
  const n = first.n + second.n;
  const shift = first.means.map((mean, i) => second.means[i]! - mean);
  const between = (first.n * second.n) / n;
  const spread = ({ n: units, covariances }: JointMoments, i: number, j: number) => (units - 1) * covariances[i]![j]!;
  return {
    n,
    means: first.means.map((mean, i) => mean + (shift[i]! * second.n) / n),
    covariances: first.means.map((_, i) =>
      first.means.map(
        (_, j) => (spread(first, i, j) + spread(second, i, j) + between * shift[i]! * shift[j]!) / (n - 1),
      ),
    ),
  };
}

/**
 * The moments of all units of several arms together, without going back to the units (Chan, Golub & LeVeque 1983).
 * All arms hold the same variables in the same order; at least one arm.
 */
export function combineJointMoments(arms: readonly JointMoments[]): JointMoments {
  return arms.reduce(mergeJoint);
}

/** {@link combineJointMoments} for one variable. */
export function combineMoments(arms: readonly Moments[]): Moments {
  const joint = combineJointMoments(
    arms.map(({ n, mean, variance }) => ({ n, means: [mean], covariances: [[variance]] })),
  );
  return { n: joint.n, mean: joint.means[0]!, variance: joint.covariances[0]![0]! };
}

/** {@link combineJointMoments} for a pair of variables. */
export function combinePairMoments(arms: readonly PairMoments[]): PairMoments {
  const joint = combineJointMoments(arms.map(jointOfPair));
  const [[varianceY, covariance], [, varianceX]] = joint.covariances as [[number, number], [number, number]];
  return { n: joint.n, meanY: joint.means[0]!, meanX: joint.means[1]!, varianceY, varianceX, covariance };
}

/** The pair as {@link JointMoments}, y first. */
export function jointOfPair({ n, meanY, meanX, varianceY, varianceX, covariance }: PairMoments): JointMoments {
  return {
    n,
    means: [meanY, meanX],
    covariances: [
      [varianceY, covariance],
      [covariance, varianceX],
    ],
  };
}

/** Counts of several arms together. */
export function combineCounts(arms: readonly Counts[]): Counts {
  return arms.reduce(({ successes, n }, arm) => ({ successes: successes + arm.successes, n: n + arm.n }), {
    successes: 0,
    n: 0,
  });
}
