import {
  addConstraint,
  type Constraint,
  changeConstraint,
  deleteConstraint,
  listConstraints,
  reportSign,
  settleConstraint,
  watchAgain,
} from '../constraints.ts';
import {
  addPrinciple,
  type BetPrinciple,
  changePrinciple,
  getPrinciple,
  listBetPrinciples,
  listPrinciples,
  type Principle,
  removeBetPrinciple,
  setBetPrinciple,
} from '../principles.ts';
import type { Person } from '../rituals.ts';
import {
  changeWorkflow,
  createWorkflow,
  deleteWorkflow,
  listWorkflowPacks,
  listWorkflowRuns,
  listWorkflows,
  startWorkflow,
  type Workflow,
  type WorkflowRun,
  type WorkflowStep,
} from '../workflows.ts';
import { type Example, example } from './example.ts';
import { anna, at, ids } from './invented.ts';
import { betId, domainId, outcomeId, planId } from './invented-plan.ts';

/** What the team agreed on beforehand: constraints, workflows, principles. */

const outcome = { id: outcomeId, name: 'New members' };
const bet = { id: betId, name: 'Welcome series' };
const constraintId = '7a1d3c52-64b8-4f1e-9c0a-51d20b7e3f20';

const person: Person = { id: ids.anna, name: anna.name, role: 'owner', left: false };

const watching: Constraint = {
  ...{ id: constraintId, planId, outcome, kind: 'constraint', what: 'The newsletter wears out.' },
  ...{ sign: 'More than 40 people unsubscribe from the welcome series.', watching: 'Unsubscribes above 40.' },
  watch: {
    ...{ on: 'bet', betId: bet.id, kind: 'unsubscribes', measure: null, is: 'above', limit: 40 },
    ...{ forDays: null, from: null, until: null },
  },
  ...{ reading: 'Unsubscribes stood at 12 on 10 May 2026.', fedOn: '2026-05-10', owner: person, withinDays: 5 },
  ...{ response: 'Halve the mailings, and ask 20 who left why.', workingDays: true, state: 'watching' },
  ...{ settledBecause: '', firings: [], by: anna, createdAt: at.joined, version: 1 },
};
const because = 'Unsubscribes stood at 52 on 12 May 2026, above 40.';
const fired: Constraint = {
  ...{ ...watching, state: 'fired', reading: because, fedOn: null, version: 2 },
  firings: [
    {
      ...{ at: at.later, because, by: anna },
      followUp: { id: ids.followUp, state: 'open', owner: person, dueOn: '2026-05-19', overdue: false },
    },
  ],
};

const ofConstraint = { id: constraintId };
const { what, sign, watch, response } = watching;

const ofConstraints: Example[] = [
  example(listConstraints, {
    query: { plan: planId },
    answer: {
      plan: { id: planId, name: 'Spring 2026' },
      outcomes: [{ ...outcome, target: 240, unit: 'members', by: '2026-06-30', current: 231 }],
      bets: [{ ...bet, outcomeId: outcome.id, status: 'running' }],
      domains: [{ id: domainId, name: 'newsletter' }],
      constraints: [watching],
    },
  }),
  example(addConstraint, {
    params: { id: planId },
    body: {
      ...{ outcomeId: outcome.id, what, sign, watch, response, ownerId: ids.anna, withinDays: 5, workingDays: true },
    },
    answer: watching,
  }),
  example(changeConstraint, {
    params: ofConstraint,
    body: { version: 1, withinDays: 3 },
    answer: { ...watching, withinDays: 3, version: 2 },
  }),
  example(deleteConstraint, { params: ofConstraint, query: { version: 1 } }),
  example(reportSign, { params: ofConstraint, body: { version: 1, because }, answer: fired }),
  example(settleConstraint, {
    params: ofConstraint,
    body: { version: 2, because: 'The series has ended.' },
    answer: {
      ...{ ...fired, state: 'settled', settledBecause: 'The series has ended.', version: 3 },
      reading: 'Settled: The series has ended.',
    },
  }),
  example(watchAgain, {
    params: ofConstraint,
    body: { version: 2 },
    answer: { ...fired, state: 'watching', reading: 'No number was given that counts.', version: 3 },
  }),
];

