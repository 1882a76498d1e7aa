import { describe, expect, test } from 'vitest';
import { guessMetrics, guessPeriod, guessVariation } from './guess-columns.ts';

const practical = { value: 0.01, relative: true };
const metrics = (...columns: string[]) =>
  guessMetrics(columns, practical).map(({ numerator, denominator }) => [numerator, denominator]);

describe('what columns are usually called', () => {
  test.each([
    [['Variant', 'Sent'], 'Variant'],
    [['user_id', 'variation_id'], 'variation_id'],
    [['Test group', 'clicks'], 'Test group'],
    [['experiment-variant', 'x'], 'experiment-variant'],
    [['group', 'version'], null],
    [['id', 'spend'], null],
    [['age_group', 'x'], null],
  ])('variation of %j', (columns, found) => {
    expect(guessVariation(columns)).toBe(found);
  });

  test.each([
    [['test_week', 'clicks'], 'test_week'],
    [['Date', 'sent', 'clicks'], 'Date'],
    [['started_at', 'clicks'], 'started_at'],
    [['sent', 'clicks'], null],
    [['load_time', 'clicks'], null],
    [['day', 'week'], null],
  ])('time of %j', (columns, found) => {
    expect(guessPeriod(columns)).toBe(found);
  });

  test('metrics', () => {
    expect(metrics('Variant', 'Sent', 'Unique opens', 'Clicks')).toEqual([
      ['Unique opens', 'Sent'],
      ['Clicks', 'Sent'],
    ]);
    expect(metrics('group', 'converted', 'Order value', 'age')).toEqual([
      ['converted', null],
      ['Order value', null],
    ]);
    // Of which of the two, nobody said.
    expect(metrics('group', 'sent', 'delivered', 'clicks')).toEqual([]);
  });
});
