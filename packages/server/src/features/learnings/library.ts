import type { Learning, LearningScale, NotEstimable, Practical } from '@dandelion-loop/contract';
import { criticalZ } from '@dandelion-loop/stats';
import type { Cell } from './cell.ts';
import { confoundedWith } from './confounded.ts';
import { ContrastColumns } from './contrast-columns.ts';
import { contrastsOf, type FoundContrast } from './contrasts.ts';
import { scaleFor } from './effect-scale.ts';
import { type Draft, finishLearnings, learningId } from './finish-learnings.ts';
import { TestTable } from './library-table.ts';
import type { LibraryTest } from './library-test.ts';
import { neverCompared, whyNotPooled } from './not-estimable.ts';
import { poolLearning } from './pool-learnings.ts';
import { addLevels, type LevelCounts, referenceOf } from './reference-level.ts';

/** All learnings of many tests, kept so that a new test costs only what it touches. */

export interface LibraryOptions {
  level: number;
  falseDiscoveries: number;
  practical: Practical;
  /** Null: log-odds of proportions, log of the rate of ratios and counts, difference of means. */
  scale: LearningScale | null;
  /** ISO date of today, by which learnings age. */
  now: string;
  /** Attributes that tests should have; one that none has is told. */
  attributes: readonly string[];
}

/** One test behind a learning. */
export interface LearningCarrier {
  test: string;
  name: string;
  day: string | null;
  believed: boolean;
  effect: number;
  variance: number;
  low: number;
  high: number;
  units: number;
  /** Its share of the pooled effect, 0 for a test that is left out. */
  weight: number;
}

export interface LibraryAnswer {
  learnings: Learning[];
  notEstimable: NotEstimable[];
}

/** What a test added to a cell. */
interface Place {
  key: string;
  believed: number;
  without: FoundContrast['without'];
}

const attributesOf = ({ variations }: LibraryTest): Set<string> =>
  new Set(variations.flatMap(({ attributes }) => [...attributes.keys()]));

export class Library {
  readonly #options: LibraryOptions;
  readonly #table = new TestTable();
  readonly #cells = new Map<string, Cell>();
  readonly #places = new Map<number, Place[]>();
  readonly #counts: LevelCounts = new Map();
  readonly #references = new Map<string, string>();

  constructor(options: LibraryOptions) {
    this.#options = options;
  }

