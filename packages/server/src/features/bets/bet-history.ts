import type { AnswerOf, listBetHistory } from '@dandelion-loop/contract';
import { entriesOf } from '../audit/index.ts';
import type { PlanParts } from '../plan/index.ts';
import { planIdOf } from './change-bets.ts';

/** Who wrote a comment may take it back: it is not to be read here. */
const leaveOut = ['bet.commented', 'bet.comment-changed', 'bet.comment-deleted'];

/** What was done with a bet, newest first. Fails with `not-found`. */
export async function readHistory(
  parts: PlanParts,
  id: string,
  limit: number,
): Promise<AnswerOf<typeof listBetHistory>> {
  await planIdOf(parts, id);
  const found = await entriesOf(parts.records, { kind: 'bet', id }, { leaveOut, limit: limit + 1 });
  return {
    entries: found
      .slice(0, limit)
      .map(({ seq, at, actor, action, before, after }) => ({ seq, at, actor, action, before, after })),
    earlier: found.length > limit,
  };
}
