import type { Search, SearchComparison, SearchSplit, TestAnswer } from '@dandelion-loop/contract';
import type { FeatureKind, SplitSide } from '@dandelion-loop/stats';
import { numbers } from '@dandelion-loop/wording';
import type { Engine } from '../../kernel/engine.ts';
import type { PersonRows } from '../../kernel/person-rows.ts';
import type { InferenceRequest, MetricPlan } from './request.ts';
import {
  dropParts,
  type FeatureSums,
  makeParts,
  type OutcomeLook,
  type PathSums,
  readFeatures,
  readOutcome,
  readPaths,
  readPlaces,
  readSearchedColumns,
} from './search-cells.sql.ts';
import { assignedAfter, columnNotes, featureFrom, type ReadColumn, readColumn } from './search-columns.ts';
import type { NamedFeature } from './search-conditions.ts';
import {
  armsThatChoose,
  checkOf,
  confirmedPaths,
  groupsOf,
  sizeOf,
  splitsOfTrees,
  type Tree,
  unitsOf,
} from './search-estimates.ts';
import {
  cannotTell,
  multiplicitySentence,
  type SearchWords,
  searchDoubts,
  searchSentence,
} from './search-sentences.ts';
import { type Arms, growTree } from './search-tree.ts';

/** For whom does it work? From the table of units to the `search` of an answer. */

/** Fixed: a seed that could be chosen could be chosen until something is found. */
const seed = 1;
const depth = 2;
/** Each is a tree of its own. */
const mostComparisons = 5;
/** On both sides of a split, of each variation, in the third that chooses. */
const fewestUnits = 50;
const fewestShare = 0.05;
const fewestEvents = 10;

interface SearchInput {
  engine: Engine;
  units: PersonRows;
  /** A name for a table that is made and dropped. */
  table: string;
  plan: MetricPlan;
  request: InferenceRequest;
  columns: readonly string[];
  answer: TestAnswer;
}

/** What is compared: of two variations without a control the second with the first. */
function comparisonsOf({ metrics, source }: TestAnswer): { arms: Arms[]; left: number } {
  const all = (metrics[0]?.comparisons ?? []).map(({ variation, control }) => ({ variation, control }));
  const [first, second] = source.variations;
  const mirrored = all.length === 2 && all.every(({ control }) => control === null);
  if (mirrored) return { arms: [{ variation: second!.name, control: first!.name }], left: 0 };
  return { arms: all.slice(0, mostComparisons), left: Math.max(0, all.length - mostComparisons) };
}

type Unfinished = Pick<
  SearchComparison,
  'splits' | 'groups' | 'check' | 'verdict' | 'minimumPerVariation' | 'units'
> & { arms: Arms };

const nothingKnown = { splits: [], groups: [], check: null, minimumPerVariation: null };

interface Context {
  input: SearchInput;
  /** In the order of the features of splits. */
  features: readonly NamedFeature[];
  /** Those of them that could be chosen. */
  searched: readonly NamedFeature[];
}

function finish({ arms, ...found }: Unfinished, { input, searched }: Context, why?: string): SearchComparison {
  const { plan, request, answer } = input;
  const words: SearchWords = {
    ...found,
    ...{ plan, request, variation: arms.variation, health: answer.health.verdict },
    columns: searched.map(({ name, kind }) => ({ name, kind })),
    testingUnits: found.units.testing,
  };
  const sentence = searchSentence(words);
  return {
    ...arms,
    ...found,
    sentence: why === undefined ? sentence : `${sentence} ${why}`,
    howItCouldBeWrong: searchDoubts(words),
  };
}

interface Nothing {
  verdict: 'cannot-tell' | 'invalid';
  why?: string;
  columns: Search['columns'];
  notes: string[];
}

/** No search at all, of every comparison for one reason. */
function without(input: SearchInput, { verdict, why, columns, notes }: Nothing): Search {
  const { plan, request, answer } = input;
  const empty = { ...nothingKnown, units: { choosing: 0, testing: 0, heldOut: 0 }, verdict };
  const context = { input, features: [], searched: [] };
  return {
    ...{ metric: plan.name, level: request.level, seed, columns, notes },
    comparisons: comparisonsOf(answer).arms.map((arms) => finish({ ...empty, arms }, context, why)),
    multiplicity: multiplicitySentence(0, request.level),
  };
}

