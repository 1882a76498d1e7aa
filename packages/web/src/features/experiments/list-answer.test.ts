import { plain } from '@dandelion-loop/wording';
import { expect, test } from 'vitest';
import { listAnswer, roughly, type Summary, settling, sizeSaying, sumOf, type VerdictCounts } from './list-answer.ts';

const counts = (changes: Partial<VerdictCounts>): VerdictCounts => ({
  ...{ won: 0, lost: 0, 'no-difference': 0, inconclusive: 0, invalid: 0 },
  ...changes,
});
const said = (changes: Partial<VerdictCounts>, filtered = false) => plain(listAnswer(counts(changes), filtered));

test('won, lost and no difference are all settled', () => {
  const all = counts({ won: 5, lost: 3, 'no-difference': 2, inconclusive: 7, invalid: 1 });
  expect(settling(all)).toEqual({ settled: 10, open: 7, invalid: 1 });
  expect(sumOf(all)).toBe(18);
});

test('the answer names what can be acted on, what cannot be told and what may not be read', () => {
  const all = counts({ won: 1399, lost: 282, inconclusive: 2439, invalid: 753 });
  expect(plain(listAnswer(all, false))).toBe(
    'Of 4,873 tests, 1,681 have a verdict you can act on. 2,439 cannot be told yet, and 753 are invalid: do not read them.',
  );
  expect(listAnswer(all, false).filter(({ role }) => role === 'finding')).toHaveLength(1);
});

test.each<[Partial<VerdictCounts>, boolean, string]>([
  [{ won: 2 }, false, 'Of 2 tests, 2 have a verdict you can act on.'],
  [{ won: 1, invalid: 1 }, true, 'Of 2 tests that fit, 1 has a verdict you can act on. 1 is invalid: do not read it.'],
  [{ inconclusive: 3 }, false, 'Of 3 tests, none has a verdict you can act on. 3 cannot be told yet.'],
  [{ lost: 1 }, false, 'There is one test: it has a verdict you can act on.'],
  [{ inconclusive: 1 }, true, 'One test fits: it cannot be told yet.'],
  [{ invalid: 1 }, false, 'There is one test: it is invalid, do not read it.'],
  [{}, true, 'No test fits these filters.'],
])('%o', (given, filtered, sentence) => expect(said(given, filtered)).toBe(sentence));

test('sizes are said as far as they are known', () => {
  const summary = { medianUnits: 14431, medianUnitsNeeded: 94610 } as Summary;
  expect(plain(sizeSaying(summary))).toBe(
    'The typical test had 14,431 units; a typical one that cannot be told yet would need about 95,000.',
  );
  expect(plain(sizeSaying({ ...summary, medianUnitsNeeded: null }))).toBe('The typical test had 14,431 units.');
  expect(sizeSaying({ ...summary, medianUnits: null })).toEqual([]);
  expect(roughly(7)).toBe('7');
});
