import type { PlanDocument, WholePlan } from '@dandelion-loop/contract';
import { countedFailures } from '@dandelion-loop/portfolio';
import { dayAfter, daysBetween } from '../../kernel/day-text.ts';

/** Days of a period that are told one by one; of a longer one every so many weeks, so that a page can draw it. */
const mostDays = 400;

/** What is left of the failure budget at the end of each day up to `on`, beside an even pace. Null without a budget. Pure. */
export function burnDown(document: PlanDocument, on: string): WholePlan['burnDown'] {
  const { from, to, failureBudget: budget } = document.period;
  if (budget == null) return null;
  const days = daysBetween(from, to);
  const { counted } = countedFailures(document, on);
  const every = days > mostDays ? 7 * Math.ceil(days / (7 * mostDays)) : 1;
  const steps = Array.from({ length: Math.ceil(days / every) }, (_, i) => Math.min(days - 1, i * every));
  return steps.map((step) => {
    const day = dayAfter(from, step);
    const left = 1 - (step + 1) / days;
    // Those of an unknown day are of the period, and so of its first day.
    const used = day > on ? null : counted.filter((one) => one.on === null || one.on <= day);
    return {
      on: day,
      bets: used === null ? null : budget.bets - used.length,
      money: used === null ? null : budget.money - used.reduce((sum, one) => sum + one.money, 0),
      ...{ evenBets: budget.bets * left, evenMoney: budget.money * left },
    };
  });
}
