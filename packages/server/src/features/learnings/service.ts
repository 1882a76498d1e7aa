import type { LearnedAttribute, Learning, LearningDetails, Library } from '@dandelion-loop/contract';
import { asc, eq, inArray, sql } from 'drizzle-orm';
import { errorFacts } from '../../kernel/error-facts.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Jobs } from '../../kernel/jobs.ts';
import type { Log } from '../../kernel/log.ts';
import type { Records } from '../../kernel/records.ts';
import type { TextDownload } from '../../kernel/route.ts';
import { createWorkspace } from '../workspace/index.ts';
import { exportLibrary } from './export-learnings.ts';
import type { Learner } from './learner.ts';
import { readInputs } from './read-inputs.ts';
import { readRerun } from './read-rerun.ts';
import { experiments, learningRuns, learnings } from './records.ts';

/** The learnings of the workspace, as they were computed last; computed anew in the background when tests changed. */
export interface LearningsService {
  read(): Promise<Library>;
  /** Fails with `not-found`. */
  readOne(id: string, limit: number): Promise<LearningDetails>;
  compute(): Promise<Library>;
  export(format: 'csv' | 'json'): Promise<TextDownload>;
  /** Begins to compute when something changed. */
  start(): Promise<void>;
}

export interface LearningsOptions {
  records: Records;
  jobs: Jobs;
  learner: Learner;
  /** Told of all learnings whenever they were computed. */
  learned: (found: Learning[]) => Promise<unknown>;
  log: Log;
  now: () => Date;
}

const queue = 'learnings';
const failure =
  'The learnings could not be computed: this is a bug in Dandelion. The log of the server says more; please report it with the lines from there.';
const noLearning = () =>
  new DandelionFailure(
    'not-found',
    'There is no such learning now. It was computed anew without it, or its tests were deleted. Go back to the list.',
  );

const unknownAttribute = (id: string): LearnedAttribute => ({
  id,
  name: id,
  column: null,
  coder: null,
  explains: null,
});

async function readLearned(records: Records): Promise<Learning[]> {
  const rows = await records.select({ learning: learnings.learning }).from(learnings).orderBy(asc(learnings.place));
  // Those computed by an older version do not say what was held equal; they are computed anew soon.
  return rows.map(({ learning }) => ({ ...learning, held: learning.held ?? [] }));
}

async function readLibrary(records: Records): Promise<Library> {
  const [inputs, [run], { methods }] = await Promise.all([
    readInputs(records),
    records.select().from(learningRuns),
    createWorkspace({ records }).read(),
  ]);
  const settings = run?.settings ?? { level: methods.level, practical: methods.practical, falseDiscoveries: 0.05 };
  const common = { ...settings, attributes: run?.attributes ?? [] };
  const none = { ...common, computedAt: null, failure: null, answer: null };
  if (inputs === '') return { ...none, state: 'empty', outdated: false };
  if (!run) return { ...none, state: 'computing', outdated: true };
  const outdated = run.inputs !== inputs;
  const failed = run.failure !== null && !outdated ? { state: 'failed' as const, failure: run.failure } : null;
  if (run.answer === null || run.computedAt === null) return { ...none, state: 'computing', outdated, ...failed };
  const answer = { ...run.answer, learnings: await readLearned(records) };
  const computedAt = run.computedAt.toISOString();
  return { ...common, state: 'ready', outdated, computedAt, failure: null, answer, ...failed };
}

async function readDetails(records: Records, id: string, limit: number): Promise<LearningDetails> {
  const [[row], [run]] = await Promise.all([
    records.select().from(learnings).where(eq(learnings.id, id)),
    records.select().from(learningRuns),
  ]);
  if (!row || !run?.computedAt || run.settings === null) throw noLearning();
  const shown = row.carriers.slice(0, limit);
  const of = await records
    .select({ id: experiments.id, title: experiments.title, ranOn: experiments.ranOn })
    .from(experiments)
    .where(
      inArray(
        experiments.id,
        shown.map(([experiment]) => experiment),
      ),
    );
  const byId = new Map(of.map((experiment) => [experiment.id, experiment]));
  const learning = { ...row.learning, held: row.learning.held ?? [] };
  const attribute =
    run.attributes.find(({ id: of }) => of === learning.attribute) ?? unknownAttribute(learning.attribute);
  const carriers = row.carriers.map(([experiment]) => experiment);
  return {
    learning,
    attribute,
    rerun: await readRerun(records, attribute, carriers, run.settings),
    computedAt: run.computedAt.toISOString(),
    ...run.settings,
    carriers: shown.flatMap(([experimentId, believed, effect, low, high, units, weight]) => {
      const found = byId.get(experimentId);
      if (!found) return [];
      return [{ experimentId, title: found.title, ranOn: found.ranOn, believed, effect, low, high, units, weight }];
    }),
    more: row.carriers.length - shown.length,
  };
}

export function createLearnings({ records, jobs, learner, learned, log, now }: LearningsOptions): LearningsService {
  async function noteFailure(): Promise<void> {
    const run = { inputs: await readInputs(records), failure };
    await records.insert(learningRuns).values(run).onConflictDoUpdate({ target: learningRuns.id, set: run });
  }

  async function computeNow(): Promise<void> {
    const begun = now();
    try {
      const found = await learner.compute();
      log.info({ learnings: found, milliseconds: now().getTime() - begun.getTime() }, 'Learnings computed');
      await learned(await readLearned(records));
    } catch (error) {
      if (error instanceof DandelionFailure && error.code === 'interrupted') return;
      log.error({ error: errorFacts(error) }, 'Learnings could not be computed');
      await noteFailure().catch(() => undefined);
    }
  }

  async function isOutdated(): Promise<boolean> {
    const inputs = await readInputs(records);
    const [run] = await records.select({ inputs: learningRuns.inputs }).from(learningRuns);
    return inputs === '' ? run !== undefined && run.inputs !== '' : run?.inputs !== inputs;
  }

  /** A job that finds nothing changed does nothing, so that several may be sent. */
  const ask = () => jobs.send(queue, {}).catch(() => undefined);

  return {
    async read() {
      const library = await readLibrary(records);
      if (library.outdated) await ask();
      return library;
    },
    readOne: (id, limit) => readDetails(records, id, limit),
    async compute() {
      await records.update(learningRuns).set({ inputs: sql`''` });
      await ask();
      return readLibrary(records);
    },
    export: async (format) => exportLibrary(await readLibrary(records), format),
    async start() {
      await jobs.work(queue, 1, async () => {
        if (await isOutdated()) await computeNow();
      });
      await jobs.schedule(queue, '* * * * *');
    },
  };
}
