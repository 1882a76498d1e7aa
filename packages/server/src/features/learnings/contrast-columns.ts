import type { EffectColumns } from '@dandelion-loop/stats';
import type { Contrast } from './contrasts.ts';
import type { TestTable } from './library-table.ts';

/** The contrasts of tests as pooling takes them, in the order of the tests' ids. */
export interface Studies extends EffectColumns {
  /** Numbers of the tests in the table. */
  readonly tests: Int32Array;
}

/** What the tests of one learning add up to. */
export interface StudiesTogether {
  studies: Studies;
  units: number;
  referenceUnits: number;
  referenceSum: number;
  corrected: number;
}

/** Beyond so many that came out of order all are sorted; fewer are put into their places. */
const fewNew = 64;

const names = ['effect', 'variance', 'units', 'corrected', 'referenceUnits', 'referenceSum'] as const;

type Columns = Record<(typeof names)[number], Float64Array>;

const room = (length: number): Columns =>
  Object.fromEntries(names.map((name) => [name, new Float64Array(length)])) as Columns;

/**
 * The contrasts of one attribute level and metric, in columns by test. They are summed in the order of the tests' ids, so
 * that the same tests give the same digits, in whatever order they came.
 */
export class ContrastColumns {
  #size = 0;
  /** The first so many are in order. */
  #inOrder = 0;
  #tests = new Int32Array(8);
  #columns = room(8);

  get size(): number {
    return this.#size;
  }

  /** In no order. */
  get tests(): Int32Array {
    return this.#tests.subarray(0, this.#size);
  }

  add(test: number, contrast: Contrast, { tests }: TestTable): void {
    const at = this.#size;
    if (at === this.#tests.length) this.#grow();
    const follows = at === 0 || tests[this.#tests[at - 1]!]!.id < tests[test]!.id;
    this.#tests[at] = test;
    for (const name of names) this.#columns[name][at] = Number(contrast[name]);
    if (follows && this.#inOrder === at) this.#inOrder = at + 1;
    this.#size = at + 1;
  }

  remove(test: number): void {
    const at = this.tests.indexOf(test);
    if (at < 0) return;
    for (const column of this.#all()) column.copyWithin(at, at + 1, this.#size);
    this.#size -= 1;
    if (at < this.#inOrder) this.#inOrder -= 1;
  }

  /** All its tests with their units; the columns are its own and not to be changed. */
  everything(table: TestTable): { studies: Studies; units: Float64Array } {
    this.#order(table);
    const { effect, variance, units } = this.#columns;
    const own = (column: Float64Array) => column.subarray(0, this.#size);
    return { studies: { tests: this.tests, effect: own(effect), variance: own(variance) }, units: own(units) };
  }

  /** Its believed tests together. */
  believed(table: TestTable): StudiesTogether {
    this.#order(table);
    const { believed } = table;
    const own = this.#columns;
    const tests = new Int32Array(this.#size);
    const [effect, variance] = [new Float64Array(this.#size), new Float64Array(this.#size)];
    let k = 0;
    let [units, referenceUnits, referenceSum, corrected] = [0, 0, 0, 0];
    for (let i = 0; i < this.#size; i++) {
      const test = this.#tests[i]!;
      if (believed[test] === 0) continue;
      tests[k] = test;
      effect[k] = own.effect[i]!;
      variance[k++] = own.variance[i]!;
      units += own.units[i]!;
      referenceUnits += own.referenceUnits[i]!;
      referenceSum += own.referenceSum[i]!;
      corrected += own.corrected[i]!;
    }
    const studies = {
      ...{ tests: tests.subarray(0, k), effect: effect.subarray(0, k), variance: variance.subarray(0, k) },
    };
    return { studies, units, referenceUnits, referenceSum, corrected };
  }

  /** The test whose id comes first. */
  firstTest(table: TestTable): number {
    this.#order(table);
    return this.#tests[0]!;
  }

  #all(): (Int32Array | Float64Array)[] {
    return [this.#tests, ...names.map((name) => this.#columns[name])];
  }

  #grow(): void {
    const [tests, columns] = [new Int32Array(2 * this.#size), room(2 * this.#size)];
    tests.set(this.#tests);
    for (const name of names) columns[name].set(this.#columns[name]);
    [this.#tests, this.#columns] = [tests, columns];
  }

  #order({ tests }: TestTable): void {
    const idAt = (at: number) => tests[this.#tests[at]!]!.id;
    if (this.#size - this.#inOrder > fewNew) {
      const order = Array.from({ length: this.#size }, (_, at) => at).sort((a, b) => (idAt(a) < idAt(b) ? -1 : 1));
      for (const column of this.#all()) column.set(order.map((at) => column[at]!));
    } else {
      for (let from = this.#inOrder; from < this.#size; from++) this.#putInPlace(from, idAt);
    }
    this.#inOrder = this.#size;
  }

  /** Moves one behind those that are in order to its place among them. */
  #putInPlace(from: number, idAt: (at: number) => string): void {
    const id = idAt(from);
    let [low, high] = [0, from];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (idAt(middle) < id) low = middle + 1;
      else high = middle;
    }
    for (const column of this.#all()) {
      const value = column[from]!;
      column.copyWithin(low + 1, low, from);
      column[low] = value;
    }
  }
}
