/** What several people said of one variation, as one level. */
export type Settled = { level: string; by: 'all' | 'majority' } | { level: null; by: 'tie' };

/**
 * The level on which all agree, else the one that more than any other said; null on a tie, where nobody knows.
 * @throws RangeError without levels.
 */
export function settleCodes(levels: readonly string[]): Settled {
  if (levels.length === 0) throw new RangeError('Nobody coded it.');
  const counts = new Map<string, number>();
  for (const level of levels) counts.set(level, (counts.get(level) ?? 0) + 1);
  const [first, second] = [...counts].sort(([, a], [, b]) => b - a);
  if (second === undefined) return { level: first![0], by: 'all' };
  return first![1] > second[1] ? { level: first![0], by: 'majority' } : { level: null, by: 'tie' };
}
