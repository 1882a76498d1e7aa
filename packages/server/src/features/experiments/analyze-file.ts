import type { ManyResult, Result } from '@dandelion-loop/contract';
import type { Engine } from '../../kernel/engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { nearestName } from '../../kernel/nearest-name.ts';
import { count } from '../../kernel/numbers.ts';
import { compileCondition, conditionColumns, provePatterns } from '../conditions/index.ts';
import { type InspectedFile, type LoadedTable, loadFile } from '../files/index.ts';
import { type Arm, readVariations } from './arms.sql.ts';
import {
  type AssembleInput,
  assembleSegments,
  assembleTest,
  byTest,
  segmentsNote,
  type TestFacts,
  whereNote,
} from './assemble.ts';
import { guessMetrics, guessPeriod, guessVariation } from './guess-columns.ts';
import { readOutliers } from './outliers.sql.ts';
import { planMetrics } from './plan-metrics.ts';
import { type CellRows, profileRows, type RowProfile } from './profile.sql.ts';
import type { AnalysisRequest, MetricPlan, MetricRequest } from './request.ts';
import { markSuspectPeriods } from './suspect-periods.ts';
import { countCopies, countUnits, makeUnits, type UnitCells } from './units.sql.ts';

/** The verdict of a finished test, or of many, from a file: load, look, compute, judge. */

/** More variations than this in one test and the column is an id, not a variation. */
const mostVariations = 500;
/** More values than this in a segment column and no group is left to speak of. */
const mostSegmentValues = 200;
const longestName = 500;
/** More tests than this in one file and the column is an id of something else. */
const mostTests = 20_000;

export interface AnalyzeFile {
  engine: Engine;
  file: InspectedFile;
  request: AnalysisRequest;
  /** Called with a short phrase when a stage begins. */
  progress?: (stage: string) => void;
}

/** A request whose columns are known: guesses are made and told. */
interface ResolvedRequest extends AnalysisRequest {
  variation: string;
  notes: string[];
}

const wrong = (message: string) => new DandelionFailure('wrong-use', message);

function withGuesses(request: AnalysisRequest, columns: readonly string[]): ResolvedRequest {
  const notes: string[] = [];
  const list = `Columns: ${columns.slice(0, 40).join(', ')}.`;
  const variation = request.variation ?? guessVariation(columns);
  if (variation === null) throw wrong(`Say which column tells who saw what: --variation COLUMN. ${list}`);
  if (request.variation === null) notes.push(`“${variation}” was taken as the variation, going by its name.`);
  const metrics = request.metrics.length > 0 ? request.metrics : guessMetrics(columns, request.practical);
  if (metrics.length === 0)
    throw wrong(`Say what counts: --metric COLUMN, or --metric NAME:proportion:CLICKS/SENT. ${list}`);
  if (request.metrics.length === 0) {
    notes.push(
      `Metrics were found by their names: ${metrics.map(({ name }) => `“${name}”`).join(', ')}. The first decides.`,
    );
  }
  const period = request.period ?? (request.test === null ? null : guessPeriod(columns));
  if (period !== null && request.period === null) {
    notes.push(`“${period}” was taken as the time of each test, to look for periods of faulty splits.`);
  }
  if (request.split === null) notes.push('An equal split between the variations was assumed; --split names another.');
  return { ...request, variation, metrics, period, notes };
}

function columnsOf(request: ResolvedRequest): string[] {
  const ofMetric = ({ numerator, denominator, covariate }: MetricRequest) => [numerator, denominator, covariate];
  const named = [
    request.variation,
    request.unit,
    request.test,
    request.period,
    ...request.segments,
    ...request.metrics.flatMap(ofMetric),
    ...(request.where === null ? [] : conditionColumns(request.where)),
  ];
  return [...new Set(named.filter((column) => column !== null))];
}

function physical(table: LoadedTable): (column: string) => string {
  return (column) => table.columns.get(column)!;
}

async function filterOf(
  engine: Engine,
  { where }: ResolvedRequest,
  cellOf: (column: string) => string,
): Promise<CellRows['filter']> {
  if (where === null) return { sql: '1', values: {} };
  const condition = compileCondition(where, cellOf);
  await provePatterns(engine, condition);
  return { sql: condition.sql, values: condition.values };
}

