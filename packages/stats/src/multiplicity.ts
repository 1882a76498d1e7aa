import expm1 from '@stdlib/math-base-special-expm1';
import log1p from '@stdlib/math-base-special-log1p';

/*
 * Adjusted p-values of a family of comparisons, in the order given, as R's p.adjust. A null (a comparison without a
 * p-value) stays null and does not count. Compare an adjusted p-value with the level meant for the whole family.
 */

export type PValue = number | null;

/** Adjusts the p-values that there are, in ascending order, and puts the results back in their places. */
function adjust(p: readonly PValue[], adjustSorted: (ascending: number[]) => number[]): PValue[] {
  const known = p.flatMap((value, index) => (value === null ? [] : [{ value, index }]));
  known.sort((a, b) => a.value - b.value);
  const adjusted = adjustSorted(known.map(({ value }) => value));
  const result: PValue[] = p.map(() => null);
  for (const [rank, { index }] of known.entries()) result[index] = Math.min(1, adjusted[rank]!);
  return result;
}

/** Each value at least the one before it. */
function risingMaximum(values: number[]): number[] {
  let largest = 0;
  return values.map((value) => {
    largest = Math.max(largest, value);
    return largest;
  });
}

/** Each value at most the one after it. */
function fallingMinimum(values: number[]): number[] {
  let smallest = 1;
  return values
    .map((_, i) => {
      smallest = Math.min(smallest, values[values.length - 1 - i]!);
      return smallest;
    })
    .reverse();
}

/** Bonferroni: m·p. Family-wise error, any dependence; {@link holm} is never worse. */
export function bonferroni(p: readonly PValue[]): PValue[] {
  return adjust(p, (sorted) => sorted.map((value) => value * sorted.length));
}

/** Holm (1979), step down: (m − i + 1)·p₍ᵢ₎. Family-wise error under any dependence: the product's default. */
export function holm(p: readonly PValue[]): PValue[] {
  return adjust(p, (sorted) => risingMaximum(sorted.map((value, i) => value * (sorted.length - i))));
}

/** Hochberg (1988), step up. Family-wise error for independent or positively dependent p-values. */
export function hochberg(p: readonly PValue[]): PValue[] {
  return adjust(p, (sorted) => fallingMinimum(sorted.map((value, i) => value * (sorted.length - i))));
}

/** Hommel (1988), by Simes' test on every subset. Assumes what {@link hochberg} does, and is never worse. */
export function hommel(p: readonly PValue[]): PValue[] {
  return adjust(p, (sorted) => {
    const count = sorted.length;
    const simes = (size: number, from: number) =>
      Math.min(...sorted.slice(from).map((value, i) => (size * value) / (i + 1 + size - (count - from))));
    let adjusted = sorted.map(() => simes(count, 0));
    for (let size = count - 1; size > 1; size--) {
      const tail = count - size + 1;
      // The smallest of size·p₍ⱼ₎/rank over the largest size − 1 p-values, whose ranks in the subset are 2 ... size.
      const bound = simes(size, tail);
      const lower = sorted.map((value, i) => Math.min(bound, i < tail ? size * value : bound));
      adjusted = adjusted.map((value, i) => Math.max(value, i < tail ? lower[i]! : lower[tail - 1]!));
    }
    return adjusted.map((value, i) => Math.max(value, sorted[i]!));
  });
}

/** Šidák: 1 − (1 − p)^m. Family-wise error for independent p-values. */
export function sidak(p: readonly PValue[]): PValue[] {
  return adjust(p, (sorted) => sorted.map((value) => -expm1(sorted.length * log1p(-value))));
}

/** Benjamini & Hochberg (1995): false discovery rate, independent or positively dependent. For exploration. */
export function benjaminiHochberg(p: readonly PValue[]): PValue[] {
  return adjust(p, (sorted) => fallingMinimum(sorted.map((value, i) => (value * sorted.length) / (i + 1))));
}

/** Benjamini & Yekutieli (2001): false discovery rate under any dependence. */
export function benjaminiYekutieli(p: readonly PValue[]): PValue[] {
  return adjust(p, (sorted) => {
    const harmonic = sorted.reduce((sum, _, i) => sum + 1 / (i + 1), 0);
    return fallingMinimum(sorted.map((value, i) => (value * sorted.length * harmonic) / (i + 1)));
  });
}
