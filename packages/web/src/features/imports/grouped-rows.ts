import { readNumber } from '../../ui/number-text.ts';
import type { ChoicesDraft } from './choices-draft.ts';
import type { ChoosableFile } from './choosable-file.ts';
import type { CountedValues } from './values-of-variation.ts';

/** Where a row holds many units, the number of rows says nothing of the split: the tries in them do. */

/** What the counts of variations are counts of; null: nothing that says how units were split. */
export type CountedThings = 'rows' | 'units' | 'tries' | null;

export interface SplitCounts {
  values: CountedValues;
  things: CountedThings;
}

/** One-sided bound of the normal distribution for 0.001, the level at which health calls a split off. */
const bound = 3.09;

/** Whether chance does not explain that these differ: chi-squared in the approximation of Wilson and Hilferty (1931). */
export function differ(counts: readonly number[]): boolean {
  const freedom = counts.length - 1;
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  if (freedom < 1 || expected <= 0) return false;
  const chiSquared = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const spread = 2 / (9 * freedom);
  return (Math.cbrt(chiSquared / freedom) - (1 - spread)) / Math.sqrt(spread) > bound;
}

/** Tries by variation, of a file so small that all of it is shown; null where that is not so, or where a cell is no number. */
function sumTries({ columns, head }: ChoosableFile, variation: string, tries: string): Map<string, number> | null {
  const at = (name: string): number => columns.findIndex((column) => column.name === name);
  const [variationAt, triesAt] = [at(variation), at(tries)];
  const sums = new Map<string, number>();
  for (const row of head) {
    const name = row[variationAt]?.trim() ?? '';
    const count = readNumber(row[triesAt] ?? '');
    if (count === null) return null;
    if (name !== '') sums.set(name, (sums.get(name) ?? 0) + count);
  }
  return sums;
}

export function splitCounts(file: ChoosableFile, draft: ChoicesDraft, values: CountedValues): SplitCounts {
  if (draft.unit !== '') return { values, things: 'units' };
  const tries = draft.metrics[0]?.denominator ?? '';
  if (tries === '') return { values, things: 'rows' };
  const rows = values.values.reduce((sum, { count }) => sum + count, values.empty);
  const sums = values.whole && rows === file.head.length ? sumTries(file, draft.variation, tries) : null;
  if (sums === null) return { values: { ...values, unequal: false }, things: null };
  const counted = values.values.map(({ value }) => ({ value, count: sums.get(value) ?? 0 }));
  return {
    values: { ...values, values: counted, unequal: differ(counted.map(({ count }) => count)) },
    things: 'tries',
  };
}
