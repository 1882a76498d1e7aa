import {
  type ContradictionNotice,
  countContradictions,
  deleteTie,
  dismissContradiction,
  draftOfContradiction,
  getContradictions,
  getSurprises,
  listTies,
  restoreContradiction,
  type StoredTie,
  setTie,
} from '../contradictions.ts';
import { type Example, example } from './example.ts';
import { anna, at, ids } from './invented.ts';
import { draft } from './next.ts';

/** What contradicts each other, and what surprised. */

const learning: ContradictionNotice['learning'] = {
  ...{ id: '3f9a1c20b7d4', attribute: 'subject.question', name: 'Question', level: 'present', reference: 'absent' },
  ...{ metric: 'opened', scale: 'log-odds', baseline: 0.214 },
};
const effect = { value: -0.0834, low: -0.1296, high: -0.0372 };
const relative = { value: -0.0645, low: -0.0987, high: -0.0294 };
const claim = 'Questions are opened more often.';

const notice: ContradictionNotice = {
  ...{ id: 'assumption-9d2f4a71c05be386', kind: 'assumption' },
  sentence: `The open assumption “${claim}” is against what is known: 34 tests together say otherwise: “Question” present instead of absent lowers “opened”, −6.5% (−9.9% to −2.9%).`,
  learning,
  ...{ belief: { id: ids.belief, name: claim }, note: null, test: null },
  sides: [
    { who: claim, effect: null, relative: null, tests: null, claims: 'raises' },
    { who: 'all tests', effect, relative, tests: 34, claims: null },
  ],
  ...{ size: { effect, relative }, adjustedPValue: 0.0036 },
  cost: { amount: 900, measure: 'money', currency: 'EUR', from: 'assumption', weeks: null },
  costSentence: '€900 if it is wrong, as its author said.',
  telling: { tests: 1, unitsPerVariation: 9120, units: 18_240, days: 11, cost: 150 },
  tellingSentence: 'A test of 18,240 units in two variations would tell: 11 days, for €150.',
  ...{ raisedAt: at.judged, dismissed: null, returned: null, onlyYou: false },
};

const tie: StoredTie = {
  ...{ attribute: 'subject.question', level: 'present', metric: 'opened', direction: 'raises' },
  ...{ of: { kind: 'belief', id: ids.belief }, byRule: false },
};

const params = { id: notice.id };

export const contradictionExamples: Example[] = [
  example(getContradictions, {
    query: { state: 'open' },
    answer: {
      ...{ contradictions: [notice], more: 0, others: 1 },
      asked: { questions: 41, falseDiscoveries: 0.05, scopes: 12, familyWise: 0.05 },
      ...{ untied: { beliefs: 2, notes: 1 }, outdated: false },
    },
  }),
  example(countContradictions, { answer: { open: 1 } }),
  example(dismissContradiction, {
    params,
    body: { reason: 'It is about other letters.' },
    answer: { ...notice, dismissed: { by: anna, at: at.later, reason: 'It is about other letters.' } },
  }),
  example(restoreContradiction, { params, answer: notice }),
  example(draftOfContradiction, { params, answer: draft }),
  example(listTies, { answer: { ties: [tie] } }),
  example(setTie, {
    params: { kind: 'belief', id: ids.belief },
    body: { attribute: 'subject.question', level: 'present', metric: 'opened', direction: 'raises' },
    answer: tie,
  }),
  example(deleteTie, { params: { kind: 'belief', id: ids.belief } }),
  example(getSurprises, {
    query: { metric: 'opened' },
    answer: {
      surprises: [
        {
          ...{ learning, expectedBy: 'library', probability: null, belief: null },
          expected: { value: 0.004, low: -0.031, high: 0.039 },
          expectedRelative: { value: 0.0031, low: -0.0243, high: 0.0307 },
          ...{ found: effect, foundRelative: relative, seldom: 0.0041, distance: -2.87 },
          sentence:
            '“Question” present instead of absent: by the rest of the library one expects “opened” to change by +0.3% (−2.4% to +3.1%); found −6.5% (−9.9% to −2.9%). That is 2.9 standard deviations out: 1 in 244 is as far.',
        },
      ],
      more: 0,
    },
  }),
];
