import type { Choices, MetricChoice, MetricKind, Practical, UploadColumn } from '@dandelion-loop/contract';
import { choiceTexts as texts } from '../../texts/import-choices.ts';
import { readNumber } from '../../ui/number-text.ts';
import { type ChoicesDraft, type MetricDraft, usualPlannedUnits } from './choices-draft.ts';
import { type CountedValues, mustAskSplit, suggestedControl, variationsOf } from './values-of-variation.ts';

/** From what was typed to the choices of the contract, or what is wrong and at which field. */

/** Fields are named as the contract names their place in the choices: `metrics.0.numerator`. */
export type Problems = ReadonlyMap<string, string>;

export interface ChoicesFacts {
  columns: readonly UploadColumn[];
  /** Of the variation column, counted over the file; undefined while that is going on or failed. */
  values: CountedValues | undefined;
  /** Of the workspace, ISO 4217. */
  currency: string;
}

const readWhole = (text: string): number | null => {
  const value = readNumber(text);
  return value !== null && value >= 0 && Number.isSafeInteger(value) ? value : null;
};

/** A percent sign may follow, and changes nothing. */
const readPercent = (text: string): number | null => readNumber(text.replace(/\s*%\s*$/, ''));

export const isManyTests = ({ test }: ChoicesDraft): boolean => test !== '';

export const controlOf = (draft: ChoicesDraft, values: CountedValues | undefined): string =>
  draft.control ?? suggestedControl(values) ?? '';

/** How the split was planned: what was said, else equal, else nobody knows and must be asked. */
export function splitOf(draft: ChoicesDraft, values: CountedValues | undefined): ChoicesDraft['split'] {
  return draft.split ?? (mustAskSplit(values, isManyTests(draft)) ? null : 'equal');
}

/** The kind that the metric will most likely have: chosen, or by what its column seems to be. */
export function likelyKind(metric: MetricDraft, columns: readonly UploadColumn[]): MetricKind | null {
  if (metric.kind !== '') return metric.kind;
  const guess = columns.find(({ name }) => name === metric.numerator)?.kind ?? null;
  if (metric.denominator === '') return guess;
  return guess === 'mean' ? 'ratio' : 'proportion';
}

/** Weights by variation, or null with what is wrong by variation. */
export function readWeights(
  names: readonly string[],
  weights: Readonly<Record<string, string>>,
): { split: Record<string, number> | null; problems: Map<string, string> } {
  const problems = new Map<string, string>();
  const split: Record<string, number> = {};
  for (const name of names) {
    const typed = weights[name]?.trim() ?? '';
    const weight = readPercent(typed);
    if (typed === '') problems.set(name, texts.weightMissing);
    else if (weight === null || weight <= 0) problems.set(name, texts.weightBad);
    else split[name] = weight;
  }
  return { split: problems.size === 0 ? split : null, problems };
}

function practicalOf(
  metric: MetricDraft,
  kind: MetricKind | null,
  add: (at: string, message: string) => void,
): Practical {
  const value = readPercent(metric.practical);
  const relative = metric.practicalIs === 'percent';
  if (value === null || value < 0) {
    add('practical', texts.practicalBad);
    return { value: 0, relative };
  }
  if (relative) return { value: value / 100, relative };
  if (kind !== 'proportion') return { value, relative };
  if (value >= 100) add('practical', texts.practicalTooLarge);
  return { value: value / 100, relative };
}

interface MetricInput {
  metric: MetricDraft;
  others: readonly MetricDraft[];
  facts: ChoicesFacts;
  add: (at: string, message: string) => void;
}

