import {
  type CodedAttribute,
  type CodedVariation,
  type Coder,
  changeCoder,
  createCoder,
  deleteCoder,
  listCodedAttributes,
  listCoders,
  listCodes,
  mergeLevels,
  readAgreement,
  setCodes,
  tryCoder,
} from '../coding.ts';
import {
  addLearningNote,
  type ConfirmedLearning,
  changeLearningNote,
  confirmLearning,
  confirmLearningNote,
  deleteLearningNote,
  listLearningConfirmations,
  listLearningNotes,
  type NotedLearning,
  withdrawLearningConfirmation,
  withdrawNoteConfirmation,
} from '../learning-notes.ts';
import { type Example, example } from './example.ts';
import { anna, at, ids } from './invented.ts';

/** What variations say, and what people say they learned. */

const ben = { kind: 'member', id: ids.ben, name: 'Ben Smit' } as const;

const coder: Coder = {
  ...{ id: 'own-4f1c9a7be2', name: 'Sale words' },
  explains: 'Has one of 3 listed words or phrases, such as “sale”, “discount”, “last chance”.',
  ...{ levels: ['absent', 'present'], kind: 'presence', languages: null },
  counts: [
    { level: 'absent', variations: 96 },
    { level: 'present', variations: 14 },
  ],
  own: {
    definition: { kind: 'words', words: ['sale', 'discount', 'last chance'] },
    ...{ version: 1, createdBy: anna, createdAt: at.uploaded, changedAt: null },
  },
};

const attribute: CodedAttribute = {
  ...{ name: 'tone', from: 'hand', id: 'hand:tone' },
  levels: [
    { level: 'calm', variations: 41 },
    { level: 'urgent', variations: 22 },
    { level: 'urgnet', variations: 1 },
  ],
  coders: [
    { by: anna, variations: 60 },
    { by: ben, variations: 24 },
  ],
  suggestions: [{ into: 'urgent', from: [{ level: 'urgnet', variations: 1, because: 'typo' }] }],
  merged: [],
};

const variation: CodedVariation = {
  ...{ experimentId: ids.experiment, title: 'Spring mailing', variation: 'B' },
  texts: [{ column: 'subject', text: 'Last chance: help the seals today' }],
  codes: [{ by: anna, level: 'urgent', at: at.judged }],
  coders: [{ column: 'subject', coder: 'urgency', level: 'present' }],
};
const { coders: _, ...disputedVariation } = variation;

const confirmedBy = [{ by: ben, at: at.later }];
const note: NotedLearning = {
  ...{ id: ids.note, sentence: 'Letters by post work better when an e-mail comes two days later.' },
  ...{ restsOn: 'Three winters of our own mailings, without a control group.', topic: 'Timing' },
  ...{ createdBy: anna, createdAt: at.judged, changedAt: null, confirmedBy: [], version: 1 },
};
const learning: ConfirmedLearning = {
  id: '3f9a1c20b7d4',
  confirmedBy: [
    {
      ...confirmedBy[0]!,
      sentence: '“Question” present instead of absent lowers “opened”: −6.4% (−9.9% to −2.9%) in 34 tests.',
    },
  ],
};

export const coding: Example[] = [
  example(listCoders, { answer: { coders: [coder], countedAt: at.judged } }),
  example(createCoder, {
    body: { name: coder.name, definition: { kind: 'words', words: ['sale', 'discount', 'last chance'] } },
    answer: coder,
  }),
  example(changeCoder, {
    params: { id: coder.id },
    body: { version: 1, name: 'Words of sales' },
    answer: {
      ...{ ...coder, name: 'Words of sales' },
      own: { ...coder.own!, version: 2, changedAt: at.later },
    },
  }),
  example(deleteCoder, { params: { id: coder.id }, query: { version: 2 } }),
  example(tryCoder, {
    body: { definition: { kind: 'pattern', pattern: '(?i)free (shipping|delivery)' }, text: 'Free delivery today' },
    answer: {
      text: { text: 'Free delivery today', level: 'present', evidence: [{ from: 0, to: 13 }] },
      workspace: {
        texts: 84,
        levels: [
          { level: 'absent', texts: 83 },
          { level: 'present', texts: 1 },
        ],
        examples: [{ text: 'Now with free shipping', level: 'present', evidence: [{ from: 9, to: 22 }] }],
      },
    },
  }),
  example(listCodedAttributes, { answer: { attributes: [attribute] } }),
  example(listCodes, {
    query: { attribute: 'tone', filter: 'all' },
    answer: { variations: [variation], next: null, counts: { all: 110, coded: 64, mine: 60, disputed: 3 } },
  }),
  example(setCodes, {
    body: { attribute: 'tone', codes: [{ experimentId: ids.experiment, variation: 'B', level: 'urgent' }] },
    answer: { changed: 1 },
  }),
  example(readAgreement, {
    query: { attribute: 'tone' },
    answer: {
      level: 0.95,
      pairs: [
        {
          ...{ one: anna, other: ben, items: 20, agreement: 0.85, expected: 0.52, kappa: 0.6875 },
          ...{ low: 0.3653, high: 1, prevalenceAdjusted: 0.7, mostUsed: { level: 'calm', share: 0.6 } },
        },
      ],
      disagreements: [
        {
          ...disputedVariation,
          codes: [
            { by: anna, level: 'urgent', at: at.judged },
            { by: ben, level: 'calm', at: at.later },
          ],
        },
      ],
      ...{ disputed: 3, majority: 0, ties: 3 },
    },
  }),
  example(mergeLevels, {
    body: { attribute: 'tone', from: 'hand', levels: ['urgnet'], into: 'urgent' },
    answer: {
      attribute: {
        ...attribute,
        levels: [
          { level: 'calm', variations: 41 },
          { level: 'urgent', variations: 23 },
        ],
        suggestions: [],
      },
    },
  }),
  example(listLearningNotes, { answer: { notes: [note] } }),
  example(addLearningNote, {
    body: { sentence: note.sentence, restsOn: note.restsOn, topic: note.topic },
    answer: note,
  }),
  example(changeLearningNote, {
    params: { id: note.id },
    body: { version: 1, topic: 'Post and e-mail' },
    answer: { ...note, topic: 'Post and e-mail', version: 2, changedAt: at.later },
  }),
  example(deleteLearningNote, { params: { id: note.id }, query: { version: 1 } }),
  example(confirmLearningNote, { params: { id: note.id }, answer: { ...note, confirmedBy } }),
  example(withdrawNoteConfirmation, { params: { id: note.id }, answer: note }),
  example(listLearningConfirmations, { answer: { learnings: [learning] } }),
  example(confirmLearning, { params: { id: learning.id }, answer: learning }),
  example(withdrawLearningConfirmation, { params: { id: learning.id }, answer: { ...learning, confirmedBy: [] } }),
];
