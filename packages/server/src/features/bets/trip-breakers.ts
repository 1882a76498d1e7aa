import { eq, inArray } from 'drizzle-orm';
import { system } from '../../kernel/caller.ts';
import { groupBy } from '../../kernel/group-by.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { announce } from '../announcements/index.ts';
import { record } from '../audit/index.ts';
import { type BetRow, bets, readBets } from '../plan/index.ts';
import { acts, judgeBreaker } from './judge-breaker.ts';
import { readBreakers } from './read-breakers.ts';
import { type BreakerRow, breakers } from './records.ts';

/** Breakers act by themselves, in the transaction of what they act on. The plan's row is held by whoever calls. */

const subjectOf = ({ id, name }: BetRow) => ({ kind: 'bet', id, name });

async function trip(tx: Transaction, bet: BetRow, row: BreakerRow, because: string, now: Date, today: string) {
  await tx
    .update(breakers)
    .set({ state: 'tripped', trippedAt: now, because, probe: null, version: row.version + 1 })
    .where(eq(breakers.id, row.id));
  await tx
    .update(bets)
    .set({
      ...{ status: 'stopped', decidedOn: today, decidedBecause: because, stoppedBy: row.id, asAgreed: true },
      version: bet.version + 1,
    })
    .where(eq(bets.id, bet.id));
  await record(tx, system, {
    action: 'bet.stopped-by-breaker',
    subject: subjectOf(bet),
    before: { status: bet.status, breaker: row.state },
    after: { status: 'stopped', breaker: 'tripped', kind: row.kind, measure: row.measure, because },
  });
  await announce(
    tx,
    {
      type: 'breaker.tripped',
      data: { bet: { id: bet.id, name: bet.name }, kind: row.kind, measure: row.measure, because },
    },
    now,
  );
}

async function close(tx: Transaction, bet: BetRow, row: BreakerRow) {
  const because = 'The probe is over, within its money and its limit.';
  await tx
    .update(breakers)
    .set({ state: 'closed', probe: null, because, version: row.version + 1 })
    .where(eq(breakers.id, row.id));
  await record(tx, system, {
    action: 'bet.breaker-closed',
    subject: subjectOf(bet),
    ...{ before: { breaker: 'half-open' }, after: { breaker: 'closed', kind: row.kind, because } },
  });
}

/** Judges all breakers of those bets that run. The first that trips stops its bet. Answers which bets were stopped. */
export async function judgeBets(tx: Transaction, ids: readonly string[], now: Date, today: string): Promise<BetRow[]> {
  const running = (await readBets(tx, ids)).filter(({ status }) => status === 'running');
  const runningIds = running.map(({ id }) => id);
  const found = running.length === 0 ? [] : await readBreakers(tx, inArray(bets.id, runningIds));
  const ofBet = groupBy(found, ({ breaker }) => breaker.betId);
  const stopped: BetRow[] = [];
  for (const bet of running) {
    for (const { breaker, fed } of ofBet.get(bet.id) ?? []) {
      const { trips, probeOver } = judgeBreaker(breaker, bet, fed, today);
      if (trips !== null) {
        await trip(tx, bet, breaker, trips, now, today);
        stopped.push(bet);
        break;
      }
      if (probeOver) await close(tx, bet, breaker);
    }
  }
  return stopped;
}

/** Bets that run and of which a breaker would do something. Nothing is held: they are judged once more. */
export async function betsToJudge(records: Records, today: string): Promise<BetRow[]> {
  const found = await readBreakers(records, eq(bets.status, 'running'));
  const rows = await readBets(records, [...new Set(found.map(({ breaker }) => breaker.betId))]);
  const ofBet = groupBy(found, ({ breaker }) => breaker.betId);
  return rows.filter((bet) =>
    ofBet.get(bet.id)!.some(({ breaker, fed }) => acts(judgeBreaker(breaker, bet, fed, today))),
  );
}
