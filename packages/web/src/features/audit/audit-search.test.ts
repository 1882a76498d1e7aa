import { expect, test } from 'vitest';
import { filtersOf } from './audit-filters.ts';
import { auditSearch, isFiltered, withFilter } from './audit-search.ts';

test('what can be read of an address', () => {
  expect(auditSearch({})).toEqual({});
  expect(
    auditSearch({ search: ' ', actor: 'x'.repeat(101), action: ['a', 'b'], from: '2026-02-31x', to: 'soon' }),
  ).toEqual({});
  const all = { search: 'spring', actor: 'system', action: 'experiment.changed', kind: 'experiment', of: 'x' };
  expect(auditSearch({ ...all, from: '2026-11-01', to: '2026-12-01', other: '1' })).toEqual({
    ...all,
    from: '2026-11-01',
    to: '2026-12-01',
  });
});

test('days become moments of the workspace', () => {
  expect(filtersOf({ from: '2026-11-01', to: '2026-12-01', kind: 'key', of: 'x' }, 'Europe/Amsterdam')).toEqual({
    from: '2026-10-31T23:00:00.000Z',
    to: '2026-11-30T23:00:00.000Z',
    subjectKind: 'key',
    subjectId: 'x',
  });
});

test('a filter comes and goes', () => {
  const search = withFilter({}, 'actor', 'system');
  expect(isFiltered(search)).toBe(true);
  expect(withFilter(search, 'actor', '')).toEqual({});
});
