import type { answerSize, BodyInputOf } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { texts } from '../../texts/planning.ts';
import { readNumber, readWhole, writeNumber } from '../../ui/number-text.ts';
import type { PlanSearch } from './plan-search.ts';

/** A plan while somebody types it, and what it asks once it can be asked. */

export interface PlanDraft {
  kind: 'rate' | 'mean';
  rate: string;
  mean: string;
  standardDeviation: string;
  difference: string;
  differenceIn: 'percent' | 'own';
  /** In all variations together; empty: as many as are needed. */
  units: string;
  perDay: string;
  variations: string;
  power: string;
  level: string;
  sided: 1 | 2;
}

export type NumberField = Exclude<keyof PlanDraft, 'kind' | 'differenceIn' | 'sided'>;
export type SizeBody = BodyInputOf<typeof answerSize>;

const usual = { variations: '2', power: '80', level: '95' } as const;

const blank: PlanDraft = {
  kind: 'rate',
  ...{ rate: '', mean: '', standardDeviation: '', difference: '', differenceIn: 'percent' },
  ...{ units: '', perDay: '' },
  ...usual,
  sided: 2,
};

/** What is seen first: a page of empty fields shows nobody what it is for. */
export const examplePlan: PlanDraft = { ...blank, rate: '10', difference: '20' };

export const isUsual = ({ power, level, sided }: PlanDraft): boolean =>
  power === usual.power && level === usual.level && sided === 2;

/** The plan of an address; the example where the address holds none. */
export function draftOf(search: PlanSearch): PlanDraft {
  if (Object.keys(search).length === 0) return examplePlan;
  const text = (value: number | undefined, otherwise = ''): string =>
    value === undefined ? otherwise : writeNumber(value);
  const { of, baseline, sd, difference, units, perDay, variations, power, level, sided = 2 } = search;
  return {
    kind: of ?? 'rate',
    rate: of === 'mean' ? '' : text(baseline),
    mean: of === 'mean' ? text(baseline) : '',
    standardDeviation: text(sd),
    difference: text(difference),
    differenceIn: search.in ?? 'percent',
    units: text(units),
    perDay: text(perDay),
    variations: text(variations, usual.variations),
    power: text(power, usual.power),
    level: text(level, usual.level),
    sided,
  };
}

/** Fields of whole numbers, in which a point divides thousands. */
const wholes: ReadonlySet<string> = new Set(['units', 'perDay', 'variations']);

/** Percent and points are often typed with their sign. */
const numberOf = (name: string, text: string): number | null =>
  wholes.has(name) ? readWhole(text) : readNumber(text.replace(/\s*%\s*$/, ''));

/** The address of what is typed: of each field what can be read, and nothing where it is as usual. */
export function searchOf(draft: PlanDraft): PlanSearch {
  const { kind, differenceIn, sided } = draft;
  const value = (name: string, text: string, normal?: string): PlanSearch => {
    const read = numberOf(name, text);
    return read === null || text === normal ? {} : { [name]: read };
  };
  return {
    ...(kind === 'mean' && { of: 'mean' }),
    ...value('baseline', kind === 'mean' ? draft.mean : draft.rate),
    ...(kind === 'mean' && value('sd', draft.standardDeviation)),
    ...value('difference', draft.difference),
    ...(differenceIn === 'own' && { in: 'own' }),
    ...value('units', draft.units),
    ...value('perDay', draft.perDay),
    ...value('variations', draft.variations, usual.variations),
    ...value('power', draft.power, usual.power),
    ...value('level', draft.level, usual.level),
    ...(sided === 1 && { sided }),
  };
}

/** What is asked of the server: what the difference needs, what the units show, and how often both go together. */
export interface PlanQuestions {
  need: SizeBody | null;
  can: SizeBody | null;
  both: SizeBody | null;
  /** As typed: in all variations together. */
  units: number | null;
}

export interface ReadPlan {
  /** Null while something is missing or wrong. */
  questions: PlanQuestions | null;
  /** What is typed and wrong. What is missing is no mistake yet. */
  problems: ReadonlyMap<NumberField, string>;
}

const most = 1e12;

interface Rule {
  fits: (value: number) => boolean;
  words: string | ((value: number) => string);
}

type Read = (field: NumberField, rule: Rule) => number | null;

/** Reads fields; what is wrong goes into `problems`. Null where a field is empty or wrong. */
function reader(draft: PlanDraft, problems: Map<NumberField, string>): Read {
  return (field, { fits, words }) => {
    const text = draft[field].trim();
    if (text === '') return null;
    const value = numberOf(field, text);
    if (value !== null && fits(value)) return value;
    problems.set(field, typeof words === 'string' ? words : words(value ?? Number.NaN));
    return null;
  };
}

