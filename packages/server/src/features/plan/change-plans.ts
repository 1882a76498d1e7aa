import { randomUUID } from 'node:crypto';
import type { BodyOf, changePlan as changeEndpoint, createPlan as createEndpoint } from '@dandelion-loop/contract';
import { eq } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import { record } from '../audit/index.ts';
import { changedMeanwhile, changePlan, holdPlan, type PlanParts } from './change-plan.ts';
import { givenFields } from './given-fields.ts';
import { readState } from './plan-state.ts';
import { type PlanRow, plans } from './records.ts';

/** Plans themselves: made, changed, deleted. */

const subjectOfPlan = ({ id, name }: Pick<PlanRow, 'id' | 'name'>) => ({ kind: 'plan', id, name });

export const toldPlan = ({ name, currency, rates, from, to, failureBudget }: PlanRow) => ({
  ...{ name, currency, rates, from, to, failureBudget },
});

export async function makePlan({ records, now }: PlanParts, by: Actor, body: BodyOf<typeof createEndpoint>) {
  if (body.from >= body.to) {
    throw new DandelionFailure('bad-value', `The period ends on ${body.to}, which is not after its first day.`);
  }
  return records.transaction(async (tx) => {
    const [row] = await tx
      .insert(plans)
      .values({ id: randomUUID(), ...body, name: storable(body.name), createdBy: by, createdAt: now() })
      .returning();
    await record(tx, by, { action: 'plan.created', subject: subjectOfPlan(row!), after: toldPlan(row!) });
    return row!;
  });
}

export async function editPlan(
  parts: PlanParts,
  by: Actor,
  id: string,
  { version, ...body }: BodyOf<typeof changeEndpoint>,
): Promise<PlanRow> {
  const wanted = givenFields(body);
  const { after } = await changePlan(parts, id, 'stake', async (tx, { plan: before }) => {
    if (before.version !== version) throw changedMeanwhile('plan');
    const { from, to } = { ...before, ...wanted };
    if (from >= to)
      throw new DandelionFailure('bad-value', `The period ends on ${to}, which is not after its first day.`);
    const [row] = await tx
      .update(plans)
      .set({ ...wanted, version: version + 1 })
      .where(eq(plans.id, id))
      .returning();
    await record(tx, by, {
      action: 'plan.changed',
      subject: subjectOfPlan(row!),
      ...{ before: toldPlan(before), after: toldPlan(row!) },
    });
  });
  return after.plan;
}

/** All of it goes. What was begun goes only with its name said, so that nobody does it by mistake. */
export async function removePlan(
  { records }: PlanParts,
  by: Actor,
  id: string,
  { version, name }: { version: number; name?: string | undefined },
): Promise<void> {
  await records.transaction(async (tx) => {
    const state = await readState(tx, await holdPlan(tx, id));
    if (state.plan.version !== version) throw changedMeanwhile('plan');
    const begun = state.bets.find(({ status }) => status !== 'planned');
    if (begun !== undefined && name?.trim() !== state.plan.name) {
      throw new DandelionFailure(
        'conflict',
        `“${begun.name}” of this plan began, and what came of it would go too. To delete it all the same, say the name of the plan: ${state.plan.name}`,
      );
    }
    await tx.delete(plans).where(eq(plans.id, id));
    await record(tx, by, {
      action: 'plan.deleted',
      subject: subjectOfPlan(state.plan),
      before: { ...toldPlan(state.plan), bets: state.bets.map((bet) => `${bet.name} (${bet.status})`) },
    });
  });
}
