import { randomUUID } from 'node:crypto';
import type { addBreaker, BodyOf, resetBreaker } from '@dandelion-loop/contract';
import { and, eq, max } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import {
  type BetRow,
  betNumbers,
  bets,
  changedMeanwhile,
  changePlan,
  type PlanParts,
  type PlanState,
  sumsOf,
} from '../plan/index.ts';
import { betIn, planIdOf, subjectOfBet } from './change-bets.ts';
import { judgeBreaker } from './judge-breaker.ts';
import { readBreakers } from './read-breakers.ts';
import { type BreakerRow, breakers } from './records.ts';
import { judgeBets } from './trip-breakers.ts';

/** Breakers: given to a bet, reset with a reason, removed. */

const conflict = (message: string) => new DandelionFailure('conflict', message);

export async function giveBreaker(parts: PlanParts, by: Actor, betId: string, body: BodyOf<typeof addBreaker>) {
  const id = randomUUID();
  const today = await parts.today();
  await changePlan(parts, await planIdOf(parts, betId), 'fact', async (tx, state) => {
    const bet = betIn(state, betId);
    const { kind } = body;
    const given = {
      ...{ kind, trips: kind === 'guardrail' ? body.trips : ('above' as const) },
      measure: kind === 'guardrail' || kind === 'harm' ? body.measure : null,
      limit: kind === 'date' ? null : body.limit,
      limitOn: kind === 'date' ? body.limitOn : null,
    };
    await tx.insert(breakers).values({ id, betId, ...given, createdBy: by, createdAt: parts.now() });
    await record(tx, by, { action: 'bet.breaker-added', subject: subjectOfBet(bet), after: given });
    await judgeBets(tx, [betId], parts.now(), today);
  });
  return id;
}

async function betIdOf({ records }: PlanParts, id: string): Promise<string> {
  const [found] = await records.select({ betId: breakers.betId }).from(breakers).where(eq(breakers.id, id));
  if (!found) throw new DandelionFailure('not-found', 'There is no such breaker. Go back to the bet.');
  return found.betId;
}

async function hold(tx: Transaction, id: string): Promise<BreakerRow> {
  const [row] = await tx.select().from(breakers).where(eq(breakers.id, id)).for('update');
  if (!row) throw new DandelionFailure('not-found', 'There is no such breaker. Go back to the bet.');
  return row;
}

/** Harm and guardrails up to here are over and done with. */
async function newestNumber(tx: Transaction, betId: string): Promise<number> {
  const [found] = await tx
    .select({ seq: max(betNumbers.seq) })
    .from(betNumbers)
    .where(eq(betNumbers.betId, betId));
  return found?.seq ?? 0;
}

type Reset = BodyOf<typeof resetBreaker>;

interface Resetting {
  bet: BetRow;
  row: BreakerRow;
  state: PlanState;
  today: string;
}

function probeOf({ bet, state, today }: Resetting, wanted: Extract<Reset, { to: 'half-open' }>): BreakerRow['probe'] {
  if (wanted.endsOn <= today) throw new DandelionFailure('bad-value', 'The probe must end after today.');
  const spentBefore = sumsOf(state, bet.id).money ?? 0;
  return { money: wanted.money, spentBefore, from: today, endsOn: wanted.endsOn };
}

/** Writes it as it is then, and takes that back with `conflict` where it would trip at once. */
async function writeReset(tx: Transaction, resetting: Resetting, wanted: Reset): Promise<BreakerRow> {
  const { row, bet, today } = resetting;
  const set: Partial<BreakerRow> = {
    ...{ because: wanted.reason, countedFrom: await newestNumber(tx, bet.id), version: row.version + 1 },
    ...(wanted.to === 'half-open'
      ? { state: 'half-open', probe: probeOf(resetting, wanted) }
      : { state: 'closed', probe: null, limit: wanted.limit ?? row.limit, limitOn: wanted.limitOn ?? row.limitOn }),
  };
  await tx.update(breakers).set(set).where(eq(breakers.id, row.id));
  const [after] = await readBreakers(tx, eq(breakers.id, row.id));
  const { trips } = judgeBreaker(after!.breaker, bet, after!.fed, today);
  if (trips !== null) throw conflict(`It would trip again at once: ${trips} Set another limit, or give it a probe.`);
  return after!.breaker;
}

const told = ({ state, limit, limitOn, probe }: BreakerRow) => ({ breaker: state, limit, limitOn, probe });

/** The bet runs again, where this breaker had stopped it. A stake that no longer fits below a cap is refused by the plan. */
export async function reset(parts: PlanParts, by: Actor, id: string, wanted: Reset): Promise<void> {
  const betId = await betIdOf(parts, id);
  const today = await parts.today();
  await changePlan(parts, await planIdOf(parts, betId), 'stake', async (tx, state) => {
    const bet = betIn(state, betId);
    const row = await hold(tx, id);
    if (row.version !== wanted.version) throw changedMeanwhile('breaker');
    const stopped = bet.status === 'stopped' && bet.stoppedBy === id;
    if (bet.status !== 'running' && !stopped) {
      throw conflict('This bet is not stopped by this breaker. One that is decided is not begun again: plan another.');
    }
    if (wanted.to === 'half-open' && row.state === 'closed') throw conflict('This breaker has not tripped.');
    const after = await writeReset(tx, { bet, row, state, today }, wanted);
    if (stopped) {
      const open = { decidedOn: null, decidedBecause: '', asAgreed: null, stoppedBy: null };
      await tx
        .update(bets)
        .set({ status: 'running', ...open, version: bet.version + 1 })
        .where(eq(bets.id, betId));
    }
    await record(tx, by, {
      action: 'bet.breaker-reset',
      subject: subjectOfBet(bet),
      before: { ...told(row), status: bet.status },
      after: { ...told(after), status: 'running', kind: row.kind, reason: wanted.reason },
    });
    await judgeBets(tx, [betId], parts.now(), today);
  });
}

export async function removeBreaker(parts: PlanParts, by: Actor, id: string, reason: string): Promise<void> {
  const betId = await betIdOf(parts, id);
  await changePlan(parts, await planIdOf(parts, betId), 'fact', async (tx, state) => {
    const bet = betIn(state, betId);
    const row = await hold(tx, id);
    if (bet.stoppedBy === id) throw conflict('This breaker stopped its bet. Reset it first, or decide the bet.');
    await tx.delete(breakers).where(and(eq(breakers.id, id), eq(breakers.betId, betId)));
    await record(tx, by, {
      action: 'bet.breaker-removed',
      subject: subjectOfBet(bet),
      before: { ...told(row), kind: row.kind, measure: row.measure, reason },
    });
  });
}
