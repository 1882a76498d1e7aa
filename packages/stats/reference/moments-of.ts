import { combineJointMoments, type JointMoments, type Moments, type PairMoments } from '../src/moments.ts';

/*
 * Sufficient statistics from the raw values and sums that the reference cases give. Only here: the product gets centred
 * moments from its engine, since sums of squares lose their digits when means are large.
 */

export function momentsOfValues(values: readonly number[]): Moments {
  const { n, means, covariances } = jointMomentsOfValues([values]);
  return { n, mean: means[0]!, variance: covariances[0]![0]! };
}

export function pairMomentsOfValues(y: readonly number[], x: readonly number[]): PairMoments {
  const { n, means, covariances } = jointMomentsOfValues([y, x]);
  return {
    n,
    meanY: means[0]!,
    meanX: means[1]!,
    varianceY: covariances[0]![0]!,
    varianceX: covariances[1]![1]!,
    covariance: covariances[0]![1]!,
  };
}

/** @param columns one array of values per variable, all of one length of at least 1 */
export function jointMomentsOfValues(columns: readonly (readonly number[])[]): JointMoments {
  const none = columns.map(() => columns.map(() => 0));
  return combineJointMoments(
    columns[0]!.map((_, unit) => ({ n: 1, means: columns.map((column) => column[unit]!), covariances: none })),
  );
}

export function momentsOfSums({ n, sum, sumSquares }: { n: number; sum: number; sumSquares: number }): Moments {
  const { means, covariances } = productMoments(n, [sum], [[sumSquares]]);
  return { n, mean: means[0]!, variance: covariances[0]![0]! };
}

/** @param products sums over the units of the products of every two variables */
export function productMoments(
  n: number,
  sums: readonly number[],
  products: readonly (readonly number[])[],
): JointMoments {
  return {
    n,
    means: sums.map((sum) => sum / n),
    covariances: products.map((row, i) => row.map((product, j) => (product - (sums[i]! * sums[j]!) / n) / (n - 1))),
  };
}
