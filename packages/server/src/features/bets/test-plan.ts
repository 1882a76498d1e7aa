import type { addBet, BodyOf } from '@dandelion-loop/contract';
import pino from 'pino';
import type { Caller } from '../../kernel/caller.ts';
import { createPlans, type PlanParts } from '../plan/index.ts';
import { useRhythm } from '../rituals/test-rhythm.ts';
import { giveBreakersTo } from './run-bets.ts';
import { createBets } from './service.ts';

/** A plan on a real PostgreSQL with members and a clock of its own, for tests. */
export function usePlan(start = '2026-05-01T09:00:00Z', onChanged: PlanParts['onChanged'] = async () => {}) {
  const used = useRhythm(start);
  const parts = () => ({
    records: used.records(),
    now: used.now,
    today: async () => used.now().toISOString().slice(0, 10),
    log: pino({ level: 'silent' }),
    onChanged,
  });
  const plans = () => createPlans({ ...parts(), onRunning: (tx, running) => giveBreakersTo(tx, running, used.now()) });
  const bets = () => createBets(parts());

  async function makePlan(by: Caller, { bets: most = 3, money = 3000 } = {}) {
    const { id } = await plans().make(by.actor, {
      ...{ name: 'Spring', from: '2026-04-01', to: '2026-07-01', currency: 'EUR', rates: [] },
      failureBudget: { bets: most, money },
    });
    const outcome = await plans().addOutcome(by.actor, id, {
      ...{ name: 'Members', baseline: 200, target: 240, direction: 'rise' },
    });
    return { id, outcomeId: outcome.id };
  }
  type Plan = Awaited<ReturnType<typeof makePlan>>;

  const addDomain = (by: Caller, plan: Plan, name: string, cap: number | null = null) =>
    plans().addDomain(by.actor, plan.id, { name, kind: 'channel', failure: 0.1, cap, beliefId: null });

  const planBet = (by: Caller, plan: Plan, given: Partial<BodyOf<typeof addBet>> = {}) =>
    bets().add(by, plan.id, {
      ...{ name: 'Letters', outcomeId: plan.outcomeId, hypothesis: '', partnerIds: [], discipline: null },
      ...{
        stake: { money: 100, hours: 0, coordinationHours: 0 },
        currency: null,
        cap: null,
        startsOn: null,
        endsOn: null,
      },
      ...{ successMetric: '', guardrails: [], killCriteria: [], probability: 0.5 },
      ...{ payoff: { low: 50, likely: 50, high: 50 }, ifFails: 0, domainIds: [], dependsOnIds: [], experimentIds: [] },
      ...given,
    });

  const agreed = { hypothesis: 'Letters bring members.', cap: 500, killCriteria: ['Fewer than 5 by June.'] };

  /** Signed, and begun. */
  async function run(by: Caller, plan: Plan, given: Partial<BodyOf<typeof addBet>> = {}) {
    const { id } = await planBet(by, plan, { ...agreed, ...given });
    await bets().sign(by.actor, id, 1);
    return bets().start(by.actor, id, 2);
  }

  return { ...used, parts, plans, bets, makePlan, addDomain, addBet: planBet, run, agreed };
}
