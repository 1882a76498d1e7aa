import { type PlanDocument, readPlanDocument } from '@dandelion-loop/contract';
import { costOf, moneyText, rateOf, reportingCurrency } from '@dandelion-loop/portfolio';
import { eq, sql } from 'drizzle-orm';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { documentOf, type PlanState, readState, sumsOf } from './plan-state.ts';
import { type PlanRow, plans } from './records.ts';

/** The one way in which anything of a plan is changed: one change after the other, and none that breaks a cap or contradicts the rest. */

export interface PlanParts {
  records: Records;
  now: () => Date;
  /** The day where the workspace is. */
  today: () => Promise<string>;
  /** Others who look at what was changed, in its transaction. */
  onChanged?: (tx: Transaction, before: PlanState, after: PlanState) => Promise<void>;
}

export const noPlan = () =>
  new DandelionFailure('not-found', 'There is no such plan. It may have been deleted. Go back to the list.');

/** `stake`: an edit that plans, refused when it goes over a cap. `fact`: what happened, which no cap can undo. */
export type ChangeKind = 'stake' | 'fact';

/** Fails with `not-found`. */
export async function planNameOf(db: Records | Transaction, id: string): Promise<string> {
  const [row] = await db.select({ name: plans.name }).from(plans).where(eq(plans.id, id));
  if (!row) throw noPlan();
  return row.name;
}

/** Nobody else changes anything of it until the transaction is over. */
export async function holdPlan(tx: Transaction, id: string): Promise<PlanRow> {
  const [row] = await tx.select().from(plans).where(eq(plans.id, id)).for('update');
  if (!row) throw noPlan();
  return row;
}

interface Use {
  domain: string;
  cap: number;
  /** Stakes of open bets, or what they spent where that is more, and what decided ones cost. */
  used: number;
}

function usesOf(plan: PlanDocument): Use[] {
  const amounts = plan.bets.map((bet) => Math.max(costOf(plan, bet), rateOf(plan, bet) * (bet.spent ?? 0)));
  const byDomain = new Map<string, number>();
  for (const [i, { domains }] of plan.bets.entries())
    for (const name of domains) byDomain.set(name, (byDomain.get(name) ?? 0) + amounts[i]!);
  return plan.domains.flatMap(({ name, cap = null }) =>
    cap === null ? [] : [{ domain: name, cap, used: byDomain.get(name) ?? 0 }],
  );
}

/** A cap that a change would break, in a sentence. */
interface BrokenCap {
  domain: string;
  sentence: string;
}

/** Caps that a change would break, or break further. A change that brings a plan nearer to its caps breaks none. Pure. */
export function brokenCaps(before: PlanDocument | null, after: PlanDocument): BrokenCap[] {
  // A renamed domain is a new one, which is the stricter way.
  const was = new Map(before === null ? [] : usesOf(before).map((one) => [one.domain, one]));
  const money = (value: number) => moneyText(value, reportingCurrency(after));
  return usesOf(after).flatMap(({ domain, cap, used }) => {
    const earlier = was.get(domain);
    const excessBefore = earlier === undefined ? 0 : Math.max(0, earlier.used - earlier.cap);
    if (used - cap <= excessBefore + 1e-6 * Math.max(1, cap)) return [];
    return [
      {
        domain,
        sentence: `${domain}: ${money(used)} of ${money(cap)} would be staked or spent, ${money(used - cap)} over its cap.`,
      },
    ];
  });
}

/** What contradicts itself in a plan, as one failure; null: nothing. Paths are said in names. */
function contradictionIn(document: PlanDocument): DandelionFailure | null {
  const read = readPlanDocument(document);
  if (!('problems' in read)) return null;
  const { path, reason } = read.problems[0]!;
  const [, list, at] = /^(bets|outcomes|domains)\[(\d+)\]/.exec(path) ?? [];
  const name = list === undefined ? null : document[list as 'bets' | 'outcomes' | 'domains'][Number(at)]?.name;
  return new DandelionFailure('bad-value', `${name ? `“${name}”` : path || 'The plan'}: ${reason}`);
}

/** Fails with `conflict`, with the reason of each cap. */
function refuseOverCaps(before: PlanDocument | null, after: PlanDocument): void {
  const broken = brokenCaps(before, after);
  if (broken.length === 0) return;
  throw new DandelionFailure(
    'conflict',
    `This does not fit below ${broken.length === 1 ? 'a cap' : 'caps'}. ${broken.map(({ sentence }) => sentence).join(' ')} Lower a stake, stop a bet or raise the cap. What was spent does not come back.`,
  );
}

/** What was spent is in the currency that its bet had. Fails with `conflict` where it would come to be in another. */
function refuseOtherCurrency(before: PlanState, after: PlanState): void {
  for (const bet of after.bets) {
    const earlier = before.bets.find(({ id }) => id === bet.id);
    const [was, is] = [earlier?.currency ?? before.plan.currency, bet.currency ?? after.plan.currency];
    const spent = sumsOf(before, bet.id).money ?? 0;
    if (earlier === undefined || was === is || was === null || is === null || spent === 0) continue;
    throw new DandelionFailure(
      'conflict',
      `“${bet.name}” has spent ${moneyText(spent, was)}, which would be read as ${moneyText(spent, is)}. Amounts are not converted: correct what is spent to 0 first, then change the currency and give the amounts in it.`,
    );
  }
}

/** Reads it as it is within the transaction, checks it, and counts the change. Facts may contradict what was planned, and stay. */
async function settle(tx: Transaction, before: PlanState, kind: ChangeKind): Promise<PlanState> {
  const { id } = before.plan;
  const [row] = await tx
    .update(plans)
    .set({ revision: sql`${plans.revision} + 1` })
    .where(eq(plans.id, id))
    .returning();
  if (row === undefined) throw noPlan();
  const after = await readState(tx, row);
  const document = documentOf(after);
  const contradiction = contradictionIn(document);
  if (contradiction !== null) throw contradiction;
  if (kind === 'stake') {
    refuseOtherCurrency(before, after);
    refuseOverCaps(documentOf(before), document);
  }
  return after;
}

/**
 * Changes something of a plan: `work` writes, and what comes of it is checked before it is kept. Answers with what `work` answers and
 * the plan as it is then.
 */
export async function changePlan<T>(
  { records, onChanged }: Pick<PlanParts, 'records' | 'onChanged'>,
  planId: string,
  kind: ChangeKind,
  work: (tx: Transaction, before: PlanState) => Promise<T>,
): Promise<{ result: T; after: PlanState }> {
  return records.transaction(async (tx) => {
    const before = await readState(tx, await holdPlan(tx, planId));
    const result = await work(tx, before);
    const after = await settle(tx, before, kind);
    await onChanged?.(tx, before, after);
    return { result, after };
  });
}

export const changedMeanwhile = (what: string) =>
  new DandelionFailure(
    'conflict',
    `This ${what} was changed meanwhile. Look at it as it is now, then change what you still want.`,
  );
