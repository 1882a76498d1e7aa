import type { Analysis, Choices, Upload } from '@dandelion-loop/contract';
import { expect, test } from 'vitest';
import { choosableColumns } from './read-columns.ts';

const choices = (more: Partial<Choices>): Choices => ({
  variation: 'group',
  control: null,
  split: null,
  unit: null,
  metrics: [
    {
      name: 'any',
      kind: null,
      numerator: 'visit',
      denominator: null,
      lowerIsBetter: false,
      practical: { value: 0, relative: true },
      covariate: null,
      currency: null,
    },
  ],
  attributes: [],
  texts: [],
  held: [],
  search: [],
  segments: [],
  test: null,
  period: null,
  where: null,
  inference: 'fixed',
  level: 0.95,
  plannedUnits: 5000,
  ...more,
});

const imported = {
  analyses: [
    { choices: choices({}) },
    { choices: choices({ segments: ['channel'] }) },
    { choices: null },
  ] as Analysis[],
};

const upload = (deletedAt: string | null): Upload => ({
  id: '00000000-0000-4000-8000-000000000000',
  name: 'mailing.csv',
  bytes: 1,
  format: 'CSV',
  columns: ['spend', 'visit', 'group', 'channel'].map((name) => ({ name, examples: [], guess: 'none', kind: null })),
  head: [],
  storedAt: '2026-11-22T10:00:00Z',
  deleteAt: null,
  deletedAt,
});

const namesOf = (file: Upload | null) => choosableColumns(imported, file).map(({ name }) => name);

test('of a file that is there all columns can be chosen', () => {
  expect(namesOf(upload(null))).toEqual(['spend', 'visit', 'group', 'channel']);
});

test('of a deleted file only those that were read before', () => {
  expect(namesOf(upload('2026-12-22T10:00:00Z'))).toEqual(['visit', 'group', 'channel']);
});

test('without a file their names are what is known', () => {
  expect(namesOf(null)).toEqual(['group', 'visit', 'channel']);
});
