import type { SplitSide } from '@dandelion-loop/stats';
import { expect, test } from 'vitest';
import { thresholds } from './search-columns.ts';
import { conditionText, type NamedFeature, termsOf } from './search-conditions.ts';

const features: NamedFeature[] = [
  { name: 'history', kind: 'number', at: 0, decimal: '.', each: false, places: [-5, 30, 120.5, 500], gaps: true },
  { name: 'place', kind: 'levels', at: 1, decimal: '.', each: true, places: ['', 'Rural', 'Urban'], gaps: true },
  { name: 'new', kind: 'levels', at: 2, decimal: '.', each: true, places: ['0', '1'], gaps: false },
  { name: 'age', kind: 'number', at: 3, decimal: '.', each: true, places: [18, 40], gaps: false },
];
const side = (feature: number, value: number, inside: boolean): SplitSide => ({
  split: { feature, kind: features[feature]!.kind === 'number' ? 'ordered' : 'levels', value },
  inside,
});
const words = (...path: SplitSide[]) => conditionText(termsOf(features, path));

test('conditions are said in as few words as they take', () => {
  expect(words()).toBe('');
  expect(words(side(0, 2, true))).toBe('history is at most 120.5 or not known');
  expect(words(side(0, 2, false))).toBe('history is above 120.5');
  expect(words(side(0, 0, true))).toBe('history is at most −5 or not known');
  // Above one threshold and below another; what is above something is known.
  expect(words(side(0, 1, false), side(0, 3, true))).toBe('history is above 30 and at most 500');
  expect(words(side(0, 3, true), side(0, 1, true))).toBe('history is at most 30 or not known');
  expect(words(side(0, 2, true), side(0, -1, true))).toBe('history is not known');
  expect(words(side(0, 2, true), side(0, -1, false))).toBe('history is at most 120.5');
  expect(words(side(0, -1, false))).toBe('history is known');
  expect(words(side(3, 1, true))).toBe('age is at most 40');
  expect(words(side(1, 1, true))).toBe('place is Rural');
  expect(words(side(1, 1, false), side(1, 2, false))).toBe('place is not Rural and not Urban');
  expect(words(side(1, 1, false), side(1, 2, true))).toBe('place is Urban');
  expect(words(side(1, 0, false))).toBe('place is known');
  // Of two levels the other one has a name.
  expect(words(side(2, 0, false))).toBe('new is 1');
  expect(words(side(2, 0, true), side(0, 2, false))).toBe('new is 0 and history is above 120.5');
});

test('thresholds are rounded well below the distance of neighbours', () => {
  expect(thresholds([29.99, 29.99, 36.87, 49.55, 745.43])).toEqual([30, 37, 50, 745]);
  expect(thresholds([1984, 1987, 1992])).toEqual([1984, 1987, 1992]);
  expect(thresholds([0.0012345, 0.0049, 0.01])).toEqual([0.001, 0.005, 0.01]);
  expect(thresholds([7])).toEqual([7]);
  expect(thresholds([])).toEqual([]);
});