const workflowId = '7a1d3c52-64b8-4f1e-9c0a-51d20b7e3f21';
const step: WorkflowStep = {
  ...{ what: 'Look at the first numbers and type them in.', owner: { kind: 'bet-owner' }, days: 1, workingDays: true },
};
const launch = {
  name: 'Launch checklist',
  purpose: 'What is forgotten in the first week cannot be measured in the last.',
};
const workflow: Workflow = {
  ...{ id: workflowId, ...launch, trigger: 'bet-started', verdicts: [], ritual: null, steps: [step], people: [] },
  ...{ active: true, pack: 'launch', runs: { total: 1, open: 1, lastAt: at.later } },
  ...{ by: anna, createdAt: at.joined, version: 1 },
};
const workflowRun: WorkflowRun = {
  ...{ id: '7a1d3c52-64b8-4f1e-9c0a-51d20b7e3f22', workflow: { id: workflowId, name: launch.name } },
  ...{ about: { kind: 'bet', ...bet }, because: '“Welcome series” began.', by: anna, at: at.later },
  tasks: [
    {
      ...{ id: ids.followUp, what: step.what, owner: person, dueOn: '2026-05-13', overdue: false, state: 'open' },
      ...{ note: '', version: 1 },
    },
  ],
};
const ofWorkflow = { id: workflowId };

const ofWorkflows: Example[] = [
  example(listWorkflows, { answer: { workflows: [workflow] } }),
  example(listWorkflowPacks, {
    answer: { packs: [{ id: 'launch', ...launch, trigger: 'bet-started', verdicts: [], steps: [step] }] },
  }),
  example(createWorkflow, { body: { pack: 'launch' }, answer: workflow }),
  example(changeWorkflow, {
    params: ofWorkflow,
    body: { version: 1, active: false },
    answer: { ...workflow, active: false, version: 2 },
  }),
  example(deleteWorkflow, { params: ofWorkflow, query: { version: 1 } }),
  example(startWorkflow, { params: ofWorkflow, body: { about: 'The spring fair' }, answer: workflowRun }),
  example(listWorkflowRuns, { query: { open: 'true' }, answer: { total: 1, runs: [workflowRun] } }),
];

const principleId = '7a1d3c52-64b8-4f1e-9c0a-51d20b7e3f23';
const principle: Principle = {
  ...{ id: principleId, sentence: 'We write to nobody more than twice a week.', state: 'active', owner: person },
  why: 'In 2025 every third mailing of a week lost more people than it brought.',
  ...{ follows: { bets: 4, decided: 2, succeeded: 1 }, breaks: { bets: 1, decided: 0, succeeded: 0 } },
  verdict:
    'Too few to say: 1 of 2 bets that followed it succeeded, 0 of 0 bets that broke it succeeded. About 10 on each side are needed.',
  ...{ by: anna, createdAt: at.joined, version: 1 },
};
const exception = {
  ...{ stand: 'breaks' as const, reason: 'Three letters in the first week are the idea.', by: anna, at: at.later },
  afterwards: false,
} as const;
const named = { id: principleId, sentence: principle.sentence, state: principle.state };
const betPrinciple: BetPrinciple = { principle: named, ...exception };
const ofPrinciple = { id: principleId };

const ofPrinciples: Example[] = [
  example(listPrinciples, { answer: { principles: [principle] } }),
  example(getPrinciple, {
    params: ofPrinciple,
    answer: { principle, bets: [{ bet: { ...bet, status: 'running', decidedOn: null }, ...exception }] },
  }),
  example(addPrinciple, {
    body: { sentence: principle.sentence, why: principle.why, ownerId: ids.anna, state: 'active' },
    answer: principle,
  }),
  example(changePrinciple, {
    params: ofPrinciple,
    body: { version: 1, state: 'retired' },
    answer: { ...principle, state: 'retired', version: 2 },
  }),
  example(listBetPrinciples, { params: { id: bet.id }, answer: { stands: [betPrinciple], open: [] } }),
  example(setBetPrinciple, {
    params: { id: bet.id },
    body: { principleId, stand: 'breaks', reason: exception.reason },
    answer: betPrinciple,
  }),
  example(removeBetPrinciple, { params: { id: bet.id, principleId } }),
];

export const agreements: Example[] = [...ofConstraints, ...ofWorkflows, ...ofPrinciples];
