import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ManyResult, Result, TestAnswer } from '@dandelion-loop/contract';
import { choiceName, type Door, numbers } from '@dandelion-loop/wording';
import type { Engine } from '../../kernel/engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { openPersonRows, type PersonRows } from '../../kernel/person-rows.ts';
import { compileCondition, provePatterns } from '../conditions/index.ts';
import { type InspectedFile, type LoadFile, loadFile } from '../files/index.ts';
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
import { checkNames, checkRows } from './check-rows.ts';
import { combinationOf } from './combinations.ts';
import { readOutliers } from './outliers.sql.ts';
import { planMetrics } from './plan-metrics.ts';
import { type CellRows, profileRows, type RowProfile } from './profile.sql.ts';
import type { AnalysisRequest, MetricPlan } from './request.ts';
import { columnsOf, type ResolvedRequest, resolveRequest } from './resolve-request.ts';
import { searchUnits } from './search.ts';
import { markSuspectPeriods, type TimedAnswer } from './suspect-periods.ts';
import { countCopies, countUnits, makeUnits, type UnitCells } from './units.sql.ts';
import { readWhy, type WhyOf } from './why.ts';

/** The verdict of a finished test, or of many, from a file or from rows that were kept of it: load, look, compute, judge. */

/** More values than this in a segment column and no group is left to speak of. */
const mostSegmentValues = 200;
/** How much of the work is done when a stage begins, roughly; reading a large file is what takes long. */
const begins = { reading: 0, looking: 0.6, combining: 0.65, computing: 0.75, searching: 0.85 };
/** Tests that are judged before anybody else gets a turn. */
const testsATurn = 100;

/** Called with a short phrase when a stage begins or goes on, and with how much is done in all, 0 to 1. */
type Progress = (stage: string, fraction: number) => void;

export interface AnalyzeFile {
  engine: Engine;
  file: InspectedFile;
  request: AnalysisRequest;
  progress?: Progress;
}

/** Rows of a file in the engine. */
export interface AnalysisRows {
  from: PersonRows;
  /** Physical name of each column by its name in the file. */
  columns: ReadonlyMap<string, string>;
  /** Physical name of a column that is 1 where the condition of the request holds; null: it is to be evaluated. */
  fits: string | null;
  /** A name for the table of units, which is to be made. */
  unitsTable: string;
}

export interface AnalyzeRows {
  engine: Engine;
  /** What is left out of a request is looked for among these names. */
  columns: readonly string[];
  request: AnalysisRequest;
  load: (columns: readonly string[], onProgress: NonNullable<LoadFile['onProgress']>) => Promise<AnalysisRows>;
  progress?: Progress | undefined;
}

/** The answers of one test, whose name is empty, or of many. */
export interface Judged {
  single: boolean;
  /** `period`: the first value of the period column, empty where there is none. */
  tests: { name: string; period: string; answer: TestAnswer }[];
  /** About many tests together; those of one test are in its answer. */
  notes: string[];
}

async function filterOf(
  engine: Engine,
  { where }: ResolvedRequest,
  fits: string | null,
  cellOf: (column: string) => string,
): Promise<CellRows['filter']> {
  if (where === null) return { sql: '1', values: {} };
  if (fits !== null) return { sql: `${fits} = 1`, values: {} };
  const condition = compileCondition(where, cellOf);
  await provePatterns(engine, condition);
  return { sql: condition.sql, values: condition.values };
}

/** What a row was taken for when no unit was named. */
function grainNote(plans: readonly MetricPlan[], door: Door): string {
  return plans.some(({ aggregated }) => aggregated)
    ? 'Each row was taken as a group of many units, counted by its columns.'
    : `Each row was taken as its own unit; ${choiceName(door, 'unit')} names the column of what was randomised.`;
}

interface Prepared {
  request: ResolvedRequest;
  rows: CellRows;
  units: PersonRows;
  cells: UnitCells;
  profile: RowProfile;
  unitsTable: string;
  input: AssembleInput;
}

