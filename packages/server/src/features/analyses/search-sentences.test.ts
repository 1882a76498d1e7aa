import type { SearchSplit } from '@dandelion-loop/contract';
import { expect, test } from 'vitest';
import { type SearchWords, searchSentence } from './search-sentences.ts';

/** Two confirmed splits, as a test of 15,000 people found them: held-out units show the first and nothing of the second. */

const wide = { value: 0.15, low: 0.1, high: 0.2 };
const side = (condition: string, value: number) => ({ condition, difference: { ...wide, value } });

const splitOf = (within: string, difference: SearchSplit['difference']): SearchSplit => ({
  ...{ within, first: side('day is Monday', 0.16), second: side('day is not Monday', 0.15), difference },
  ...{ tested: wide, pValue: 0.001, adjustedPValue: 0.002, confirmed: true },
});
const shown = splitOf('', wide);
const notShown = splitOf('place is city', { value: 0.01, low: -0.1, high: 0.12 });

const words = (splits: SearchSplit[], verdict: SearchWords['verdict']): SearchWords => ({
  plan: {
    ...{ name: 'bought', numerator: 'bought', denominator: null, kind: 'proportion', covariate: null },
    ...{ lowerIsBetter: false, practical: { value: 0.01, relative: true }, aggregated: false },
  } as SearchWords['plan'],
  request: { level: 0.95, inference: 'fixed' } as SearchWords['request'],
  ...{ health: 'ok' as const, variation: 'B', columns: [], groups: [], check: null, testingUnits: 5000 },
  ...{ splits, verdict },
});

test('does not say of a split that it holds up because another one does', () => {
  const sentence = searchSentence(words([shown, notShown], 'holds-up'));
  expect(sentence).toContain('differs: +16.0 points');
  expect(sentence).not.toContain('differs among units where place is city');
  expect(sentence).toContain('A difference among units where place is city between those where day is Monday');
  expect(sentence).toContain('held-out units do not show it (95% interval −10 to +12 points)');
  expect(sentence.indexOf('holds up in them')).toBeLessThan(sentence.indexOf('do not show it'));
});

test('says all that was confirmed where none or each holds up by itself', () => {
  for (const splits of [
    [shown, shown],
    [notShown, notShown],
  ])
    expect(searchSentence(words(splits, 'holds-up'))).not.toContain('do not show it');
  expect(searchSentence(words([shown, notShown], 'not-confirmed'))).not.toContain('do not show it');
});
