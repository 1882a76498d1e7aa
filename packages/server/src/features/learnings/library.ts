import type { Learning, LearningScale, NotEstimable, NotEstimableCode, Practical } from '@dandelion-loop/contract';
import { criticalZ } from '@dandelion-loop/stats';
import { notEstimableReason } from '@dandelion-loop/wording';
import { type Carrier, type KnownTest, knownTest } from './carrier.ts';
import { confoundedWith } from './confounded.ts';
import { contrastsOf, type FoundContrast } from './contrasts.ts';
import { scaleFor } from './effect-scale.ts';
import { type Draft, finishLearnings, learningId } from './finish-learnings.ts';
import type { LibraryTest } from './library-test.ts';
import { type LearningSubject, type PooledLearning, poolLearning } from './pool-learnings.ts';
import { addLevels, type LevelCounts, levelsOf, referenceOf } from './reference-level.ts';

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

export interface Library {
  /** Adds tests, and puts those with a known id in the place of the old. */
  update(tests: readonly LibraryTest[]): void;
  remove(id: string): void;
  /** Learnings in the order of attribute, level and metric. */
  answer(): LibraryAnswer;
  /** The tests behind a learning, the heaviest first; null for an id that there is not. */
  carriers(id: string): LearningCarrier[] | null;
}

/** What is known of one level against its reference for one metric. */
interface Cell {
  subject: LearningSubject;
  carriers: Map<string, Carrier>;
  /** Believed tests with both levels, whatever was to be held. */
  notHeld: Set<string>;
  noEvents: Set<string>;
  /** Null: to be pooled again. */
  result: { pooled: PooledLearning | null; confounded: string[] } | null;
}

const keyOf = ({ attribute, level, metric }: FoundContrast) => `${attribute}\u0000${level}\u0000${metric}`;

function sayNot(
  of: Pick<NotEstimable, 'attribute' | 'level' | 'reference' | 'metric'>,
  code: NotEstimableCode,
  others: string[] = [],
): NotEstimable {
  return { ...of, code, confoundedWith: others, reason: notEstimableReason(code, others) };
}

