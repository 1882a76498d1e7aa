import type { AnswerOf, answerSize, SizeAnswer } from '@dandelion-loop/contract';
import { numbers, type Saying } from '@dandelion-loop/wording';
import type { CurvePoint } from '../../charts/curve-plot.tsx';
import { texts } from '../../texts/planning.ts';

/** What the answers of the server say on the page. */

export type Sized = AnswerOf<typeof answerSize>;

/** The part of the sentence that was asked for. */
const findings: Record<SizeAnswer['solved'], RegExp> = {
  units: /[\d,.e]+ units? in each variation/,
  effect: /an? (?:rise|fall|difference) .+? or more/,
  power: /about [\d.]+ times in 10/,
};

/** The sentence of the answer, its finding marked. */
export function sizeSaying({ solved, sentence }: SizeAnswer, marked = true): Saying {
  const found = marked ? findings[solved].exec(sentence) : null;
  if (found === null) return [{ text: sentence }];
  const [finding] = found;
  const end = found.index + finding.length;
  return [
    { text: sentence.slice(0, found.index) },
    { text: finding, role: 'finding' },
    { text: sentence.slice(end) },
  ].filter(({ text }) => text !== '') as Saying;
}

export interface PlanAnswer {
  /** What the difference needs. */
  need: Sized | null;
  /** What the units show; null also where they show nothing at all. */
  can: Sized | null;
  /** Units that one has; null: as many as are needed. */
  units: number | null;
}

/** Whether the units that one has find the difference that one wants. Null: only one of them is given. */
export const isEnough = ({ need, units }: PlanAnswer): boolean | null =>
  need === null || units === null ? null : Math.floor(units / need.size.variations) >= need.size.unitsPerVariation;

/** What stands at the head of the page. */
export function planSaying(answer: PlanAnswer): Saying {
  const { need, can, units } = answer;
  const enough = isEnough(answer);
  if (enough === false && units !== null)
    return [{ text: texts.tooFew(units), role: 'finding' }, { text: texts.tooFewRest }];
  if (enough === true && units !== null && need !== null)
    return [{ text: texts.enough(units), role: 'finding' }, { text: ' ' }, ...sizeSaying(need.size, false)];
  const only = need ?? can;
  return only === null ? [] : sizeSaying(only.size);
}

/** Points of a rate, or the unit of a mean; without its sign. */
export const shownDifference = (effect: number, { kind }: SizeAnswer): number =>
  Math.abs(effect) * (kind === 'proportion' ? 100 : 1);

/** As many digits as tell neighbours on the curve apart. */
export const differenceText = (shown: number): string => {
  const decimals = Math.min(8, Math.max(0, 2 - Math.floor(Math.log10(shown))));
  return numbers
    .fixed(shown, decimals)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
};

/** "2 points" of a rate, "0.3" of a mean. */
export function differenceWords(effect: number, size: SizeAnswer): string {
  const written = differenceText(shownDifference(effect, size));
  return size.kind === 'proportion' ? texts.inPoints(written) : written;
}

/** The curve from small differences to large ones. */
export const curvePoints = ({ curve, size }: Sized): CurvePoint[] =>
  curve.map(({ effect, units }) => ({ x: shownDifference(effect, size), y: units })).sort((a, b) => a.x - b.x);

/** Where the numbers span more than two powers of ten, small ones could not be told apart on even steps. */
export function spansFar(points: readonly CurvePoint[]): boolean {
  const units = points.map(({ y }) => y);
  return Math.max(...units) > 100 * Math.min(...units);
}

/** How many times the units half the difference needs, about: "4"; null where the curve does not go so far. */
export function timesForHalf({ curve, size }: Sized): string | null {
  const asked = Math.abs(size.effect.absolute);
  const nearest = (wanted: number) =>
    curve.toSorted((a, b) => Math.abs(Math.abs(a.effect) - wanted) - Math.abs(Math.abs(b.effect) - wanted))[0];
  const [whole, half] = [nearest(asked), nearest(asked / 2)];
  if (whole === undefined || half === undefined) return null;
  // Not every curve has a point at the half: units go with the square of the difference, nearly.
  if (Math.abs(Math.abs(half.effect) / (asked / 2) - 1) > 0.05) return null;
  const times = half.units / whole.units;
  return times < 1.5 ? null : numbers.fixed(times, times < 9.5 && Math.abs(times - Math.round(times)) > 0.15 ? 1 : 0);
}

export interface SizeRow {
  effect: number;
  units: number;
  /** The plan itself. */
  asked: boolean;
}

const rowsBeside = 4;

/** Some points of the curve for a table: the plan, and as many to both sides of it. */
export function sizeRows({ curve, size }: Sized): SizeRow[] {
  const at = curve.findIndex(({ effect }) => effect === size.effect.absolute);
  const pick = (from: number, to: number): number[] => {
    const count = Math.min(rowsBeside, Math.abs(to - from));
    return Array.from({ length: count }, (_, index) => Math.round(from + ((to - from) * index) / count));
  };
  const places = at === -1 ? pick(0, curve.length) : [...pick(0, at), at, ...pick(curve.length - 1, at).reverse()];
  return [...new Set(places)].flatMap((place) => {
    const point = curve[place];
    return point === undefined ? [] : [{ ...point, asked: place === at }];
  });
}

/** Whole weeks that hold the days. */
export const weeksOf = (days: number): number => Math.max(1, Math.ceil(days / 7));

/** "8 of 10", "90 of 100": the share in as few as say it whole. */
export function ofFew(share: number): { of: number; found: number } {
  const of = [10, 20, 100, 1000].find((whole) => Math.abs(share * whole - Math.round(share * whole)) < 1e-9) ?? 100;
  return { of, found: Math.round(share * of) };
}

/** Of how many tests without a difference one looks as if it had one. */
export const oneFalseIn = ({ level }: SizeAnswer): number => Math.round(1 / (1 - level));

/** A chance that must not be rounded into never or always. */
export function inHundred(chance: number): string {
  if (chance < 0.01) return 'not one';
  return numbers.count(Math.min(99, Math.round(chance * 100)));
}
