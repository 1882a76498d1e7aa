import { describe, expect, test } from 'vitest';
import { draftOfUpload, newMetric } from './choices-draft.ts';
import type { ChoosableFile } from './choosable-file.ts';
import { differ, splitCounts } from './grouped-rows.ts';
import type { CountedValues } from './values-of-variation.ts';

const file: ChoosableFile = {
  id: null,
  columns: ['variant', 'sent', 'opened'].map((name) => ({ name, examples: [], guess: 'none', kind: null })),
  head: [
    ['A', '9,000', '900'],
    ['B', '500', '60'],
    ['B', '500', '50'],
  ],
};

const rows: CountedValues = {
  values: [
    { value: 'B', count: 2 },
    { value: 'A', count: 1 },
  ],
  distinct: 2,
  empty: 0,
  whole: true,
  unequal: false,
};

const draft = (denominator: string, unit = '') => ({
  ...draftOfUpload({
    id: '',
    name: 'x',
    bytes: 1,
    format: '',
    columns: [],
    head: [],
    storedAt: '',
    deleteAt: null,
    deletedAt: null,
  }),
  variation: 'variant',
  metrics: [newMetric(1, 'opened', denominator)],
  unit,
});

describe('how a file was split', () => {
  test('goes by tries where a row holds many units', () => {
    expect(splitCounts(file, draft('sent'), rows)).toEqual({
      values: {
        ...rows,
        values: [
          { value: 'B', count: 1_000 },
          { value: 'A', count: 9_000 },
        ],
        unequal: true,
      },
      things: 'tries',
    });
  });

  test('goes by rows or units else', () => {
    expect(splitCounts(file, draft(''), rows)).toEqual({ values: rows, things: 'rows' });
    expect(splitCounts(file, draft('sent', 'shop'), rows)).toEqual({ values: rows, things: 'units' });
  });

  test('is not known of a file that is longer than what is shown, or has no numbers there', () => {
    const unknown = { values: { ...rows, unequal: false }, things: null };
    expect(splitCounts({ ...file, head: file.head.slice(1) }, draft('sent'), { ...rows, unequal: true })).toEqual(
      unknown,
    );
    expect(splitCounts(file, draft('variant'), rows)).toEqual(unknown);
  });
});

test('counts differ when chance does not explain it', () => {
  expect(differ([5_000, 5_000])).toBe(false);
  // Chi-squared with one degree of freedom is 10.83 at p = 0.001: 5,000 ± 164.5 of 10,000.
  expect(differ([5_150, 4_850])).toBe(false);
  expect(differ([5_180, 4_820])).toBe(true);
  // With two it is 13.82.
  expect(differ([1_000, 1_050, 950])).toBe(false);
  expect(differ([1_000, 1_095, 905])).toBe(true);
  expect(differ([7])).toBe(false);
});
