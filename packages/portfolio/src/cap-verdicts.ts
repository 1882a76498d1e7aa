import type { CapAnswer, PlanDocument } from '@dandelion-loop/contract';
import { moneyText } from './plan-words.ts';
import { costOf, rateOf, reportingCurrency } from './reporting-money.ts';

/** Whole cents: what rounding adds is not over a cap. */
const isOver = (amount: number, cap: number): boolean => amount > cap + 1e-6 * Math.max(1, cap);

/**
 * What bets stake on each domain that has a cap, against it. A stake counts in full for each domain that its bet draws on: all of it is
 * lost with any of them. Of decided bets what they cost counts, since the rest is free again.
 */
export function capVerdicts(plan: PlanDocument): CapAnswer[] {
  const currency = reportingCurrency(plan);
  const money = (value: number) => moneyText(value, currency);
  return plan.domains.flatMap(({ name, kind, cap = null }): CapAnswer[] => {
    if (cap === null) return [];
    const own = plan.bets.filter(({ domains }) => domains.includes(name));
    const planned = own.reduce((sum, bet) => sum + costOf(plan, bet), 0);
    const spent = own.reduce((sum, bet) => sum + rateOf(plan, bet) * (bet.spent ?? 0), 0);
    const over = isOver(planned, cap) || isOver(spent, cap);
    const base = `${name}: ${money(planned)} of ${money(cap)} is staked`;
    const sentence = isOver(spent, cap)
      ? `${name}: ${money(spent)} is spent already, over its cap of ${money(cap)}.`
      : over
        ? `${base}, ${money(planned - cap)} over its cap.`
        : `${base}, within its cap.`;
    return [{ domain: name, kind, cap, planned, spent, verdict: over ? 'over' : 'within', sentence }];
  });
}
