import { expect, test } from 'vitest';
import { nearestName } from './nearest-name.ts';

const columns = ['group', 'converted', 'conversion_rate', 'revenue', 'id', 'A'];

test.each([
  ['grop', 'group'],
  ['grp', 'group'],
  ['GROUP ', 'group'],
  ['gruop', 'group'],
  ['convertd', 'converted'],
  ['rate', 'conversion_rate'],
  ['revenue_eur', 'revenue'],
  ['a', 'A'],
  ['ad', 'id'],
  ['B', null],
  ['xy', null],
  ['clicks', null],
  ['', null],
])('%j means %j', (name, meant) => {
  expect(nearestName(name, columns)).toBe(meant);
});

test('the nearest of several, and the shorter of those that hold the name', () => {
  expect(nearestName('clicks', ['click', 'clicks '])).toBe('clicks ');
  expect(nearestName('rate', ['rate_of_conversion', 'open_rate'])).toBe('open_rate');
});
