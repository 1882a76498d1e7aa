import type { SegmentTree } from '@dandelion-loop/contract';
import { expect, test } from 'vitest';
import { segmentSentence } from './segment-sentences.ts';

const did = (op: 'at-least' | 'at-most' | 'exactly', times: number): SegmentTree => ({
  ...{ kind: 'event', name: 'Order', op, times, where: [], period: { kind: 'last', days: 90 } },
});

test.each<[SegmentTree, string]>([
  [did('at-least', 1), 'Customers who did “Order” in the last 90 days.'],
  [did('at-least', 2), 'Customers who did “Order” at least twice in the last 90 days.'],
  [did('exactly', 3), 'Customers who did “Order” 3 times in the last 90 days.'],
  [did('at-most', 0), 'Customers who never did “Order” in the last 90 days.'],
  [{ kind: 'not', of: did('at-least', 1) }, 'Customers who never did “Order” in the last 90 days.'],
  [
    {
      kind: 'all',
      of: [did('at-least', 2), { kind: 'any', of: [{ kind: 'known', known: false }, did('at-most', 5)] }],
    },
    'Customers who did “Order” at least twice in the last 90 days and (who are anonymous or who did “Order” at most 5 times in the last 90 days).',
  ],
  [
    { kind: 'trait', name: 'country', op: 'in', values: ['NL', 'BE', 'DE', 'FR', 'IT'] },
    'Customers whose “country” is one of “NL”, “BE”, “DE” and 2 more.',
  ],
  [
    { kind: 'not', of: { kind: 'trait', name: 'country', op: 'contains', value: 'x' } },
    'Customers who are not those whose “country” contains “x”.',
  ],
  [
    { kind: 'last-event', name: 'Visit', op: 'before', moment: { kind: 'ago', days: 30 } },
    'Customers who last did “Visit” more than 30 days ago.',
  ],
  [
    { kind: 'seen', which: 'first', op: 'after', moment: { kind: 'date', date: '2027-03-14' } },
    'Customers who were first seen after 14 March 2027.',
  ],
])('%j is said in words', (tree, sentence) => {
  expect(segmentSentence(tree)).toBe(sentence);
});