/** How many units of the smaller variation choose, and how many of them each side of a split needs. */
function sizesFor(arms: Arms, all: readonly PathSums[], plan: MetricPlan) {
  const [control, treatment] = armsThatChoose(arms, all);
  const compared = [arms.variation, arms.control];
  const members = all.filter(({ variation }) => arms.control === null || compared.includes(variation));
  const units = sizeOf([control, treatment]);
  const unlikeZero = members.reduce((sum, { events }) => sum + events, 0);
  const events = plan.kind === 'proportion' ? Math.min(unlikeZero, units - unlikeZero) : unlikeZero;
  const smaller = Math.min(control.n, treatment.n);
  const varies = control.variance + treatment.variance > 0 && events > 0;
  const least = varies ? Math.max(fewestUnits, Math.ceil((fewestEvents * units) / events)) : null;
  return { smaller, least, minPerArm: Math.max(least ?? 0, Math.ceil(fewestShare * smaller)) };
}

/** Units in thirds, and what was seen of them. */
interface Divided {
  input: SearchInput;
  parts: PersonRows;
  features: readonly NamedFeature[];
  /** By feature: whether it may be chosen. */
  usable: readonly boolean[];
  /** Of all units. */
  root: readonly FeatureSums[];
  middle: number;
}

const kindOf = ({ kind }: NamedFeature): FeatureKind => (kind === 'number' ? 'ordered' : 'levels');

/** The tree of one comparison, or why there is none. */
async function treeOf(
  { input, parts, features, usable, root, middle }: Divided,
  arms: Arms,
  all: readonly PathSums[],
): Promise<Tree | { arms: Arms; why: string }> {
  const { smaller, least, minPerArm } = sizesFor(arms, all, input.plan);
  if (least === null) return { arms, why: cannotTell.events };
  if (smaller < 2 * minPerArm) return { arms, why: cannotTell.units(least, 2 * 3 * least) };
  const ask = async (path: readonly SplitSide[]) => {
    const asked = { features: features.length, path, middle };
    const sums = path.length === 0 ? root : await readFeatures(input.engine, parts, asked);
    return sums.filter(({ feature }) => usable[feature]);
  };
  const grown = await growTree({ arms, kinds: features.map(kindOf), minPerArm, depth, ask });
  if (grown.splits.length === 0) return { arms, why: cannotTell.groups(minPerArm) };
  const sums = await readPaths(input.engine, parts, { paths: grown.leaves, middle });
  return { ...grown, arms, minPerArm, sums };
}

/** What a tree says, by splits that were tested together with those of the other trees. */
function comparisonOf(
  tree: Tree,
  splits: SearchSplit[],
  context: Context,
  units: SearchComparison['units'],
): SearchComparison {
  const { plan, request } = context.input;
  const paths = confirmedPaths(tree, splits);
  const groups = groupsOf(tree, paths, context.features, request.level);
  const found = splits.some((split) => split.confirmed);
  const check = found ? checkOf(tree, { paths, groups, plan, level: request.level, seed }) : null;
  const confirmed = check !== null && check.low > 0 ? 'holds-up' : 'not-confirmed';
  const verdict = found ? confirmed : 'nothing-found';
  const shown = { splits, groups, check, verdict, minimumPerVariation: tree.minPerArm } as const;
  return finish({ ...shown, units, arms: tree.arms }, context);
}

