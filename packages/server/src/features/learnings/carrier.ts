import type { Contrast } from './contrasts.ts';
import { isBelieved, type LibraryTest } from './library-test.ts';

/** A test of the library with what is asked of it often. */
export interface KnownTest {
  test: LibraryTest;
  believed: boolean;
  /** Its day in years, 2014.5 for the middle of 2014; null where it is not known. */
  years: number | null;
  year: string | null;
  /** Names of all attributes of its variations. */
  attributes: readonly string[];
}

/** A test with its contrast of one attribute level and metric. */
export interface Carrier extends KnownTest {
  contrast: Contrast;
}

const yearMs = 365.25 * 86_400_000;

/** A day as a number of years, or null where it is none. */
export function yearsOf(day: string | null): number | null {
  if (day === null) return null;
  const time = Date.parse(day);
  return Number.isNaN(time) ? null : 1970 + time / yearMs;
}

export const knownTest = (test: LibraryTest): KnownTest => ({
  test,
  believed: isBelieved(test),
  years: yearsOf(test.day),
  year: test.day?.slice(0, 4) ?? null,
  attributes: [...new Set(test.variations.flatMap(({ attributes }) => [...attributes.keys()]))],
});