function checkRows(profile: RowProfile, { variation, test, where }: ResolvedRequest): void {
  if (profile.rows === 0) {
    const why = where === null ? 'The file has a head but no rows.' : 'No row fits --where.';
    throw new DandelionFailure('no-rows', `${why} There is nothing to compare.`);
  }
  if (profile.withoutVariation === profile.rows) {
    throw new DandelionFailure(
      'one-variation',
      `Column "${variation}" is empty in every row, so nobody is in a variation.`,
    );
  }
  if (profile.tests > mostTests) {
    throw new DandelionFailure(
      'too-many-variations',
      `Column "${test}" has ${count(profile.tests)} different values. At most ${count(mostTests)} tests are judged at once; this looks like an id of something else. Choose another column with --test, or fewer rows with --where.`,
    );
  }
  if (profile.variations > mostVariations) {
    throw new DandelionFailure(
      'too-many-variations',
      `Column "${variation}" has ${count(profile.variations)} different values${test === null ? '' : ' in one test'}. A test has at most ${mostVariations} variations; this looks like an id. Choose another column with --variation.`,
    );
  }
  if (profile.longestVariation > longestName) {
    throw new DandelionFailure(
      'too-many-variations',
      `A value of "${variation}" is ${count(profile.longestVariation)} bytes long, which is no name of a variation. Choose another column with --variation.`,
    );
  }
}

function checkNames(arms: readonly Arm[], { control, split, test, variation, unit }: ResolvedRequest): void {
  if (arms.length === 0) {
    throw new DandelionFailure(
      'one-variation',
      `Every unit of "${unit}" was in more than one variation of "${variation}", so nobody is left to compare. Is "${unit}" what was randomised?`,
    );
  }
  const names = [...new Set(arms.map((arm) => arm.variation))];
  const once = unit === null ? '' : ' of a unit that was in one variation only';
  const check = (option: string, name: string) => {
    if (names.includes(name)) return;
    const near = nearestName(name, names);
    throw new DandelionFailure(
      'unknown-value',
      `${option}: no row${once} has "${name}" in "${variation}".${near ? ` Did you mean "${near}"?` : ''} Values: ${names.slice(0, 20).join(', ')}.`,
    );
  };
  if (control !== null) check('--control', control);
  for (const name of split?.keys() ?? []) check('--split', name);
  const unplanned = split && names.find((name) => !split.has(name));
  if (unplanned) throw wrong(`--split gives no weight to "${unplanned}". Name every variation, such as A=90,B=10.`);
  if (test === null && names.length < 2) {
    throw new DandelionFailure(
      'one-variation',
      `Every row${once} has "${names[0] ?? ''}" in "${variation}". A comparison needs at least two variations.`,
    );
  }
}

/** What a row was taken for when no unit was named. */
function grainNote(plans: readonly MetricPlan[]): string {
  return plans.some(({ aggregated }) => aggregated)
    ? 'Each row was taken as a group of many units, counted by its columns.'
    : 'Each row was taken as its own unit; --unit names the column of what was randomised.';
}

interface Prepared {
  request: ResolvedRequest;
  rows: CellRows;
  /** The table of units. */
  units: string;
  cells: UnitCells;
  profile: RowProfile;
  input: AssembleInput;
}

