import type { Contrast } from './contrasts.ts';
import type { TestTable } from './library-table.ts';

/** One test's contrast as pooling takes it; `test` is its number in the table. */
export interface Study {
  test: number;
  effect: number;
  variance: number;
  /** Day in years, NaN where it is not known. */
  at: number;
}

/** What the tests of one learning add up to. */
export interface StudiesTogether {
  studies: Study[];
  units: number;
  referenceUnits: number;
  referenceSum: number;
  corrected: number;
}

/** The contrasts of one attribute level and metric, in columns by test. */
export class ContrastColumns {
  readonly #tests: number[] = [];
  readonly #effect: number[] = [];
  readonly #variance: number[] = [];
  readonly #units: number[] = [];
  readonly #corrected: number[] = [];
  readonly #referenceUnits: number[] = [];
  readonly #referenceSum: number[] = [];

  get size(): number {
    return this.#tests.length;
  }

  get tests(): readonly number[] {
    return this.#tests;
  }

  unitsAt(place: number): number {
    return this.#units[place]!;
  }

  add(test: number, contrast: Contrast): void {
    this.#tests.push(test);
    this.#effect.push(contrast.effect);
    this.#variance.push(contrast.variance);
    this.#units.push(contrast.units);
    this.#corrected.push(contrast.corrected ? 1 : 0);
    this.#referenceUnits.push(contrast.referenceUnits);
    this.#referenceSum.push(contrast.referenceSum);
  }

  /** The last one takes its place. */
  remove(test: number): void {
    const at = this.#tests.indexOf(test);
    if (at < 0) return;
    const columns = [this.#tests, this.#effect, this.#variance, this.#units];
    for (const column of [...columns, this.#corrected, this.#referenceUnits, this.#referenceSum]) {
      const last = column.pop()!;
      if (at < column.length) column[at] = last;
    }
  }

  /** Its tests together: the believed ones, or all. */
  together({ believed, years }: TestTable, all: boolean): StudiesTogether {
    const studies: Study[] = [];
    let [units, referenceUnits, referenceSum, corrected] = [0, 0, 0, 0];
    for (let i = 0; i < this.#tests.length; i++) {
      const test = this.#tests[i]!;
      if (!all && believed[test] === 0) continue;
      studies.push({ test, effect: this.#effect[i]!, variance: this.#variance[i]!, at: years[test]! });
      units += this.#units[i]!;
      referenceUnits += this.#referenceUnits[i]!;
      referenceSum += this.#referenceSum[i]!;
      corrected += this.#corrected[i]!;
    }
    return { studies, units, referenceUnits, referenceSum, corrected };
  }
}
