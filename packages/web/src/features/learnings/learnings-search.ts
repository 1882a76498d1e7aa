/** What the address of the learnings holds. What is left out is the usual: the metric with most learnings, all columns. */
export interface LearningsSearch {
  metric?: string;
  /** The column that attributes were read from. */
  column?: string;
  /** Attributes whose levels were given. */
  by?: 'levels';
  /** Tests that are invalid or suspect count as well. */
  tests?: 'all';
}

const word = (given: unknown): string | undefined => (typeof given === 'string' && given !== '' ? given : undefined);

/** What of an address can be read; the rest is left out. */
export function learningsSearch(raw: Record<string, unknown>): LearningsSearch {
  const [metric, column] = [word(raw.metric), word(raw.column)];
  return {
    ...(metric !== undefined && { metric }),
    ...(column !== undefined && { column }),
    ...(column === undefined && raw.by === 'levels' && { by: 'levels' as const }),
    ...(raw.tests === 'all' && { tests: 'all' as const }),
  };
}
