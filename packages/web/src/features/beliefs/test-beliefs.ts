import type { AnswerOf, Belief, BeliefScore, getBeliefScores } from '@dandelion-loop/contract';
import { anaId } from '../../test-api.ts';

/** Assumptions for tests: invented, with round numbers. */

const by = { kind: 'member' as const, id: anaId, name: 'Ana Visser' };
export const beliefId = (place: number): string => `7c1d2a4e-0000-4000-8000-00000000000${place}`;

const open: Belief = {
  id: beliefId(1),
  claim: 'A letter that names one child raises donations by more than 5%',
  topic: 'letters',
  hangsOn: 'The text of the autumn mailing.',
  costIfWrong: 12_000,
  rule: {
    ...{ by: 'metric', experimentId: null, metric: 'donated', variation: null },
    ...{ measure: 'lift', operator: '>', threshold: 0.05, reading: 'interval' },
  },
  dueOn: '2026-12-01',
  state: 'open',
  blocked: null,
  evidence: null,
  by,
  createdAt: '2026-11-02T09:00:00.000Z',
  version: 1,
  forecasts: { count: 3, mine: null, revealed: false, others: null, mean: null },
  may: { answer: true, reveal: false, change: true, resolve: true, delete: false },
};

export const testId = '7c1d2a4e-0000-4000-8000-0000000000a1';
const said = (probability: number, name: string | null = null) => ({
  name,
  role: name === null ? null : ('analyst' as const),
  probability,
});
const settledMay = { answer: false, reveal: false, change: false, resolve: true, delete: false };

const untrue: Belief = {
  ...{ ...open, id: beliefId(2), claim: 'A question in the headline raises clicks', topic: 'headlines', dueOn: null },
  state: 'false',
  evidence: {
    at: '2026-11-20T10:00:00.000Z',
    by: { kind: 'system', id: null, name: 'Dandelion' },
    reason: 'It lowers them by 11%.',
    numbers: { lift: -0.1103, liftLow: -0.133, liftHigh: null, units: 48_212, verdict: 'worse' },
    query: 'lift > 0.05',
    experiment: { id: testId, title: 'Headline of spring', analysisId: '7c1d2a4e-0000-4000-8000-0000000000a2' },
  },
  forecasts: {
    ...{ count: 4, revealed: true, mean: 0.65 },
    mine: {
      probability: 0.7,
      history: [
        { probability: 0.8, givenAt: '2026-11-03T09:00:00.000Z', afterReveal: false },
        { probability: 0.7, givenAt: '2026-11-04T09:00:00.000Z', afterReveal: false },
        { probability: 0.6, givenAt: '2026-11-05T09:00:00.000Z', afterReveal: true },
      ],
    },
    others: [said(0.55), said(0.6, 'Ben de Wit'), said(0.75)],
  },
  may: settledMay,
};

const come: Belief = {
  ...{ ...untrue, id: beliefId(3), claim: 'Numerals raise clicks', state: 'true' },
  evidence: { ...untrue.evidence!, reason: 'By 6%.' },
  forecasts: { count: 1, revealed: false, mean: 0.8, mine: null, others: [said(0.8)] },
};

const stuck: Belief = {
  ...{ ...open, id: beliefId(4), claim: 'Blue buttons win', dueOn: null, blocked: 'The test is gone: decide by hand.' },
};

const voided: Belief = {
  ...{ ...come, id: beliefId(5), claim: 'The radio spot brings visitors', state: 'void' },
  evidence: { ...untrue.evidence!, reason: 'It never ran.', numbers: {}, query: null, experiment: null },
};

export const beliefs: readonly Belief[] = [open, untrue, come, stuck, voided];

const score: BeliefScore = {
  ...{ n: 85, meanForecast: 0.6, observed: 0.46, brier: 0.251, reliability: 0.04, resolution: 0.03 },
  ...{ uncertainty: 0.248, skill: -0.01, logScore: 0.7, clipped: 0 },
  calibration: [
    { from: 0.2, to: 0.3, n: 16, meanForecast: 0.22, observed: 0.3125, low: 0.142, high: 0.556 },
    { from: 0.7, to: 0.8, n: 60, meanForecast: 0.77, observed: 0.5, low: 0.377, high: 0.623 },
    { from: 0.9, to: 1, n: 9, meanForecast: 0.92, observed: 0.667, low: 0.354, high: 0.879 },
  ],
  ...{ intercept: -0.4, slope: 0.5, discrimination: 0.62, discriminationLow: 0.5, discriminationHigh: 0.73 },
  ...{ shrunkenBrier: 0.25, shrunkenDiscrimination: 0.61 },
  sentence: 'When you say 77%, it happens about half the time (30 of 60).',
  reasons: {},
};

export const scores: AnswerOf<typeof getBeliefScores> = {
  ...{ mine: score, sharesScores: false, team: null, topics: [], roles: [], notes: [] },
  myTopics: [{ ...score, topic: 'headlines' }],
  members: [{ ...score, member: { id: anaId, name: 'Ben de Wit' }, sentence: 'Ben is fair.' }],
};

export const noScores: typeof scores = { ...scores, mine: null, myTopics: [], members: [] };

/** As the server does: the answer, and what it may then. */
export const answered = (belief: Belief, probability: number): Belief => ({
  ...belief,
  forecasts: {
    ...belief.forecasts,
    count: belief.forecasts.count + 1,
    mine: { probability, history: [{ probability, givenAt: '2026-11-22T12:00:00.000Z', afterReveal: false }] },
  },
  may: { ...belief.may, reveal: true },
});

export const revealed = (belief: Belief): Belief => ({
  ...belief,
  forecasts: {
    ...belief.forecasts,
    ...{ revealed: true, mean: 0.5375, others: [said(0.35), said(0.5, 'Ben de Wit'), said(0.6)] },
  },
  may: { ...belief.may, reveal: false },
});
