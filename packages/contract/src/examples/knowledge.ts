import type { Learning } from '../learnings.ts';
import {
  computeLearnings,
  exportLearnings,
  getLearning,
  getLearnings,
  type LearnedAttribute,
  type Library,
} from '../library.ts';
import { type Example, example } from './example.ts';
import { at, ids } from './invented.ts';

/** What many tests say together. */

const attribute: LearnedAttribute = {
  id: 'subject.question',
  name: 'Question',
  column: 'subject',
  coder: 'question',
  explains: 'A question mark ends a sentence, as in “Can you help today?”.',
};

const learning: Learning = {
  id: '3f9a1c20b7d4',
  ...{ attribute: 'subject.question', level: 'present', reference: 'absent', metric: 'opened', kind: 'proportion' },
  ...{ scale: 'log-odds', scope: 'all', effect: -0.0834, low: -0.1296, high: -0.0372 },
  relative: { value: -0.0645, low: -0.0987, high: -0.0294 },
  ...{ baseline: 0.214, predictionLow: -0.204, predictionHigh: 0.037, nextAgrees: 0.92 },
  ...{
    tau2: 0.0031,
    i2: 0.41,
    tests: 34,
    testsNotHeld: 41,
    held: ['image'],
    units: 271_400,
    pValue: 0.0009,
    qValue: 0.011,
  },
  ...{
    verdict: 'lowers',
    favorable: false,
    testsNeeded: null,
    from: '2024-02-05',
    to: '2026-04-20',
    age: 42,
    stale: false,
  },
  drift: null,
  scopes: [],
  scopeDifferences: [],
  contradictions: [],
  withAll: { effect: -0.0791, low: -0.124, high: -0.0342, pValue: 0.0011, tests: 37, units: 290_100 },
  sentence: '“Question” present instead of absent lowers “opened”: −6.4% (−9.9% to −2.9%) in 34 tests.',
  reasons: {
    drift: 'fewer than ten dated tests of different days carry it.',
    scopes: 'there are no two scopes with three tests each.',
  },
};

const library: Library = {
  ...{ state: 'ready', outdated: false, computedAt: at.judged, failure: null },
  ...{ level: 0.95, falseDiscoveries: 0.05, practical: { value: 0.01, relative: true } },
  attributes: [attribute],
  answer: {
    schema: 1,
    tests: { all: 52, believed: 48, invalid: 3, suspect: 1 },
    learnings: [learning],
    notEstimable: [],
    priors: [],
    heldOut: null,
    notes: [],
  },
};

export const knowledge: Example[] = [
  example(getLearnings, { answer: library }),
  example(exportLearnings, { query: { format: 'csv' } }),
  example(getLearning, {
    params: { id: learning.id },
    answer: {
      learning,
      attribute,
      computedAt: at.judged,
      ...{ level: 0.95, falseDiscoveries: 0.05, practical: { value: 0.01, relative: true } },
      carriers: [
        {
          ...{ experimentId: ids.experiment, title: 'Spring mailing', ranOn: '2026-04-20', believed: true },
          ...{ effect: -0.11, low: -0.23, high: 0.01, units: 2385, weight: 0.031 },
        },
      ],
      more: 36,
      rerun: {
        imports: [
          {
            ...{ importId: ids.import, name: 'Mailings of 2026', tests: 37, why: null },
            command: `./dandelion learn mailings.csv --test mailing --variation version --period '' --metric opened:proportion:opened/sent --text subject --json`,
          },
        ],
        ...{ coderFile: null, notes: [] },
      },
    },
  }),
  example(computeLearnings, { answer: { ...library, outdated: true } }),
];
