import { expect, test } from 'vitest';
import { matching } from './palette-commands.ts';

const run = () => {};
const groups = [
  {
    value: 'Do',
    items: [
      { key: 'a', label: 'Import a finished test', hint: '', also: 'upload csv', run },
      { key: 'b', label: 'Théme: Dark', hint: '', run },
    ],
  },
  { value: 'Pages', items: [{ key: 'c', label: 'Settings', hint: '', run }] },
];
const keys = (typed: string) => matching(groups, typed).flatMap(({ items }) => items.map(({ key }) => key));

test('all words must occur, in any order, without accents and capitals', () => {
  expect(keys('')).toEqual(['a', 'b', 'c']);
  expect(keys('TEST imp')).toEqual(['a']);
  expect(keys('csv')).toEqual(['a']);
  expect(keys('theme')).toEqual(['b']);
  expect(keys('import dark')).toEqual([]);
});

test('a group without entries is left out', () => {
  expect(matching(groups, 'settings').map(({ value }) => value)).toEqual(['Pages']);
});
