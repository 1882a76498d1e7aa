import type { LibraryTest, LibraryVariation } from './library-test.ts';

/** Invented libraries with known effects, the same in every run. For tests and benches. */

export interface InventedLibrary {
  seed: number;
  tests: number;
  variations: number;
  /** Log-odds of each attribute where it is present. */
  effects: readonly number[];
  /** Standard deviation of each effect between tests. */
  between: number;
  /** Standard deviation of the log-odds of a variation for other reasons. */
  noise: number;
  /** Share of variations in which an attribute is present. */
  present: number;
  units: number;
  rate: number;
}

/** Mulberry32: the same numbers in every run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const normalNumber = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Binomial, by the normal where that is close. */
function binomialNumber(random: () => number, n: number, p: number): number {
  if (n * p * (1 - p) > 50) {
    const drawn = Math.round(n * p + Math.sqrt(n * p * (1 - p)) * normalNumber(random));
    return Math.min(n, Math.max(0, drawn));
  }
  let successes = 0;
  for (let i = 0; i < n; i++) if (random() < p) successes += 1;
  return successes;
}

export const clicksOf = (units: number, successes: number): LibraryVariation['metrics'][number] => ({
  ...{ name: 'clicks', kind: 'proportion', units, successes, lowerIsBetter: false },
  value: successes / units,
  variance: ((successes / units) * (1 - successes / units)) / units,
});

const attributeName = (at: number): string => `a${String(at).padStart(3, '0')}`;

/** Test number `at` of a library. */
export function inventTest(library: InventedLibrary, at: number): LibraryTest {
  const { seed, effects, between, noise, present, units, rate } = library;
  const random = randomNumbers(seed * 1_000_003 + at);
  const own = effects.map((effect) => effect + (between === 0 ? 0 : between * normalNumber(random)));
  const base = Math.log(rate / (1 - rate)) + 0.3 * normalNumber(random);
  const day = new Date(Date.UTC(2013, 0, 1) + Math.floor(random() * 800) * 86_400_000).toISOString().slice(0, 10);
  const variations = Array.from({ length: library.variations }, (_, v): LibraryVariation => {
    let logOdds = base + (noise === 0 ? 0 : noise * normalNumber(random));
    const attributes = new Map<string, string>();
    own.forEach((effect, i) => {
      const has = random() < present;
      attributes.set(attributeName(i), has ? 'present' : 'absent');
      if (has) logOdds += effect;
    });
    const successes = binomialNumber(random, units, 1 / (1 + Math.exp(-logOdds)));
    return { name: String(v + 1), metrics: [clicksOf(units, successes)], attributes, contents: new Map() };
  });
  const flags = { valid: random() > 0.03, suspect: random() < 0.05 };
  const scopes = { channel: ['mail', 'web', 'social'][Math.floor(random() * 3)]! };
  return { id: `t${at}`, name: `Test ${at}`, day, ...flags, scopes, variations };
}

export const inventLibrary = (library: InventedLibrary): LibraryTest[] =>
  Array.from({ length: library.tests }, (_, at) => inventTest(library, at));
