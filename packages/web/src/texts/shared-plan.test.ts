import { expect, test } from 'vitest';
import { sharedPlanTexts as texts } from './shared-plan.ts';

/** What is wanted is said by its name, whatever it is counted in. */

const donors = { name: 'monthly donors', unit: null, direction: 'rise' } as const;
const margin = { name: 'monthly margin', unit: 'EUR', direction: 'rise' } as const;
const returns = { name: 'returns', unit: '%', direction: 'fall' } as const;

test('a target is what it counts, not its unit alone', () => {
  expect(texts.want + texts.targetOnly('665', donors)).toBe('We want 665 monthly donors');
  expect(texts.want + texts.targetOnly('45,500', margin)).toBe('We want monthly margin of 45,500 EUR');
  expect(texts.want + texts.targetOnly('8.4', returns)).toBe('We want returns down to 8.4 %');
});

test('so is where it stands', () => {
  expect(texts.standing + texts.ofTarget('438', '665', donors)).toBe('We are at 438 of the 665 monthly donors');
  expect(texts.standing + texts.ofTarget('41,000', '45,500', margin)).toBe(
    'We are at 41,000 of the 45,500 EUR of monthly margin',
  );
  expect(texts.standing + texts.standingFall('9.1', '8.4', { ...returns, unit: null })).toBe(
    'We are at 9.1, and want returns to come down to 8.4',
  );
});
