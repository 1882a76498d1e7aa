import { expect, test } from 'vitest';
import { experimentsSearch } from './search.ts';

test('an address without filters holds none', () => {
  expect(experimentsSearch({})).toEqual({});
  expect(experimentsSearch({ search: '  ', sort: 'newest', verdict: [] })).toEqual({});
});

test('one value and many are lists alike, each once', () => {
  expect(experimentsSearch({ verdict: 'won', tag: ['spring', 'mail', 'spring'], metric: 'visit' })).toEqual({
    verdict: ['won'],
    tag: ['spring', 'mail'],
    metric: ['visit'],
  });
});

test('everything of an address is read back as it was', () => {
  const all = {
    search: 'urgent mail',
    verdict: ['won', 'lost'],
    health: ['warning'],
    metric: ['visit'],
    tag: ['spring'],
    import: '0199f1a0-0000-7000-8000-000000000001',
    from: '2013-06-24',
    to: '2014-01-07',
    sort: 'most-units',
  };
  expect(experimentsSearch(all)).toEqual(all);
});

test('what cannot be read is left out and takes nothing with it', () => {
  expect(
    experimentsSearch({
      search: 'a'.repeat(201),
      verdict: ['won', 'victory'],
      health: 7,
      import: 'mine',
      from: '2013-02-30',
      to: '2014-01-07',
      sort: 'best',
      other: 'x',
    }),
  ).toEqual({ verdict: ['won'], to: '2014-01-07' });
});
