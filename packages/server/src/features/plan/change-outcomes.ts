import { randomUUID } from 'node:crypto';
import type { addOutcome, addOutcomeValue, BodyOf, changeOutcome } from '@dandelion-loop/contract';
import { eq } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import { record } from '../audit/index.ts';
import { changedMeanwhile, changePlan, type PlanParts } from './change-plan.ts';
import { lastDayOf, tooLate } from './import-values.ts';
import type { PlanState } from './plan-state.ts';
import { type OutcomeRow, outcomes, outcomeValues } from './records.ts';

/** What a plan is for, and how it stands. */

const noOutcome = () =>
  new DandelionFailure('not-found', 'There is no such outcome. It may have been deleted. Go back to the plan.');

const subjectOf = ({ id, name }: Pick<OutcomeRow, 'id' | 'name'>) => ({ kind: 'outcome', id, name });

const toldOutcome = ({ name, metric, unit, baseline, target, by, direction }: OutcomeRow) => ({
  ...{ name, metric, unit, baseline, target, by, direction },
});

async function planIdOf({ records }: PlanParts, id: string): Promise<string> {
  const [found] = await records.select({ planId: outcomes.planId }).from(outcomes).where(eq(outcomes.id, id));
  if (!found) throw noOutcome();
  return found.planId;
}

function outcomeIn({ outcomes: own }: PlanState, id: string): OutcomeRow {
  const found = own.find((one) => one.id === id);
  if (found === undefined) throw noOutcome();
  return found;
}

export async function makeOutcome(parts: PlanParts, by: Actor, planId: string, body: BodyOf<typeof addOutcome>) {
  const { result } = await changePlan(parts, planId, 'stake', async (tx) => {
    const { name, metric = null, unit = null, by: day = null, ...numbers } = body;
    const texts = { name: storable(name), metric: metric && storable(metric), unit: unit && storable(unit) };
    const [row] = await tx
      .insert(outcomes)
      .values({ id: randomUUID(), planId, ...texts, by: day, ...numbers })
      .returning();
    await record(tx, by, { action: 'outcome.created', subject: subjectOf(row!), after: toldOutcome(row!) });
    return row!.id;
  });
  return result;
}

export async function editOutcome(
  parts: PlanParts,
  by: Actor,
  id: string,
  { version, ...wanted }: BodyOf<typeof changeOutcome>,
): Promise<void> {
  await changePlan(parts, await planIdOf(parts, id), 'stake', async (tx, state) => {
    const before = outcomeIn(state, id);
    if (before.version !== version) throw changedMeanwhile('outcome');
    const [row] = await tx
      .update(outcomes)
      .set({ ...wanted, version: version + 1 })
      .where(eq(outcomes.id, id))
      .returning();
    await record(tx, by, {
      action: 'outcome.changed',
      subject: subjectOf(row!),
      ...{ before: toldOutcome(before), after: toldOutcome(row!) },
    });
  });
}

export async function removeOutcome(parts: PlanParts, by: Actor, id: string, version: number): Promise<void> {
  await changePlan(parts, await planIdOf(parts, id), 'stake', async (tx, state) => {
    const before = outcomeIn(state, id);
    if (before.version !== version) throw changedMeanwhile('outcome');
    const own = state.bets.filter(({ outcomeId }) => outcomeId === id);
    if (own.length > 0) {
      throw new DandelionFailure(
        'conflict',
        `“${own[0]!.name}” is for this outcome${own.length > 1 ? `, and ${own.length - 1} more` : ''}. A stake needs an outcome: give it another one first.`,
      );
    }
    await tx.delete(outcomes).where(eq(outcomes.id, id));
    await record(tx, by, { action: 'outcome.deleted', subject: subjectOf(before), before: toldOutcome(before) });
  });
}

export async function addValue(
  parts: PlanParts,
  by: Actor,
  id: string,
  { on, value, note }: BodyOf<typeof addOutcomeValue>,
): Promise<void> {
  const today = await parts.today();
  await changePlan(parts, await planIdOf(parts, id), 'fact', async (tx, state) => {
    const outcome = outcomeIn(state, id);
    const late = tooLate(on, lastDayOf(state.plan, today));
    if (late !== null) throw new DandelionFailure('bad-value', late);
    await tx
      .insert(outcomeValues)
      .values({ outcomeId: id, on, value, note: storable(note), createdBy: by, createdAt: parts.now() });
    await record(tx, by, { action: 'outcome.value-added', subject: subjectOf(outcome), after: { on, value, note } });
  });
}
