import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ManyResult, Result, TestAnswer } from '@dandelion-loop/contract';
import { byChoice, type Choice, choiceName, type Door, numbers, requestSentences } from '@dandelion-loop/wording';
import type { Engine } from '../../kernel/engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { nearestName } from '../../kernel/nearest-name.ts';
import { openPersonRows, type PersonRows } from '../../kernel/person-rows.ts';
import { compileCondition, conditionColumns, provePatterns } from '../conditions/index.ts';
import { type InspectedFile, type LoadFile, loadFile } from '../files/index.ts';
import { type Arm, readVariations } from './arms.sql.ts';
import {
  type AssembleInput,
  assembleSegments,
  assembleTest,
  byTest,
  equalSplitNote,
  segmentsNote,
  type TestFacts,
  whereNote,
} from './assemble.ts';
import { checkRequest, checkRoles } from './check-request.ts';
import { combinationNote, combinationOf } from './combinations.ts';
import { guessMetrics, guessPeriod, guessVariation } from './guess-columns.ts';
import { readOutliers } from './outliers.sql.ts';
import { planMetrics } from './plan-metrics.ts';
import { type CellRows, profileRows, type RowProfile } from './profile.sql.ts';
import type { AnalysisRequest, MetricPlan, MetricRequest } from './request.ts';
import { searchUnits } from './search.ts';
import { markSuspectPeriods, type TimedAnswer } from './suspect-periods.ts';
import { countCopies, countUnits, makeUnits, type UnitCells } from './units.sql.ts';
import { readWhy, type WhyOf } from './why.ts';

/** The verdict of a finished test, or of many, from a file or from rows that were kept of it: load, look, compute, judge. */

/** More variations than this in one test and the column is an id, not a variation. */
const mostVariations = 500;
/** More values than this in a segment column and no group is left to speak of. */
const mostSegmentValues = 200;
const longestName = 500;
/** More tests than this in one file and the column is an id of something else. */
const mostTests = 20_000;

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

/** A request whose columns are known: guesses are made and told. */
interface ResolvedRequest extends AnalysisRequest {
  variation: string;
  /** The variation is the combination of the attributes; it has no column of its own. */
  combined: boolean;
  notes: string[];
}

const wrong = (message: string) => new DandelionFailure('wrong-use', message);

function withGuesses(request: AnalysisRequest, columns: readonly string[]): ResolvedRequest {
  checkRequest(request);
  const sentences = requestSentences[request.door];
  const notes: string[] = [];
  const list = `Columns: ${columns.slice(0, 40).join(', ')}.`;
  const attributes = request.why?.attributes ?? [];
  const combined = request.variation === null && attributes.length > 0;
  const variation = combined ? attributes.join(', ') : (request.variation ?? guessVariation(columns));
  if (variation === null) throw wrong(`${sentences.whoSawWhat} ${list}`);
  if (combined) notes.push(combinationNote(attributes));
  else if (request.variation === null) notes.push(`“${variation}” was taken as the variation, going by its name.`);
  const metrics = request.metrics.length > 0 ? request.metrics : guessMetrics(columns, request.practical);
  if (metrics.length === 0) throw wrong(`${sentences.whatCounts} ${list}`);
  if (request.metrics.length === 0) {
    notes.push(
      `Metrics were found by their names: ${metrics.map(({ name }) => `“${name}”`).join(', ')}. The first decides.`,
    );
  }
  const guessed = request.period === null && request.test !== null ? guessPeriod(columns) : null;
  const period = request.period === '' ? null : (request.period ?? guessed);
  if (guessed !== null) {
    notes.push(`“${guessed}” was taken as the time of each test, to look for periods of faulty splits.`);
  }
  if (request.split === null) notes.push(equalSplitNote(request.door));
  // The order in which columns are named must not change how units are divided.
  const search = (request.search ?? []).toSorted();
  const resolved = { ...request, variation, combined, metrics, period, notes, search };
  checkRoles(resolved);
  return resolved;
}

/** The columns that a request reads, each once. */
export function columnsOf(request: AnalysisRequest): string[] {
  const ofMetric = ({ numerator, denominator, covariate }: MetricRequest) => [numerator, denominator, covariate];
  const named = [
    request.variation,
    request.unit,
    request.test,
    request.period,
    ...request.segments,
    ...(request.why?.attributes ?? []),
    ...(request.search ?? []),
    ...request.metrics.flatMap(ofMetric),
    ...(request.where === null ? [] : conditionColumns(request.where)),
  ];
  return [...new Set(named.filter((column) => column !== null))];
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

function checkRows(profile: RowProfile, { variation, test, where, door }: ResolvedRequest): void {
  if (profile.rows === 0) {
    const why = where === null ? 'The file has a head but no rows.' : `No row fits ${choiceName(door, 'where')}.`;
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
      `Column "${test}" has ${numbers.count(profile.tests)} different values. At most ${numbers.count(mostTests)} tests are judged at once; this looks like an id of something else. Choose another column ${byChoice(door, 'test')}, or fewer rows ${byChoice(door, 'where')}.`,
    );
  }
  if (profile.variations > mostVariations) {
    throw new DandelionFailure(
      'too-many-variations',
      `Column "${variation}" has ${numbers.count(profile.variations)} different values${test === null ? '' : ' in one test'}. A test has at most ${mostVariations} variations; this looks like an id. Choose another column ${byChoice(door, 'variation')}.`,
    );
  }
  if (profile.longestVariation > longestName) {
    throw new DandelionFailure(
      'too-many-variations',
      `A value of "${variation}" is ${numbers.count(profile.longestVariation)} bytes long, which is no name of a variation. Choose another column ${byChoice(door, 'variation')}.`,
    );
  }
}

function checkNames(arms: readonly Arm[], { control, split, test, variation, unit, door }: ResolvedRequest): void {
  if (arms.length === 0) {
    throw new DandelionFailure(
      'one-variation',
      `Every unit of "${unit}" was in more than one variation of "${variation}", so nobody is left to compare. Is "${unit}" what was randomised?`,
    );
  }
  const names = [...new Set(arms.map((arm) => arm.variation))];
  const once = unit === null ? '' : ' of a unit that was in one variation only';
  const check = (choice: Choice, name: string) => {
    if (names.includes(name)) return;
    const near = nearestName(name, names);
    throw new DandelionFailure(
      'unknown-value',
      `${choiceName(door, choice)}: no row${once} has "${name}" in "${variation}".${near ? ` Did you mean "${near}"?` : ''} Values: ${names.slice(0, 20).join(', ')}.`,
    );
  };
  if (control !== null) check('control', control);
  for (const name of split?.keys() ?? []) check('split', name);
  const unplanned = split && names.find((name) => !split.has(name));
  if (unplanned) {
    throw wrong(
      `${choiceName(door, 'split')} gives no weight to "${unplanned}". ${requestSentences[door].weightForEach}`,
    );
  }
  if (test === null && names.length < 2) {
    throw new DandelionFailure(
      'one-variation',
      `Every row${once} has "${names[0] ?? ''}" in "${variation}". A comparison needs at least two variations.`,
    );
  }
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
  const request = withGuesses(asked, columns);
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