  /** Adds tests, and puts those with a known id in the place of the old. */
  update(tests: readonly LibraryTest[]): void {
    const fresh = new Map<number, Set<string>>();
    const touched = new Set<string>();
    for (const test of tests) {
      for (const attribute of this.#takeOut(test.id)) touched.add(attribute);
      const attributes = attributesOf(test);
      for (const attribute of attributes) touched.add(attribute);
      fresh.set(this.#table.set(test), attributes);
      addLevels(this.#counts, test, 1);
    }
    this.#settleReferences(touched, fresh);
    for (const [test, attributes] of fresh) this.#put(test, attributes);
  }

  remove(id: string): void {
    const touched = this.#takeOut(id);
    this.#table.delete(id);
    this.#settleReferences(touched, new Map());
  }

  /** Learnings in the order of attribute, level and metric. */
  answer(): LibraryAnswer {
    const inOrder = [...this.#cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
    for (const cell of inOrder) cell.result ??= this.#pool(cell);
    const drafts = inOrder.flatMap(({ subject, notHeld, result }): Draft[] =>
      result?.pooled ? [{ subject, pooled: result.pooled, testsNotHeld: notHeld }] : [],
    );
    const never = neverCompared(inOrder, this.#counts, this.#references, this.#options.attributes);
    const without = inOrder.filter(({ result }) => !result?.pooled).map(whyNotPooled);
    return {
      learnings: finishLearnings(drafts, this.#table, this.#options),
      notEstimable: [...never, ...without],
    };
  }

  /** The tests behind a learning, the heaviest first; null for an id that there is not. */
  carriers(id: string): LearningCarrier[] | null {
    const cell = [...this.#cells.values()].find(({ subject }) => learningId(subject) === id);
    if (cell === undefined) return null;
    cell.result ??= this.#pool(cell);
    const tau2 = cell.result.pooled?.pooled.tau2 ?? 0;
    const { believed, tests } = this.#table;
    const { studies } = cell.contrasts.together(this.#table, true);
    const weights = studies.map(({ test, variance }) => believed[test]! / (variance + tau2));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const z = criticalZ(this.#options.level);
    return studies
      .map(({ test, effect, variance }, at): LearningCarrier => {
        const { id: own, name, day } = tests[test]!;
        const reach = z * Math.sqrt(variance);
        return {
          ...{ test: own, name, day, believed: believed[test] === 1 },
          ...{ effect, variance, low: effect - reach, high: effect + reach },
          ...{ units: cell.contrasts.unitsAt(at), weight: total === 0 ? 0 : weights[at]! / total },
        };
      })
      .sort((a, b) => b.weight - a.weight || (a.test < b.test ? -1 : 1));
  }

  #put(test: number, attributes: Iterable<string>): void {
    const believed = this.#table.believed[test]!;
    const own = this.#places.get(test) ?? [];
    for (const found of contrastsOf(this.#table.tests[test]!, this.#references, attributes, this.#options.scale)) {
      const key = `${found.attribute}\u0000${found.level}\u0000${found.metric}`;
      const cell = this.#cells.get(key) ?? this.#newCell(key, found);
      if (found.contrast) cell.contrasts.add(test, found.contrast);
      if (found.without === 'no-events') cell.noEvents += 1;
      cell.notHeld += believed;
      cell.result = null;
      own.push({ key, believed, without: found.without });
    }
    this.#places.set(test, own);
  }

  #newCell(key: string, { attribute, level, metric, kind, lowerIsBetter }: FoundContrast): Cell {
    const reference = this.#references.get(attribute)!;
    const scale = this.#options.scale ?? scaleFor(kind);
    const subject = { attribute, level, reference, metric, kind, scale, lowerIsBetter };
    const cell = { subject, contrasts: new ContrastColumns(), notHeld: 0, noEvents: 0, result: null };
    this.#cells.set(key, cell);
    return cell;
  }

  /** What a test says is forgotten; its attributes are given back. */
  #takeOut(id: string): Iterable<string> {
    const test = this.#table.numberOf(id);
    if (test === undefined) return [];
    for (const { key, believed, without } of this.#places.get(test) ?? []) {
      const cell = this.#cells.get(key);
      // Gone with its attribute's former reference.
      if (cell === undefined) continue;
      if (without === null) cell.contrasts.remove(test);
      if (without === 'no-events') cell.noEvents -= 1;
      cell.notHeld -= believed;
      cell.result = null;
      if (!this.#holdsAny(cell)) this.#cells.delete(key);
    }
    this.#places.delete(test);
    const old = this.#table.tests[test]!;
    addLevels(this.#counts, old, -1);
    return attributesOf(old);
  }

  #holdsAny({ contrasts, notHeld, noEvents }: Cell): boolean {
    return contrasts.size + notHeld + noEvents > 0;
  }

  /** Levels of the attributes were counted again: those with another reference are compared anew in all other tests. */
  #settleReferences(touched: Iterable<string>, fresh: ReadonlyMap<number, unknown>): void {
    const changed = new Set<string>();
    for (const attribute of touched) {
      const reference = referenceOf(this.#counts, attribute);
      if (reference === this.#references.get(attribute)) continue;
      if (reference === undefined) this.#references.delete(attribute);
      else this.#references.set(attribute, reference);
      changed.add(attribute);
    }
    if (changed.size === 0) return;
    const gone = new Set<string>();
    for (const [key, { subject }] of this.#cells) if (changed.has(subject.attribute)) gone.add(key);
    for (const key of gone) this.#cells.delete(key);
    for (const [, test] of this.#table.entries()) {
      if (fresh.has(test)) continue;
      const kept = this.#places.get(test)?.filter(({ key }) => !gone.has(key)) ?? [];
      this.#places.set(test, kept);
      this.#put(test, changed);
    }
  }

  #pool({ subject, contrasts }: Cell): NonNullable<Cell['result']> {
    const { believed, tests } = this.#table;
    const carrying = contrasts.tests.filter((test) => believed[test] === 1);
    function* eachTest() {
      for (const test of carrying) yield tests[test]!;
    }
    const confounded = confoundedWith(eachTest(), subject);
    const pooled = confounded.length > 0 ? null : poolLearning(subject, contrasts, this.#table, this.#options);
    return { pooled, confounded };
  }
}