async function compare(divided: Divided): Promise<Pick<Search, 'comparisons' | 'multiplicity'>> {
  const { input, features, parts, middle, usable } = divided;
  const { engine, request, answer } = input;
  const all = await readPaths(engine, parts, { paths: [[]], middle });
  const trees = [];
  for (const arms of comparisonsOf(answer).arms) trees.push(await treeOf(divided, arms, all));
  const grown = trees.flatMap((tree) => ('why' in tree ? [] : [tree]));
  const splits = splitsOfTrees(grown, features, request.level);
  const context = { input, features, searched: features.filter((_, i) => usable[i]) };
  const comparisons = trees.map((tree) => {
    const units = unitsOf(tree.arms, all);
    if (!('why' in tree)) return comparisonOf(tree, splits[grown.indexOf(tree)]!, context, units);
    return finish({ ...nothingKnown, units, arms: tree.arms, verdict: 'cannot-tell' }, context, tree.why);
  });
  return { comparisons, multiplicity: multiplicitySentence(splits.flat().length, request.level) };
}

/** The outcome's middle to some digits: which of two neighbours it is must not depend on their last bit. */
const rounded = (look: OutcomeLook): OutcomeLook => ({ ...look, middle: Number(look.middle.toPrecision(9)) });

/** Columns as they are told, without what only the search needs. */
const told = (columns: readonly ReadColumn[]): Search['columns'] => columns.map(({ searched: _, ...column }) => column);

interface Columns {
  read: readonly ReadColumn[];
  features: NamedFeature[];
  notes: string[];
}

async function readColumns({ engine, units, plan, columns, answer }: SearchInput): Promise<Columns> {
  const values = await readSearchedColumns(engine, units, plan, columns.length);
  const read = columns.map((name, at) => readColumn(name, at, values[at]!));
  const notes = read.flatMap(({ name, leftOut }, at) =>
    leftOut === null ? columnNotes(name, values[at]!, answer.source.units) : [leftOut],
  );
  const usable = read.flatMap(({ name, missing, searched }) =>
    searched === null ? [] : [{ name, gaps: missing > 0, searched }],
  );
  if (usable.length === 0) return { read, features: [], notes };
  const searched = usable.map((column) => column.searched);
  const places = await readPlaces(engine, units, plan, searched);
  const features = usable.map(({ name, gaps }, i) => ({ ...featureFrom(searched[i]!, places[i]!), name, gaps }));
  return { read, features, notes };
}

const nobody = { verdict: 'cannot-tell', why: cannotTell.columns } as const;

async function searchParts(
  input: SearchInput,
  { read, features, notes }: Columns,
  { parts, middle }: Pick<Divided, 'parts' | 'middle'>,
): Promise<Search> {
  const { engine, plan, request, answer } = input;
  const root = await readFeatures(engine, parts, { features: features.length, path: [], middle });
  const against = assignedAfter(root, features);
  const columns = told(read).map((column) => {
    const reason = against[features.findIndex(({ name }) => name === column.name)] ?? null;
    return reason === null ? column : { ...column, kind: null, leftOut: reason };
  });
  const { left } = comparisonsOf(answer);
  const all = [
    ...notes,
    ...against.filter((reason) => reason !== null),
    ...(left === 0
      ? []
      : [`${numbers.counted(left, 'more variation')} not searched: at most ${mostComparisons} are looked at.`]),
  ];
  const usable = against.map((reason) => reason === null);
  if (!usable.includes(true)) return without(input, { ...nobody, columns, notes: all });
  const compared = await compare({ input, parts, features, usable, root, middle });
  return { metric: plan.name, level: request.level, seed, columns, ...compared, notes: all };
}

/** Looks for groups of units in which the effect on the metric that decides is another. */
export async function searchUnits(input: SearchInput): Promise<Search> {
  const { engine, units, plan, columns, answer, table } = input;
  if (answer.health.verdict === 'invalid') return without(input, { verdict: 'invalid', columns: [], notes: [] });
  if (plan.kind === 'ratio')
    return without(input, { verdict: 'cannot-tell', why: cannotTell.ratio(plan.name), columns: [], notes: [] });
  const found = await readColumns(input);
  const { read, features, notes } = found;
  if (features.length === 0) return without(input, { ...nobody, columns: told(read), notes });
  const outcome = rounded(await readOutcome(engine, units, plan, columns.length));
  try {
    const parts = await makeParts(engine, { units, plan, features, outcome, seed, table });
    return await searchParts(input, found, { parts, middle: outcome.middle });
  } finally {
    await dropParts(engine, table);
  }
}
