import type { Belief, Library, NotedLearning, StoredTie, Tie } from '@dandelion-loop/contract';
import { sql } from 'drizzle-orm';
import type { Records } from '../../kernel/records.ts';
import { type Claim, type DecidedBelief, isSettled, type Sources, type TestContrast } from './found.ts';
import { type TieRow, ties } from './records.ts';

/** From what other features keep to the questions that can be asked. */

export interface Kept {
  records: Records;
  library: Library;
  /** As whoever asks may see them. */
  beliefs: readonly Belief[];
  notes: readonly NotedLearning[];
}

/** What the rule of an assumption says of a learning. */
export function tieOfRule({ rule }: Pick<Belief, 'rule'>): Tie | null {
  if (rule.by !== 'learning') return null;
  const { attribute, level, metric, direction } = rule;
  return { attribute, level, metric, direction };
}

const tieOf = ({ attribute, level, metric, direction }: TieRow): Tie => ({ attribute, level, metric, direction });

export async function readTies(records: Pick<Records, 'select'>, beliefs: readonly Belief[]): Promise<StoredTie[]> {
  const rows = await records.select().from(ties).orderBy(ties.id);
  const ruled = beliefs.flatMap((belief): StoredTie[] => {
    const tie = tieOfRule(belief);
    return tie === null ? [] : [{ ...tie, of: { kind: 'belief', id: belief.id }, byRule: true }];
  });
  const byRule = new Set(ruled.map(({ of }) => of.id));
  const tied = rows.flatMap((row): StoredTie[] => {
    if (row.beliefId !== null)
      return byRule.has(row.beliefId)
        ? []
        : [{ ...tieOf(row), of: { kind: 'belief', id: row.beliefId }, byRule: false }];
    return [{ ...tieOf(row), of: { kind: 'note', id: row.noteId! }, byRule: false }];
  });
  return [...ruled, ...tied];
}

function claimsOf(tied: readonly StoredTie[], { beliefs, notes }: Kept): Claim[] {
  return tied.flatMap(({ of, byRule: _, ...tie }): Claim[] => {
    if (of.kind === 'note') {
      const note = notes.find(({ id }) => id === of.id);
      return note === undefined ? [] : [{ kind: 'note', id: of.id, name: note.sentence, tie, state: null, mean: null }];
    }
    const belief = beliefs.find(({ id }) => id === of.id);
    if (belief === undefined || belief.state === 'void') return [];
    const { id, claim, state, forecasts } = belief;
    return [{ kind: 'belief', id, name: claim, tie, state, mean: forecasts.mean }];
  });
}

/** Assumptions that a test has decided, and that nobody tied to a learning otherwise. */
function decidedOf(tied: readonly StoredTie[], beliefs: readonly Belief[]): DecidedBelief[] {
  const has = new Set(tied.map(({ of }) => of.id));
  return beliefs.flatMap(({ id, claim, state, evidence, rule }): DecidedBelief[] => {
    const test = evidence?.experiment;
    if (has.has(id) || test == null || (state !== 'true' && state !== 'false')) return [];
    const metric = 'metric' in rule && rule.by !== 'learning' ? rule.metric : null;
    return [{ id, name: claim, state, test: { id: test.id, name: test.title }, metric }];
  });
}

const keyOf = (learning: string, test: string): string => `${learning} ${test}`;

/** What single tests say of learnings, where that is asked. */
async function readContrasts({ records, library }: Kept, decided: readonly DecidedBelief[]) {
  const settled = (library.answer?.learnings ?? []).filter(isSettled);
  const outlying = settled.flatMap(({ contradictions }) =>
    contradictions.flatMap((one) => (one.kind === 'test' ? [one.test] : [])),
  );
  const tests = [...new Set([...outlying, ...decided.map(({ test }) => test.id)])];
  const found = new Map<string, TestContrast>();
  if (tests.length === 0) return found;
  const { rows } = await records.execute<{
    id: string;
    carrier: [string, boolean, number, number, number, number, number];
  }>(
    sql`SELECT l.id, carrier FROM learnings l CROSS JOIN LATERAL jsonb_array_elements(l.carriers) carrier
      WHERE l.id = ANY(${sql.param(settled.map(({ id }) => id))}::text[]) AND carrier ->> 0 = ANY(${sql.param(tests)}::text[])`,
  );
  for (const { id, carrier } of rows) {
    const [test, believed, effect, low, high, , weight] = carrier;
    if (believed) found.set(keyOf(id, test), { effect, low, high, weight });
  }
  return found;
}

export interface ReadSources {
  sources: Sources;
  tied: StoredTie[];
}

export async function readSources(kept: Kept): Promise<ReadSources> {
  const tied = await readTies(kept.records, kept.beliefs);
  const decided = decidedOf(tied, kept.beliefs);
  const contrasts = await readContrasts(kept, decided);
  const contrastOf = (learning: string, test: string) => contrasts.get(keyOf(learning, test)) ?? null;
  return { tied, sources: { library: kept.library, claims: claimsOf(tied, kept), decided, contrastOf } };
}
