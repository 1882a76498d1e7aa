import { describe, expect, test } from 'vitest';
import { parseSearch, stringifySearch } from './search-text.ts';

describe('the address after ?', () => {
  test('repeats a name for a list and leaves out what is empty', () => {
    expect(stringifySearch({ verdict: ['won', 'lost'], search: 'a b&c', from: undefined, tag: [], to: '' })).toBe(
      '?verdict=won&verdict=lost&search=a+b%26c',
    );
    expect(stringifySearch({})).toBe('');
  });

  test('reads it back as text', () => {
    expect(parseSearch('?verdict=won&verdict=lost&verdict=invalid&search=a+b%26c&page=2')).toEqual({
      verdict: ['won', 'lost', 'invalid'],
      search: 'a b&c',
      page: '2',
    });
  });

  test('knows names that every object has', () => {
    expect(parseSearch('?constructor=1&toString=2')).toEqual({ constructor: '1', toString: '2' });
  });
});