async function prepare({ engine, columns, request: asked, load, progress }: AnalyzeRows): Promise<Prepared> {
  const request = resolveRequest(asked, columns);
  progress?.('Reading the file', begins.reading);
  const table = await load(
    columnsOf({ ...request, variation: request.combined ? null : request.variation }),
    ({ bytes, total }) => {
      const read = bytes / Math.max(total, 1);
      progress?.(`Reading the file, ${Math.round(100 * read)}%`, begins.looking * read);
    },
  );
  const cellOf = (column: string) => table.columns.get(column)!;
  const optional = (column: string | null) => (column === null ? null : cellOf(column));
  const attributes = (request.why?.attributes ?? []).map((name) => ({ name, cell: cellOf(name) }));
  const combination = request.combined ? combinationOf(attributes) : null;
  const filter = await filterOf(engine, request, table.fits, cellOf);
  const rows = {
    from: table.from,
    filter: { ...filter, values: { ...filter.values, ...combination?.values } },
  };
  progress?.('Looking at its values', begins.looking);
  const variation = combination?.sql ?? cellOf(request.variation);
  const places = { variation, unit: optional(request.unit), test: optional(request.test) };
  const profile = await profileRows(engine, rows, places);
  checkRows(profile, request);
  const { metrics, notes } = await planMetrics({
    engine,
    rows,
    cells: table.columns,
    requests: request.metrics,
    hasUnit: request.unit !== null,
    door: request.door,
  });
  const cells = {
    ...places,
    period: optional(request.period),
    segments: request.segments.map(cellOf),
    attributes: attributes.map(({ cell }) => cell),
    searched: (request.search ?? []).map(cellOf),
    metrics,
  };
  progress?.('Combining rows into units', begins.combining);
  const units = await makeUnits(engine, rows, cells, table.unitsTable);
  const narrowed = request.where === null ? [] : [whereNote(profile.rows, profile.fileRows, request.door)];
  if (request.inference === 'sequential' && request.segments.length > 0) narrowed.push(segmentsNote);
  const plans = metrics.map(({ plan }) => plan);
  const unit = request.unit ?? 'rows';
  const grain = request.unit === null ? [grainNote(plans, request.door)] : [];
  const { control, split, door } = request;
  return {
    ...{ request, rows, units, cells, profile, unitsTable: table.unitsTable },
    input: { plans, request, control, split, unit, door, notes: [...request.notes, ...grain, ...notes, ...narrowed] },
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
        `Column "${column}" has ${numbers.count(values)} different values, so no segment is left to speak of. Use a column with at most ${mostSegmentValues}, such as bands of it.`,
      );
    }
    segments.push({ column, arms });
  }
  return segments;
}

/** For whom it works, where somebody asks. */
async function readSearch(
  engine: Engine,
  { request, units, unitsTable, input }: Prepared,
  answer: TestAnswer,
): Promise<Pick<TestAnswer, 'search'>> {
  const columns = request.search ?? [];
  if (columns.length === 0) return {};
  const table = `${unitsTable}_searched`;
  const [plan] = input.plans;
  return { search: await searchUnits({ engine, units, table, plan: plan!, request, columns, answer }) };
}

/** Judges the tests one after another, letting others have a turn. */
async function judgeMany(
  arms: readonly Arm[],
  factsOf: (test: string) => TestFacts,
  whyOf: WhyOf,
  { request, input }: Prepared,
  progress: Progress | undefined,
): Promise<Judged['tests']> {
  const tests = byTest(arms);
  const timed: TimedAnswer[] = [];
  for (const [name, members] of tests) {
    const judged = assembleTest(members, factsOf(name), { ...input, notes: [] });
    const answer = { name, ...judged, ...whyOf(name, judged) };
    timed.push({ answer, period: members.map(({ period }) => period).sort()[0]! });
    if (timed.length % testsATurn !== 0) continue;
    const share = timed.length / tests.size;
    const stage = `Computing, ${numbers.count(timed.length)} of ${numbers.count(tests.size)} tests`;
    progress?.(stage, begins.computing + (1 - begins.computing) * share);
    await nextTurn();
  }
  const answers =
    request.period === null ? timed.map(({ answer }) => answer) : markSuspectPeriods(timed, request.period);
  return answers.map(({ name, ...answer }, at) => ({ name, period: timed[at]!.period, answer }));
}

/** Judges what the rows hold: one test, or with `request.test` many. */
export async function analyzeRows(options: AnalyzeRows): Promise<Judged> {
  const { engine, progress } = options;
  const prepared = await prepare(options);
  const { request, profile, input } = prepared;
  progress?.('Computing', begins.computing);
  const arms = await readVariations(engine, prepared.units, input.plans, null);
  checkNames(arms, request);
  const factsOf = await readFacts(engine, prepared);
  const whyOf = await readWhy(engine, prepared.units, input, request);
  if (request.test === null) {
    const answer = assembleTest(arms, factsOf(''), input);
    const segments = assembleSegments(await readSegments(engine, prepared), answer, input);
    const period = arms.map((arm) => arm.period).sort()[0]!;
    if ((request.search ?? []).length > 0) progress?.('Searching for whom it works', begins.searching);
    const search = await readSearch(engine, prepared, answer);
    return {
      single: true,
      tests: [{ name: '', period, answer: { ...answer, segments, ...whyOf('', answer), ...search } }],
      notes: [],
    };
  }
  const left = profile.withoutVariation + profile.withoutUnit;
  const leftOut = left > 0 ? [`${numbers.count(left)} rows without a variation or a unit were left out.`] : [];
  const tests = await judgeMany(arms, factsOf, whyOf, prepared, progress);
  return { single: false, tests, notes: [...input.notes, ...leftOut] };
}

/** Analyses a file with an engine of its own: what it loads stays there. With `request.test` the answer is one of many tests. */
export async function analyzeFile({ engine, file, request, progress }: AnalyzeFile): Promise<Result | ManyResult> {
  const { single, tests, notes } = await analyzeRows({
    engine,
    columns: file.columns,
    request,
    load: async (columns, onProgress) => {
      const { table, columns: places } = await loadFile({ engine, file, columns, onProgress });
      const from = openPersonRows({ table, purpose: 'learn' });
      return { from, columns: places, fits: null, unitsTable: `${table}_units` };
    },
    progress,
  });
  if (single) return { schema: 1, ...tests[0]!.answer };
  return { schema: 1, tests: tests.map(({ name, answer }) => ({ name, ...answer })), notes };
}
