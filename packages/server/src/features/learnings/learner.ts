import type { LearnAnswer, LearnedAttribute, Learning } from '@dandelion-loop/contract';
import { sql } from 'drizzle-orm';
import type { Records, Transaction } from '../../kernel/records.ts';
import {
  type CodersInUse,
  type LevelCounts,
  readCoders,
  readHandAttributes,
  readMergedLevels,
} from '../codes/index.ts';
import { createWorkspace } from '../workspace/index.ts';
import { codingNotes, countLevels, descriptionNotes } from './coding-notes.ts';
import { foretell } from './foretell.ts';
import { learnedAttributes } from './learned-attributes.ts';
import { Library } from './library.ts';
import { isBelieved, type LibraryTest } from './library-test.ts';
import { learnPrior } from './priors.ts';
import { readInputs } from './read-inputs.ts';
import { createCoding, type Disputes, type Reading, readHeads, readTests, type TestHead } from './read-tests.ts';
import {
  type AnswerWithoutLearnings,
  type LearningSettings,
  learningRuns,
  learnings,
  type StoredCarrier,
} from './records.ts';

/** Computes the learnings of the workspace and keeps them. It remembers the tests, so that the next time only what changed is read. */
export interface Learner {
  /** Answers with how many learnings there are. */
  compute(): Promise<number>;
}

/** Of what raises or lowers, at most this share is false on average. */
const falseDiscoveries = 0.05;
const rowsAtOnce = 50;

interface Memory {
  /** What the library was made for: with other settings, or on another day, it is made anew. */
  key: string;
  library: Library;
  stamps: Map<string, string>;
  tests: Map<string, LibraryTest>;
  disputes: Map<string, Disputes>;
}

interface Computed {
  learnings: Learning[];
  answer: AnswerWithoutLearnings;
  attributes: LearnedAttribute[];
  settings: LearningSettings;
  levels: LevelCounts;
}

const isoDay = (moment: Date) => moment.toISOString().slice(0, 10);

/** Brings the library up to date with the heads. */
async function follow(memory: Memory, records: Records, heads: readonly TestHead[], reading: Reading): Promise<void> {
  const { library, stamps, tests } = memory;
  const there = new Set(heads.map(({ id }) => id));
  for (const id of stamps.keys()) {
    if (there.has(id)) continue;
    library.remove(id);
    stamps.delete(id);
    tests.delete(id);
    memory.disputes.delete(id);
  }
  const changed = heads.filter(({ id, stamp }) => stamps.get(id) !== stamp);
  const fresh: LibraryTest[] = [];
  for await (const { test, disputes } of readTests(records, changed, reading)) {
    fresh.push(test);
    tests.set(test.id, test);
    memory.disputes.set(test.id, disputes);
  }
  library.update(fresh);
  for (const { id, stamp } of changed) stamps.set(id, stamp);
}

const countTests = (all: readonly LibraryTest[]) => ({
  all: all.length,
  believed: all.filter(isBelieved).length,
  invalid: all.filter(({ valid }) => !valid).length,
  suspect: all.filter(({ valid, suspect }) => valid && suspect).length,
});

/** Every metric of the tests, with the direction that it has in the first that knows it. */
function metricsIn(tests: readonly LibraryTest[]): Map<string, boolean> {
  const metrics = new Map<string, boolean>();
  for (const { variations } of tests) {
    for (const { name, lowerIsBetter } of variations[0]?.metrics ?? []) {
      if (!metrics.has(name)) metrics.set(name, lowerIsBetter);
    }
  }
  return metrics;
}

function answerOf({ library, tests }: Memory, level: number): LearnAnswer {
  // Sums are taken in one order, so that the same tests give the same digits.
  const all = [...tests.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const answer = library.answer();
  return {
    ...{ schema: 1, tests: countTests(all), ...answer },
    priors: [...metricsIn(all)].flatMap(
      ([metric, lowerIsBetter]) => learnPrior(all, { metric, lowerIsBetter, level }) ?? [],
    ),
    ...{ heldOut: foretell(answer.learnings, (id) => library.carriers(id), level), notes: [] },
  };
}

const carriersOf = (library: Library, id: string): StoredCarrier[] =>
  (library.carriers(id) ?? []).map(({ test, believed, effect, low, high, units, weight }) => [
    ...([test, believed, effect, low, high, units, weight] as const),
  ]);

async function store(tx: Transaction, library: Library, inputs: string, computed: Computed, now: Date): Promise<void> {
  await tx.delete(learnings);
  for (let at = 0; at < computed.learnings.length; at += rowsAtOnce) {
    const rows = computed.learnings.slice(at, at + rowsAtOnce);
    await tx.insert(learnings).values(
      rows.map((learning, i) => ({
        ...{ id: learning.id, place: at + i, learning, carriers: carriersOf(library, learning.id) },
      })),
    );
  }
  const { answer, attributes, settings, levels } = computed;
  const run = { inputs, computedAt: now, failure: null, answer, attributes, settings, levels };
  await tx.insert(learningRuns).values(run).onConflictDoUpdate({ target: learningRuns.id, set: run });
}

/** All that reads contents, and another text whenever the same contents may be read otherwise. */
async function readingOf(records: Records, { coders }: CodersInUse) {
  const { merged, stamp } = await readMergedLevels(records);
  const key = JSON.stringify([coders.map(({ id, version }) => [id, version]), stamp]);
  return { key, reading: { codeOf: createCoding(coders), merged } };
}

export function createLearner({ records, now }: { records: Records; now: () => Date }): Learner {
  let memory: Memory | null = null;

  function remember(settings: LearningSettings, attributes: readonly LearnedAttribute[], reading: string): Memory {
    const key = JSON.stringify([
      settings,
      isoDay(now()),
      attributes.map(({ id, column, coder }) => [id, column, coder]),
      reading,
    ]);
    if (memory?.key === key) return memory;
    const { level, practical } = settings;
    const options = { level, practical, falseDiscoveries, scale: null, now: isoDay(now()), attributes };
    const library = new Library(options);
    memory = { key, library, stamps: new Map(), tests: new Map(), disputes: new Map() };
    return memory;
  }

  return {
    async compute() {
      const inputs = await readInputs(records);
      const { level, practical } = (await createWorkspace({ records }).read()).methods;
      const settings = { level, practical, falseDiscoveries };
      const heads = await readHeads(records);
      const inUse = await readCoders(records);
      const attributes = learnedAttributes(heads, inUse.coders, await readHandAttributes(records));
      const { key, reading } = await readingOf(records, inUse);
      const of = remember(settings, attributes, key);
      await follow(of, records, heads, reading);
      const { learnings: found, ...answer } = answerOf(of, level);
      const nameOf = new Map(attributes.map(({ id, name }) => [id, name]));
      const notes = [
        ...codingNotes(of.disputes.values(), attributes, inUse.unusable),
        ...descriptionNotes(of.library, (id) => nameOf.get(id) ?? id),
      ];
      const levels = countLevels(of.tests.values());
      const computed = {
        ...{ learnings: found, attributes, settings, levels },
        answer: { ...answer, notes: [...answer.notes, ...notes] },
      };
      await records.transaction(async (tx) => {
        await tx.execute(sql`SELECT pg_advisory_xact_lock(4600031)`);
        await store(tx, of.library, inputs, computed, now());
      });
      return found.length;
    },
  };
}
