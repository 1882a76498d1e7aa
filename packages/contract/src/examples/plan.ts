import {
  addDomain,
  addOutcome,
  addOutcomeValue,
  changeDomain,
  changeOutcome,
  changePlan,
  createPlan,
  deleteDomain,
  deleteOutcome,
  deletePlan,
  exportPlan,
  getPlan,
  importOutcomeValues,
  importPlan,
  listPlans,
  type WholePlan,
} from '../plan.ts';
import { listPlanLinks, makePlanLink, openSharedPlan, type PlanLink, revokePlanLink } from '../plan-page.ts';
import { type Example, example } from './example.ts';
import { anna, at, token } from './invented.ts';
import {
  bet,
  domain,
  domainId,
  handOff,
  importId,
  ofPlan,
  outcome,
  outcomeId,
  plan,
  planId,
  quantiles,
  value,
  version,
} from './invented-plan.ts';

/** The plan of a small charity, and its page for everybody. */

const whole: WholePlan = {
  ...{ plan, outcomes: [outcome], domains: [domain], bets: [bet], handOffs: [handOff] },
  answer: {
    ...{ schema: 1, on: '2026-05-12', currency: 'EUR', caps: [], together: null, simulation: null, notes: [] },
    outcomes: [
      {
        ...{ name: outcome.name, baseline: 200, target: 240, by: '2026-06-30', direction: 'rise', probability: 0 },
        ...{ standardError: null, method: 'exact', draws: null, mean: 200, quantiles },
        ...{ shortfall: { mean: 40, worstTenth: 40 }, sentence: 'New members: the target of 240 is never reached.' },
        ...{ without: [], importance: [], concentration: null, singlePoints: [] },
      },
    ],
    failureBudget: {
      ...{ bets: 2, money: 3000, usedBets: 1, usedMoney: 1200, expectedBets: 0.9, expectedMoney: 1350 },
      ...{ burnRate: 1.1, exhaustedOn: '2026-06-24', verdict: 'on track', sentence: '1 of 2 bets has failed.' },
      ...{ windows: [], forecastBets: 1, forecastMoney: 1200, lossesAvoided: 1800, notCounted: [], alerts: [] },
    },
  },
  burnDown: [{ on: '2026-05-12', bets: 1, money: 1800, evenBets: 1.1, evenMoney: 1650 }],
  scores: {
    ...{ decided: 1, daysToVerdict: 29, costPerVerdict: 1200, learnings: 0, learningsPerThousand: 0 },
    ...{ lossesAvoided: 1800, asAgreed: { of: 1, share: 1 } },
    sentences: ['1 bet has a verdict, at EUR 1,200 each and half of them within 29 days.'],
  },
  looseEnds: [],
  waiting: [],
};

const document = {
  ...{ schema: 1, name: plan.name, currency: 'EUR', period: { from: plan.from, to: plan.to } },
  outcomes: [{ name: outcome.name, baseline: 200, target: 240 }],
  bets: [{ name: bet.name, outcome: outcome.name, probability: 0.4, payoff: { low: 20, likely: 45, high: 90 } }],
};

const ofOutcome = { id: outcomeId };
const ofDomain = { id: domainId };

const ofPlans: Example[] = [
  example(listPlans, { answer: { plans: [plan] } }),
  example(getPlan, { answer: whole }),
  example(createPlan, {
    body: { name: plan.name, from: plan.from, to: plan.to, currency: 'EUR', failureBudget: { bets: 2, money: 3000 } },
    answer: plan,
  }),
  example(changePlan, { params: ofPlan, body: { version: 1, name: 'Spring' }, answer: { ...plan, name: 'Spring' } }),
  example(deletePlan, { params: ofPlan, query: version }),
  example(addOutcome, { params: ofPlan, body: { name: outcome.name, baseline: 200, target: 240 }, answer: outcome }),
  example(changeOutcome, { params: ofOutcome, body: { version: 1, target: 250 }, answer: { ...outcome, target: 250 } }),
  example(deleteOutcome, { params: ofOutcome, query: version }),
  example(addOutcomeValue, { params: ofOutcome, body: { on: value.on, value: 231 }, answer: outcome }),
  example(importOutcomeValues, {
    params: ofPlan,
    body: { csv: 'outcome,on,value\nNew members,2026-05-10,231\n' },
    answer: { added: 1, unchanged: 0, problems: [], importId },
  }),
  example(addDomain, { params: ofPlan, body: { name: 'newsletter', failure: 0.1, cap: 4000 }, answer: domain }),
  example(changeDomain, { params: ofDomain, body: { version: 1, failure: 0.2 }, answer: { ...domain, failure: 0.2 } }),
  example(deleteDomain, { params: ofDomain, query: version }),
  example(exportPlan, { query: { plan: planId } }),
  example(importPlan, {
    body: { document, dryRun: true },
    answer: {
      ...{ plan: null, problems: [], notes: [] },
      changes: [{ change: 'added', kind: 'bet', name: bet.name, fields: [] }],
    },
  }),
];

const linkId = '7a1d3c52-64b8-4f1e-9c0a-51d20b7e3f1a';
const link: PlanLink = {
  ...{ id: linkId, madeFor: 'The board', by: anna, state: 'active', createdAt: at.later, expiresAt: at.ends },
  ...{ opens: 0, lastOpenedAt: null },
};

const ofPage: Example[] = [
  example(listPlanLinks, { params: ofPlan, answer: { links: [link] } }),
  example(makePlanLink, {
    params: ofPlan,
    body: { madeFor: 'The board', days: 90 },
    answer: { link, url: `https://dandelion.example.org/shared-plan#${token}` },
  }),
  example(revokePlanLink, { params: { id: linkId } }),
  example(openSharedPlan, {
    body: { token },
    answer: {
      ...{ workspace: 'Wadden Foundation', locale: 'en-GB', asOf: '2026-05-12', name: plan.name, from: plan.from },
      ...{ to: plan.to, currency: 'EUR', running: [], next: [], failureBudget: '1 of 2 bets has failed.', saved: 1800 },
      daysEarly: 49,
      outcomes: [
        {
          ...{ name: outcome.name, unit: 'members', baseline: 200, target: 240, by: '2026-06-30', probability: 0 },
          ...{ current: { on: value.on, value: 231 }, sentence: whole.answer.outcomes[0]!.sentence, direction: 'rise' },
          ...{ range: { low: 220, high: 238 }, worries: [{ kind: 'channel', name: 'newsletter', probability: 0 }] },
        },
      ],
      tried: [
        {
          ...{ name: bet.name, hypothesis: bet.hypothesis, status: 'stopped', decidedOn: bet.decidedOn, cost: 1200 },
          ...{ saved: 1800, learned: '' },
        },
      ],
    },
  }),
];

export const planExamples: Example[] = [...ofPlans, ...ofPage];
