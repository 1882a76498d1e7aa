/** @throws RangeError unless the numbers are probabilities of at least one case that add up to 1, to a percent: people round. */
export function checkDistribution(name: string, probabilities: readonly number[]): void {
  let total = 0;
  for (const p of probabilities) {
    if (!(p >= 0 && p <= 1 + 1e-9)) throw new RangeError(`${name} must hold probabilities, got ${p}.`);
    total += p;
  }
  if (!(Math.abs(total - 1) <= 0.01 + 1e-9)) throw new RangeError(`${name} must add up to 1, got ${total}.`);
}

/** @throws RangeError unless every row is a distribution and there is one row for each of `rows` cases. */
export function checkLikelihood(likelihood: readonly (readonly number[])[], rows: number): void {
  if (likelihood.length !== rows) throw new RangeError(`likelihood must have ${rows} rows, got ${likelihood.length}.`);
  for (const row of likelihood) {
    checkDistribution('likelihood', row);
    if (row.length !== likelihood[0]!.length) throw new RangeError('likelihood must have rows of one length.');
  }
}