const tooLargeOr = (otherwise: string) => (value: number) => (value > most ? texts.tooLarge : otherwise);
const isShare = (value: number): boolean => value >= 50 && value <= 99.9;
const isWhole = (value: number): boolean => Number.isSafeInteger(value) && value <= most;

const rules = {
  rate: { fits: (value) => value > 0 && value < 100, words: texts.baselineRateBad },
  mean: { fits: () => true, words: texts.baselineMeanBad },
  standardDeviation: { fits: (value) => value > 0, words: texts.standardDeviationBad },
  perDay: { fits: (value) => value >= 1 && value <= most, words: tooLargeOr(texts.perDayBad) },
  variations: { fits: (value) => Number.isInteger(value) && value >= 2 && value <= 20, words: texts.variationsBad },
  power: { fits: isShare, words: texts.shareBad },
  level: { fits: isShare, words: texts.shareBad },
} satisfies Partial<Record<NumberField, Rule>>;

const unitsRule = (variations: number): Rule => ({
  fits: (value) => isWhole(value) && value >= 2 * variations,
  words: (value) => (isWhole(value) ? texts.unitsFew(2 * variations) : tooLargeOr(texts.unitsBad)(value)),
});

/** A difference as the server takes it. A rate ends at 0% and 100%, so a change of it cannot be any number. */
function differenceRule({ kind, differenceIn }: PlanDraft, rate: number | null): Rule {
  if (kind === 'mean' || rate === null) return { fits: (value) => value !== 0, words: zeroOr(texts.differenceBad) };
  const inPoints = (value: number): number => (differenceIn === 'own' ? value : (value * rate) / 100);
  const largest = (value: number): string => {
    const room = value < 0 ? -rate : 100 - rate;
    const own = differenceIn === 'own' ? room : (room / rate) * 100;
    const written = numbers.fixed(Number(own.toPrecision(4)), own % 1 === 0 ? 0 : 1);
    return texts.differenceTooLarge(differenceIn === 'own' ? texts.inPoints(written) : `${written}%`);
  };
  return {
    fits: (value) => value !== 0 && rate + inPoints(value) >= 0 && rate + inPoints(value) <= 100,
    words: (value) => (value === 0 || Number.isNaN(value) ? zeroOr(texts.differenceBad)(value) : largest(value)),
  };
}

const zeroOr = (otherwise: string) => (value: number) => (value === 0 ? texts.differenceNone : otherwise);

/** 20% is 0.2; without what a division by 100 leaves. */
const fraction = (percent: number): number => Number((percent / 100).toPrecision(12));

/** What was typed as questions, as soon as they can be asked. */
export function readPlan(draft: PlanDraft): ReadPlan {
  const problems = new Map<NumberField, string>();
  const read = reader(draft, problems);
  const { kind, differenceIn, sided } = draft;
  const isRate = kind === 'rate';
  const baseline = isRate ? read('rate', rules.rate) : read('mean', rules.mean);
  const standardDeviation = isRate ? null : read('standardDeviation', rules.standardDeviation);
  const [variations, power, level] = [
    read('variations', rules.variations) ?? 2,
    read('power', rules.power) ?? 80,
    read('level', rules.level) ?? 95,
  ];
  const perDay = read('perDay', rules.perDay);
  const difference = read('difference', differenceRule(draft, baseline));
  const units = read('units', unitsRule(variations));
  const relative = differenceIn === 'percent';
  // Asked for when all the rest is there.
  if (relative && difference !== null && standardDeviation !== null && !baseline && !problems.has('mean'))
    problems.set('mean', texts.baselineMeanMissing);
  const known = isRate ? baseline !== null : standardDeviation !== null;
  if (problems.size > 0 || !known || (difference === null && units === null)) return { questions: null, problems };
  const common = {
    baseline: isRate ? fraction(baseline ?? 0) : baseline,
    standardDeviation,
    ...{ power: fraction(power), level: fraction(level), variations, sided, perDay },
  };
  const effect =
    difference === null ? null : { value: isRate || relative ? fraction(difference) : difference, relative };
  const each = units === null ? null : Math.floor(units / variations);
  const need = effect && { ...common, effect, units: null };
  const can = each === null ? null : { ...common, effect: null, units: each };
  const both = effect && each !== null ? { ...common, effect, units: each } : null;
  return { questions: { need, can, both, units }, problems };
}
