import { numbers } from '@dandelion-loop/wording';
import { DandelionFailure } from '../../kernel/failure.ts';
import { isMissingText, plainName, yesOrNoOfText } from '../analyses/index.ts';
import { showText } from '../files/index.ts';

/** Cells of a file as forecasts with outcomes. Pure. */

/** A row of the file: `row` counts from 1 without the header; what has no column is null. */
export interface ForecastCells {
  row: number;
  forecast: string;
  outcome: string;
  member: string | null;
  topic: string | null;
}

export interface ScoredForecast {
  probability: number;
  happened: boolean;
  member: string | null;
  topic: string | null;
}

const numberPattern = /^(\d+(?:[.,]\d+)?|[.,]\d+)(?:e([+-]?\d+))?$/i;
/** Of columns whose numbers are percentages whatever they are. */
const percentName = /(^|_)(percent|percentage|pct|prozent|procent)(_|$)/;
/** What stands in the outcome of something that is not known yet, beside empty cells. */
const openWords = ['open', 'pending', 'unknown', 'unresolved', '?', 'tbd', 'offen', 'onbekend'];
/** And of a question that was withdrawn. */
const voidWords = ['void', 'annulled', 'cancelled', 'canceled', 'withdrawn', 'ambiguous'];

const bad = (row: number, sentence: string) =>
  new DandelionFailure('bad-value', `Row ${numbers.count(row)} (the header not counted): ${sentence}`);

const filled = (text: string): boolean => !isMissingText(text);
const readPlain = (text: string): number => (numberPattern.test(text) ? Number(text.replace(',', '.')) : Number.NaN);

interface Written {
  row: number;
  text: string;
  value: number;
  percent: boolean;
}

function readNumber({ row, forecast }: ForecastCells, column: string): Written {
  const percent = /%$/.test(forecast);
  const bare = percent ? forecast.slice(0, -1).trim() : forecast;
  const value = readPlain(bare);
  if (Number.isFinite(value)) return { row, text: forecast, value, percent };
  const why = /^[-−]/.test(bare)
    ? `the forecast "${showText(forecast)}" is below 0. A probability is between 0 and 1, or 0% and 100%.`
    : `the forecast "${showText(forecast)}" in column "${showText(column)}" is no number. Write a probability such as 0.7 or 70%, or leave the cell empty.`;
  throw bad(row, why);
}

/** Whether numbers without a sign are percentages: by the name of the column, or because most are above 1 and none is a fraction. */
function arePercent(written: readonly Written[], column: string): boolean {
  const plain = written.filter(({ percent }) => !percent);
  const above = plain.filter(({ value }) => value > 1).length;
  if (column.includes('%') || percentName.test(plainName(column))) return true;
  return (
    above * 2 > plain.filter(({ value }) => value > 0).length && plain.every(({ value }) => value === 0 || value >= 1)
  );
}

function probabilityOf({ row, text, value, percent }: Written, inPercent: boolean): number {
  const probability = percent || inPercent ? value / 100 : value;
  if (probability <= 1) return probability;
  const meant = !percent && !inPercent && value <= 100 ? ` If ${showText(text)}% is meant, write the sign.` : '';
  throw bad(row, `the forecast "${showText(text)}" is above ${inPercent || percent ? '100%' : '1'}.${meant}`);
}

function readOutcome({ row, outcome }: ForecastCells, column: string): boolean | null {
  const word = outcome.toLowerCase();
  if (!filled(outcome) || openWords.includes(word) || voidWords.includes(word)) return null;
  const happened = yesOrNoOfText(outcome);
  if (happened !== null) return happened;
  throw bad(
    row,
    `"${showText(outcome)}" in column "${showText(column)}" is no outcome. Write yes or no (true or false, 1 or 0), and leave the cell empty while nobody knows.`,
  );
}

const leftOut = (count: number, one: string, many: string): string[] =>
  count === 0 ? [] : [`${numbers.count(count)} ${count === 1 ? one : many}`];

const nameOf = (cell: string | null): string | null => (cell === null || !filled(cell) ? null : cell);

/** Fails at the first cell that is neither a probability, an outcome nor empty, and says in which row. */
export function readForecasts(
  rows: readonly ForecastCells[],
  columns: { forecast: string; outcome: string },
): { forecasts: ScoredForecast[]; notes: string[] } {
  const given = rows.filter(({ forecast }) => filled(forecast));
  const written = given.map((row) => readNumber(row, columns.forecast));
  const inPercent = arePercent(written, columns.forecast);
  const forecasts: ScoredForecast[] = [];
  let open = 0;
  for (const [at, row] of given.entries()) {
    const probability = probabilityOf(written[at]!, inPercent);
    const happened = readOutcome(row, columns.outcome);
    if (happened === null) open++;
    else forecasts.push({ probability, happened, member: nameOf(row.member), topic: nameOf(row.topic) });
  }
  const signed = written.some(({ percent }) => percent);
  const byNobody = rows[0]?.member == null ? 0 : forecasts.filter(({ member }) => member === null).length;
  const onNothing = rows[0]?.topic == null ? 0 : forecasts.filter(({ topic }) => topic === null).length;
  const notes = [
    ...(inPercent && written.some(({ percent }) => !percent)
      ? [`Forecasts in "${showText(columns.forecast)}" are read as percentages: 70 is 70%.`]
      : signed
        ? ['Forecasts with a percent sign are read as percentages.']
        : []),
    ...leftOut(open, 'forecast has no outcome and is left out.', 'forecasts have no outcome and are left out.'),
    ...leftOut(
      rows.length - given.length,
      'row has no forecast and is left out.',
      'rows have no forecast and are left out.',
    ),
    ...leftOut(
      byNobody,
      'forecast names nobody: it counts overall only.',
      'forecasts name nobody: they count overall only.',
    ),
    ...leftOut(onNothing, 'forecast has no topic.', 'forecasts have no topic.'),
  ];
  return { forecasts, notes };
}
