import { randomUUID } from 'node:crypto';
import {
  type BodyOf,
  type changeWorkflow,
  type createWorkflow,
  type startWorkflow,
  type WorkflowStep,
  workflowVerdicts,
} from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { eq } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { bets, changedMeanwhile, givenFields } from '../plan/index.ts';
import { checkHere, peopleOf, readRitual } from '../rituals/index.ts';
import { beginRun, subjectOf } from './begin-runs.ts';
import { packs } from './packs.ts';
import { type RunRow, type WorkflowRow, workflows } from './records.ts';

export interface WorkflowParts {
  records: Records;
  now: () => Date;
}

const noWorkflow = () =>
  new DandelionFailure('not-found', 'There is no such workflow. It may have been deleted. Go back to the list.');

type Kept = Pick<WorkflowRow, 'name' | 'purpose' | 'trigger' | 'verdicts' | 'ritualId' | 'steps' | 'active'>;

const memberOf = ({ owner }: WorkflowStep) => (owner.kind === 'member' ? [owner.id] : []);

/** As the audit log keeps it: what each step asks of whom until when, members by name, whoever that is later. */
async function told(tx: Transaction, { name, purpose, trigger, verdicts, ritualId, steps, active }: Kept) {
  const people = await peopleOf(tx, steps.flatMap(memberOf));
  const ownerOf = ({ owner }: WorkflowStep) =>
    owner.kind === 'member' ? (people.get(owner.id)?.name ?? owner.id) : owner.kind;
  const withinOf = ({ days, workingDays }: WorkflowStep) => numbers.counted(days, workingDays ? 'working day' : 'day');
  return {
    ...{ name, purpose, trigger, verdicts, ritualId, active },
    steps: steps.map((step) => `${step.what} (${ownerOf(step)}, ${withinOf(step)})`),
  };
}

async function check(tx: Transaction, kept: Kept, before: Kept | null): Promise<void> {
  // Of whoever left the steps fall to the lead.
  await checkHere(tx, kept.steps.flatMap(memberOf), before?.steps.flatMap(memberOf));
  const known: readonly string[] =
    kept.trigger === 'bet-decided' || kept.trigger === 'test-judged' ? workflowVerdicts[kept.trigger] : [];
  const wrong = kept.verdicts.find((verdict) => !known.includes(verdict));
  if (wrong !== undefined)
    throw new DandelionFailure('bad-value', `What begins this workflow never comes to “${wrong}”. Leave it out.`);
  if (kept.ritualId === null) return;
  if (kept.trigger !== 'meeting-ended')
    throw new DandelionFailure('bad-value', 'Only a workflow after meetings is for one ritual. Leave the ritual out.');
  await readRitual(tx, kept.ritualId).catch(() => {
    throw new DandelionFailure('unknown-value', 'There is no such ritual. Choose another one, or all.');
  });
}

function begunFrom({ pack, ...given }: BodyOf<typeof createWorkflow>): Kept {
  const from = pack === null ? undefined : packs.find(({ id }) => id === pack);
  if (pack !== null && from === undefined)
    throw new DandelionFailure('unknown-value', `No workflow ships under the name ${pack}.`);
  const kept = {
    ...{ purpose: '', trigger: 'by-hand' as const, verdicts: [], ritualId: null, active: true },
    ...(from &&
      givenFields({ name: from.name, purpose: from.purpose, trigger: from.trigger, verdicts: from.verdicts })),
    ...(from && { steps: from.steps }),
    ...givenFields(given),
  };
  const { name, steps } = kept;
  if (name === undefined || steps === undefined)
    throw new DandelionFailure('bad-value', 'Give the workflow a name and at least one step, or choose a pack.');
  return { ...kept, name: storable(name), purpose: storable(kept.purpose), steps };
}

export async function makeWorkflow({ records, now }: WorkflowParts, by: Actor, body: BodyOf<typeof createWorkflow>) {
  return records.transaction(async (tx) => {
    const kept = begunFrom(body);
    await check(tx, kept, null);
    const [row] = await tx
      .insert(workflows)
      .values({ id: randomUUID(), ...kept, pack: body.pack, createdBy: by, createdAt: now() })
      .returning();
    await record(tx, by, { action: 'workflow.created', subject: subjectOf(row!), after: await told(tx, row!) });
    return row!;
  });
}

/** Nobody else changes it until the transaction is over. */
async function hold(tx: Transaction, id: string): Promise<WorkflowRow> {
  const [row] = await tx.select().from(workflows).where(eq(workflows.id, id)).for('update');
  if (!row) throw noWorkflow();
  return row;
}

export async function editWorkflow(
  { records }: WorkflowParts,
  by: Actor,
  id: string,
  { version, ...wanted }: BodyOf<typeof changeWorkflow>,
): Promise<WorkflowRow> {
  return records.transaction(async (tx) => {
    const before = await hold(tx, id);
    if (before.version !== version) throw changedMeanwhile('workflow');
    const next = { ...before, ...givenFields(wanted) };
    await check(tx, next, before);
    const { name, purpose, trigger, verdicts, ritualId, steps, active } = next;
    const [row] = await tx
      .update(workflows)
      .set({
        ...{ name: storable(name), purpose: storable(purpose), trigger, verdicts, ritualId, steps, active },
        version: version + 1,
      })
      .where(eq(workflows.id, id))
      .returning();
    await record(tx, by, {
      action: 'workflow.changed',
      subject: subjectOf(row!),
      ...{ before: await told(tx, before), after: await told(tx, row!) },
    });
    return row!;
  });
}

export async function removeWorkflow({ records }: WorkflowParts, by: Actor, id: string, version: number) {
  await records.transaction(async (tx) => {
    const before = await hold(tx, id);
    if (before.version !== version) throw changedMeanwhile('workflow');
    await tx.delete(workflows).where(eq(workflows.id, id));
    await record(tx, by, { action: 'workflow.deleted', subject: subjectOf(before), before: await told(tx, before) });
  });
}

export async function startByHand(
  { records, now }: WorkflowParts,
  by: Actor,
  id: string,
  { betId, about }: BodyOf<typeof startWorkflow>,
): Promise<RunRow> {
  return records.transaction(async (tx) => {
    const workflow = await hold(tx, id);
    const [bet] = betId === null ? [] : await tx.select().from(bets).where(eq(bets.id, betId));
    if (betId !== null && bet === undefined)
      throw new DandelionFailure('unknown-value', 'There is no such bet. Leave it out, or choose another one.');
    const words = storable(about);
    const subject = bet
      ? { kind: 'bet', id: bet.id, name: bet.name }
      : words === ''
        ? null
        : { kind: 'note', id: 'by-hand', name: words };
    const run = await beginRun(
      ...([tx, by, workflow] as const),
      {
        ...{ trigger: workflow.trigger, event: `by-hand:${randomUUID()}`, about: subject },
        because: `${by.name} started it${words === '' || bet === undefined ? '' : `: ${words}`}.`,
        betOwnerId: bet?.ownerId ?? null,
      },
      now(),
    );
    return run!;
  });
}
