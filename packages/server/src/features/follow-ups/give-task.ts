import { randomUUID } from 'node:crypto';
import type { Subject } from '@dandelion-loop/contract';
import { system } from '../../kernel/caller.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { leadOf, peopleOf } from '../rituals/index.ts';
import { type FollowUpRow, followUps } from './records.ts';

/** What something that happened asks for becomes a follow-up, so that it carries over like all that is promised. */

export interface Task {
  what: string;
  /** Who was to do it; null: the lead. */
  ownerId: string | null;
  /** Why the lead, as the begin of a sentence; null: it was agreed so. */
  leadBecause: string | null;
  dueOn: string;
  origin: Subject;
}

/** Whoever is here: who was to do it, or else the lead, with a sentence why. Null: everybody left. */
async function ownerOf(
  tx: Transaction,
  { ownerId: wanted, leadBecause }: Task,
): Promise<{ id: string; name: string; why: string } | null> {
  const named = wanted === null ? undefined : (await peopleOf(tx, [wanted])).get(wanted);
  if (named && !named.left) return { id: named.id, name: named.name, why: '' };
  const lead = await leadOf(tx);
  if (lead === null) return null;
  const because = named ? `${named.name} has left` : leadBecause;
  return { id: lead.id, name: lead.name, why: because === null ? '' : `${because}: it falls to ${lead.name}.` };
}

/** In the transaction of what happened. Null: there is nobody to give it to. */
export async function giveTask(
  tx: Transaction,
  task: Task,
  now: Date,
): Promise<(FollowUpRow & { owner: string }) | null> {
  const owner = await ownerOf(tx, task);
  if (owner === null) return null;
  const { dueOn, origin } = task;
  const what = storable(task.what);
  const [row] = await tx
    .insert(followUps)
    .values({
      ...{ id: randomUUID(), what, ownerId: owner.id, dueOn, origin, note: owner.why },
      ...{ createdBy: system, createdAt: now },
    })
    .returning();
  await record(tx, system, {
    action: 'follow-up.created',
    subject: { kind: 'follow-up', id: row!.id, name: what },
    after: { what, owner: owner.name, dueOn, state: 'open', note: owner.why, origin: origin.name },
  });
  return { ...row!, owner: owner.name };
}
