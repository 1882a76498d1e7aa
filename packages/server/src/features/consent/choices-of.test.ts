import type { ConsentPurpose } from '@dandelion-loop/contract';
import { expect, test } from 'vitest';
import { choicesOf } from './choices-of.ts';

const map = new Map<string, readonly ConsentPurpose[]>([
  ['analytics', ['collect', 'profile']],
  ['advertising', ['profile', 'contact:email']],
  ['functional', []],
]);

test('categories are purposes by the map, and a no of one category wins', () => {
  expect(choicesOf({ analytics: true, advertising: false, functional: true }, map)).toEqual({
    choices: new Map([
      ['collect', true],
      ['profile', false],
      ['contact:email', false],
    ]),
    unmapped: [],
  });
  expect(choicesOf({ advertising: false, analytics: true }, map).choices.get('profile')).toBe(false);
  expect(choicesOf({ analytics: true }, map).choices.get('profile')).toBe(true);
});

test('what is not mapped is told and not guessed, and what is no yes or no says nothing', () => {
  expect(choicesOf({ Targeting: true, analytics: 'true', __proto__: true, constructor: false }, map)).toEqual({
    choices: new Map(),
    unmapped: ['Targeting', 'constructor'],
  });
});