export function createLibrary(options: LibraryOptions): Library {
  const known = new Map<string, KnownTest>();
  const cells = new Map<string, Cell>();
  /** Keys of the cells that a test is in. */
  const places = new Map<string, string[]>();
  const counts: LevelCounts = new Map();
  const references = new Map<string, string>();

  function put(entry: KnownTest, attributes: Iterable<string>): void {
    const { test, believed } = entry;
    const own = places.get(test.id) ?? [];
    for (const found of contrastsOf(test, references, attributes, options.scale)) {
      const key = keyOf(found);
      let cell = cells.get(key);
      if (cell === undefined) {
        const { attribute, level, metric, kind, lowerIsBetter } = found;
        const reference = references.get(attribute)!;
        const scale = options.scale ?? scaleFor(kind);
        const subject = { attribute, level, reference, metric, kind, scale, lowerIsBetter };
        cell = { subject, carriers: new Map(), notHeld: new Set(), noEvents: new Set(), result: null };
        cells.set(key, cell);
      }
      if (found.contrast) cell.carriers.set(test.id, { ...entry, contrast: found.contrast });
      if (found.without === 'no-events') cell.noEvents.add(test.id);
      if (believed) cell.notHeld.add(test.id);
      cell.result = null;
      own.push(key);
    }
    places.set(test.id, own);
  }

  function takeOut(id: string): void {
    for (const key of places.get(id) ?? []) {
      const cell = cells.get(key);
      if (cell === undefined) continue;
      for (const kept of [cell.carriers, cell.notHeld, cell.noEvents]) kept.delete(id);
      cell.result = null;
      if (cell.carriers.size + cell.notHeld.size + cell.noEvents.size === 0) cells.delete(key);
    }
    places.delete(id);
  }

  /** Levels of the attributes were counted again: those with another reference are compared anew in all tests. */
  function settleReferences(touched: Iterable<string>, fresh: ReadonlySet<string>): void {
    const changed = new Set<string>();
    for (const attribute of touched) {
      const reference = referenceOf(counts, attribute);
      if (reference === references.get(attribute)) continue;
      if (reference === undefined) references.delete(attribute);
      else references.set(attribute, reference);
      changed.add(attribute);
    }
    if (changed.size === 0) return;
    for (const [key, { subject }] of cells) if (changed.has(subject.attribute)) cells.delete(key);
    for (const [id, entry] of known) if (!fresh.has(id)) put(entry, changed);
  }

  function remove(id: string): readonly string[] {
    const old = known.get(id);
    if (old === undefined) return [];
    takeOut(id);
    known.delete(id);
    addLevels(counts, old.test, -1);
    return old.attributes;
  }

  function poolCell({ subject, carriers }: Cell): NonNullable<Cell['result']> {
    // In one order, whatever came first: sums of the same numbers differ in their last digits otherwise.
    const own = [...carriers.values()].sort((a, b) => (a.test.id < b.test.id ? -1 : 1));
    const tests = own.filter(({ believed }) => believed).map(({ test }) => test);
    const confounded = tests.length === 0 ? [] : confoundedWith(tests, subject);
    return { pooled: confounded.length > 0 ? null : poolLearning(subject, own, options), confounded };
  }

  function whyNot({ subject, carriers, notHeld, noEvents, result }: Cell): NotEstimable {
    const { attribute, level, reference, metric } = subject;
    const of = { attribute, level, reference, metric };
    if (result!.confounded.length > 0) return sayNot(of, 'confounded', result!.confounded);
    if (carriers.size > 0 || notHeld.size === 0) return sayNot(of, 'left-out');
    return sayNot(of, noEvents.size > 0 ? 'no-events' : 'not-held');
  }

  /** Attributes and levels that no test compares. */
  function neverCompared(): NotEstimable[] {
    const compared = new Set(
      [...cells.values()].flatMap(({ subject: { attribute, level } }) => [attribute, `${attribute}\n${level}`]),
    );
    const unknown = options.attributes.filter((attribute) => levelsOf(counts, attribute).length === 0);
    const never = [...references].flatMap(([attribute, reference]) => {
      if (!compared.has(attribute))
        return [sayNot({ attribute, level: null, reference: null, metric: null }, 'constant')];
      return levelsOf(counts, attribute)
        .filter((level) => level !== reference && !compared.has(`${attribute}\n${level}`))
        .map((level) => sayNot({ attribute, level, reference, metric: null }, 'constant'));
    });
    const none = { level: null, reference: null, metric: null };
    return [...unknown.map((attribute) => sayNot({ attribute, ...none }, 'unknown')), ...never];
  }

  return {
    update(tests) {
      const fresh = new Set(tests.map(({ id }) => id));
      const touched = new Set<string>();
      for (const test of tests) {
        for (const attribute of remove(test.id)) touched.add(attribute);
        const entry = knownTest(test);
        for (const attribute of entry.attributes) touched.add(attribute);
        known.set(test.id, entry);
        addLevels(counts, test, 1);
      }
      settleReferences(touched, fresh);
      for (const id of fresh) {
        const entry = known.get(id)!;
        put(entry, entry.attributes);
      }
    },
    remove(id) {
      settleReferences(remove(id), new Set());
    },
    answer() {
      const inOrder = [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
      for (const cell of inOrder) cell.result ??= poolCell(cell);
      const drafts = inOrder.flatMap(({ subject, notHeld, result }): Draft[] =>
        result?.pooled ? [{ subject, pooled: result.pooled, testsNotHeld: notHeld.size }] : [],
      );
      const without = inOrder.filter(({ result }) => !result?.pooled).map(whyNot);
      return { learnings: finishLearnings(drafts, options), notEstimable: [...neverCompared(), ...without] };
    },
    carriers(id) {
      const cell = [...cells.values()].find(({ subject }) => learningId(subject) === id);
      if (cell === undefined) return null;
      cell.result ??= poolCell(cell);
      return carriersOf(cell, options.level);
    },
  };
}

function carriersOf(cell: Cell, level: number): LearningCarrier[] {
  const tau2 = cell.result?.pooled?.pooled.tau2 ?? 0;
  const entries = [...cell.carriers.values()];
  const weightOf = ({ believed, contrast }: Carrier) => (believed ? 1 / (contrast.variance + tau2) : 0);
  const total = entries.reduce((sum, entry) => sum + weightOf(entry), 0);
  const z = criticalZ(level);
  return entries
    .map((entry): LearningCarrier => {
      const { test, believed, contrast } = entry;
      const reach = z * Math.sqrt(contrast.variance);
      return {
        ...{ test: test.id, name: test.name, day: test.day, believed },
        ...{
          effect: contrast.effect,
          variance: contrast.variance,
          low: contrast.effect - reach,
          high: contrast.effect + reach,
        },
        ...{ units: contrast.units, weight: total === 0 ? 0 : weightOf(entry) / total },
      };
    })
    .sort((a, b) => b.weight - a.weight || (a.test < b.test ? -1 : 1));
}
