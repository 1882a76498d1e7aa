import { byChoice, choiceName, type Door, numbers, requestSentences } from '@dandelion-loop/wording';
import type { Engine } from '../../kernel/engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { cellAdvice } from './cell-advice.ts';
import { numberOf } from './cells.ts';
import { type CellRows, type ColumnProfile, firstRowAbove, profileColumns } from './profile.sql.ts';
import type { MetricPlan, MetricRequest } from './request.ts';
import type { MetricCells, ValueCell } from './units.sql.ts';

/** From what was asked and what the values look like to metrics that can be computed, or a sentence why not. */

interface PlanInput {
  engine: Engine;
  rows: CellRows;
  /** Column name to physical column. */
  cells: ReadonlyMap<string, string>;
  requests: readonly MetricRequest[];
  /** A unit column was named: then rows are not groups of units. */
  hasUnit: boolean;
  door: Door;
}

export interface MetricsPlan {
  metrics: MetricCells[];
  notes: string[];
}

/** The profile keeps as many characters of a cell. */
const kept = 60;
const beginning = (cell: string) => ([...cell].length < kept ? cell : `${cell}…`);

const bad = (message: string) => new DandelionFailure('bad-value', message);

/** The column as numbers; fails at the first value that is none. */
function numericCell(column: string, cell: string, profile: ColumnProfile, notes: Set<string>): ValueCell {
  if (profile.filled === 0) throw bad(`Column "${column}" is empty in every row.`);
  if (profile.firstNotNumber !== null) {
    throw bad(
      `Row ${numbers.count(profile.firstNotNumber)} has "${beginning(profile.notNumber)}" in "${column}", where a number belongs. ${cellAdvice(profile.notNumber, column)}`,
    );
  }
  if (profile.firstInfinite !== null) {
    throw bad(
      `Row ${numbers.count(profile.firstInfinite)} has "${profile.infinite}" in "${column}". That is beyond any sum: correct it or leave the cell empty.`,
    );
  }
  if (profile.commas === 0) return { cell, decimal: '.' };
  if (profile.points > 0 || profile.commas === profile.ambiguousCommas) {
    throw bad(
      `Row ${numbers.count(profile.firstComma ?? 0)} has "${profile.comma}" in "${column}", and it cannot be told whether its comma marks decimals or thousands. Write ${profile.comma.replace(',', '')} or ${profile.comma.replace(',', '.')}, and the whole column like that.`,
    );
  }
  notes.add(
    `Commas in “${column}” were read as decimal commas: ${profile.comma} is ${profile.comma.replace(',', '.')}.`,
  );
  return { cell, decimal: ',' };
}

function yesOrNoCell(column: string, cell: string, profile: ColumnProfile, door: Door): ValueCell {
  if (profile.filled === 0) throw bad(`Column "${column}" is empty in every row.`);
  if (profile.firstNotYesOrNo !== null) {
    throw bad(
      `Row ${numbers.count(profile.firstNotYesOrNo)} has "${beginning(profile.notYesOrNo)}" in "${column}". A proportion needs 1 or 0, yes or no in each row; for a number of events use count, for an amount mean, and ${requestSentences[door].successesOfMany}.`,
    );
  }
  return { cell, decimal: '.' };
}

function guessKind(profile: ColumnProfile): MetricPlan['kind'] {
  if (profile.yesOrNo === profile.filled) return 'proportion';
  return profile.fractional === 0 && profile.negative === 0 ? 'count' : 'mean';
}

const wholeFrom0 = (profile: ColumnProfile) => profile.fractional === 0 && profile.negative === 0;

/** The kind of NUM/DEN: a proportion where it can be successes of trials, unless a ratio was asked for. */
async function pairKind(
  input: PlanInput,
  request: MetricRequest,
  [num, den]: readonly [ValueCell, ValueCell],
  countsUnits: boolean,
): Promise<'proportion' | 'ratio'> {
  if (request.kind === 'ratio') return 'ratio';
  const asked = request.kind === 'proportion';
  if (!countsUnits) {
    if (!asked) return 'ratio';
    throw bad(
      `Metric "${request.name}" needs whole numbers from 0 in "${request.numerator}" and "${request.denominator}", since a proportion counts units. Use ratio for other numbers.`,
    );
  }
  const number = ({ cell, decimal }: ValueCell) => numberOf(cell, decimal);
  const above = await firstRowAbove(input.engine, input.rows, number(num), number(den));
  if (above === null) return 'proportion';
  if (!asked) return 'ratio';
  throw bad(
    `Row ${numbers.count(above)} has more in "${request.numerator}" than in "${request.denominator}", so it is no proportion. Swap the columns, or use ratio.`,
  );
}

