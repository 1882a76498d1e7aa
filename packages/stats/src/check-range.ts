/**
 * Guards for arguments that the caller chooses (levels, plans, variances). Data that merely do not suffice are not an
 * error: functions answer null for them.
 */

/** @throws RangeError when `value` is not strictly between 0 and `upper` (1 when left out). */
export function checkProbability(name: string, value: number, upper = 1): void {
  if (!(value > 0 && value < upper)) throw new RangeError(`${name} must be between 0 and ${upper}, got ${value}.`);
}

/** @throws RangeError when `value` is not a finite number above 0. */
export function checkPositive(name: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value))) throw new RangeError(`${name} must be above 0, got ${value}.`);
}

/** @throws RangeError when `value` is not a finite number of at least 0. */
export function checkNotNegative(name: string, value: number): void {
  if (!(value >= 0 && Number.isFinite(value))) throw new RangeError(`${name} must be 0 or more, got ${value}.`);
}

/** @throws RangeError unless 0 <= successes <= n, both finite. */
export function checkCounts(name: string, counts: { successes: number; n: number }): void {
  checkNotNegative(`${name}.n`, counts.n);
  checkNotNegative(`${name}.successes`, counts.successes);
  if (counts.successes > counts.n) throw new RangeError(`${name}.successes must be at most ${name}.n.`);
}
