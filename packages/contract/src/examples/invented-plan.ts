import type { Bet } from '../bets.ts';
import type { Breaker } from '../breakers.ts';
import type { HandOff } from '../hand-offs.ts';
import type { FailureDomain, Outcome, Plan } from '../plan.ts';
import type { Person } from '../rituals.ts';
import { anna, at, ids } from './invented.ts';

/** The plan of a small charity, as the examples of its endpoints have it. */

export const planId = '7a1d3c52-64b8-4f1e-9c0a-51d20b7e3f10';
export const outcomeId = '7a1d3c52-64b8-4f1e-9c0a-51d20b7e3f11';
export const domainId = '7a1d3c52-64b8-4f1e-9c0a-51d20b7e3f12';
export const betId = '7a1d3c52-64b8-4f1e-9c0a-51d20b7e3f13';
export const breakerId = '7a1d3c52-64b8-4f1e-9c0a-51d20b7e3f14';
export const handOffId = '7a1d3c52-64b8-4f1e-9c0a-51d20b7e3f16';
export const importId = '7a1d3c52-64b8-4f1e-9c0a-51d20b7e3f1a';

const person: Person = { id: ids.anna, name: anna.name, role: 'owner', left: false };
const printer: Person = { id: ids.ben, name: 'Ben', role: 'partner', left: false };

export const plan: Plan = {
  ...{ id: planId, name: 'Spring 2026', currency: 'EUR', rates: [{ currency: 'GBP', on: '2026-04-01', rate: 1.17 }] },
  ...{ from: '2026-04-01', to: '2026-07-01', failureBudget: { bets: 2, money: 3000 }, current: true },
  ...{ by: anna, createdAt: at.joined, version: 1, revision: 9 },
};

export const value = { on: '2026-05-10', value: 231, note: '', by: anna, at: at.later };
export const outcome: Outcome = {
  ...{ id: outcomeId, name: 'New members', metric: 'members who pay', unit: 'members', baseline: 200, target: 240 },
  ...{ by: '2026-06-30', direction: 'rise', current: value, values: [value], version: 1 },
};

export const domain: FailureDomain = {
  ...{ id: domainId, name: 'newsletter', kind: 'channel', failure: 0.1, cap: 4000, belief: null, version: 1 },
};

export const breaker: Breaker = {
  ...{ id: breakerId, kind: 'harm', measure: 'unsubscribes', trips: 'above', limit: 40, limitOn: null },
  ...{ state: 'tripped', value: 52, fedOn: '2026-05-10', fedAt: at.later, trippedAt: at.later },
  ...{ because: '52 unsubscribes, over the limit of 40.', probe: null, by: anna, version: 2 },
  sentence: 'Tripped: 52 unsubscribes, over the limit of 40. Last fed for 10 May 2026.',
};

const terms = {
  ...{ hypothesis: 'Who is welcomed in three letters joins.', cap: 3500, currency: null },
  killCriteria: ['Fewer than 5 new members by 1 June.'],
};

export const bet: Bet = {
  ...{ id: betId, planId, name: 'Welcome series', outcome: { id: outcomeId, name: outcome.name } },
  ...{ hypothesis: terms.hypothesis, owner: person, partners: [printer], discipline: 'CRM' },
  ...{ stake: { money: 3000, hours: 40, coordinationHours: 6 }, currency: null, cap: 3500 },
  ...{ startsOn: '2026-04-13', endsOn: '2026-06-15', successMetric: '20 new members', guardrails: [] },
  ...{ killCriteria: terms.killCriteria, probability: 0.4, payoff: { low: 20, likely: 45, high: 90 }, ifFails: 0 },
  ...{ domains: [{ id: domainId, name: domain.name }], dependsOn: [], experiments: [] },
  ...{ status: 'stopped', startedOn: '2026-04-13', decidedOn: '2026-05-12', decidedBecause: breaker.because },
  ...{ asAgreed: true, learned: '', actualPayoff: null, changedSince: [], counts: { would: true, reason: null } },
  undecided: true,
  signed: { at: at.joined, on: at.joined.slice(0, 10), by: anna, terms },
  ...{ spent: { money: 1200, hours: 12, coordinationHours: 2 }, harm: { unsubscribes: 52, complaints: 0 } },
  ...{ fedOn: '2026-05-10', breakers: [breaker], by: anna, createdAt: at.joined, version: 4 },
};

export const handOff: HandOff = {
  ...{ id: handOffId, planId, what: 'Print the welcome letter.', fromBet: { id: betId, name: bet.name }, toBet: null },
  ...{ from: person, to: printer, dueOn: '2026-05-18', overdue: false, state: 'open', note: '' },
  ...{ endedAt: null, endedBy: null, by: anna, createdAt: at.later, version: 1, may: { end: true, change: true } },
};

export const ofPlan = { id: planId };
export const ofBet = { id: betId };
export const version = { version: 1 };

export const quantiles = { p05: 200, p25: 200, p50: 200, p75: 200, p95: 200 };
