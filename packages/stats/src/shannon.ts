/** -p ln p, and 0 at p = 0. */
export function surprise(p: number): number {
  return p > 0 ? -p * Math.log(p) : 0;
}

/** Entropy of a distribution in nats. */
export function entropyOf(probabilities: readonly number[]): number {
  let sum = 0;
  for (const p of probabilities) sum += surprise(p);
  return sum;
}
