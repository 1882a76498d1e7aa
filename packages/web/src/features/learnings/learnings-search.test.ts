import { expect, test } from 'vitest';
import { learningsSearch } from './learnings-search.ts';

test('what of an address can be read, and nothing else', () => {
  expect(learningsSearch({})).toEqual({});
  expect(learningsSearch({ metric: 'clicks', column: 'lede', by: 'levels', tests: 'all', else: '1' })).toEqual({
    metric: 'clicks',
    column: 'lede',
    tests: 'all',
  });
  expect(learningsSearch({ metric: ['a', 'b'], column: '', by: 'levels', tests: 'some' })).toEqual({ by: 'levels' });
});
