import type { MetricFacts } from './candidate.ts';

/** From where the units of a week are known. */
export type UnitsOrigin =
  /** Somebody said so. */
  | { from: 'settings' }
  /** By the dates of the tests so far: the median over the months in which any ran. */
  | { from: 'months'; months: number }
  /** Fewer than two months are known: the median size of a test is taken for a week. */
  | { from: 'test-size' };

const weeksAMonth = 365.25 / 12 / 7;
/** Of one month nobody knows how much of it was used. */
const fewestMonths = 2;

/**
 * Units that can be tested in a week: as said, else as many as were tested in a usual month with tests. Tests run beside each
 * other, so that the size of one says little of the traffic there is.
 */
export function unitsPerWeekOf(
  said: number | null,
  { months, unitsOfMonth, unitsOfTest }: Pick<MetricFacts, 'months' | 'unitsOfMonth' | 'unitsOfTest'>,
): { units: number; origin: UnitsOrigin } {
  if (said !== null) return { units: said, origin: { from: 'settings' } };
  if (unitsOfMonth === null || months < fewestMonths) return { units: unitsOfTest, origin: { from: 'test-size' } };
  return { units: unitsOfMonth / weeksAMonth, origin: { from: 'months', months } };
}
