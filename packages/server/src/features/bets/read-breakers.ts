import { and, asc, eq, max, type SQL, sql } from 'drizzle-orm';
import type { Records, Transaction } from '../../kernel/records.ts';
import { betNumbers, bets } from '../plan/index.ts';
import { type BreakerRow, breakers } from './records.ts';

/** What breakers were fed, added up where the numbers are: a bet may have thousands. */
export interface Fed {
  /** Sum of money or harm, newest value of a guardrail; null where nothing was fed, or of a day. */
  value: number | null;
  /** Day of the newest number. */
  on: string | null;
  /** When the last of them came in. */
  at: Date | null;
  /** Money that its bet spent in all. */
  spent: number;
}

export interface FedBreaker {
  breaker: BreakerRow;
  fed: Fed;
}

/** Money that a bet spent. */
export const spentOf = sql<number>`(SELECT coalesce(sum(value), 0) FROM bet_numbers WHERE bet_id = ${bets.id} AND kind = 'money')`;

/** Whether a number feeds a breaker: harm and guardrails up to `countedFrom` are over and done with. */
const feeds = sql`CASE ${breakers.kind}
  WHEN 'spend' THEN ${betNumbers.kind} = 'money'
  WHEN 'harm' THEN ${betNumbers.kind} = ${breakers.measure} AND ${betNumbers.seq} > ${breakers.countedFrom}
  WHEN 'guardrail' THEN ${betNumbers.kind} = 'guardrail' AND ${betNumbers.measure} = ${breakers.measure}
    AND ${betNumbers.seq} > ${breakers.countedFrom}
  ELSE false END`;

/** Breakers of bets, in the order in which they were made. */
export function readBreakers(db: Records | Transaction, of: SQL): Promise<FedBreaker[]> {
  const fed = db
    .select({
      sum: sql<number | null>`sum(${betNumbers.value})`.as('fed_sum'),
      // Of one day the number that came last is the newest.
      newest: sql<
        number | null
      >`(array_agg(${betNumbers.value} ORDER BY ${betNumbers.on} DESC, ${betNumbers.seq} DESC))[1]`.as('fed_newest'),
      on: max(betNumbers.on).as('fed_on'),
      at: max(betNumbers.createdAt).as('fed_at'),
    })
    .from(betNumbers)
    .where(and(eq(betNumbers.betId, breakers.betId), feeds))
    .as('fed');
  const value = sql<number | null>`CASE ${breakers.kind} WHEN 'guardrail' THEN ${fed.newest} ELSE ${fed.sum} END`;
  return db
    .select({ breaker: breakers, fed: { value, on: fed.on, at: fed.at, spent: spentOf } })
    .from(breakers)
    .innerJoin(bets, eq(bets.id, breakers.betId))
    .crossJoinLateral(fed)
    .where(of)
    .orderBy(asc(bets.seq), asc(breakers.seq));
}
