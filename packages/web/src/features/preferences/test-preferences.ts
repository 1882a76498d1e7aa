import type { Preference, PreferenceShare } from '@dandelion-loop/contract';
import { anaId } from '../../test-api.ts';

/** Questions for tests: invented, with round numbers. */

export const preferenceId = (place: number): string => `9c1d2a4e-0000-4000-8000-00000000000${place}`;

const notKnown = {
  ...{ actual: null, actualLow: null, actualHigh: null, error: null, errorLow: null, errorHigh: null },
};

/** 6 of 8 prefer it and expect 74%, the other two 40%. */
const child: PreferenceShare = {
  ...{ option: 'A child by the sea', members: 6, expected: 0.655, expectedByOwn: 0.74, expectedByOthers: 0.4 },
  ...{ gap: 0.34, gapLow: 0.12, gapHigh: 0.57, ...notKnown, reasons: {} },
};
const lighthouse: PreferenceShare = {
  ...{ ...child, option: 'The lighthouse', members: 2, expected: 0.345, expectedByOwn: 0.6, expectedByOthers: 0.26 },
};
export const openShares = [child, lighthouse];
export const settledShares = [
  { ...child, ...{ actual: 0.31, actualLow: 0.27, actualHigh: 0.36, error: 0.345, errorLow: 0.295, errorHigh: 0.385 } },
  {
    ...lighthouse,
    ...{ actual: 0.69, actualLow: 0.64, actualHigh: 0.73, error: -0.345, errorLow: -0.385, errorHigh: -0.295 },
  },
];

/** Waits for an answer. */
export const asked: Preference = {
  id: preferenceId(1),
  question: 'Which cover makes people open the letter?',
  options: ['A child by the sea', 'The lighthouse'],
  looks: [
    { text: 'She looks at the reader.', picture: true },
    { text: '', picture: false },
  ],
  topic: 'covers',
  by: { kind: 'member', id: anaId, name: 'Ana Visser' },
  createdAt: '2026-11-02T09:00:00.000Z',
  version: 1,
  answers: 7,
  mine: null,
  test: null,
  customers: null,
  shares: null,
  findings: [],
  may: { answer: true, change: true, delete: false },
};

const gapSaid =
  'Who prefers “A child by the sea” expects it of 74% of customers, the others of 40%: a gap of 34 points.';

/** One has answered, and customers have not. */
export const answered: Preference = {
  ...{ ...asked, answers: 8, mine: { prefers: 1, expects: [0.4, 0.6] }, shares: openShares, findings: [gapSaid] },
  may: { ...asked.may, answer: false },
};

const poll = {
  ...{ by: 'counts' as const, counts: [128, 284], source: 'Poll on the website', on: '2026-11-12' },
};
export const settled: Preference = {
  ...{ ...answered, id: preferenceId(2), version: 2, customers: poll, shares: settledShares },
};

/** Customers answered before anybody of the team had. */
export const unforeseen: Preference = {
  ...{ ...settled, id: preferenceId(3), question: 'Which picture for the homepage?', answers: 0, mine: null },
  findings: [],
  shares: settledShares.map((share) => ({
    ...{ ...share, members: 0, expected: null, expectedByOwn: null, expectedByOthers: null, gap: null },
    ...{ gapLow: null, gapHigh: null, error: null, errorLow: null, errorHigh: null },
    reasons: { gap: 'Nobody prefers it.', expected: 'Nobody has answered yet.' },
  })),
  may: { answer: false, change: true, delete: true },
};

/** One of three options, each preferred by one or none: nothing shows how much people differ. */
export const few: Preference = {
  ...{ ...answered, id: preferenceId(4), question: 'Which subject line?', options: ['One', 'Two', 'Three'] },
  ...{ answers: 2, mine: { prefers: 0, expects: [0.6, 0.3, 0.1] }, findings: [] },
  looks: ['One', 'Two', 'Three'].map(() => ({ text: '', picture: false })),
  shares: ['One', 'Two', 'Three'].map((option, at) => ({
    ...{ ...child, option, members: at < 2 ? 1 : 0, expected: [0.5, 0.4, 0.1][at]! },
    ...{ expectedByOwn: [0.6, 0.5, null][at]!, expectedByOthers: [0.4, 0.3, 0.1][at]! },
    ...{ gap: at < 2 ? 0.2 : null, gapLow: null, gapHigh: null },
    reasons: {
      ...(at < 2 ? {} : { gap: 'Nobody prefers it.' }),
      ...{ gapLow: 'One person alone does not show how much people differ.' },
    },
  })),
};
