/**
 * Index of the largest number; the first one of those that are equal to 12 digits, so that rounding does not decide a tie.
 *
 * @param values at least one
 */
export function indexOfLargest(values: readonly number[]): number {
  const largest = Math.max(...values);
  return values.findIndex((value) => value >= largest - 1e-12 * Math.abs(largest));
}
