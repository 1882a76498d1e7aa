import { checkProbability } from './check-range.ts';
import type { Interval } from './interval.ts';
import { criticalZ } from './normal.ts';
import { wilsonInterval } from './proportion-intervals.ts';

/** How far two coders agree on the same items. */
export interface Agreement extends Interval {
  /** 1 all agree, 0 as much as chance alone would make, below 0 less; null where both know one level only. */
  kappa: number | null;
  /** The share of the items on which they agree. */
  agreement: number;
  /** The share that chance alone would make, each coder using the levels as often as they did. */
  expectedAgreement: number;
  /**
   * (k · agreement − 1)/(k − 1) for k levels: kappa as if all levels were equally frequent (Brennan & Prediger 1981;
   * PABAK for two levels, Byrt et al. 1993). Far above kappa, it tells of the prevalence trap.
   */
  prevalenceAdjusted: number;
  items: number;
}

/** @throws RangeError unless it is a square of at least 2 by 2 of counts. */
function checkTable(table: readonly (readonly number[])[]): void {
  if (table.length < 2 || table.some((row) => row.length !== table.length))
    throw new RangeError('The table must have as many columns as rows, at least two.');
  if (table.some((row) => row.some((count) => !(count >= 0 && Number.isFinite(count)))))
    throw new RangeError('The counts of the table must be 0 or more.');
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/**
 * Variance of kappa at its own value, from a multinomial sample (Fleiss, Cohen & Everitt 1969, Psychological Bulletin
 * 72:323), with `shares` of the table, `rows` and `columns` their sums.
 */
function varianceOfKappa(shares: number[][], rows: number[], columns: number[], kappa: number, expected: number) {
  let onDiagonal = 0;
  let offDiagonal = 0;
  for (const [i, row] of shares.entries()) {
    for (const [j, share] of row.entries()) {
      if (i === j) onDiagonal += share * (1 - (rows[i]! + columns[i]!) * (1 - kappa)) ** 2;
      else offDiagonal += share * (columns[i]! + rows[j]!) ** 2;
    }
  }
  const spread = onDiagonal + (1 - kappa) ** 2 * offDiagonal - (kappa - expected * (1 - kappa)) ** 2;
  return Math.max(0, spread) / (1 - expected) ** 2;
}

/**
 * Cohen's kappa (Cohen 1960, Educational and Psychological Measurement 20:37) of two coders: `table[i][j]` counts the
 * items to which the first gave level i and the second level j. Levels have no order: a near miss counts as any other.
 *
 * The interval is the large-sample one of Fleiss, Cohen & Everitt, cut at ±1. Where no item is disputed that one has no
 * width, so the low limit comes from Wilson's interval of the agreement instead, the expected agreement held.
 *
 * The prevalence trap: where nearly all items have one level, chance alone agrees on most, and kappa is low or below 0
 * although the coders agree on nearly everything (Feinstein & Cicchetti 1990). Read `agreement` and
 * `prevalenceAdjusted` beside it, and code a sample in which the levels are more even.
 *
 * Null without items; kappa and limits null where both coders gave one and the same level to all.
 * @throws RangeError for a table that is not square, for negative counts, and for a level outside (0, 1).
 */
export function cohenKappa(table: readonly (readonly number[])[], level: number): Agreement | null {
  checkProbability('level', level);
  checkTable(table);
  const items = sum(table.map(sum));
  if (items === 0) return null;
  const shares = table.map((row) => row.map((count) => count / items));
  const rows = shares.map(sum);
  const columns = shares.map((_, j) => sum(shares.map((row) => row[j]!)));
  const disputed = items - sum(table.map((row, i) => row[i]!));
  const agreement = 1 - disputed / items;
  const expectedAgreement = sum(rows.map((share, i) => share * columns[i]!));
  const k = table.length;
  const rest = { agreement, expectedAgreement, prevalenceAdjusted: (k * agreement - 1) / (k - 1), items };
  if (rows.some((share, i) => share === 1 && columns[i] === 1)) return { kappa: null, low: null, high: null, ...rest };
  const scaled = (agreed: number) => (agreed - expectedAgreement) / (1 - expectedAgreement);
  if (disputed === 0) {
    const { low } = wilsonInterval({ successes: items, n: items }, level);
    return { kappa: 1, low: scaled(low), high: 1, ...rest };
  }
  const kappa = scaled(agreement);
  const halfWidth =
    criticalZ(level) * Math.sqrt(varianceOfKappa(shares, rows, columns, kappa, expectedAgreement) / items);
  return { kappa, low: Math.max(-1, kappa - halfWidth), high: Math.min(1, kappa + halfWidth), ...rest };
}
