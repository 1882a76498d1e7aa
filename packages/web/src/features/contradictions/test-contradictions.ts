import type { AnswerOf, ContradictionNotice, getContradictions, getSurprises } from '@dandelion-loop/contract';

/** Invented contradictions and surprises, for tests of pages. */

export const claimId = '00000000-0000-4000-8000-000000000071';

const learning = {
  ...{ id: 'question', attribute: 'headline.question', name: 'Question', level: 'present', reference: 'absent' },
  ...{ metric: 'clicks', scale: 'log-odds' as const, baseline: 0.2 },
};
const range = (value: number, low: number, high: number) => ({ value, low, high });

export const claimed: ContradictionNotice = {
  ...{ id: 'assumption-1', kind: 'assumption' },
  sentence:
    'The open assumption “Questions sell.” is against what is known: 34 tests together say otherwise: “Question” present instead of absent lowers “clicks”, −6.5% (−9.9% to −2.9%).',
  learning,
  ...{ belief: { id: claimId, name: 'Questions sell.' }, note: null, test: null },
  sides: [
    { who: 'Questions sell.', effect: null, relative: null, tests: null, claims: 'raises' },
    {
      ...{ who: 'all tests', effect: range(-0.083, -0.13, -0.037), relative: range(-0.065, -0.099, -0.029) },
      ...{ tests: 34, claims: null },
    },
  ],
  size: { effect: range(-0.083, -0.13, -0.037), relative: range(-0.065, -0.099, -0.029) },
  adjustedPValue: 0.003,
  cost: { amount: 900, measure: 'money', currency: 'EUR', from: 'assumption', weeks: null },
  costSentence: '€900 if it is wrong, as its author said.',
  telling: { tests: 1, unitsPerVariation: 9120, units: 18_240, days: 11, cost: 150 },
  tellingSentence: 'A test of 18,240 units in two variations would tell: 11 days, for €150.',
  ...{ raisedAt: '2026-11-20T10:00:00.000Z', dismissed: null, returned: null, onlyYou: false },
};

export const imports: ContradictionNotice = {
  ...claimed,
  ...{ id: 'source-1', kind: 'source', belief: null, cost: null, telling: null },
  sentence:
    'In the import “Letters <b>”, “Question” present instead of absent changes “clicks” by −12.0% (−16.0% to −8.0%); in the import “Site” by +6.0% (+2.0% to +10.0%).',
  sides: [
    {
      ...{ who: 'In the import “Letters <b>”', effect: range(-0.15, -0.2, -0.1), relative: range(-0.12, -0.16, -0.08) },
      ...{ tests: 8, claims: null },
    },
    {
      ...{ who: 'in the import “Site”', effect: range(0.07, 0.02, 0.12), relative: range(0.06, 0.02, 0.1) },
      ...{ tests: 9, claims: null },
    },
  ],
  size: { effect: range(-0.22, -0.3, -0.14), relative: range(-0.18, -0.24, -0.11) },
  costSentence: 'Not known: nothing says how much of “clicks” comes in a week.',
  tellingSentence: 'Which test would tell is not known: nothing says how much its metric differs between units.',
  returned: { at: '2026-11-21T10:00:00.000Z', reason: 'Other people.' },
};

export const noContradictions: AnswerOf<typeof getContradictions> = {
  ...{ contradictions: [], more: 0, others: 0 },
  asked: { questions: 9, falseDiscoveries: 0.05, scopes: 3, familyWise: 0.05 },
  ...{ untied: { beliefs: 0, notes: 0 }, outdated: false },
};

export const surprises: AnswerOf<typeof getSurprises> = {
  surprises: [
    {
      ...{ learning, expectedBy: 'library', probability: null, belief: null, seldom: 0.018, distance: -2.4 },
      ...{ expected: range(0.01, -0.13, 0.15), expectedRelative: range(0.008, -0.1, 0.12) },
      ...{ found: range(-0.083, -0.13, -0.037), foundRelative: range(-0.065, -0.099, -0.029) },
      sentence: 'Found otherwise.',
    },
    {
      ...{ learning: { ...learning, id: 'tone', name: 'Tone' }, expectedBy: 'members', probability: 0.2 },
      ...{ belief: { id: claimId, name: 'Calm sells.' }, seldom: 0.2, distance: null, expected: null },
      ...{ expectedRelative: null, found: range(0.1, 0.05, 0.15), foundRelative: range(0.08, 0.04, 0.12) },
      sentence: 'Found otherwise.',
    },
  ],
  more: 0,
};
