import type { Choices, Methods, MetricChoice, MetricKind, Upload, UploadColumn } from '@dandelion-loop/contract';
import { writeNumber } from '../../ui/number-text.ts';

/** The choices of an import while somebody makes them: everything as typed. An empty text is "none chosen". */

export interface MetricDraft {
  /** Its own for as long as the form lives, whatever its place in the order. */
  key: number;
  name: string;
  /** Empty: by its values. */
  kind: MetricKind | '';
  numerator: string;
  denominator: string;
  lowerIsBetter: boolean;
  practical: string;
  /** Percent of what it is compared with, or the metric's own unit (points of a rate). */
  practicalIs: 'percent' | 'absolute';
  covariate: string;
  money: boolean;
}

export interface ChoicesDraft {
  name: string;
  variation: string;
  /** Null: nobody chose, the suggestion counts. Empty: none. */
  control: string | null;
  /** Null: nobody said how it was planned. */
  split: 'equal' | 'weights' | null;
  weights: Record<string, string>;
  unit: string;
  /** The first decides. */
  metrics: MetricDraft[];
  segments: string[];
  /** Columns by which to look for people with another effect. */
  search: string[];
  /** What the variations are made of, for learnings: columns. */
  attributes: string[];
  texts: string[];
  held: string[];
  test: string;
  period: string;
  where: string;
  looked: boolean;
  plannedUnits: string;
  bayesian: boolean;
  level: string;
}

/** Units at which a sequential interval is tightest where nobody planned a number; never the one that was reached. */
export const usualPlannedUnits = 5000;

const withoutEnding = (name: string): string =>
  name.replace(/(\.(csv|tsv|txt|jsonl?|ndjson|parquet|gz|zst|zip))+$/i, '');

/** "spring_mailing-2.csv.gz" is "spring mailing-2". */
export function nameOfFile(file: string): string {
  const name = withoutEnding(file).replaceAll('_', ' ').replace(/\s+/g, ' ').trim();
  return [...(name === '' ? file : name)].slice(0, 200).join('');
}

export const nextKey = (metrics: readonly MetricDraft[]): number => Math.max(0, ...metrics.map(({ key }) => key)) + 1;

interface NewMetric {
  numerator?: string;
  denominator?: string;
}

export function newMetric(
  key: number,
  { practical }: Methods,
  { numerator = '', denominator = '' }: NewMetric = {},
): MetricDraft {
  return {
    key,
    name: numerator,
    kind: '',
    numerator,
    denominator,
    lowerIsBetter: false,
    practical: writeNumber(practical.value * 100),
    practicalIs: 'percent',
    covariate: '',
    money: false,
  };
}

const guessed = (columns: readonly UploadColumn[], guess: UploadColumn['guess']): string[] =>
  columns.filter((column) => column.guess === guess).map(({ name }) => name);

/** Money goes by usual names only; the person sees the tick. */
const moneyNames =
  /(^|[\s_-])(revenue|spend|spent|amount|order_?value|sales|donations?|income|umsatz|omzet|price)($|[\s_-])/i;

/** Where no column is called as variations usually are: the only one that has such a word in its name. */
const variationWords =
  /(^|[\W_])(group|groupe|gruppe|variation|variant|variante|arm|treatment|version|bucket|cell)([\W_]|$)/i;

function guessedVariation(columns: readonly UploadColumn[]): string {
  const [usual] = guessed(columns, 'variation');
  if (usual !== undefined) return usual;
  const free = columns.filter(({ name, guess }) => ['segment', 'none'].includes(guess) && variationWords.test(name));
  return free.length === 1 ? free[0]!.name : '';
}

function guessedMetrics(columns: readonly UploadColumn[], methods: Methods): MetricDraft[] {
  const denominators = guessed(columns, 'denominator');
  const denominator = denominators.length === 1 ? denominators[0] : '';
  const found = guessed(columns, 'metric').map((name, at) => ({
    ...newMetric(at + 1, methods, { numerator: name, denominator: denominator ?? '' }),
    money: denominator === '' && moneyNames.test(name),
  }));
  return found.length > 0 ? found : [newMetric(1, methods)];
}

/** A variation that is called by its text has no other column for it. */
const isSentence = (value: string): boolean => value.trim().split(/\s+/).length >= 4;

function guessedContents(columns: readonly UploadColumn[], manyTests: boolean): Pick<ChoicesDraft, 'texts' | 'held'> {
  if (!manyTests) return { texts: [], held: [] };
  const texts = guessed(columns, 'text');
  const held = guessed(columns, 'held').slice(0, 20);
  if (texts.length > 0) return { texts: texts.slice(0, 20), held };
  const variation = columns.find(({ name }) => name === guessedVariation(columns));
  const isText =
    variation !== undefined && variation.examples.filter(isSentence).length > variation.examples.length / 2;
  return { texts: isText ? [variation.name] : [], held };
}

/** What the columns seem to be, as choices: the common file needs no correction. */
export function draftOfUpload({ name, columns }: Upload, methods: Methods): ChoicesDraft {
  const [test = ''] = guessed(columns, 'test');
  const [period = ''] = guessed(columns, 'period');
  return {
    name: nameOfFile(name),
    variation: guessedVariation(columns),
    control: null,
    split: null,
    weights: {},
    unit: guessed(columns, 'unit')[0] ?? '',
    metrics: guessedMetrics(columns, methods),
    // Looking at many groups finds differences that are not there: somebody must want them.
    segments: [],
    search: [],
    attributes: [],
    ...guessedContents(columns, test !== ''),
    test,
    period: test === '' ? '' : period,
    where: '',
    looked: methods.inference === 'sequential',
    plannedUnits: writeNumber(usualPlannedUnits),
    bayesian: methods.inference === 'bayesian',
    level: writeNumber(methods.level * 100),
  };
}

/** An absolute difference of a rate is typed in points. */
function metricDraft(metric: MetricChoice, key: number): MetricDraft {
  const { kind, practical, denominator, covariate, currency } = metric;
  const shown = practical.relative || kind === 'proportion' ? practical.value * 100 : practical.value;
  return {
    key,
    name: metric.name,
    kind: kind ?? '',
    numerator: metric.numerator,
    denominator: denominator ?? '',
    lowerIsBetter: metric.lowerIsBetter,
    practical: writeNumber(shown),
    practicalIs: practical.relative ? 'percent' : 'absolute',
    covariate: covariate ?? '',
    money: currency !== null,
  };
}

/** The choices of an analysis, to be changed. */
export function draftOfChoices(name: string, choices: Choices): ChoicesDraft {
  const { split, inference } = choices;
  return {
    name,
    variation: choices.variation,
    control: choices.control ?? '',
    split: split === null ? 'equal' : 'weights',
    weights: Object.fromEntries(Object.entries(split ?? {}).map(([value, weight]) => [value, writeNumber(weight)])),
    unit: choices.unit ?? '',
    metrics: choices.metrics.map((metric, at) => metricDraft(metric, at + 1)),
    segments: choices.segments,
    search: choices.search,
    attributes: choices.attributes,
    texts: choices.texts,
    held: choices.held,
    test: choices.test ?? '',
    period: choices.period ?? '',
    where: choices.where ?? '',
    looked: inference === 'sequential',
    plannedUnits: writeNumber(choices.plannedUnits),
    bayesian: inference === 'bayesian',
    level: writeNumber(choices.level * 100),
  };
}
