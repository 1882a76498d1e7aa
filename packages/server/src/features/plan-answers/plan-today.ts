import { inHundred, moneyText } from '@dandelion-loop/portfolio';
import { numbers } from '@dandelion-loop/wording';
import { daysBetween, dayText } from '../../kernel/day-text.ts';
import {
  foundOf,
  nothingFound,
  type TodayAsked,
  type TodayFact,
  type TodaySource,
  waitingSince,
} from '../../kernel/today-source.ts';
import { sumsOf } from '../plan/index.ts';
import { type CarriesTooMuch, carriesTooMuch } from './carries-too-much.ts';
import type { CurrentPlan } from './service.ts';

/** What is computed of the plan of today and needs somebody: caps, single points of failure, the failure budget. For Today. */

const name = 'plan';

/**
 * What the running bets that draw on it still have to spend, for each day until their ends: that goes on being staked on it while nothing is
 * done. Bets without an end, or in another currency than the plan's, are not counted; null where none is left.
 */
function stakedPerDay({ state, view }: CurrentPlan, { betIds }: CarriesTooMuch, today: string): number | null {
  const daily = state.bets.flatMap((bet) => {
    if (!betIds.includes(bet.id) || bet.status !== 'running' || bet.endsOn === null || bet.endsOn < today) return [];
    if (bet.currency !== null && bet.currency !== view.currency) return [];
    const left = bet.money - (sumsOf(state, bet.id).money ?? 0);
    return left > 0 ? [left / (daysBetween(today, bet.endsOn) + 1)] : [];
  });
  return daily.length === 0 ? null : daily.reduce((sum, one) => sum + one, 0);
}

function tooMuchFact(plan: CurrentPlan, one: CarriesTooMuch, others: number, { today }: TodayAsked): TodayFact {
  const { key, subject, sentence, why, betIds } = one;
  const daily = stakedPerDay(plan, one, today);
  const { currency } = plan.answer;
  const drop = why === 'point' ? ` The chance is ${inHundred(one.by)} smaller without it.` : '';
  return {
    ...{ id: key, class: 'shaken', mark: 'warn', minutes: 10, mine: false, subject },
    title:
      why === 'cap'
        ? `“${subject.name}” is over its cap`
        : subject.kind === 'bet'
          ? `A target hangs on “${subject.name}” alone`
          : `“${subject.name}” carries too much`,
    fact: `${sentence}${drop}${others === 0 ? '' : ` ${numbers.counted(others, 'other part')} ${others === 1 ? 'is a single point' : 'are single points'} of failure too.`}`,
    basis: `${why === 'cap' ? 'Cap of a failure domain' : 'Single point of failure'} in “${plan.view.name}”, as computed for ${dayText(today)} · ${betIds.length} ${betIds.length === 1 ? 'bet' : 'bets'}`,
    waiting: {
      ...{ ...waitingSince(null), moneyPerDay: daily, chance: why === 'point' ? one.by : null },
      sentence: daily === null ? null : `${moneyText(daily, currency)} a day goes on being staked on it.`,
    },
    action: { does: 'open', label: why === 'cap' ? 'Lower a stake' : 'Add a bulkhead', page: '/plan' },
  };
}

/** Each cap, and of the single points the worst: a plan has many, and they are mended one at a time. */
function tooMuch(plan: CurrentPlan, asked: TodayAsked): TodayFact[] {
  const found = carriesTooMuch(plan).filter(({ key }) => !asked.except.includes(key));
  const caps = found.filter(({ why }) => why === 'cap');
  const [worst, ...others] = found.filter(({ why }) => why === 'point');
  const parts = new Set(others.map(({ subject }) => subject.id).filter((id) => id !== worst?.subject.id));
  return [
    ...caps.map((one) => tooMuchFact(plan, one, 0, asked)),
    ...(worst === undefined ? [] : [tooMuchFact(plan, worst, parts.size, asked)]),
  ];
}

function budgetFact({ view, answer }: CurrentPlan, today: string): TodayFact[] {
  const budget = answer.failureBudget;
  const begun = view.from <= today && today < view.to;
  if (budget === null || budget.verdict === 'on track' || !begun) return [];
  const under = budget.verdict === 'under-used';
  return [
    {
      ...{
        id: `budget ${view.id} ${budget.verdict}`,
        class: 'pace',
        mark: under ? 'open' : 'warn',
        minutes: 5,
        mine: false,
      },
      title: under ? 'Too little is risked' : 'More fails than was planned for',
      fact: budget.sentence,
      basis: `Failure budget of “${view.name}”, ${budget.verdict} on ${dayText(today)}`,
      waiting: waitingSince(view.to),
      subject: { kind: 'plan', id: view.id, name: view.name },
      action: under
        ? { does: 'open', label: 'See bolder bets', page: '/learnings/next' }
        : { does: 'open', label: 'See what failed', page: '/plan' },
    },
  ];
}

const tooLong = Symbol('too long');

/** @param patienceMilliseconds a page is not kept waiting for a computation that takes longer; it asks again */
export function planToday(current: () => Promise<CurrentPlan | null>, patienceMilliseconds = 100): TodaySource {
  // What was told last is told again meanwhile: nothing comes and goes.
  let last: CurrentPlan | null = null;
  return {
    name,
    async read(asked) {
      if (!asked.caller.permissions.has('plan:read')) return nothingFound;
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<typeof tooLong>((resolve) => {
        timer = setTimeout(resolve, patienceMilliseconds, tooLong);
      });
      const work = current();
      // Heard by the next who asks.
      work.catch(() => {});
      const found = await Promise.race([work, patience]).finally(() => clearTimeout(timer));
      const pending = found === tooLong ? { pending: 'what the plan hangs on' } : {};
      const plan = found === tooLong ? last : found;
      last = plan;
      if (plan === null && found === tooLong) return { ...nothingFound, ...pending };
      if (plan === null || plan.view.to <= asked.today) return nothingFound;
      const facts = [
        ...tooMuch(plan, asked),
        ...budgetFact(plan, asked.today).filter(({ id }) => !asked.except.includes(id)),
      ];
      return { ...foundOf(name, facts, asked.limit), ...pending };
    },
  };
}
