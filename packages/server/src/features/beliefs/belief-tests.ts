import type { ResolutionRule, TestAnswer } from '@dandelion-loop/contract';
import { and, eq, inArray } from 'drizzle-orm';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { checkCondition } from './condition-holds.ts';
import type { TestRule } from './judge-rule.ts';
import { type BeliefRow, experiments, results } from './records.ts';
import { readTest } from './told-numbers.ts';

/** The tests that rules name. */

export interface NamedTest {
  id: string;
  title: string;
  analysisId: string;
  firstJudgedAt: Date;
  answer: TestAnswer;
}

export const isTestRule = (rule: ResolutionRule): rule is TestRule => 'experimentId' in rule;

export async function readTests(db: Records | Transaction, ids: readonly string[]): Promise<Map<string, NamedTest>> {
  if (ids.length === 0) return new Map();
  const { id, title, analysisId, firstJudgedAt } = experiments;
  const rows = await db
    .select({ id, title, analysisId, firstJudgedAt, answer: results.answer })
    .from(experiments)
    .innerJoin(results, and(eq(results.experimentId, experiments.id), eq(results.analysisId, experiments.analysisId)))
    .where(inArray(experiments.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Whether its answer was there before the assumption was: then it is read when the day has come, so that members can answer first. */
export const wasThereBefore = (test: Pick<NamedTest, 'firstJudgedAt'>, createdAt: Date): boolean =>
  test.firstJudgedAt.getTime() < createdAt.getTime();

/** Refuses a rule that could never be followed. Null: it names no test that is there. */
export async function checkRule(
  tx: Transaction,
  { rule, dueOn, createdAt }: Pick<BeliefRow, 'rule' | 'dueOn' | 'createdAt'>,
): Promise<void> {
  if (rule.by === 'condition') checkCondition(rule.condition);
  if (!isTestRule(rule) || rule.experimentId === null) return;
  const test = (await readTests(tx, [rule.experimentId])).get(rule.experimentId);
  if (!test) throw new DandelionFailure('unknown-value', 'There is no such test. Name one that is there, or none yet.');
  if (rule.by !== 'experiment' || rule.metric !== null || rule.variation !== null) {
    const read = readTest(test.answer, rule);
    if (typeof read === 'string') throw new DandelionFailure('unknown-value', read);
  }
  if (dueOn !== null || !wasThereBefore(test, createdAt)) return;
  throw new DandelionFailure(
    'wrong-use',
    'This test is judged already. Say until which day members can answer: its result is read after that.',
  );
}
