import type {
  AnswerOf,
  Belief,
  BodyOf,
  changeBelief,
  createBelief,
  getBeliefScores,
  giveForecast as giveForecastEndpoint,
  listBeliefs,
  QueryOf,
  resolveBelief,
} from '@dandelion-loop/contract';
import { and, count, desc, eq, gt, ne } from 'drizzle-orm';
import type { Engine } from '../../kernel/engine.ts';
import { errorFacts } from '../../kernel/error-facts.ts';
import { hasWords } from '../../kernel/has-words.ts';
import type { Log } from '../../kernel/log.ts';
import type { Records } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { type Asking, viewsOf } from './belief-views.ts';
import { addBelief, deleteBelief, editBelief, resolveByHand } from './change-beliefs.ts';
import { conditionHolds } from './condition-holds.ts';
import { answering, giveForecast, revealForecasts } from './give-forecast.ts';
import { noBelief } from './hold-belief.ts';
import { readScores } from './read-scores.ts';
import { type BeliefRow, beliefs, scoreSharing } from './records.ts';
import { type FoundLearning, resolveByLearnings, resolveDue } from './resolve-due.ts';

export interface BeliefsService {
  list(asking: Asking, query: QueryOf<typeof listBeliefs>): Promise<AnswerOf<typeof listBeliefs>>;
  /** Fails with `not-found`. */
  read(asking: Asking, id: string): Promise<Belief>;
  add(asking: Asking, body: BodyOf<typeof createBelief>): Promise<Belief>;
  change(asking: Asking, id: string, body: BodyOf<typeof changeBelief>): Promise<Belief>;
  remove(asking: Asking, id: string, version: number): Promise<void>;
  forecast(asking: Asking, id: string, probability: number): Promise<AnswerOf<typeof giveForecastEndpoint>>;
  reveal(asking: Asking, id: string): Promise<Belief>;
  resolve(asking: Asking, id: string, body: BodyOf<typeof resolveBelief>): Promise<Belief>;
  scores(asking: Asking): Promise<AnswerOf<typeof getBeliefScores>>;
  share(asking: Asking, sharesScores: boolean): Promise<{ sharesScores: boolean }>;
  /** Resolves what can be resolved by now. Answers with how many assumptions changed. */
  resolveDue(): Promise<number>;
  /** By what was learned over tests. Answers with how many were resolved. */
  resolveByLearnings(found: readonly FoundLearning[]): Promise<number>;
  /** All that are not void, as whoever asks may see them. */
  readAll(asking: Asking): Promise<Belief[]>;
  /** Open ones that cost something when they are wrong. What members believe of them is not told. */
  openAtStake(): Promise<{ id: string; claim: string; costIfWrong: number }[]>;
  /** Hears what is announced: a test that was judged may resolve some. What is missed is found by the next `resolveDue`. */
  readonly onJudged: { take(): Promise<void>; wake(): void };
}

export interface BeliefsParts {
  records: Records;
  engine: Pick<Engine, 'rows'>;
  log: Log;
  now: () => Date;
  /** The day as the workspace has it. */
  today: () => Promise<string>;
}

async function list({ records, today }: BeliefsParts, asking: Asking, query: QueryOf<typeof listBeliefs>) {
  const { state, topic, search = '', offset, limit } = query;
  const fits = and(
    ...hasWords(beliefs.searchText, search),
    state === undefined ? undefined : eq(beliefs.state, state),
    topic === undefined ? undefined : eq(beliefs.topic, topic),
  );
  const newest = [desc(beliefs.createdAt), beliefs.id];
  const [[counted], rows, topics] = await Promise.all([
    records.select({ total: count() }).from(beliefs).where(fits),
    records
      .select()
      .from(beliefs)
      .where(fits)
      .orderBy(...newest)
      .offset(offset)
      .limit(limit),
    records.selectDistinct({ topic: beliefs.topic }).from(beliefs).where(ne(beliefs.topic, '')).orderBy(beliefs.topic),
  ]);
  return {
    total: counted!.total,
    beliefs: await viewsOf(records, rows, asking, await today()),
    topics: topics.map((one) => one.topic),
  };
}

async function share({ records, now }: BeliefsParts, asking: Asking, shares: boolean) {
  const { id, name } = answering(asking);
  await records.transaction(async (tx) => {
    const changed = shares
      ? await tx.insert(scoreSharing).values({ memberId: id, since: now() }).onConflictDoNothing().returning()
      : await tx.delete(scoreSharing).where(eq(scoreSharing.memberId, id)).returning();
    if (changed.length === 0) return;
    await record(tx, asking.actor, {
      action: 'member.scores-shared',
      subject: { kind: 'member', id, name },
      ...{ before: { sharesScores: !shares }, after: { sharesScores: shares } },
    });
  });
  return { sharesScores: shares };
}

export function createBeliefs(parts: BeliefsParts): BeliefsService {
  const { records, now, today, log } = parts;
  const due = { records, now, today, holdsFor: conditionHolds(parts) };
  const read = async (asking: Asking, id: string): Promise<Belief> => {
    const rows = await records.select().from(beliefs).where(eq(beliefs.id, id));
    if (rows.length === 0) throw noBelief();
    return (await viewsOf(records, rows, asking, await today()))[0]!;
  };
  const shown = ({ id }: BeliefRow, asking: Asking) => read(asking, id);
  return {
    list: (asking, query) => list(parts, asking, query),
    read,
    add: async (asking, body) => shown(await addBelief(parts, asking, body), asking),
    async change(asking, id, body) {
      const row = await editBelief(parts, asking, id, body);
      // A test that was named now may have its answer already.
      await resolveDue(due, id);
      return shown(row, asking);
    },
    remove: (asking, id, version) => deleteBelief(parts, asking, id, version),
    async forecast(asking, id, probability) {
      const { row, warnings } = await giveForecast(parts, asking, id, probability);
      return { ...(await shown(row, asking)), warnings };
    },
    reveal: async (asking, id) => shown(await revealForecasts(parts, asking, id), asking),
    resolve: async (asking, id, body) => shown(await resolveByHand(parts, asking, id, body), asking),
    scores: (asking) => readScores(records, asking),
    share: (asking, shares) => share(parts, asking, shares),
    async readAll(asking) {
      const rows = await records.select().from(beliefs).where(ne(beliefs.state, 'void'));
      return viewsOf(records, rows, asking, await today());
    },
    async openAtStake() {
      const { id, claim, costIfWrong } = beliefs;
      const rows = await records
        .select({ id, claim, costIfWrong })
        .from(beliefs)
        .where(and(eq(beliefs.state, 'open'), gt(costIfWrong, 0)));
      return rows.map((row) => ({ ...row, costIfWrong: row.costIfWrong! }));
    },
    resolveDue: () => resolveDue(due),
    resolveByLearnings: (found) => resolveByLearnings(due, found),
    onJudged: {
      async take() {},
      wake() {
        resolveDue(due).catch((error: unknown) =>
          log.warn({ error: errorFacts(error) }, 'Assumptions wait: they could not be looked at'),
        );
      },
    },
  };
}
