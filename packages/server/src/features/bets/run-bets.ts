import { randomUUID } from 'node:crypto';
import { type BodyOf, type decideBet as decideEndpoint, isOpenBet } from '@dandelion-loop/contract';
import { eq } from 'drizzle-orm';
import { type Actor, system } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { type BetRow, bets, changePlan, type PlanParts } from '../plan/index.ts';
import { betIn, planIdOf, subjectOfBet } from './change-bets.ts';
import { breakers } from './records.ts';
import { judgeBets } from './trip-breakers.ts';

/** A bet is signed, begins, and ends with a verdict. */

const conflict = (message: string) => new DandelionFailure('conflict', message);

function missingTerms({ hypothesis, cap, killCriteria }: BetRow): string[] {
  return [
    ...(hypothesis === '' ? ['a hypothesis'] : []),
    ...(cap === null ? ['a cap'] : []),
    ...(killCriteria.length === 0 ? ['kill criteria'] : []),
  ];
}

/** Signed once more before it begins, the newer signature holds; the audit log has both. */
export async function sign(parts: PlanParts, by: Actor, id: string, version: number): Promise<void> {
  const on = await parts.today();
  await changePlan(parts, await planIdOf(parts, id), 'stake', async (tx, state) => {
    const before = betIn(state, id, version);
    if (before.status !== 'planned') throw conflict('This bet began. What holds is signed before the start.');
    const missing = missingTerms(before);
    if (missing.length > 0) throw conflict(`It has not yet ${missing.join(' and ')}. Write that first, then sign.`);
    const { hypothesis, cap, currency, killCriteria } = before;
    const terms = { hypothesis, cap: cap!, currency, killCriteria };
    await tx
      .update(bets)
      .set({ signed: { at: parts.now().toISOString(), on, by, terms }, changedSince: [], version: version + 1 })
      .where(eq(bets.id, id));
    await record(tx, by, {
      action: 'bet.signed',
      subject: subjectOfBet(before),
      before: { terms: before.signed?.terms ?? null },
      after: { terms, on },
    });
  });
}

async function ownBreaker(tx: Transaction, bet: BetRow, kind: 'spend' | 'date', now: Date): Promise<void> {
  await tx
    .insert(breakers)
    .values({ id: randomUUID(), betId: bet.id, kind, trips: 'above', createdBy: system, createdAt: now });
}

/** Its cap and last day stop it by themselves, unless it has breakers for them. */
async function giveBreakers(tx: Transaction, bet: BetRow, now: Date): Promise<void> {
  const own = await tx.select().from(breakers).where(eq(breakers.betId, bet.id));
  for (const kind of ['spend', 'date'] as const)
    if (!own.some((one) => one.kind === kind)) await ownBreaker(tx, bet, kind, now);
}

/** Of bets that run already, such as those of a document. */
export async function giveBreakersTo(tx: Transaction, running: readonly BetRow[], now: Date): Promise<void> {
  for (const bet of running) await giveBreakers(tx, bet, now);
}

export async function start(parts: PlanParts, by: Actor, id: string, version: number): Promise<void> {
  const today = await parts.today();
  await changePlan(parts, await planIdOf(parts, id), 'stake', async (tx, state) => {
    const before = betIn(state, id, version);
    if (before.status !== 'planned') throw conflict('This bet began already.');
    const waits = state.bets.filter((other) => before.dependsOnIds.includes(other.id) && isOpenBet(other));
    if (waits.length > 0) {
      throw conflict(`It waits for ${waits.map(({ name }) => `“${name}”`).join(', ')}, which has not ended yet.`);
    }
    await tx
      .update(bets)
      .set({ status: 'running', startedOn: today, version: version + 1 })
      .where(eq(bets.id, id));
    await giveBreakers(tx, before, parts.now());
    await record(tx, by, {
      action: 'bet.started',
      subject: subjectOfBet(before),
      ...{
        before: { status: 'planned' },
        after: { status: 'running', startedOn: today, signed: before.signed !== null },
      },
    });
    await judgeBets(tx, [id], parts.now(), today);
  });
}

/** A bet that a breaker stopped can be decided by people; then the breaker cannot be reset any more. */
export async function decide(
  parts: PlanParts,
  by: Actor,
  id: string,
  { version, verdict, because, asAgreed, learned, actualPayoff }: BodyOf<typeof decideEndpoint>,
): Promise<void> {
  const today = await parts.today();
  await changePlan(parts, await planIdOf(parts, id), 'fact', async (tx, state) => {
    const before = betIn(state, id, version);
    if (before.status === 'planned') throw conflict('This bet did not begin. Start it, or delete it.');
    if (before.status !== 'running' && before.stoppedBy === null) {
      throw conflict(`This bet is decided already: ${before.decidedBecause}`);
    }
    const decided = { decidedOn: before.decidedOn ?? today, decidedBecause: because, learned, actualPayoff };
    const agreed = asAgreed ?? (before.stoppedBy === null ? null : before.asAgreed);
    await tx
      .update(bets)
      .set({ status: verdict, ...decided, asAgreed: agreed, stoppedBy: null, version: version + 1 })
      .where(eq(bets.id, id));
    await record(tx, by, {
      action: 'bet.decided',
      subject: subjectOfBet(before),
      before: { status: before.status, decidedBecause: before.decidedBecause },
      after: { status: verdict, ...decided, asAgreed: agreed },
    });
  });
}