async function planPair(
  input: PlanInput,
  request: MetricRequest,
  denominator: string,
  profiles: ReadonlyMap<string, ColumnProfile>,
  notes: Set<string>,
): Promise<MetricCells> {
  const cellOf = (column: string) => input.cells.get(column)!;
  const profileOf = (column: string) => profiles.get(cellOf(column))!;
  const num = numericCell(request.numerator, cellOf(request.numerator), profileOf(request.numerator), notes);
  const den = numericCell(denominator, cellOf(denominator), profileOf(denominator), notes);
  const whole = wholeFrom0(profileOf(request.numerator)) && wholeFrom0(profileOf(denominator));
  const kind = await pairKind(input, request, [num, den], whole);
  const clustered = kind === 'proportion' && input.hasUnit;
  if (clustered) {
    notes.add(
      `“${request.name}” is analysed as a ratio of sums over units, because ${choiceName(input.door, 'unit')} says that units, not ${denominator}, were randomised.`,
    );
  }
  const plan = {
    ...request,
    kind: clustered ? 'ratio' : kind,
    aggregated: kind === 'proportion' && !clustered,
  } as const;
  if (plan.aggregated && request.covariate !== null) {
    throw new DandelionFailure(
      'wrong-use',
      `Metric "${request.name}" has no covariate to use: its rows hold groups, and a covariate belongs to a single unit.`,
    );
  }
  return { plan, numerator: num, denominator: den, covariate: covariateCell(input, request, profiles, notes) };
}

function covariateCell(
  input: PlanInput,
  { covariate }: MetricRequest,
  profiles: ReadonlyMap<string, ColumnProfile>,
  notes: Set<string>,
): ValueCell | null {
  if (covariate === null) return null;
  const cell = input.cells.get(covariate)!;
  return numericCell(covariate, cell, profiles.get(cell)!, notes);
}

function planSingle(
  input: PlanInput,
  request: MetricRequest,
  profiles: ReadonlyMap<string, ColumnProfile>,
  notes: Set<string>,
): MetricCells {
  const cell = input.cells.get(request.numerator)!;
  const profile = profiles.get(cell)!;
  const kind = request.kind ?? guessKind(profile);
  const numerator =
    kind === 'proportion'
      ? yesOrNoCell(request.numerator, cell, profile, input.door)
      : numericCell(request.numerator, cell, profile, notes);
  if (kind === 'count' && !wholeFrom0(profile)) {
    throw bad(
      `Column "${request.numerator}" holds values that are negative or not whole${profile.firstNegative === null ? '' : ` (first in row ${numbers.count(profile.firstNegative)})`}, so they count no events. Use mean for amounts.`,
    );
  }
  if (profile.negative > 0) {
    notes.add(
      `“${request.numerator}” is negative in ${numbers.count(profile.negative)} rows, first in row ${numbers.count(profile.firstNegative ?? 0)}. They count as they are, as returns do.`,
    );
  }
  const plan = { ...request, kind, aggregated: false };
  return { plan, numerator, denominator: null, covariate: covariateCell(input, request, profiles, notes) };
}

/** A rate cannot change by 1 or more; who writes 5 means 5%, or 5 points. */
function checkPractical({ name, kind, practical: { value, relative } }: MetricPlan, door: Door): void {
  if (kind !== 'proportion' || relative || value < 1) return;
  throw new DandelionFailure('wrong-use', requestSentences[door].practicalTooLarge(name, value));
}

/** Rows are either single units or groups of units, for all metrics of an answer. */
function checkGrain(metrics: readonly MetricCells[], door: Door): void {
  const grouped = metrics.find(({ plan }) => plan.aggregated);
  const single = metrics.find(({ plan }) => !plan.aggregated);
  if (!grouped || !single) return;
  throw new DandelionFailure(
    'wrong-use',
    `Metric "${grouped.plan.name}" says that a row holds many units, and "${single.plan.name}" that a row is one. Within a row of many units the spread of "${single.plan.name}" is not known. Analyse them apart, or name the unit ${byChoice(door, 'unit')}.`,
  );
}

export async function planMetrics(input: PlanInput): Promise<MetricsPlan> {
  const columns = input.requests.flatMap(({ numerator, denominator, covariate }) => [
    numerator,
    denominator,
    covariate,
  ]);
  const cells = [...new Set(columns.filter((column) => column !== null).map((column) => input.cells.get(column)!))];
  const profiles = await profileColumns(input.engine, input.rows, cells);
  const notes = new Set<string>();
  const metrics: MetricCells[] = [];
  for (const request of input.requests) {
    const metric =
      request.denominator === null
        ? planSingle(input, request, profiles, notes)
        : await planPair(input, request, request.denominator, profiles, notes);
    if (request.kind === null) notes.add(`“${request.name}” was taken as a ${metric.plan.kind}, going by its values.`);
    checkPractical(metric.plan, input.door);
    metrics.push(metric);
  }
  checkGrain(metrics, input.door);
  return { metrics, notes: [...notes] };
}
