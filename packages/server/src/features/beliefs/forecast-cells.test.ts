import { describe, expect, test } from 'vitest';
import { type ForecastCells, readForecasts } from './forecast-cells.ts';

const columns = { forecast: 'p', outcome: 'came true' };
const row = (forecast: string, outcome = 'yes', row = 1): ForecastCells => ({
  ...{ row, forecast, outcome, member: null, topic: null },
});
const read = (rows: ForecastCells[], forecast = 'p') => readForecasts(rows, { ...columns, forecast });
const probabilities = (rows: ForecastCells[], forecast?: string) =>
  read(rows, forecast).forecasts.map(({ probability }) => probability);

describe('forecasts in cells', () => {
  test('fractions, percent signs, decimal commas and both ends', () => {
    expect(probabilities([row('0.7'), row('70%'), row('70 %'), row('0,7'), row('0'), row('1'), row('.5')])).toEqual([
      0.7, 0.7, 0.7, 0.7, 0, 1, 0.5,
    ]);
  });

  test('numbers to 100 are percentages where the column clearly is, and it is said', () => {
    const { forecasts, notes } = read([row('70'), row('5'), row('1'), row('100'), row('0')]);
    expect(forecasts.map(({ probability }) => probability)).toEqual([0.7, 0.05, 0.01, 1, 0]);
    expect(notes).toEqual([expect.stringContaining('percentages: 70 is 70%')]);
    expect(probabilities([row('0.5'), row('1')], 'chance (%)')).toEqual([0.005, 0.01]);
    expect(probabilities([row('0.5'), row('1')], 'chance_pct')).toEqual([0.005, 0.01]);
  });

  test.each<[string, ForecastCells[], RegExp]>([
    ['a percentage among fractions', [row('0.4'), row('70', 'no', 2)], /^Row 2 .*"70" is above 1\. If 70% is meant/],
    ['above all', [row('70'), row('101', 'no', 2)], /^Row 2 .*"101" is above 100%\.$/],
    ['above 100% by a sign', [row('120%')], /^Row 1 .*above 100%/],
    ['below 0', [row('0.4'), row('-0.1', 'no', 2)], /^Row 2 .*below 0/],
    ['a word', [row('likely')], /"likely" in column "p" is no number/],
    ['an outcome that is none', [row('0.4'), row('0.5', 'perhaps', 7)], /^Row 7 .*"perhaps".*"came true".*yes or no/],
    ['an outcome that is a number', [row('0.4', '2')], /no outcome/],
  ])('%s is refused with its row', (_, rows, sentence) => {
    expect(() => read(rows)).toThrow(
      expect.objectContaining({ code: 'bad-value', message: expect.stringMatching(sentence) }),
    );
  });

  test('words for yes and no; what is open or has no forecast is left out and counted', () => {
    const outcomes = ['yes', 'No', 'TRUE', 'false', '1', '0', 'ja', 'nein', '', 'open', 'void', '?'];
    const { forecasts, notes } = read([
      ...outcomes.map((outcome) => row('0.5', outcome)),
      row('', 'yes'),
      row('n/a', 'yes'),
    ]);
    expect(forecasts.map(({ happened }) => happened)).toEqual([true, false, true, false, true, false, true, false]);
    expect(notes).toEqual([
      '4 forecasts have no outcome and are left out.',
      '2 rows have no forecast and are left out.',
    ]);
  });

  test('who names nobody counts overall only', () => {
    const named = (member: string) => ({ ...row('0.5'), member });
    const { forecasts, notes } = read([named('Anna'), named('')]);
    expect(forecasts.map(({ member }) => member)).toEqual(['Anna', null]);
    expect(notes).toEqual(['1 forecast names nobody: it counts overall only.']);
  });
});
