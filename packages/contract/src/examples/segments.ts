import {
  addPersona,
  answerPersona,
  changePersona,
  countPersona,
  deletePersona,
  listPersonas,
  type Persona,
} from '../personas.ts';
import type { SegmentTree } from '../segment-tree.ts';
import {
  addSegment,
  type CustomerSegment,
  changeSegment,
  countSegment,
  deleteSegment,
  getSegment,
  listSegmentMembers,
  listSegments,
} from '../segments.ts';
import { type Example, example } from './example.ts';
import { anna, at, ids } from './invented.ts';

/** Which customers are meant, and who the team believes they are. */

const id = '7a1d3c52-64b8-4f1e-9c0a-51d20b7e3f61';
const tree: SegmentTree = {
  kind: 'all',
  of: [
    { kind: 'event', name: 'Donated', op: 'at-least', times: 2, period: { kind: 'last', days: 90 }, where: [] },
    {
      kind: 'not',
      of: { kind: 'event', name: 'Answered', op: 'at-least', times: 1, period: { kind: 'ever' }, where: [] },
    },
  ],
};
const sentence = 'Customers who did “Donated” at least twice in the last 90 days and who never did “Answered”.';
const count = { customers: 1240, of: 18_200, unreadable: 310 };
const segment: CustomerSegment = {
  ...{ id, name: 'Silent donors', about: 'Whom we never asked.', tree, sentence, count: { ...count, at: at.later } },
  ...{ by: anna, createdAt: at.joined, version: 1 },
};

const personaId = '7a1d3c52-64b8-4f1e-9c0a-51d20b7e3f62';
const traitId = '7a1d3c52-64b8-4f1e-9c0a-51d20b7e3f63';
const counted = { customers: 9100, fitting: 4200, without: 6100, idle: false };
const silentId = '7a1d3c52-64b8-4f1e-9c0a-51d20b7e3f64';
const known: SegmentTree = { kind: 'known', known: true };
const traits = [
  { id: traitId, name: 'Known', tree: known, sentence: 'Customers who are known by a user id.', ...counted },
  { id: silentId, name: 'Silent', tree, sentence, ...{ customers: 6100, fitting: 4200, without: 9100, idle: false } },
];
const persona: Persona = {
  ...{ id: personaId, name: 'Pia', story: 'She gives and never asks.', traits, fits: 2, customers: 4200, share: 0.23 },
  authors: [{ id: ids.anna, name: anna.name, role: 'owner', left: false }],
  drift: {
    ...{ day: '2026-02-10', share: 0.31, by: 'computed' },
    sentence: '31% of customers fitted on 10 February 2026, 23% do now.',
  },
  likeness: {
    ...{ authors: 1, customers: 0.42, answered: 1, traits: 2 },
    sentence: 'More like its authors than like customers: 100% of its traits hold of them, 42% of a customer.',
  },
  mine: { [traitId]: 'yes', [silentId]: 'yes' },
  ...{ by: anna, createdAt: at.joined, version: 1 },
};
const asked = traits.map(({ name, tree: of }) => ({ name, tree: of }));
const ofPersona = { id: personaId };

export const segmentExamples: Example[] = [
  example(listSegments, { answer: { segments: [segment] } }),
  example(getSegment, {
    params: { id },
    answer: { segment, days: [{ day: '2026-05-12', customers: 1240, of: 18_200, before: false }], usedBy: [] },
  }),
  example(addSegment, { body: { name: segment.name, about: segment.about, tree }, answer: segment }),
  example(changeSegment, {
    params: { id },
    body: { version: 1, about: 'Ask them.' },
    answer: { ...segment, about: 'Ask them.', version: 2 },
  }),
  example(deleteSegment, { params: { id }, query: { version: 2 } }),
  example(countSegment, { body: { tree }, answer: { ...count, sentence, share: 0.0681 } }),
  example(listSegmentMembers, {
    params: { id },
    query: { limit: 50 },
    answer: {
      members: [{ id: '9f2c41d07be3a585', name: 'Sanne de Wit', email: 'sanne@example.org', lastSeen: at.later }],
      next: null,
    },
  }),
  example(listPersonas, {
    answer: {
      personas: [persona],
      coverage: { of: 18_200, none: 14_000, share: 0.77, sentence: '77% of customers fit no persona.' },
      ...{ overlaps: [], contradicted: [] },
    },
  }),
  example(addPersona, {
    body: { name: 'Pia', story: persona.story, authors: [ids.anna], traits: asked, fits: 2 },
    answer: persona,
  }),
  example(changePersona, {
    params: ofPersona,
    body: { version: 1, fits: 1 },
    answer: { ...persona, fits: 1, version: 2 },
  }),
  example(deletePersona, { params: ofPersona, query: { version: 2 } }),
  example(countPersona, {
    body: { traits: asked, fits: 2 },
    answer: { of: 18_200, customers: 4200, traits: traits.map(({ id: _, name: __, tree: ___, ...rest }) => rest) },
  }),
  example(answerPersona, {
    params: ofPersona,
    body: { answers: { [traitId]: 'yes', [silentId]: 'yes' } },
    answer: persona,
  }),
];