async function prepare({ engine, file, request: asked, progress }: AnalyzeFile): Promise<Prepared> {
  const request = withGuesses(asked, file.columns);
  progress?.('Reading the file');
  const table = await loadFile({
    engine,
    file,
    columns: columnsOf(request),
    onProgress: ({ bytes, total }) =>
      progress?.(`Reading the file, ${Math.round((100 * bytes) / Math.max(total, 1))}%`),
  });
  const cellOf = physical(table);
  const optional = (column: string | null) => (column === null ? null : cellOf(column));
  const rows = { table: table.table, filter: await filterOf(engine, request, cellOf) };
  progress?.('Looking at its values');
  const places = { variation: cellOf(request.variation), unit: optional(request.unit), test: optional(request.test) };
  const profile = await profileRows(engine, rows, places);
  checkRows(profile, request);
  const { metrics, notes } = await planMetrics({
    engine,
    rows,
    cells: table.columns,
    requests: request.metrics,
    hasUnit: request.unit !== null,
  });
  const cells = {
    ...places,
    period: optional(request.period),
    segments: request.segments.map(cellOf),
    metrics,
  };
  progress?.('Combining rows into units');
  const units = await makeUnits(engine, rows, cells);
  const narrowed = request.where === null ? [] : [whereNote(profile.rows, profile.fileRows)];
  if (request.inference === 'sequential' && request.segments.length > 0) narrowed.push(segmentsNote);
  const plans = metrics.map(({ plan }) => plan);
  const unit = request.unit ?? 'rows';
  const grain = request.unit === null ? [grainNote(plans)] : [];
  const { control, split } = request;
  return {
    ...{ request, rows, units, cells, profile },
    input: { plans, request, control, split, unit, notes: [...request.notes, ...grain, ...notes, ...narrowed] },
  };
}

/** What the units say beside the values of the metrics, by test. */
async function readFacts(engine: Engine, prepared: Prepared): Promise<(test: string) => TestFacts> {
  const { request, rows, cells, profile, input } = prepared;
  const outliers = await readOutliers(engine, prepared.units, input.plans);
  const none = input.plans.map(() => null);
  const single = request.test === null;
  const units = request.unit === null ? null : await countUnits(engine, prepared.units);
  const combined = units && [...units.values()].some((of) => of.rows > of.units);
  const copies = combined && single ? await countCopies(engine, rows, cells) : 0;
  return (test) => {
    const of = units?.get(test) ?? null;
    return {
      crossovers: of && { crossed: of.crossed, units: of.units },
      combined: of && { rows: of.rows, units: of.units, copies },
      // Rows of no variation belong to no one test of many: they are told once, in the notes.
      withoutVariation: single ? profile.withoutVariation : 0,
      withoutUnit: single ? profile.withoutUnit : 0,
      outliers: outliers.get(test) ?? none,
    };
  };
}

async function readSegments(
  engine: Engine,
  { request, units, input }: Prepared,
): Promise<{ column: string; arms: Arm[] }[]> {
  const segments = [];
  for (const [at, column] of request.segments.entries()) {
    const arms = await readVariations(engine, units, input.plans, at);
    const values = new Set(arms.map(({ segment }) => segment)).size;
    if (values > mostSegmentValues) {
      throw new DandelionFailure(
        'unknown-value',
        `Column "${column}" has ${count(values)} different values, so no segment is left to speak of. Use a column with at most ${mostSegmentValues}, such as bands of it.`,
      );
    }
    segments.push({ column, arms });
  }
  return segments;
}

/** Analyses a loaded file. With `request.test` the answer is one of many tests. */
export async function analyzeFile(options: AnalyzeFile): Promise<Result | ManyResult> {
  const { engine, progress } = options;
  const prepared = await prepare(options);
  const { request, profile, input } = prepared;
  progress?.('Computing');
  const arms = await readVariations(engine, prepared.units, input.plans, null);
  checkNames(arms, request);
  const factsOf = await readFacts(engine, prepared);
  if (request.test === null) {
    const answer = assembleTest(arms, factsOf(''), input);
    const segments = assembleSegments(await readSegments(engine, prepared), answer, input);
    return { schema: 1, ...answer, segments };
  }
  const left = profile.withoutVariation + profile.withoutUnit;
  const notes =
    left > 0 ? [...input.notes, `${count(left)} rows without a variation or a unit were left out.`] : input.notes;
  const timed = [...byTest(arms)].map(([name, members]) => ({
    answer: { name, ...assembleTest(members, factsOf(name), { ...input, notes: [] }) },
    period: members.map(({ period }) => period).sort()[0]!,
  }));
  const tests = request.period === null ? timed.map(({ answer }) => answer) : markSuspectPeriods(timed, request.period);
  return { schema: 1, tests, notes: [...notes] };
}