function metricOf({ metric, others, facts, add }: MetricInput): MetricChoice {
  const known = (name: string): boolean => facts.columns.some((column) => column.name === name);
  const name = metric.name.trim() || metric.numerator;
  if (metric.numerator === '') add('numerator', texts.metricColumnMissing);
  else if (!known(metric.numerator)) add('numerator', texts.columnGone(metric.numerator));
  if (metric.denominator !== '' && !known(metric.denominator)) add('denominator', texts.columnGone(metric.denominator));
  if (metric.denominator !== '' && metric.denominator === metric.numerator) add('denominator', texts.ofItself);
  if (metric.covariate !== '' && !known(metric.covariate)) add('covariate', texts.columnGone(metric.covariate));
  if (metric.kind === 'ratio' && metric.denominator === '') add('denominator', texts.ratioNeedsTwo);
  if (name !== '' && others.some((other) => (other.name.trim() || other.numerator) === name))
    add('name', texts.metricTwice(name));
  const kind = likelyKind(metric, facts.columns);
  const practical = practicalOf(metric, kind, add);
  return {
    name,
    // A difference in the metric's own unit is only right for the kind that was shown when it was typed.
    kind: metric.kind === '' ? (practical.relative ? null : kind) : metric.kind,
    numerator: metric.numerator,
    denominator: metric.denominator === '' ? null : metric.denominator,
    lowerIsBetter: metric.lowerIsBetter,
    practical,
    covariate: metric.covariate === '' ? null : metric.covariate,
    currency: metric.money && kind !== 'proportion' ? facts.currency : null,
  };
}

/** Of each kind, as the contract allows. */
const mostContents = 20;

/** A column in two roles gives an answer that means nothing, whatever happened in the test. */
function checkRoles(draft: ChoicesDraft, add: (at: string, message: string) => void): void {
  const roles = new Map<string, string>();
  const take = (column: string, role: string, field: string): void => {
    if (column === '') return;
    const other = roles.get(column);
    if (other === undefined) roles.set(column, role);
    else if (other !== role) add(field, texts.twoRoles(column, other));
  };
  take(draft.variation, texts.roles.variation, 'variation');
  take(draft.unit, texts.roles.unit, 'unit');
  take(draft.test, texts.roles.test, 'test');
  for (const [at, { numerator, denominator }] of draft.metrics.entries()) {
    take(numerator, texts.roles.metric, `metrics.${at}.numerator`);
    take(denominator, texts.roles.metric, `metrics.${at}.denominator`);
  }
  checkCovariates(draft, add);
  if (isManyTests(draft)) {
    // Of ids only hashes are kept, and a hash says no time.
    if (draft.period !== '' && draft.period === draft.unit) add('period', texts.twoRoles(draft.unit, texts.roles.unit));
  } else {
    checkSearch(draft, roles, add);
    for (const segment of draft.segments) take(segment, texts.roles.segment, 'segments');
  }
  checkContents(draft, roles, add);
}

/** By what was known before: not by what was measured, and not by what the variation is made of. */
function checkSearch(
  { search, attributes, texts: read, held }: ChoicesDraft,
  roles: ReadonlyMap<string, string>,
  add: (at: string, message: string) => void,
): void {
  if (search.length > mostContents) add('search', texts.searchTooMany);
  for (const column of search) {
    const other = roles.get(column);
    if (other !== undefined) add('search', texts.twoRoles(column, other));
    else if ([...attributes, ...read, ...held].includes(column)) add('search', texts.searchedContent(column));
  }
}

/** A variation can be called by its text; what was measured, or known of a person before, is no part of a variation. */
function checkContents(
  { attributes, texts: read, held }: ChoicesDraft,
  roles: ReadonlyMap<string, string>,
  add: (at: string, message: string) => void,
): void {
  if ([attributes, read, held].some(({ length }) => length > mostContents)) add('contents', texts.contentsTooMany);
  for (const column of [...attributes, ...read, ...held]) {
    const other = roles.get(column);
    if (other !== undefined && other !== texts.roles.variation) add('contents', texts.twoRoles(column, other));
  }
}

/** What one metric measures is known before the test for none of them; an id is no number. */
function checkCovariates({ metrics, unit }: ChoicesDraft, add: (at: string, message: string) => void): void {
  const outcomes = new Set(metrics.flatMap(({ numerator, denominator }) => [numerator, denominator]));
  for (const [at, { covariate }] of metrics.entries()) {
    if (covariate === '') continue;
    if (outcomes.has(covariate)) add(`metrics.${at}.covariate`, texts.covariateIsOutcome);
    else if (covariate === unit) add(`metrics.${at}.covariate`, texts.twoRoles(unit, texts.roles.unit));
  }
}

interface CheckedChoices {
  name: string;
  /** Null while there are problems. */
  choices: Choices | null;
  problems: Problems;
}

