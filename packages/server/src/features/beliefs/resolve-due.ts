import type { BeliefEvidence, ResolutionRule } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { and, asc, eq, sql } from 'drizzle-orm';
import { system } from '../../kernel/caller.ts';
import { groupBy } from '../../kernel/group-by.ts';
import type { Records } from '../../kernel/records.ts';
import { isTestRule, type NamedTest, readTests, wasThereBefore } from './belief-tests.ts';
import { noteBlocked, settle } from './change-beliefs.ts';
import { isPast } from './due.ts';
import { holdBelief } from './hold-belief.ts';
import { type HoldsFor, type Judgement, judgeRule } from './judge-rule.ts';
import { type BeliefRow, beliefs } from './records.ts';

/** Assumptions resolve themselves where their rule says how and there is something to read. What cannot be told is not guessed. */

interface Parts {
  records: Records;
  holdsFor: HoldsFor;
  now: () => Date;
  today: () => Promise<string>;
}

/** What is known over several tests of a level of an attribute. */
export interface FoundLearning {
  attribute: string;
  level: string;
  metric: string;
  effect: number;
  /** Of the interval. */
  low: number;
  high: number;
  tests: number;
}

const gone =
  'Cannot be resolved by its rule: the test is gone. It was deleted, or its import was judged again without it. Decide by hand, or name another test.';

const dayCame = (waits: string) => `The day has come and it is still open. ${waits} Decide by hand, or make it void.`;

/** Null: it waits. */
function withoutTest(row: BeliefRow, late: boolean): string | null {
  if (isTestRule(row.rule) && row.rule.experimentId !== null) return gone;
  return late
    ? dayCame(isTestRule(row.rule) ? 'No test was named.' : 'Nothing that settles it has been learned.')
    : null;
}

async function judge({ rule, createdAt }: BeliefRow, test: NamedTest, late: boolean, holdsFor: HoldsFor) {
  if (!late && wasThereBefore(test, createdAt)) return { waits: '' };
  if (!isTestRule(rule)) return { waits: '' };
  return judgeRule(rule, test.answer, holdsFor);
}

async function end(
  { records, now }: Pick<Parts, 'records' | 'now'>,
  row: BeliefRow,
  judgement: Extract<Judgement, { state: string }>,
  experiment: BeliefEvidence['experiment'],
): Promise<boolean> {
  return records.transaction(async (tx) => {
    const held = await holdBelief(tx, row.id);
    // Somebody was faster.
    if (held.state !== 'open' || held.version !== row.version) return false;
    const { state, ...read } = judgement;
    await settle(tx, held, state, { at: now().toISOString(), by: system, experiment, ...read });
    return true;
  });
}

/** Answers whether something of it changed. */
async function look(parts: Parts, row: BeliefRow, test: NamedTest | undefined, today: string): Promise<boolean> {
  const late = isPast(row.dueOn, today);
  const blocked = (sentence: string | null) =>
    sentence === row.blocked ? false : noteBlocked(parts.records, row, sentence);
  if (test === undefined) return blocked(withoutTest(row, late));
  const judgement = await judge(row, test, late, parts.holdsFor);
  if ('state' in judgement) {
    return end(parts, row, judgement, { id: test.id, title: test.title, analysisId: test.analysisId });
  }
  if ('blocked' in judgement) return blocked(`Cannot be resolved by its rule: ${judgement.blocked}`);
  return blocked(late ? dayCame(judgement.waits) : null);
}

/** Answers are large: so many tests are read at a time. */
const testsAtOnce = 100;

const open = (by: readonly ResolutionRule['by'][]) =>
  and(eq(beliefs.state, 'open'), sql`${beliefs.rule} ->> 'by' = ANY(${sql.param(by)}::text[])`);

const testOf = ({ rule }: BeliefRow): string | null => (isTestRule(rule) ? rule.experimentId : null);

/** Looks at all open ones that a rule can resolve, or at one. Answers with how many changed. */
export async function resolveDue(parts: Parts, onlyId?: string): Promise<number> {
  const rows = await parts.records
    .select()
    .from(beliefs)
    .where(
      and(
        open(['experiment', 'metric', 'condition', 'learning']),
        onlyId === undefined ? undefined : eq(beliefs.id, onlyId),
      ),
    )
    .orderBy(asc(beliefs.createdAt), asc(beliefs.id));
  const byTest = groupBy(rows, testOf);
  const today = await parts.today();
  const named = [...byTest.keys()].filter((id) => id !== null);
  let changed = 0;
  for (const row of byTest.get(null) ?? []) if (await look(parts, row, undefined, today)) changed++;
  for (let from = 0; from < named.length; from += testsAtOnce) {
    const ids = named.slice(from, from + testsAtOnce);
    const tests = await readTests(parts.records, ids);
    for (const id of ids)
      for (const row of byTest.get(id)!) if (await look(parts, row, tests.get(id), today)) changed++;
  }
  return changed;
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

function judgeLearning(
  rule: Extract<ResolutionRule, { by: 'learning' }>,
  found: readonly FoundLearning[],
): Extract<Judgement, { state: string }> | null {
  const learning = found.find(
    ({ attribute, level, metric }) =>
      same(attribute, rule.attribute) && same(level, rule.level) && same(metric, rule.metric),
  );
  if (!learning || (learning.low <= 0 && learning.high >= 0)) return null;
  const raises = learning.low > 0;
  const { effect, low, high, tests } = learning;
  return {
    state: raises === (rule.direction === 'raises') ? 'true' : 'false',
    reason: `Over ${numbers.counted(tests, 'test')}, “${learning.level}” of “${learning.attribute}” ${raises ? 'raises' : 'lowers'} “${learning.metric}”.`,
    numbers: { effect, low, high, tests },
    query: rule.direction === 'raises' ? 'low > 0' : 'high < 0',
  };
}

/** By what was learned over tests, whenever that is computed anew. Answers with how many were resolved. */
export async function resolveByLearnings(
  parts: Pick<Parts, 'records' | 'now'>,
  found: readonly FoundLearning[],
): Promise<number> {
  const rows = await parts.records
    .select()
    .from(beliefs)
    .where(open(['learning']));
  let resolved = 0;
  for (const row of rows) {
    if (row.rule.by !== 'learning') continue;
    const judgement = judgeLearning(row.rule, found);
    if (judgement !== null && (await end(parts, row, judgement, null))) resolved++;
  }
  return resolved;
}
