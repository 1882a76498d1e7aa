import type { FailureBudgetAnswer, PlanDocument } from '@dandelion-loop/contract';
import { type BudgetBet, betsPace, moneyPace, type PaceChances, unlikely } from './budget-pace.ts';
import { type CountedFailure, countedFailures } from './counted-failures.ts';
import { isOpenBet } from './is-open-bet.ts';
import { dayAfter, daysBetween } from './plan-days.ts';
import { counted, fewText, moneyText } from './plan-words.ts';
import { rateOf, reportingCurrency } from './reporting-money.ts';

/** How much of what may fail has failed. docs/methods/portfolio.md has the rules. */

type Verdict = FailureBudgetAnswer['verdict'];
type Window = FailureBudgetAnswer['windows'][number];
type Alert = FailureBudgetAnswer['alerts'][number];

interface Budget {
  plan: PlanDocument;
  on: string;
  bets: number;
  money: number;
  /** Days of the period, and those that are over. */
  days: number;
  elapsed: number;
  failures: readonly CountedFailure[];
}

/** Too few bets to fail as planned is no matter in the first quarter: they may yet come. */
const settlingShare = 0.25;

function budgetBets(plan: PlanDocument): BudgetBet[] {
  const failureOf = new Map(plan.domains.map(({ name, failure }) => [name, failure]));
  return plan.bets.map((bet) => {
    const success = bet.domains.reduce((chance, name) => chance * (1 - failureOf.get(name)!), bet.probability);
    return { failure: 1 - success, money: rateOf(plan, bet) * bet.stake.money };
  });
}

function windowOf(budget: Budget, window: Window['window'], length: number): Window {
  const { plan, on, days, elapsed } = budget;
  const inside = Math.min(length, elapsed);
  const end = [on, plan.period.to].sort()[0]!;
  const from = dayAfter(end, -inside);
  // Of the whole period also those whose day is not known.
  const own = budget.failures.filter((one) =>
    one.on === null ? window === 'period' : one.on >= from || inside === elapsed,
  );
  const bets = own.length;
  const money = own.reduce((sum, one) => sum + one.money, 0);
  const rate = (used: number, all: number) => (inside > 0 && all > 0 ? used / (all * (inside / days)) : null);
  return {
    ...{ window, from, days: inside, bets, money },
    betsRate: rate(bets, budget.bets),
    moneyRate: rate(money, budget.money),
  };
}

function verdictOf(pace: PaceChances | null, used: number, all: number, expected: number, share: number): Verdict {
  if (used > all) return 'over-used';
  if (expected === 0) return 'on track';
  if (pace === null) return share >= settlingShare ? 'under-used' : 'on track';
  if (used > expected && pace.atLeast < unlikely) return 'over-used';
  return used < expected && pace.atMost < unlikely ? 'under-used' : 'on track';
}

/** The day on which the budget was used up, or is at this pace; null when it lasts for the period. */
function exhaustedOn({ plan, failures, bets, money, elapsed }: Budget): string | null {
  const inOrder = failures.filter(({ on }) => on !== null).sort((a, b) => (a.on! < b.on! ? -1 : 1));
  let [soFar, lost] = [failures.length - inOrder.length, 0];
  for (const one of failures) if (one.on === null) lost += one.money;
  const days: string[] = [];
  for (const one of inOrder) {
    soFar += 1;
    lost += one.money;
    if ((bets > 0 && soFar >= bets) || (money > 0 && lost >= money)) days.push(one.on!);
  }
  if (days[0] !== undefined) return days[0];
  const share = Math.max(bets > 0 ? soFar / bets : 0, money > 0 ? lost / money : 0);
  if (share <= 0 || elapsed <= 0) return null;
  const day = dayAfter(plan.period.from, Math.ceil(elapsed / share));
  return day < plan.period.to ? day : null;
}

/** P(X >= count) of a Poisson number. */
function poissonAtLeast(mean: number, count: number): number {
  let [term, below] = [Math.exp(-mean), 0];
  for (let i = 0; i < count; i++) {
    below += term;
    term *= mean / (i + 1);
  }
  return Math.max(0, 1 - below);
}

/** More than twice the planned pace over four weeks, by two failures or more, beyond chance. */
function fastAlert(budget: Budget, window: Window): Alert[] {
  const { bets, betsRate, days } = window;
  if (betsRate === null || betsRate < 2 || bets < 2) return [];
  const mean = budget.bets * (days / budget.days);
  if (poissonAtLeast(mean, bets) >= unlikely) return [];
  return [
    {
      kind: 'fast',
      sentence: `${counted(bets, 'bet')} failed in the last ${days} days, ${fewText(betsRate)} times the planned pace: look whether they have a cause in common.`,
    },
  ];
}