function checkColumns(draft: ChoicesDraft, facts: ChoicesFacts, add: (at: string, message: string) => void): void {
  const { columns, values } = facts;
  const gone = (name: string): boolean => name !== '' && columns.every((column) => column.name !== name);
  if (draft.variation === '') add('variation', texts.variationMissing);
  for (const field of ['variation', 'unit', 'test', 'period'] as const) {
    if (gone(draft[field])) add(field, texts.columnGone(draft[field]));
  }
  const goneSegment = draft.segments.find(gone);
  if (goneSegment !== undefined) add('segments', texts.columnGone(goneSegment));
  const goneSearch = draft.search.find(gone);
  if (goneSearch !== undefined && !isManyTests(draft)) add('search', texts.columnGone(goneSearch));
  const goneContent = [...draft.attributes, ...draft.texts, ...draft.held].find(gone);
  if (goneContent !== undefined) add('contents', texts.columnGone(goneContent));
  if (values !== undefined && values.distinct < 2) add('variation', texts.oneVariation(draft.variation));
  checkRoles(draft, add);
}

function splitChoice(
  draft: ChoicesDraft,
  { values }: ChoicesFacts,
  add: (at: string, message: string) => void,
): Choices['split'] {
  const split = splitOf(draft, values);
  if (split === null) add('split', texts.splitMissing);
  if (split !== 'weights') return null;
  const names = variationsOf(values, '')?.map(({ value }) => value) ?? Object.keys(draft.weights);
  const read = readWeights(names, draft.weights);
  for (const [name, message] of read.problems) add(`split.${name}`, message);
  return read.split;
}

/** The one thing that decides between the three ways of inference: whether somebody looked before the end. */
const inferenceOf = ({ looked, bayesian }: ChoicesDraft): Choices['inference'] =>
  looked ? 'sequential' : bayesian ? 'bayesian' : 'fixed';

function levelOf(text: string, add: (at: string, message: string) => void): number {
  const percent = readPercent(text);
  if (percent !== null && percent >= 50 && percent <= 99.9) return percent / 100;
  add('level', texts.levelBad);
  return 0.95;
}

/** Only a sequential interval needs it: what was typed before somebody said "no" stops nobody. */
function plannedUnitsOf({ looked, plannedUnits }: ChoicesDraft, add: (at: string, message: string) => void): number {
  const units = readWhole(plannedUnits);
  if (units !== null && units >= 2 && units <= 1e12) return units;
  if (looked) add('plannedUnits', texts.plannedUnitsBad);
  return usualPlannedUnits;
}

export function checkChoices(draft: ChoicesDraft, facts: ChoicesFacts): CheckedChoices {
  const problems = new Map<string, string>();
  const add = (field: string, message: string): void => {
    if (!problems.has(field)) problems.set(field, message);
  };
  const name = draft.name.trim();
  if (name === '') add('name', texts.nameMissing);
  checkColumns(draft, facts, add);
  const split = splitChoice(draft, facts, add);
  const metrics = draft.metrics.map((metric, at) =>
    metricOf({
      metric,
      others: draft.metrics.slice(0, at),
      facts,
      add: (field, message) => add(`metrics.${at}.${field}`, message),
    }),
  );
  if (metrics.length === 0) add('metrics', texts.metricsMissing);
  const many = isManyTests(draft);
  const choices: Choices = {
    variation: draft.variation,
    control: controlOf(draft, facts.values) || null,
    split,
    unit: draft.unit || null,
    metrics,
    segments: many ? [] : draft.segments,
    search: many ? [] : draft.search,
    attributes: draft.attributes,
    texts: draft.texts,
    held: draft.held,
    test: draft.test || null,
    period: many ? draft.period || null : null,
    where: draft.where.trim() || null,
    inference: inferenceOf(draft),
    level: levelOf(draft.level, add),
    plannedUnits: plannedUnitsOf(draft, add),
  };
  return { name, choices: problems.size === 0 ? choices : null, problems };
}

/** The field that the server speaks of: `body.choices.metrics.0.practical.value` is `metrics.0.practical`. */
export function fieldOfPath(path: string): string | null {
  const bare = path.replace(/^body\.(choices\.)?/, '');
  if (bare === path) return null;
  const metric = /^metrics\.\d+\.\w+/.exec(bare);
  if (metric) return metric[0];
  if (bare.startsWith('split.')) return bare;
  if (/^(attributes|texts|held)\b/.test(bare)) return 'contents';
  if (bare.startsWith('inference')) return 'bayesian';
  return /^\w+/.exec(bare)?.[0] ?? null;
}
