import type {
  AnswerOf,
  BodyOf,
  changeDecision,
  Decision,
  listDecisions,
  lookAtDecision,
  QueryOf,
  recordDecision,
} from '@dandelion-loop/contract';
import { and, count, desc, eq, inArray, lte } from 'drizzle-orm';
import type { Caller } from '../../kernel/caller.ts';
import { hasWords } from '../../kernel/has-words.ts';
import { onAgenda } from '../../kernel/on-agenda.ts';
import { todayOf } from '../../kernel/workspace-day.ts';
import { addDecision, type DecisionParts, editDecision, lookAt, noDecision } from './change-decisions.ts';
import { viewsOf } from './decision-views.ts';
import { type DecisionRow, decisions, meetings } from './records.ts';

type Asking = Pick<Caller, 'actor' | 'member'>;

export interface DecisionsService {
  list(query: QueryOf<typeof listDecisions>): Promise<AnswerOf<typeof listDecisions>>;
  /** Fails with `not-found`. */
  read(id: string): Promise<Decision>;
  add(asking: Asking, body: BodyOf<typeof recordDecision>): Promise<Decision>;
  /** Fails with `not-found`, and with `conflict` when it was changed or closed since `version`. */
  change(asking: Asking, id: string, body: BodyOf<typeof changeDecision>): Promise<Decision>;
  look(asking: Asking, id: string, body: BodyOf<typeof lookAtDecision>): Promise<Decision>;
}

async function list({ records, now }: DecisionParts, query: QueryOf<typeof listDecisions>) {
  const { meeting, ritual, agenda, state, search = '', offset, limit } = query;
  const due = async () => and(eq(decisions.state, 'open'), lte(decisions.lookAgainOn, await todayOf(records, now())));
  const fits = and(
    ...hasWords(decisions.searchText, search),
    meeting === undefined ? undefined : eq(decisions.meetingId, meeting),
    ritual === undefined
      ? undefined
      : inArray(
          decisions.meetingId,
          records.select({ id: meetings.id }).from(meetings).where(eq(meetings.ritualId, ritual)),
        ),
    agenda === undefined ? undefined : onAgenda(decisions.id, 'decision', agenda),
    state === undefined ? undefined : state === 'due' ? await due() : eq(decisions.state, state),
  );
  const [[counted], rows] = await Promise.all([
    records.select({ total: count() }).from(decisions).where(fits),
    records
      .select()
      .from(decisions)
      .where(fits)
      .orderBy(desc(decisions.decidedAt), desc(decisions.id))
      .offset(offset)
      .limit(limit),
  ]);
  return { total: counted!.total, decisions: await viewsOf(records, rows, now()) };
}

export function createDecisions(parts: DecisionParts): DecisionsService {
  const { records, now } = parts;
  const one = async (row: DecisionRow) => (await viewsOf(records, [row], now()))[0]!;
  return {
    list: (query) => list(parts, query),
    read: async (id) => {
      const [row] = await records.select().from(decisions).where(eq(decisions.id, id));
      if (!row) throw noDecision();
      return one(row);
    },
    add: async (asking, body) => one(await addDecision(parts, asking, body)),
    change: async (asking, id, body) => one(await editDecision(parts, asking, id, body)),
    look: async (asking, id, body) => one(await lookAt(parts, asking, id, body)),
  };
}
