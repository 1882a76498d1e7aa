import { randomUUID } from 'node:crypto';
import type { AnswerOf, BodyOf, changeBetComment, listBetComments, PlanComment } from '@dandelion-loop/contract';
import { count, desc, eq } from 'drizzle-orm';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { type BetRow, changedMeanwhile, type PlanParts, readBets } from '../plan/index.ts';
import { type Asking, betNames, seesAll } from './hand-off-views.ts';
import { type BetCommentRow, betComments } from './records.ts';

/** What members and the partners that a bet names say about it. */

const noComment = () =>
  new DandelionFailure('not-found', 'There is no such comment for you. It may have been deleted. Read the list again.');

/** Of what one may not see it is not told that it is there. */
async function visibleBet(db: Records | Transaction, id: string, asking: Asking): Promise<BetRow> {
  const [bet] = await readBets(db, [id]);
  if (bet && (seesAll(asking) || betNames(bet, asking))) return bet;
  throw new DandelionFailure('not-found', 'There is no such bet for you. Go back to the plan.');
}

const wroteIt = ({ createdBy }: BetCommentRow, { actor }: Asking): boolean =>
  createdBy.kind === actor.kind && createdBy.id === actor.id;

/** Whoever can use the machine can be owner whenever they like. */
const isOwner = ({ actor, member }: Asking): boolean => member?.role === 'owner' || actor.kind === 'machine';

function viewOf(row: BetCommentRow, asking: Asking): PlanComment {
  const { id, betId, text, createdBy, createdAt, changedAt, version } = row;
  const answers = asking.permissions.has('plan:answer');
  const own = answers && wroteIt(row, asking);
  return {
    ...{ id, betId, text, by: createdBy, at: createdAt.toISOString(), version },
    changedAt: changedAt?.toISOString() ?? null,
    may: { change: own, delete: own || (answers && isOwner(asking)) },
  };
}

export async function listComments(
  { records }: PlanParts,
  asking: Asking,
  betId: string,
  limit: number,
): Promise<AnswerOf<typeof listBetComments>> {
  await visibleBet(records, betId, asking);
  const of = eq(betComments.betId, betId);
  const [[counted], newest] = await Promise.all([
    records.select({ total: count() }).from(betComments).where(of),
    records
      .select()
      .from(betComments)
      .where(of)
      .orderBy(desc(betComments.createdAt), desc(betComments.id))
      .limit(limit),
  ]);
  return {
    comments: newest.reverse().map((row) => viewOf(row, asking)),
    earlier: counted!.total - newest.length,
  };
}

const subjectOf = ({ id, name }: BetRow) => ({ kind: 'bet', id, name });

export async function addComment({ records, now }: PlanParts, asking: Asking, betId: string, text: string) {
  return records.transaction(async (tx) => {
    const bet = await visibleBet(tx, betId, asking);
    const [row] = await tx
      .insert(betComments)
      .values({ id: randomUUID(), betId, text: storable(text), createdBy: asking.actor, createdAt: now() })
      .returning();
    await record(tx, asking.actor, { action: 'bet.commented', subject: subjectOf(bet), after: { text } });
    return viewOf(row!, asking);
  });
}

/** Nobody else changes it until the transaction is over. A comment on what one does not see is not there. */
async function hold(tx: Transaction, id: string, asking: Asking): Promise<{ row: BetCommentRow; bet: BetRow }> {
  const [row] = await tx.select().from(betComments).where(eq(betComments.id, id)).for('update');
  const [bet] = row === undefined ? [] : await readBets(tx, [row.betId]);
  if (row === undefined || bet === undefined || !(seesAll(asking) || betNames(bet, asking))) throw noComment();
  return { row, bet };
}

export async function editComment(
  { records, now }: PlanParts,
  asking: Asking,
  id: string,
  { version, text }: BodyOf<typeof changeBetComment>,
): Promise<PlanComment> {
  return records.transaction(async (tx) => {
    const { row: before, bet } = await hold(tx, id, asking);
    if (!wroteIt(before, asking)) {
      throw new DandelionFailure('not-allowed', 'Only whoever wrote this comment can change it.');
    }
    if (before.version !== version) throw changedMeanwhile('comment');
    const wanted = storable(text);
    if (wanted === before.text) return viewOf(before, asking);
    const [row] = await tx
      .update(betComments)
      .set({ text: wanted, changedAt: now(), version: version + 1 })
      .where(eq(betComments.id, id))
      .returning();
    await record(tx, asking.actor, {
      action: 'bet.comment-changed',
      subject: subjectOf(bet),
      ...{ before: { text: before.text }, after: { text: wanted } },
    });
    return viewOf(row!, asking);
  });
}

export async function removeComment(
  { records }: PlanParts,
  asking: Asking,
  id: string,
  version: number,
): Promise<void> {
  await records.transaction(async (tx) => {
    const { row, bet } = await hold(tx, id, asking);
    if (!wroteIt(row, asking) && !isOwner(asking)) {
      throw new DandelionFailure('not-allowed', 'Only whoever wrote this comment, or an owner, can delete it.');
    }
    if (row.version !== version) throw changedMeanwhile('comment');
    await tx.delete(betComments).where(eq(betComments.id, id));
    await record(tx, asking.actor, {
      action: 'bet.comment-deleted',
      subject: subjectOf(bet),
      before: { text: row.text, by: row.createdBy.name },
    });
  });
}
