import { isBelieved, type LibraryTest } from './library-test.ts';

const yearMs = 365.25 * 86_400_000;

/** A day as a number of years, 2014.5 for the middle of 2014, or null where it is none. */
export function yearsOf(day: string | null): number | null {
  if (day === null) return null;
  const time = Date.parse(day);
  return Number.isNaN(time) ? null : 1970 + time / yearMs;
}

/** The scopes of one dimension as numbers: code of each test by its number, −1 where it has none. */
export interface ScopeCodes {
  codes: number[];
  values: string[];
}

/** Which day each test has among the days of all tests: 0 for the oldest, −1 where it is not known. */
interface DaysInOrder {
  ranks: Int32Array;
  days: number;
}

/**
 * The tests of a library by number, and what pooling asks of them in columns: thousands of tests are looked at for every
 * learning, and reading them one object after another takes many times as long.
 */
export class TestTable {
  readonly tests: LibraryTest[] = [];
  /** 1 for a test that counts. */
  readonly believed: number[] = [];
  /** Its day in years, NaN where it is not known. */
  readonly years: number[] = [];
  readonly scopes = new Map<string, ScopeCodes>();
  /** Columns that the variations of a test are made of, as places in `shapes`. */
  readonly shapeOf: number[] = [];
  readonly shapes: (readonly string[])[] = [];
  readonly #shapeCodes = new Map<string, number>();
  #days: DaysInOrder | null = null;
  readonly #numbers = new Map<string, number>();
  readonly #codes = new Map<string, number>();

  numberOf(id: string): number | undefined {
    return this.#numbers.get(id);
  }

  /** Adds a test, or puts it in the place of the one with its id. */
  set(test: LibraryTest): number {
    const at = this.#numbers.get(test.id) ?? this.tests.length;
    this.#numbers.set(test.id, at);
    this.#days = null;
    this.tests[at] = test;
    this.believed[at] = isBelieved(test) ? 1 : 0;
    this.years[at] = yearsOf(test.day) ?? Number.NaN;
    this.shapeOf[at] = this.#codeShape(test);
    for (const { codes } of this.scopes.values()) codes[at] = -1;
    if (test.day !== null) this.#setScope('year', test.day.slice(0, 4), at);
    for (const [dimension, value] of Object.entries(test.scopes)) {
      if (value !== '') this.#setScope(dimension, value, at);
    }
    return at;
  }

  /** The number stays unused. */
  delete(id: string): void {
    this.#numbers.delete(id);
  }

  /** All tests with their numbers. */
  entries(): IterableIterator<[string, number]> {
    return this.#numbers.entries();
  }

  daysInOrder(): DaysInOrder {
    if (this.#days) return this.#days;
    const days = [...new Set(this.years)].filter((year) => !Number.isNaN(year)).sort((a, b) => a - b);
    const rankOf = new Map(days.map((year, rank) => [year, rank]));
    this.#days = { ranks: Int32Array.from(this.years, (year) => rankOf.get(year) ?? -1), days: days.length };
    return this.#days;
  }

  #codeShape({ variations }: LibraryTest): number {
    const columns = [...(variations[0]?.contents.keys() ?? [])];
    const key = JSON.stringify(columns);
    const code = this.#shapeCodes.get(key) ?? this.shapes.push(columns) - 1;
    this.#shapeCodes.set(key, code);
    return code;
  }

  #setScope(dimension: string, value: string, at: number): void {
    let scope = this.scopes.get(dimension);
    if (scope === undefined) {
      scope = { codes: this.tests.map(() => -1), values: [] };
      this.scopes.set(dimension, scope);
    }
    const key = JSON.stringify([dimension, value]);
    let code = this.#codes.get(key);
    if (code === undefined) {
      code = scope.values.push(value) - 1;
      this.#codes.set(key, code);
    }
    scope.codes[at] = code;
  }
}
