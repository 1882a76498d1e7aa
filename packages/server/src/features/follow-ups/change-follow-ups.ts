import { randomUUID } from 'node:crypto';
import type { addFollowUp as addEndpoint, BodyOf, changeFollowUp as changeEndpoint } from '@dandelion-loop/contract';
import { eq } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { checkHere, peopleOf } from '../rituals/index.ts';
import { type Asking, isOwn, seesAll } from './follow-up-views.ts';
import { decisions, type FollowUpRow, followUps, meetings } from './records.ts';

export interface FollowUpParts {
  records: Records;
  now: () => Date;
}

const noFollowUp = () =>
  new DandelionFailure(
    'not-found',
    'There is no such follow-up for you. It may have another owner now. Go back to the list.',
  );

const changedMeanwhile = () =>
  new DandelionFailure(
    'conflict',
    'This follow-up was changed or ended meanwhile. Look at it as it is now, then change what you still want.',
  );

const subjectOf = ({ id, what }: Pick<FollowUpRow, 'id' | 'what'>) => ({ kind: 'follow-up', id, name: what });

/** As the audit log keeps it: an owner by name, whoever that is later. */
async function told(tx: Transaction, row: Pick<FollowUpRow, 'what' | 'ownerId' | 'dueOn' | 'state' | 'note'>) {
  const { what, ownerId, dueOn, state, note } = row;
  return { what, owner: (await peopleOf(tx, [ownerId])).get(ownerId)?.name ?? ownerId, dueOn, state, note };
}

async function checkOrigin(tx: Transaction, { meetingId, decisionId }: BodyOf<typeof addEndpoint>): Promise<void> {
  if (meetingId !== null) {
    const [found] = await tx.select({ id: meetings.id }).from(meetings).where(eq(meetings.id, meetingId));
    if (!found) throw new DandelionFailure('unknown-value', 'There is no such meeting. Leave it out.');
  }
  if (decisionId === null) return;
  const [found] = await tx.select({ id: decisions.id }).from(decisions).where(eq(decisions.id, decisionId));
  if (!found) throw new DandelionFailure('unknown-value', 'There is no such decision. Leave it out.');
}

export async function addFollowUp({ records, now }: FollowUpParts, by: Actor, body: BodyOf<typeof addEndpoint>) {
  return records.transaction(async (tx) => {
    await checkHere(tx, [body.ownerId]);
    await checkOrigin(tx, body);
    const [row] = await tx
      .insert(followUps)
      .values({ id: randomUUID(), ...body, what: storable(body.what), createdBy: by, createdAt: now() })
      .returning();
    await record(tx, by, { action: 'follow-up.created', subject: subjectOf(row!), after: await told(tx, row!) });
    return row!;
  });
}

/** Nobody else changes it until the transaction is over. Of what one may not see it is not told that it is there. */
async function hold(tx: Transaction, id: string, asking: Asking): Promise<FollowUpRow> {
  const [row] = await tx.select().from(followUps).where(eq(followUps.id, id)).for('update');
  if (!row || !(seesAll(asking) || isOwn(row, asking))) throw noFollowUp();
  return row;
}

function refuse(row: FollowUpRow, asking: Asking, { what, ownerId, dueOn }: BodyOf<typeof changeEndpoint>): void {
  if (asking.permissions.has('follow-ups:write')) return;
  if (!isOwn(row, asking))
    throw new DandelionFailure(
      'not-allowed',
      'Only its owner, a marketer, an analyst or an owner of the workspace can end it.',
    );
  if (what === undefined && ownerId === undefined && dueOn === undefined) return;
  throw new DandelionFailure(
    'not-allowed',
    'You can end it and write a note. What it says, its owner and its day are changed by a marketer, an analyst or an owner.',
  );
}

/** Fails with `not-found`, `not-allowed`, and with `conflict` when it is not as `version` says any more. */
export async function changeFollowUp(
  { records, now }: FollowUpParts,
  asking: Asking,
  id: string,
  wanted: BodyOf<typeof changeEndpoint>,
): Promise<FollowUpRow> {
  return records.transaction(async (tx) => {
    const before = await hold(tx, id, asking);
    refuse(before, asking, wanted);
    if (before.version !== wanted.version) throw changedMeanwhile();
    if (wanted.ownerId !== undefined) await checkHere(tx, [wanted.ownerId], [before.ownerId]);
    const state = wanted.state ?? before.state;
    const ended = state === before.state ? { endedAt: before.endedAt, endedBy: before.endedBy } : null;
    const set = {
      state,
      what: storable(wanted.what ?? before.what),
      note: storable(wanted.note ?? before.note),
      ownerId: wanted.ownerId ?? before.ownerId,
      dueOn: wanted.dueOn === undefined ? before.dueOn : wanted.dueOn,
      ...(ended ?? (state === 'open' ? { endedAt: null, endedBy: null } : { endedAt: now(), endedBy: asking.actor })),
    };
    const [was, is] = [await told(tx, before), await told(tx, set)];
    if (JSON.stringify(was) === JSON.stringify(is) && set.ownerId === before.ownerId) return before;
    const [row] = await tx
      .update(followUps)
      .set({ ...set, version: before.version + 1 })
      .where(eq(followUps.id, id))
      .returning();
    const action =
      state === before.state ? 'follow-up.changed' : state === 'open' ? 'follow-up.reopened' : 'follow-up.ended';
    await record(tx, asking.actor, { action, subject: subjectOf(before), before: was, after: is });
    return row!;
  });
}
