import { listPlanPairs } from '../plan-pairs.ts';
import {
  addScenario,
  answerDrill,
  changeScenario,
  compareScenarios,
  type Drill,
  deleteScenario,
  holdDrill,
  listDrills,
  type Scenario,
  tryWhatIf,
  type WhatIfAnswer,
} from '../scenarios.ts';
import { type Example, example } from './example.ts';
import { anna, at } from './invented.ts';
import { bet, betId, domain, domainId, ofPlan, outcome, outcomeId, quantiles } from './invented-plan.ts';

/** What if: changes that are tried on a plan, parts that fail together, and drills. */

const scenarioId = '7a1d3c52-64b8-4f1e-9c0a-51d20b7e3f17';
const drillId = '7a1d3c52-64b8-4f1e-9c0a-51d20b7e3f18';

const changes: Scenario['changes'] = [{ kind: 'bet', id: betId, probability: 0.6 }];
const scenario: Scenario = {
  ...{ id: scenarioId, name: 'A better letter', changes, lost: 0, by: anna, createdAt: at.later, version: 1 },
};
const tried: WhatIfAnswer = {
  outcomes: [
    {
      ...{ id: outcomeId, name: outcome.name, probability: 0.5, probabilityNow: 0.3, standardError: 0.0016 },
      ...{ method: 'simulated', mean: 226, quantiles },
    },
  ],
  caps: [],
  staked: 3000,
};

const drill: Drill = {
  ...{ id: drillId, seed: 7, broken: [{ kind: 'domain', name: domain.name }] },
  outcomes: [{ name: outcome.name, before: 0.3, probability: 0 }],
  sentence: '“newsletter” fails: “New members” is then missed always, instead of 7 times in 10. What would you do?',
  ...{ answers: [], by: anna, at: at.later },
};

export const scenarioExamples: Example[] = [
  example(tryWhatIf, { params: ofPlan, body: { changes }, answer: tried }),
  example(listPlanPairs, {
    params: ofPlan,
    query: { outcome: outcomeId, most: 1 },
    answer: {
      ...{ outcome: { id: outcomeId, name: outcome.name }, count: 1, leftOut: 0, draws: 100_000 },
      pairs: [
        {
          parts: [
            { kind: 'domain', id: domainId, name: domain.name },
            { kind: 'bet', id: betId, name: bet.name },
          ],
          ...{ probability: 0, beyond: 0 },
        },
      ],
      standardError: 0.0016,
      sentence: 'By 100,000 imagined periods; each chance is within ±0.3 in 100.',
    },
  }),
  example(compareScenarios, { params: ofPlan, answer: { scenarios: [{ ...scenario, answer: tried }] } }),
  example(addScenario, { params: ofPlan, body: { name: scenario.name, changes }, answer: scenario }),
  example(changeScenario, { params: { id: scenarioId }, body: { version: 1, name: 'Better' }, answer: scenario }),
  example(deleteScenario, { params: { id: scenarioId } }),
  example(listDrills, { params: ofPlan, answer: { drills: [drill] } }),
  example(holdDrill, { params: ofPlan, body: { seed: 7 }, answer: drill }),
  example(answerDrill, {
    params: { id: drillId },
    body: { text: 'We write by post.' },
    answer: { ...drill, answers: [{ text: 'We write by post.', by: anna, at: at.later }] },
  }),
];
