import {
  assignUnits,
  createDraft,
  type Draft,
  deleteDraft,
  downloadAssignment,
  getDraft,
  listDrafts,
} from '../drafts.ts';
import { addIdea, changeIdea, deleteIdea, type Idea, listIdeas } from '../ideas.ts';
import {
  changeProposalSettings,
  getProposalSettings,
  getProposals,
  type Proposal,
  type ProposalSettings,
} from '../proposals.ts';
import { type Example, example } from './example.ts';
import { anna, at, ids } from './invented.ts';

/** What to test next. */

const settings: ProposalSettings = {
  ...{ metric: 'opened', valueOfOne: 0.4, unitsPerWeek: 12_000, weeks: 26, costPerTest: 150, costPerWeek: 0 },
  ...{ mostVariations: 4, reach: 'everywhere', version: 1 },
};

const attribute = { id: 'subject.numerals', name: 'Numerals', levels: ['absent', 'present'] };

const proposal: Proposal = {
  ...{ id: 'learning:9c04b2d1e8f7a635', kind: 'uncertain', title: '“Numerals” present instead of absent' },
  why: '7 tests leave open whether “Numerals” present instead of absent changes “opened”.',
  decision:
    'Without the test one would choose present for “Numerals”; the test could show that absent is better for “opened”. It changes that with a chance of 31%.',
  caution:
    'The worth counts on the effect being much the same wherever it is used; if places differ more than the tests so far, one test tells less.',
  attributes: [attribute],
  from: [{ kind: 'learning', id: '9c04b2d1e8f7a635' }],
  ...{ design: 'two-variations', variations: 2, unitsPerVariation: 12_000, units: 24_000, days: 14 },
  expected: { relative: 0.012, low: -0.031, high: 0.055 },
  ...{ worth: 1840, cost: 150, rate: 7.93, changesMind: 0.31 },
};

const idea: Idea = {
  ...{ id: ids.idea, title: 'Send on Sunday evening', attribute: 'day', reference: 'Tuesday', level: 'Sunday' },
  ...{ low: -0.02, high: 0.08, worth: null, by: anna, createdAt: at.judged, version: 1 },
};

export const draft: Draft = {
  ...{ id: ids.draft, title: proposal.title, design: 'two-variations', resolution: null },
  attributes: [attribute],
  variations: [
    { name: 'A', levels: ['absent'] },
    { name: 'B', levels: ['present'] },
  ],
  aliases: [],
  ...{ metric: 'opened', units: 24_000, unitsPerVariation: 12_000, days: 14 },
  hypotheses: [
    '“Numerals” present instead of absent changes “opened”; expected before the test: +1.2% (−3.1% to +5.5%).',
  ],
  proposal: {
    id: proposal.id,
    why: proposal.why,
    decision: proposal.decision,
    caution: proposal.caution,
    from: proposal.from,
  },
  columns: { unit: 'unit', variation: 'variation', attributes: ['subject.numerals'] },
  ...{ by: anna, createdAt: at.later },
};

export const next: Example[] = [
  example(getProposals, {
    answer: {
      ...{ state: 'ready', outdated: false, proposals: [proposal], more: 0 },
      basis: {
        ...{ metric: 'opened', lowerIsBetter: false, baseline: 0.214, unitsPerWeek: 12_000 },
        ...{
          unitsPerWeekFromTests: false,
          unitsPerWeekOrigin: { from: 'settings' },
          measure: 'money',
          currency: 'EUR',
          per: 'cost',
          weekPrice: 41,
          priorSpread: 0.031,
        },
      },
      saved: { metric: 'opened', unitsPerVariation: 2600, units: 5200, days: 3.03 },
      ...{ settings, metrics: ['opened', 'donated'], notes: [] },
    },
  }),
  example(getProposalSettings, { answer: settings }),
  example(changeProposalSettings, {
    body: { version: 1, valueOfOne: 0.5, costPerTest: 200 },
    answer: { ...settings, valueOfOne: 0.5, costPerTest: 200, version: 2 },
  }),
  example(listIdeas, { answer: { ideas: [idea] } }),
  example(addIdea, {
    body: { title: idea.title, attribute: 'day', reference: 'Tuesday', level: 'Sunday', low: -0.02, high: 0.08 },
    answer: idea,
  }),
  example(changeIdea, {
    params: { id: ids.idea },
    body: { version: 1, high: 0.05 },
    answer: { ...idea, high: 0.05, version: 2 },
  }),
  example(deleteIdea, { params: { id: ids.idea } }),
  example(createDraft, {
    body: { title: 'Tone and day', attributes: [{ name: 'tone', levels: ['calm', 'urgent'] }], units: 24_000 },
    answer: draft,
  }),
  example(listDrafts, { answer: { drafts: [draft] } }),
  example(getDraft, { params: { id: ids.draft }, answer: draft }),
  example(deleteDraft, { params: { id: ids.draft } }),
  example(downloadAssignment, { params: { id: ids.draft }, query: { units: 1000 } }),
  example(assignUnits, { params: { id: ids.draft } }),
];
