import type { LearnAnswer, LearnedAttribute, Learning } from '@dandelion-loop/contract';
import { sql } from 'drizzle-orm';
import type { Records, Transaction } from '../../kernel/records.ts';
import { shippedCoders } from '../coding/index.ts';
import { createWorkspace } from '../workspace/index.ts';
import { foretell } from './foretell.ts';
import { learnedAttributes } from './learned-attributes.ts';
import { Library } from './library.ts';
import { isBelieved, type LibraryTest } from './library-test.ts';
import { learnPrior } from './priors.ts';
import { readInputs } from './read-inputs.ts';
import { createCoding, readHeads, readTests, type TestHead } from './read-tests.ts';
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
}

interface Computed {
  learnings: Learning[];
  answer: AnswerWithoutLearnings;
  attributes: LearnedAttribute[];
  settings: LearningSettings;
}

const isoDay = (moment: Date) => moment.toISOString().slice(0, 10);

/** Brings the library up to date with the heads. */
async function follow(memory: Memory, records: Records, heads: readonly TestHead[]): Promise<void> {
  const { library, stamps, tests } = memory;
  const there = new Set(heads.map(({ id }) => id));
  for (const id of stamps.keys()) {
    if (there.has(id)) continue;
    library.remove(id);
    stamps.delete(id);
    tests.delete(id);
  }
  const changed = heads.filter(({ id, stamp }) => stamps.get(id) !== stamp);
  const fresh: LibraryTest[] = [];
  for await (const test of readTests(records, changed, createCoding(shippedCoders))) {
    fresh.push(test);
    tests.set(test.id, test);
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
  const all = [...tests.values()];
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
  const { answer, attributes, settings } = computed;
  const run = { inputs, computedAt: now, failure: null, answer, attributes, settings };
  await tx.insert(learningRuns).values(run).onConflictDoUpdate({ target: learningRuns.id, set: run });
}

export function createLearner({ records, now }: { records: Records; now: () => Date }): Learner {
  let memory: Memory | null = null;

  function remember(settings: LearningSettings, attributes: readonly string[]): Memory {
    const key = JSON.stringify([settings, isoDay(now()), attributes]);
    if (memory?.key === key) return memory;
    const { level, practical } = settings;
    const options = { level, practical, falseDiscoveries, scale: null, now: isoDay(now()), attributes };
    memory = { key, library: new Library(options), stamps: new Map(), tests: new Map() };
    return memory;
  }

  return {
    async compute() {
      const inputs = await readInputs(records);
      const { level, practical } = (await createWorkspace({ records }).read()).methods;
      const settings = { level, practical, falseDiscoveries };
      const heads = await readHeads(records);
      const attributes = learnedAttributes(heads, shippedCoders);
      const of = remember(
        settings,
        attributes.map(({ id }) => id),
      );
      await follow(of, records, heads);
      const { learnings: found, ...answer } = answerOf(of, level);
      const computed = { learnings: found, answer, attributes, settings };
      await records.transaction(async (tx) => {
        await tx.execute(sql`SELECT pg_advisory_xact_lock(4600031)`);
        await store(tx, of.library, inputs, computed, now());
      });
      return found.length;
    },
  };
}
