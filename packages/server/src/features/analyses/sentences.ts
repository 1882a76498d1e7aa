import type { Comparison, Estimate } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { alphaOf } from './verdict.ts';

/** Comparisons in plain words. The one place where the sentences of an answer's comparisons are written. */

export interface SentenceInput {
  metric: string;
  measured: numbers.Measured;
  lowerIsBetter: boolean;
  comparison: Omit<Comparison, 'sentence'>;
  /** The covariate that the difference is adjusted for, so that it is not that of the two values. */
  adjustedFor: string | null;
  /** Values of the variation and of what it is compared with. */
  value: number | null;
  controlValue: number | null;
  /** Units of the smaller of the two groups. */
  units: number;
}

const quoted = (name: string) => `“${name}”`;

function against(control: string | null): string {
  return control === null ? 'the others together' : quoted(control);
}

function values({ measured, value, controlValue, comparison }: SentenceInput): string {
  const decimals = numbers.decimalsOf(measured, [comparison.difference]);
  return `${numbers.metricValue(measured, value, decimals)} against ${numbers.metricValue(measured, controlValue, decimals)}`;
}

function range({ measured, comparison }: SentenceInput, { low, high }: Estimate): string {
  const decimals = numbers.decimalsOf(measured, [comparison.difference]);
  const points = measured.kind === 'proportion' ? ' points' : '';
  return `${numbers.interval(measured, { value: null, low, high }, decimals)}${points}`;
}

function needed({ comparison, units }: SentenceInput): string {
  if (comparison.unitsNeeded === null) return '';
  const wanted = roundUp(comparison.unitsNeeded);
  // Beside a hundred times as many, what is there already makes no difference to the plan.
  const more =
    wanted > units && wanted < 100 * units ? `, ${numbers.count(roundUp(wanted - units))} more than now` : '';
  return ` If the true difference is of this size, about ${numbers.count(wanted)} units in each variation would be needed to settle it${more}.`;
}

/** To two significant digits, upwards: a planning figure, not a promise. */
function roundUp(value: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.ceil(value / step) * step;
}

function settled(input: SentenceInput, word: 'better' | 'worse'): string {
  const { metric, comparison, measured } = input;
  const { variation, control, difference, level, worthHaving } = comparison;
  const decimals = numbers.decimalsOf(measured, [difference]);
  const size = numbers.amount(measured, difference.value, decimals);
  const direction = (difference.value ?? 0) > 0 ? 'more' : 'less';
  const worth =
    worthHaving === 'maybe'
      ? ' It may be too little to matter.'
      : worthHaving === 'no'
        ? ' It is too little to matter.'
        : '';
  const adjusted = input.adjustedFor === null ? '' : ` after adjusting for ${input.adjustedFor}`;
  return `${quoted(variation)} is ${word} than ${against(control)} on ${metric}: ${values(input)}, ${size} ${direction}${adjusted} (${numbers.share(level)} interval ${range(input, difference)}).${takesInZero(difference) ? ` The interval just takes in 0, the test (${numbers.pValue(comparison.adjustedPValue)}) just does not: a close call.` : ''}${worth}`;
}

const takesInZero = ({ low, high }: Estimate): boolean => low !== null && high !== null && low <= 0 && high >= 0;

/** Why a comparison is open though its interval, or its own p-value, seems to settle it. */
function whyStillOpen({ difference, pValue, adjustedPValue, level }: SentenceInput['comparison']): string {
  if (pValue !== null && pValue < alphaOf(level) && (adjustedPValue ?? 1) >= alphaOf(level)) {
    return ' On its own it would be clear, but several comparisons were made, and one of them may look so by chance.';
  }
  return takesInZero(difference)
    ? ''
    : ` The interval leaves out 0, the test (${numbers.pValue(pValue)}) does not: a close call.`;
}

function undecided(input: SentenceInput): string {
  const { metric, comparison } = input;
  const { variation, control, difference } = comparison;
  if (difference.low === null || difference.high === null) {
    return `You cannot know from this whether ${quoted(variation)} differs from ${against(control)} on ${metric}: ${comparison.reasons.difference ?? 'there are too few data.'}`;
  }
  return `Cannot tell yet whether ${quoted(variation)} differs from ${against(control)} on ${metric}: ${values(input)}, a difference anywhere from ${range(input, difference)}.${whyStillOpen(comparison)}${needed(input)}`;
}

export function comparisonSentence(input: SentenceInput): string {
  const { metric, measured, comparison } = input;
  const { variation, control, verdict, difference, practicalMargin } = comparison;
  if (verdict === 'better' || verdict === 'worse') return settled(input, verdict);
  if (verdict === 'inconclusive') return undecided(input);
  if (verdict === 'invalid') {
    return `Do not read ${quoted(variation)} against ${against(control)} on ${metric}: the test itself is not valid.`;
  }
  const decimals = numbers.decimalsOf(measured, [difference]);
  return `No difference worth having between ${quoted(variation)} and ${against(control)} on ${metric}: ${values(input)}, the difference is between ${range(input, difference)}, all within ${numbers.amount(measured, practicalMargin, decimals)}.`;
}
