/** How far a number may be from the expected one: |got − expected| <= abs + rel · |expected|. */
export interface Tolerance {
  abs: number;
  rel: number;
}

/** One leaf of `expected` that the answer missed. */
export interface Mismatch {
  /** Where, for example `lift.ci95Log[1]`; empty for the whole answer. */
  path: string;
  got: unknown;
  expected: unknown;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function numberMatches(got: unknown, expected: number, tolerance: Tolerance): boolean {
  if (typeof got !== 'number' || !Number.isFinite(got)) return false;
  return Math.abs(got - expected) <= tolerance.abs + tolerance.rel * Math.abs(expected);
}

function compareArray(got: unknown, expected: unknown[], tolerance: Tolerance, path: string): Mismatch[] {
  if (!Array.isArray(got) || got.length !== expected.length) return [{ path, got, expected }];
  return expected.flatMap((item, index) => compare(got[index], item, tolerance, `${path}[${index}]`));
}

function compareObject(got: unknown, expected: Record<string, unknown>, tolerance: Tolerance, path: string) {
  if (!isObject(got)) return [{ path, got, expected }];
  return Object.entries(expected).flatMap(([key, item]) =>
    compare(Object.hasOwn(got, key) ? got[key] : undefined, item, tolerance, path === '' ? key : `${path}.${key}`),
  );
}

/**
 * Compares an answer with the expected one at every leaf of the expected one and returns what differs.
 *
 * Numbers match within the tolerance, and only finite ones; null matches null alone; strings and booleans match
 * exactly; arrays have the same length and order. Keys that are not expected are not looked at.
 */
export function compare(got: unknown, expected: unknown, tolerance: Tolerance, path = ''): Mismatch[] {
  if (Array.isArray(expected)) return compareArray(got, expected, tolerance, path);
  if (isObject(expected)) return compareObject(got, expected, tolerance, path);
  const matches = typeof expected === 'number' ? numberMatches(got, expected, tolerance) : got === expected;
  return matches ? [] : [{ path, got, expected }];
}