interface Use {
  bets: Verdict;
  money: Verdict;
}

function alertsOf(budget: Budget, use: Use, windows: readonly Window[], day: string | null): Alert[] {
  const { on, elapsed, days } = budget;
  const currency = reportingCurrency(budget.plan);
  const whole = windows[0]!;
  const even = elapsed / days;
  const betsText = `${counted(whole.bets, 'bet')} of ${fewText(budget.bets)} failed, ${fewText(budget.bets * even)} at an even pace`;
  const moneyPart = `${moneyText(whole.money, currency)} of ${moneyText(budget.money, currency)} is lost, ${moneyText(budget.money * even, currency)} at an even pace`;
  const told = (verdict: Verdict) => [
    ...(use.bets === verdict ? [betsText] : []),
    ...(use.money === verdict ? [moneyPart] : []),
  ];
  const [under, over] = [told('under-used').join('; '), told('over-used').join('; ')];
  const used = day !== null && day <= on && (whole.bets >= budget.bets || whole.money >= budget.money);
  return [
    ...(used ? [{ kind: 'exhausted' as const, sentence: `The failure budget was used up on ${day}.` }] : []),
    ...(over === ''
      ? []
      : [{ kind: 'over-used' as const, sentence: `Over-used: ${over}. More fails than was planned for.` }]),
    ...(under === ''
      ? []
      : [
          {
            kind: 'under-used' as const,
            sentence: `Under-used: ${under}. What is not risked is not learned: bolder bets fit.`,
          },
        ]),
    ...fastAlert(budget, windows[1]!),
  ];
}

const together = ({ bets, money }: Use): Verdict =>
  bets === 'over-used' || money === 'over-used'
    ? 'over-used'
    : bets === 'under-used' || money === 'under-used'
      ? 'under-used'
      : 'on track';

function sentenceOf(budget: Budget, verdict: Verdict, alerts: readonly Alert[], whole: Window): string {
  const alert = alerts.find(({ kind }) => kind === verdict);
  if (alert !== undefined) return alert.sentence;
  const currency = reportingCurrency(budget.plan);
  return `On track: ${counted(whole.bets, 'bet')} of ${fewText(budget.bets)} failed and ${moneyText(whole.money, currency)} of ${moneyText(budget.money, currency)} is lost, after ${budget.elapsed} of ${budget.days} days.`;
}

/**
 * Use of the failure budget on a day.
 *
 * @param on the day that is asked for, such as today
 * @returns null when the plan has no failure budget
 */
export function failureBudget(plan: PlanDocument, on: string): FailureBudgetAnswer | null {
  const given = plan.period.failureBudget ?? null;
  if (given === null) return null;
  const days = daysBetween(plan.period.from, plan.period.to);
  const elapsed = Math.max(0, Math.min(days, daysBetween(plan.period.from, on)));
  const failures = countedFailures(plan, on);
  const budget: Budget = { plan, on, bets: given.bets, money: given.money, days, elapsed, failures: failures.counted };
  const windows = [windowOf(budget, 'period', days), windowOf(budget, 'four-weeks', 28), windowOf(budget, 'week', 7)];
  const [usedBets, usedMoney] = [windows[0]!.bets, windows[0]!.money];
  const share = elapsed / days;
  const [expectedBets, expectedMoney] = [given.bets * share, given.money * share];
  const all = budgetBets(plan);
  const use: Use = {
    bets: verdictOf(betsPace(all, expectedBets, usedBets), usedBets, given.bets, expectedBets, share),
    money: verdictOf(moneyPace(all, expectedMoney, usedMoney), usedMoney, given.money, expectedMoney, share),
  };
  const verdict = together(use);
  const day = exhaustedOn(budget);
  const alerts = alertsOf(budget, use, windows, day);
  const open = all.filter((_, i) => isOpenBet(plan.bets[i]!));
  const rates = [windows[0]!.betsRate, windows[0]!.moneyRate].filter((rate) => rate !== null);
  return {
    ...{ bets: given.bets, money: given.money, usedBets, usedMoney, expectedBets, expectedMoney },
    burnRate: rates.length === 0 ? null : Math.max(...rates),
    exhaustedOn: day,
    ...{ verdict, sentence: sentenceOf(budget, verdict, alerts, windows[0]!), windows },
    forecastBets: open.reduce((sum, { failure }) => sum + failure, usedBets),
    forecastMoney: open.reduce((sum, { failure, money }) => sum + failure * money, usedMoney),
    lossesAvoided: failures.lossesAvoided,
    notCounted: failures.notCounted,
    alerts,
  };
}
