import { type PlanDocument, readPlanDocument, type WholePlan } from '@dandelion-loop/contract';
import { answerPlan } from '@dandelion-loop/portfolio';
import { planSamples } from '@dandelion-loop/portfolio/samples';

/** A plan as the server would answer it, made of a document: for tests of the page. */

const idOf = (kind: number, at: number): string => `00000000-0000-4000-8${kind}00-${String(at + 1).padStart(12, '0')}`;

const by = { kind: 'member' as const, id: idOf(9, 0), name: 'Ana Visser' };
const at = '2027-01-02T08:00:00.000Z';

export function readPlan(document: unknown): PlanDocument {
  const read = readPlanDocument(document);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.plan;
}

export const charity = readPlan(planSamples.charity);

export function wholeOf(document: PlanDocument, on: string): WholePlan {
  const { period, outcomes, domains, bets } = document;
  const named = (kind: number, parts: readonly { name: string }[], name: string) => ({
    id: idOf(
      kind,
      parts.findIndex((part) => part.name === name),
    ),
    name,
  });
  return {
    plan: {
      ...{ id: idOf(0, 0), name: document.name ?? 'A plan', currency: document.currency ?? null },
      ...{ rates: document.rates, from: period.from, to: period.to, failureBudget: period.failureBudget ?? null },
      ...{ current: true, by, createdAt: at, version: 1, revision: 1 },
    },
    outcomes: outcomes.map(({ metric = null, unit = null, by: day = null, ...one }, i) => ({
      ...{ id: idOf(1, i), name: one.name, baseline: one.baseline, target: one.target, direction: one.direction },
      ...{ metric, unit, by: day, current: null, values: [], version: 1 },
    })),
    domains: domains.map(({ name, kind, failure, cap = null }, i) => ({
      ...{ id: idOf(2, i), name, kind, failure, cap, belief: null, version: 1 },
    })),
    bets: bets.map((bet, i) => ({
      ...{ id: idOf(3, i), planId: idOf(0, 0), name: bet.name, outcome: named(1, outcomes, bet.outcome) },
      ...{ hypothesis: bet.hypothesis ?? '', owner: null, partners: [], discipline: bet.discipline ?? null },
      ...{ stake: bet.stake, currency: bet.currency ?? null, cap: bet.cap ?? null, startsOn: bet.startsOn ?? null },
      ...{ endsOn: bet.endsOn ?? null, successMetric: bet.successMetric ?? '', guardrails: bet.guardrails ?? [] },
      ...{ killCriteria: bet.killCriteria ?? [], probability: bet.probability, payoff: bet.payoff },
      ...{ ifFails: bet.ifFails, domains: bet.domains.map((name) => named(2, domains, name)) },
      ...{ dependsOn: bet.dependsOn.map((name) => named(3, bets, name)), experiments: [], status: bet.status },
      ...{ startedOn: bet.startedOn ?? null, decidedOn: bet.decidedOn ?? null, decidedBecause: '', asAgreed: null },
      ...{ learned: '', actualPayoff: bet.actualPayoff ?? null, changedSince: [] },
      undecided: bet.status === 'running',
      signed: bet.agreedOn
        ? {
            // Written down when it was imported, and agreed before.
            ...{ at: '2027-05-01T09:00:00.000Z', on: bet.agreedOn },
            by,
            terms: {
              ...{ hypothesis: bet.hypothesis ?? '', cap: bet.cap ?? 0, currency: null },
              killCriteria: bet.killCriteria ?? [],
            },
          }
        : null,
      counts: { would: Boolean(bet.agreedOn), reason: bet.agreedOn ? null : 'it is not signed.' },
      spent: { money: bet.spent ?? null, hours: 0, coordinationHours: 0 },
      harm: { unsubscribes: 0, complaints: 0 },
      ...{ fedOn: null, breakers: [], by, createdAt: at, version: 1 },
    })),
    handOffs: [],
    answer: answerPlan(document, { on }),
    burnDown: null,
    scores: {
      ...{ decided: 0, daysToVerdict: null, costPerVerdict: null, learnings: 0, learningsPerThousand: null },
      ...{ lossesAvoided: 0, asAgreed: { of: 0, share: null }, sentences: [] },
    },
    looseEnds: [],
    waiting: [],
  };
}
