import type { ProposalBasis } from '@dandelion-loop/contract';
import { expect, test } from 'vitest';
import { rateWords, worthWords } from './proposal-words.ts';

const money: ProposalBasis = {
  ...{ metric: 'opened', lowerIsBetter: false, baseline: 0.2, unitsPerWeek: 1000, unitsPerWeekFromTests: false },
  unitsPerWeekOrigin: { from: 'settings' },
  ...{ measure: 'money', currency: 'EUR', per: 'cost', weekPrice: 0, priorSpread: null },
};
const amount: ProposalBasis = { ...money, measure: 'amount', currency: null, per: 'week' };

test('worth is money, or more of the metric', () => {
  expect(worthWords({ worth: 1840.3 }, money)).toBe('€1,840');
  expect(worthWords({ worth: 47.2 }, amount)).toBe('47 more “opened”');
  expect(worthWords({ worth: 4.72 }, amount)).toBe('4.7 more “opened”');
});

test('the return is per unit of money where tests cost, else per week', () => {
  expect(rateWords({ rate: 12.3 }, money)).toBe('€12 for each €1');
  expect(rateWords({ rate: 6.2 }, money)).toBe('€6.20 for each €1');
  expect(rateWords({ rate: 30.7 }, amount)).toBe('31 for each week of testing');
});
