import type {
  AnswerOf,
  Constraint,
  getPrinciple,
  listBetPrinciples,
  listConstraints,
  listPrinciples,
  listWorkflowPacks,
  listWorkflowRuns,
  listWorkflows,
} from '@dandelion-loop/contract';
import { exampleOf } from '@dandelion-loop/contract/examples';
import { anaId } from '../../test-api.ts';

/** Agreements as the server would answer them, for tests of the pages. */

export const people = [
  { id: anaId, name: 'Ana Visser', role: 'owner' as const, left: false },
  { id: 'd6a3c1f0-8f3f-4d7d-9c5b-4a2f6d1e7b11', name: 'Tom', role: 'marketer' as const, left: true },
];

type Around = AnswerOf<typeof listConstraints>;
const example = exampleOf({ method: 'GET', path: '/api/constraints' })!.answer as Around;
const firedExample = exampleOf({ method: 'POST', path: '/api/constraints/:id/firing' })!.answer as Constraint;

const id = (last: number) => `7a1d3c52-64b8-4f1e-9c0a-51d20b7e3f${last}`;

/** One of each state, and an outcome of which nothing is noted. */
export const around: Around = {
  ...example,
  outcomes: [
    ...example.outcomes,
    { ...{ id: id(60), name: 'Gifts', target: 90_000, unit: 'euros', by: null, current: null } },
  ],
  constraints: [
    ...example.constraints,
    {
      ...{ ...firedExample, id: id(61), kind: 'enabler', what: 'A printer for the cards before the season' },
      ...{ watch: null, watching: null, sign: 'Nobody prints them', owner: people[1]! },
    },
    {
      ...{ ...example.constraints[0]!, id: id(62), what: 'Postage rises', state: 'settled' },
      ...{ reading: 'Settled: It rose less.', settledBecause: 'It rose less.' },
    },
  ],
};

const answerTo = <Answer>(path: `/api/${string}`) => exampleOf({ method: 'GET', path })!.answer as Answer;

export const packs = answerTo<AnswerOf<typeof listWorkflowPacks>>('/api/workflows/packs');
const { workflows: exampleWorkflows } = answerTo<AnswerOf<typeof listWorkflows>>('/api/workflows');

/** One from a pack, and one of one's own that is turned off. */
export const workflows = {
  workflows: [
    ...exampleWorkflows,
    {
      ...{ ...exampleWorkflows[0]!, id: id(63), name: 'After a verdict', pack: null, active: false },
      ...{ trigger: 'bet-decided' as const, verdicts: ['failed' as const], people },
      steps: [{ ...exampleWorkflows[0]!.steps[0]!, owner: { kind: 'member' as const, id: people[1]!.id } }],
    },
  ],
};

export const followUp = exampleOf({ method: 'PATCH', path: '/api/follow-ups/:id' })!.answer;

const { runs: exampleRuns } = answerTo<AnswerOf<typeof listWorkflowRuns>>('/api/workflow-runs');
const [task] = exampleRuns[0]!.tasks;
export const runs: AnswerOf<typeof listWorkflowRuns> = {
  total: 1,
  runs: [
    {
      ...exampleRuns[0]!,
      tasks: [
        { ...task!, overdue: true },
        { ...task!, id: id(64), what: 'Tell those who answer customers', owner: people[1]! },
        { ...task!, id: id(65), what: 'Check the links', state: 'done', note: 'All of them.' },
      ],
    },
  ],
};

export const principles = answerTo<AnswerOf<typeof listPrinciples>>('/api/principles');
export const principle = answerTo<AnswerOf<typeof getPrinciple>>('/api/principles/:id');
export const ofBet: AnswerOf<typeof listBetPrinciples> = {
  ...answerTo<AnswerOf<typeof listBetPrinciples>>('/api/bets/:id/principles'),
  open: [{ id: id(66), sentence: 'No bet starts without the sign by which we stop it.', state: 'active' }],
};

export const noConstraints: Around = { ...around, constraints: [] };
