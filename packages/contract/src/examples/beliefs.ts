import type { BeliefScore } from '../belief-scores.ts';
import type { Belief, ResolutionRule } from '../beliefs.ts';
import {
  changeBelief,
  createBelief,
  deleteBelief,
  getBelief,
  getBeliefScores,
  giveForecast,
  listBeliefs,
  resolveBelief,
  revealForecasts,
  shareScores,
} from '../beliefs.ts';
import type { Preference, PreferenceShare } from '../preferences.ts';
import {
  answerPreference,
  createPreference,
  deletePreference,
  getPreference,
  getPreferencePicture,
  listPreferences,
  setCustomers,
} from '../preferences.ts';
import { type Example, example } from './example.ts';
import { anna, at, ids } from './invented.ts';

/** What the team believes. */

const rule: ResolutionRule = {
  ...{ by: 'metric', experimentId: null, metric: 'donated', variation: null },
  ...{ measure: 'lift', operator: '>', threshold: 0.05, reading: 'interval' },
};

const belief: Belief = {
  id: ids.belief,
  claim: 'A letter that names one child raises donations by more than 5%.',
  topic: 'letters',
  hangsOn: 'The text of the autumn mailing.',
  costIfWrong: 12_000,
  rule,
  dueOn: null,
  state: 'open',
  blocked: null,
  evidence: null,
  by: anna,
  createdAt: at.uploaded,
  version: 1,
  forecasts: { count: 3, mine: null, revealed: false, others: null, mean: null },
  may: { answer: true, reveal: false, change: true, resolve: true, delete: false },
};

const answered: Belief = {
  ...belief,
  forecasts: {
    ...{ count: 4, revealed: false, others: null, mean: null },
    mine: { probability: 0.7, history: [{ probability: 0.7, givenAt: at.judged, afterReveal: false }] },
  },
  may: { ...belief.may, reveal: true },
};

const score: BeliefScore = {
  ...{ n: 40, meanForecast: 0.55, observed: 0.525, brier: 0.182, reliability: 0.031, resolution: 0.099 },
  ...{ uncertainty: 0.249, skill: 0.27, logScore: 0.556, clipped: 0 },
  calibration: [{ from: 0.7, to: 0.8, n: 8, meanForecast: 0.7, observed: 0.625, low: 0.306, high: 0.863 }],
  ...{ intercept: -0.188, slope: 0.835, discrimination: 0.798, discriminationLow: 0.643, discriminationHigh: 0.895 },
  ...{ shrunkenBrier: 0.184, shrunkenDiscrimination: 0.79 },
  sentence: 'Nothing beyond chance stands against what you say: 55% on average, 53% happened (21 of 40).',
  reasons: {},
};

const looks = [{ text: 'She looks at the reader.' }, { text: 'The coast at dawn.' }];
const preference: Preference = {
  id: ids.preference,
  question: 'Which cover?',
  options: ['A child', 'A landscape'],
  looks: [
    { text: 'She looks at the reader.', picture: false },
    { text: 'The coast at dawn.', picture: false },
  ],
  topic: 'magazine',
  by: anna,
  createdAt: at.uploaded,
  version: 1,
  answers: 3,
  mine: null,
  test: null,
  customers: null,
  shares: null,
  findings: [],
  may: { answer: true, change: true, delete: false },
};

const notKnown = 'It is not known yet what customers prefer.';
const unknownActual = {
  ...{ actual: null, actualLow: null, actualHigh: null, error: null, errorLow: null, errorHigh: null },
  reasons: Object.fromEntries(
    ['actual', 'actualLow', 'actualHigh', 'error', 'errorLow', 'errorHigh'].map((field) => [field, notKnown]),
  ),
};
const child: PreferenceShare = {
  ...{ option: 'A child', members: 2, expected: 0.6, expectedByOwn: 0.75, expectedByOthers: 0.45 },
  ...{ gap: 0.3, gapLow: 0.05, gapHigh: 0.55, ...unknownActual },
};
const landscape: PreferenceShare = {
  ...{ option: 'A landscape', members: 2, expected: 0.4, expectedByOwn: 0.55, expectedByOthers: 0.25 },
  ...{ gap: 0.3, gapLow: 0.05, gapHigh: 0.55, ...unknownActual },
};
const preferred: Preference = {
  ...preference,
  ...{ answers: 4, mine: { prefers: 0, expects: [0.7, 0.3] }, shares: [child, landscape] },
  findings: ['Who prefers “A child” expects it of 75% of customers, the others of 45%: a gap of 30 points.'],
  may: { ...preference.may, answer: false },
};
const poll = { by: 'counts' as const, counts: [120, 180], source: 'Poll on the website', on: '2026-05-12' };

