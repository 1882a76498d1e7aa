import { expect, test } from 'vitest';
import { filtersOf, isFiltered, toggled, withList, withWord } from './list-view.ts';

test('a value is switched on and off, and the last one takes the filter with it', () => {
  const won = toggled({ sort: 'title' }, 'verdict', 'won');
  expect(won).toEqual({ sort: 'title', verdict: ['won'] });
  const both = toggled(won, 'verdict', 'lost');
  expect(both.verdict).toEqual(['won', 'lost']);
  expect(toggled(toggled(both, 'verdict', 'won'), 'verdict', 'lost')).toEqual({ sort: 'title' });
  expect(withList({ tag: ['a'] }, 'tag', [])).toEqual({});
});

test('an order is no filter', () => {
  expect(isFiltered({ sort: 'title' })).toBe(false);
  expect(isFiltered({ to: '2014-01-07' })).toBe(true);
  expect(filtersOf({ sort: 'title', search: 'mail' })).toEqual({ search: 'mail' });
});

test('a word is set and taken away', () => {
  expect(withWord({}, 'search', 'mail')).toEqual({ search: 'mail' });
  expect(withWord({ search: 'mail', sort: 'title' }, 'search', '')).toEqual({ sort: 'title' });
  expect(withWord({ import: 'x' }, 'import', undefined)).toEqual({});
});
