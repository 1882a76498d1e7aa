import type { Learning, LearningScale, NotEstimable, Practical } from '@dandelion-loop/contract';
import { criticalZ } from '@dandelion-loop/stats';
import type { Cell } from './cell.ts';
import { confoundedWith } from './confounded.ts';
import { ContrastColumns } from './contrast-columns.ts';
import { contrastsOf, type FoundContrast } from './contrasts.ts';
import { scaleFor } from './effect-scale.ts';
import { type Draft, finishLearnings, learningId } from './finish-learnings.ts';
import { type AttributeSource, alwaysApart, HeldColumns } from './held-columns.ts';
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
  /** Attributes that tests should have, and where they come from; one that none has is told. */
  attributes: readonly AttributeSource[];
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
  readonly #held: HeldColumns;

  constructor(options: LibraryOptions) {
    this.#options = options;
    this.#held = new HeldColumns(options.attributes);
  }

  /** Adds tests, and puts those with a known id in the place of the old. */
  update(tests: readonly LibraryTest[]): void {
    const fresh = new Map<number, Set<string>>();
    const touched = new Set<string>();
    // Contrasts are kept in the order of ids: so they come in it.
    for (const test of tests.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))) {
      for (const attribute of this.#takeOut(test.id)) touched.add(attribute);
      const attributes = attributesOf(test);
      for (const attribute of attributes) touched.add(attribute);
      fresh.set(this.#table.set(test), attributes);
      addLevels(this.#counts, test, 1);
      this.#held.count(test, 1);
    }
    this.#settle(touched, fresh);
    for (const [test, attributes] of fresh) this.#put(test, attributes);
  }

  remove(id: string): void {
    const touched = this.#takeOut(id);
    this.#table.delete(id);
    this.#settle(touched, new Map());
  }

  /** Learnings in the order of attribute, level and metric. */
  answer(): LibraryAnswer {
    const inOrder = [...this.#cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
    for (const cell of inOrder) cell.result ??= this.#pool(cell);
    const drafts = inOrder.flatMap((cell): Draft[] => {
      const { notHeld, result } = cell;
      if (!result?.pooled) return [];
      return [{ subject: this.#subjectOf(cell), pooled: result.pooled, testsNotHeld: notHeld, held: result.held }];
    });
    const expected = this.#options.attributes.map(({ id }) => id);
    const never = neverCompared(inOrder, this.#counts, this.#references, expected);
    const without = inOrder.filter(({ result }) => !result?.pooled).map(whyNotPooled);
    return {
      learnings: finishLearnings(drafts, this.#table, this.#options),
      notEstimable: [...never, ...without],
    };
  }

  /** Columns that may differ between variations that are compared by an attribute. */
  freeOf(attribute: string): ReadonlySet<string> {
    return this.#held.freeOf(attribute);
  }

  /** Attributes of levels that describe a text: neither is held where the other is asked about. */
  descriptions(): { attribute: string; text: string }[] {
    return this.#held.descriptions();
  }

  /** The tests behind a learning, the heaviest first; null for an id that there is not. */
  carriers(id: string): LearningCarrier[] | null {
    const cell = [...this.#cells.values()].find(({ subject }) => learningId(subject) === id);
    if (cell === undefined) return null;
    cell.result ??= this.#pool(cell);
    const tau2 = cell.result.pooled?.pooled.tau2 ?? 0;
    const { believed, tests } = this.#table;
    const { studies, units } = cell.contrasts.everything(this.#table);
    const weights = studies.variance.map((variance, at) => believed[studies.tests[at]!]! / (variance + tau2));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const z = criticalZ(this.#options.level);
    return Array.from(studies.tests, (test, at): LearningCarrier => {
      const { id: own, name, day } = tests[test]!;
      const [effect, variance] = [studies.effect[at]!, studies.variance[at]!];
      const reach = z * Math.sqrt(variance);
      return {
        ...{ test: own, name, day, believed: believed[test] === 1 },
        ...{ effect, variance, low: effect - reach, high: effect + reach },
        ...{ units: units[at]!, weight: total === 0 ? 0 : weights[at]! / total },
      };
    }).sort((a, b) => b.weight - a.weight || (a.test < b.test ? -1 : 1));
  }

  #put(test: number, attributes: Iterable<string>): void {
    const believed = this.#table.believed[test]!;
    const places = this.#places.get(test) ?? [];
    const { scale } = this.#options;
    const request = { references: this.#references, freeOf: (id: string) => this.#held.freeOf(id), scale };
    for (const found of contrastsOf(this.#table.tests[test]!, attributes, request)) {
      // Tests of two imports may count what is called alike in two ways: those are two learnings.
      const own = scale ?? scaleFor(found.kind);
      const key = `${found.attribute}\u0000${found.level}\u0000${found.metric}\u0000${own}`;
      const cell = this.#cells.get(key) ?? this.#newCell(key, found);
      if (found.contrast) cell.contrasts.add(test, found.contrast, this.#table);
      if (found.without === 'no-events') cell.noEvents += 1;
      if (found.without === 'not-held') cell.notHeldIn.add(test);
      cell.notHeld += believed;
      cell.result = null;
      places.push({ key, believed, without: found.without });
    }
    this.#places.set(test, places);
  }

  #newCell(key: string, { attribute, level, metric, kind, lowerIsBetter }: FoundContrast): Cell {
    const reference = this.#references.get(attribute)!;
    const scale = this.#options.scale ?? scaleFor(kind);
    const subject = { attribute, level, reference, metric, kind, scale, lowerIsBetter };
    const cell = {
      subject,
      contrasts: new ContrastColumns(),
      notHeld: 0,
      noEvents: 0,
      notHeldIn: new Set<number>(),
      result: null,
    };
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
      if (without === 'not-held') cell.notHeldIn.delete(test);
      cell.notHeld -= believed;
      cell.result = null;
      if (!this.#holdsAny(cell)) this.#cells.delete(key);
    }
    this.#places.delete(test);
    const old = this.#table.tests[test]!;
    addLevels(this.#counts, old, -1);
    this.#held.count(old, -1);
    return attributesOf(old);
  }

  #holdsAny({ contrasts, notHeld, noEvents }: Cell): boolean {
    return contrasts.size + notHeld + noEvents > 0;
  }

  /** Levels of the attributes were counted again: those with another reference, or beside which other columns are held, are compared anew in all other tests. */
  #settle(touched: Iterable<string>, fresh: ReadonlyMap<number, unknown>): void {
    const changed = new Set<string>(this.#held.settle());
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

  /** Kind and direction of the metric are those of its first test by id: others may tell them otherwise. */
  #subjectOf({ subject, contrasts }: Cell): Cell['subject'] {
    const { variations } = this.#table.tests[contrasts.firstTest(this.#table)]!;
    const found = variations.flatMap(({ metrics }) => metrics).find(({ name }) => name === subject.metric);
    return found ? { ...subject, kind: found.kind, lowerIsBetter: found.lowerIsBetter } : subject;
  }

  /** Columns that are held in the tests that carry it. */
  #heldFor({ subject: { attribute }, contrasts }: Cell): string[] {
    const { believed, shapeOf, shapes } = this.#table;
    const free = this.#held.freeOf(attribute);
    const seen = new Uint8Array(shapes.length);
    for (const test of contrasts.tests) if (believed[test] === 1) seen[shapeOf[test]!] = 1;
    const columns = shapes.flatMap((shape, at) => (seen[at] === 1 ? shape.filter((column) => !free.has(column)) : []));
    return [...new Set(columns)].sort();
  }

  *#believedOf(numbers: Iterable<number>): Iterable<LibraryTest> {
    const { believed, tests } = this.#table;
    for (const test of numbers) if (believed[test] === 1) yield tests[test]!;
  }

  #pool(cell: Cell): NonNullable<Cell['result']> {
    const { subject, contrasts, notHeldIn, noEvents } = cell;
    const free = this.#held.freeOf(subject.attribute);
    const confounded = confoundedWith(this.#believedOf(contrasts.tests), subject, free);
    const pooled = confounded.length > 0 ? null : poolLearning(subject, contrasts, this.#table, this.#options);
    const nowhere = contrasts.size + noEvents === 0 ? notHeldIn : [];
    return {
      ...{ pooled, confounded, held: this.#heldFor(cell) },
      apart: alwaysApart(this.#believedOf(nowhere), subject, free),
    };
  }
}
