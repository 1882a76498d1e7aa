import { randomUUID } from 'node:crypto';
import type { addDomain, BodyOf, changeDomain } from '@dandelion-loop/contract';
import { eq } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { changedMeanwhile, changePlan, type PlanParts } from './change-plan.ts';
import type { PlanState } from './plan-state.ts';
import { beliefs, type DomainRow, domains } from './records.ts';

/** What several bets draw on, and can fail together with. */

const noDomain = () =>
  new DandelionFailure('not-found', 'There is no such failure domain. It may have been deleted. Go back to the plan.');

const subjectOf = ({ id, name }: Pick<DomainRow, 'id' | 'name'>) => ({ kind: 'domain', id, name });

const toldDomain = ({ name, kind, failure, cap, beliefId }: DomainRow) => ({
  ...{ name, kind, failure, cap, beliefId },
});

async function planIdOf({ records }: PlanParts, id: string): Promise<string> {
  const [found] = await records.select({ planId: domains.planId }).from(domains).where(eq(domains.id, id));
  if (!found) throw noDomain();
  return found.planId;
}

function domainIn({ domains: own }: PlanState, id: string): DomainRow {
  const found = own.find((one) => one.id === id);
  if (found === undefined) throw noDomain();
  return found;
}

/** Fails with `unknown-value`, and with `bad-value` where what stands for it is no assumption. */
async function checkBelief(tx: Transaction, { kind, beliefId }: Pick<DomainRow, 'kind' | 'beliefId'>): Promise<void> {
  if (beliefId === null) return;
  if (kind !== 'assumption') {
    throw new DandelionFailure('bad-value', 'Only an assumption stands for one of the register. Choose that kind.');
  }
  const [found] = await tx.select({ id: beliefs.id }).from(beliefs).where(eq(beliefs.id, beliefId)).for('key share');
  if (!found) throw new DandelionFailure('unknown-value', 'There is no such assumption in the register.');
}

export async function makeDomain(
  parts: PlanParts,
  by: Actor,
  planId: string,
  { cap = null, ...body }: BodyOf<typeof addDomain>,
): Promise<string> {
  const { result } = await changePlan(parts, planId, 'stake', async (tx) => {
    await checkBelief(tx, body);
    const [row] = await tx
      .insert(domains)
      .values({ id: randomUUID(), planId, ...body, name: storable(body.name), cap })
      .returning();
    await record(tx, by, { action: 'domain.created', subject: subjectOf(row!), after: toldDomain(row!) });
    return row!.id;
  });
  return result;
}

export async function editDomain(
  parts: PlanParts,
  by: Actor,
  id: string,
  { version, ...wanted }: BodyOf<typeof changeDomain>,
): Promise<DomainRow> {
  const { result } = await changePlan(parts, await planIdOf(parts, id), 'stake', async (tx, state) => {
    const before = domainIn(state, id);
    if (before.version !== version) throw changedMeanwhile('failure domain');
    const { kind = before.kind, beliefId = before.beliefId } = wanted;
    await checkBelief(tx, { kind, beliefId });
    const [row] = await tx
      .update(domains)
      .set({ ...wanted, version: version + 1 })
      .where(eq(domains.id, id))
      .returning();
    await record(tx, by, {
      action: 'domain.changed',
      subject: subjectOf(row!),
      ...{ before: toldDomain(before), after: toldDomain(row!) },
    });
    return row!;
  });
  return result;
}

export async function removeDomain(parts: PlanParts, by: Actor, id: string, version: number): Promise<void> {
  await changePlan(parts, await planIdOf(parts, id), 'stake', async (tx, state) => {
    const before = domainIn(state, id);
    if (before.version !== version) throw changedMeanwhile('failure domain');
    const own = state.bets.filter(({ domainIds }) => domainIds.includes(id));
    if (own.length > 0) {
      throw new DandelionFailure(
        'conflict',
        `“${own[0]!.name}” draws on it${own.length > 1 ? `, and ${own.length - 1} more` : ''}. Take it away there first.`,
      );
    }
    await tx.delete(domains).where(eq(domains.id, id));
    await record(tx, by, { action: 'domain.deleted', subject: subjectOf(before), before: toldDomain(before) });
  });
}
