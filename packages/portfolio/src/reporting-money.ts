import type { PlanBet, PlanDocument } from '@dandelion-loop/contract';
import { isOpenBet } from './is-open-bet.ts';

/** Money of a bet in the currency in which the plan adds up. */

/** The currency of the plan: its own, or the one that all bets name. */
export const reportingCurrency = ({ currency, bets }: PlanDocument): string | null =>
  currency ?? bets.find((bet) => bet.currency !== undefined)?.currency ?? null;

/**
 * What one unit of the bet's currency is worth: by the last rate up to the day on which it starts (the first day of the period where
 * that is not known), or the first rate there is.
 */
export function rateOf({ currency, rates, period }: PlanDocument, bet: PlanBet): number {
  if (currency === undefined || bet.currency === undefined || bet.currency === currency) return 1;
  const day = bet.startedOn ?? bet.startsOn ?? period.from;
  const own = rates.filter((rate) => rate.currency === bet.currency).sort((a, b) => (a.on < b.on ? -1 : 1));
  const found = own.filter(({ on }) => on <= day).at(-1) ?? own[0];
  if (found === undefined) throw new RangeError(`there is no rate for ${bet.currency}.`);
  return found.rate;
}

/** What it staked, or once decided what it cost. */
export function costOf(plan: PlanDocument, bet: PlanBet): number {
  const rate = rateOf(plan, bet);
  return rate * (isOpenBet(bet) ? bet.stake.money : (bet.spent ?? bet.stake.money));
}