export const beliefExamples: readonly Example[] = [
  example(listBeliefs, { query: { state: 'open' }, answer: { total: 1, beliefs: [belief], topics: ['letters'] } }),
  example(createBelief, {
    body: {
      ...{ claim: belief.claim, topic: 'letters', hangsOn: belief.hangsOn, costIfWrong: 12_000 },
      ...{ rule, dueOn: null },
    },
    answer: { ...belief, forecasts: { ...belief.forecasts, count: 0 }, may: { ...belief.may, delete: true } },
  }),
  example(getBelief, { params: { id: ids.belief }, answer: belief }),
  example(changeBelief, {
    params: { id: ids.belief },
    body: { version: 1, topic: 'mailings' },
    answer: { ...belief, topic: 'mailings', version: 2 },
  }),
  example(deleteBelief, { params: { id: ids.belief }, query: { version: 1 } }),
  example(giveForecast, {
    params: { id: ids.belief },
    body: { probability: 0.7 },
    answer: { ...answered, warnings: [] },
  }),
  example(revealForecasts, {
    params: { id: ids.belief },
    answer: {
      ...answered,
      forecasts: {
        ...{ ...answered.forecasts, revealed: true, mean: 0.5375 },
        others: [
          { name: null, role: null, probability: 0.35 },
          { name: 'Ben de Wit', role: 'analyst', probability: 0.5 },
          { name: null, role: null, probability: 0.6 },
        ],
      },
      may: { ...answered.may, reveal: false },
    },
  }),
  example(resolveBelief, {
    params: { id: ids.belief },
    body: { version: 1, state: 'false', reason: 'Three letters were tried by hand, and none brought more.' },
    answer: {
      ...{ ...belief, state: 'false', version: 2 },
      evidence: {
        ...{ at: at.later, by: anna, reason: 'Three letters were tried by hand, and none brought more.' },
        ...{ numbers: {}, query: null, experiment: null },
      },
      forecasts: { ...belief.forecasts, others: [{ name: null, role: null, probability: 0.6 }], mean: 0.6, count: 1 },
      may: { ...belief.may, answer: false, change: false },
    },
  }),
  example(getBeliefScores, {
    answer: {
      ...{ mine: score, myTopics: [{ ...score, topic: 'letters' }], sharesScores: false, members: [] },
      team: { ...score, sentence: 'When forecasts say 77%, it happens about half the time (20 of 40).' },
      ...{ topics: [], roles: [], notes: [] },
    },
  }),
  example(shareScores, { body: { sharesScores: true }, answer: { sharesScores: true } }),
  example(listPreferences, { answer: { total: 1, preferences: [preference] } }),
  example(createPreference, {
    body: { question: preference.question, options: preference.options, topic: 'magazine', looks },
    answer: { ...preference, answers: 0, may: { ...preference.may, delete: true } },
  }),
  example(getPreference, { params: { id: ids.preference }, answer: preference }),
  example(getPreferencePicture, { params: { id: ids.preference, place: '0' } }),
  example(answerPreference, {
    params: { id: ids.preference },
    body: { prefers: 0, expects: [0.7, 0.3] },
    answer: preferred,
  }),
  example(setCustomers, {
    params: { id: ids.preference },
    body: { version: 1, customers: poll },
    answer: {
      ...{ ...preferred, version: 2, customers: poll },
      shares: [
        {
          ...{ ...child, actual: 0.4, actualLow: 0.346, actualHigh: 0.456 },
          ...{ error: 0.2, errorLow: 0.144, errorHigh: 0.254, reasons: {} },
        },
        {
          ...{ ...landscape, actual: 0.6, actualLow: 0.544, actualHigh: 0.654 },
          ...{ error: -0.2, errorLow: -0.254, errorHigh: -0.144, reasons: {} },
        },
      ],
      findings: [
        ...preferred.findings,
        'Members expected “A child” of 60% of customers, and it is 40%: 20 points too many.',
      ],
    },
  }),
  example(deletePreference, { params: { id: ids.preference }, query: { version: 1 } }),
];
