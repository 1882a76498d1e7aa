import type { SizeAnswer } from '@dandelion-loop/contract';
import {
  detectableDifference,
  detectableRate,
  type ProportionConvention,
  powerForMeans,
  powerForProportions,
  sampleSizeForMeans,
  sampleSizeForProportions,
} from '@dandelion-loop/stats';
import { type Door, numbers, requestSentences } from '@dandelion-loop/wording';
import { DandelionFailure } from '../../kernel/failure.ts';

/** A difference as it was typed: absolute, or a fraction of the baseline. */
export interface Effect {
  value: number;
  relative: boolean;
}

export interface SizeRequest {
  /** The rate, or the mean, without the change; null for a mean of unknown level. */
  baseline: number | null;
  /** Of one unit; null for a rate. */
  standardDeviation: number | null;
  effect: Effect | null;
  /** Units in each variation; null: they are asked for. */
  units: number | null;
  power: number;
  level: number;
  variations: number;
  sided: 1 | 2;
  perDay: number | null;
  convention: ProportionConvention;
  door: Door;
}

type Solved = Pick<SizeAnswer, 'solved' | 'power' | 'unitsPerVariation'> & { effect: number };

const conventionWords: Record<ProportionConvention, string> = {
  'pooled-null': "the mean rate of both under no difference, as R's power.prop.test",
  unpooled: "each variation's own rate",
  'baseline-null': "the baseline's rate in both under no difference, as Evan Miller's calculator",
  'cohen-h': "Cohen's h, the difference of arcsines, as R's pwr.2p.test",
};

const wrong = (message: string) => new DandelionFailure('wrong-use', message);

function absoluteEffect({ effect, baseline, door }: SizeRequest): number | null {
  if (effect === null) return null;
  if (!effect.relative) return effect.value;
  if (baseline === null || baseline === 0) {
    throw wrong(requestSentences[door].baselineForPercent);
  }
  return effect.value * Math.abs(baseline);
}

/** Bonferroni: each comparison with the control gets its share of the false alarms. */
export const alphaOf = ({ level, variations }: Pick<SizeRequest, 'level' | 'variations'>): number =>
  (1 - level) / (variations - 1);

function tooLarge(baseline: number, effect: number, door: Door): DandelionFailure {
  return wrong(
    `A rate of ${numbers.share(baseline)} cannot change by ${numbers.fixed(effect * 100, 2, true)} points: rates end at 0% and 100%. ${requestSentences[door].smallerEffect}`,
  );
}

function tooMany(): never {
  throw wrong('So small a difference needs more units than can be counted. Plan for a larger one.');
}

/** Units that each variation needs to find a difference, a whole number; null when there are more than can be counted. */
export function unitsToFind(request: SizeRequest, effect: number): number | null {
  const { power, sided, convention, standardDeviation } = request;
  const baseline = request.baseline ?? 0;
  const plan = { alpha: alphaOf(request), sided, power };
  const size =
    standardDeviation === null
      ? sampleSizeForProportions({ ...plan, convention, control: baseline, treatment: baseline + effect })
      : sizeForMeans({ ...plan, standardDeviation, difference: effect });
  const units = size === null ? Number.NaN : Math.max(2, Math.ceil(size.control));
  return Number.isSafeInteger(units) ? units : null;
}

/** The search for the t test does not end where numbers do; the closed form, nearly the same there, says that it would. */
function sizeForMeans(plan: Parameters<typeof sampleSizeForMeans>[0]): ReturnType<typeof sampleSizeForMeans> {
  const close = sampleSizeForMeans({ ...plan, basis: 'normal' });
  return close === null || close.control > Number.MAX_SAFE_INTEGER ? null : sampleSizeForMeans(plan);
}

function solveProportion(request: SizeRequest, effect: number | null): Solved {
  const { power, sided, convention, units } = request;
  const baseline = request.baseline ?? 0;
  const alpha = alphaOf(request);
  const plan = { alpha, sided, convention };
  const both = { control: units ?? 0, treatment: units ?? 0 };
  if (effect === null) {
    const rate = detectableRate({ ...plan, control: baseline, units: both, power });
    if (rate === null) {
      throw wrong(
        `With ${numbers.count(units)} units in each variation no possible rise of a rate of ${numbers.share(baseline)} is found with ${numbers.share(power)} power. Plan for more.`,
      );
    }
    return { solved: 'effect', power, unitsPerVariation: units!, effect: rate - baseline };
  }
  const treatment = baseline + effect;
  if (treatment < 0 || treatment > 1) throw tooLarge(baseline, effect, request.door);
  if (units !== null) {
    const found = powerForProportions({ ...plan, control: baseline, treatment, units: both })!;
    return { solved: 'power', power: found, unitsPerVariation: units, effect };
  }
  return { solved: 'units', power, unitsPerVariation: unitsToFind(request, effect) ?? tooMany(), effect };
}

function solveMean(request: SizeRequest, effect: number | null): Solved {
  const { power, sided, units } = request;
  const plan = { alpha: alphaOf(request), sided, standardDeviation: request.standardDeviation! };
  const both = { control: units ?? 0, treatment: units ?? 0 };
  if (effect === null) {
    const found = detectableDifference({ ...plan, units: both, power });
    if (found === null)
      throw wrong(`That power is too low to be planned for. ${requestSentences[request.door].morePower}`);
    return { solved: 'effect', power, unitsPerVariation: units!, effect: found };
  }
  if (units !== null) {
    const found = powerForMeans({ ...plan, difference: effect, units: both })!;
    return { solved: 'power', power: found, unitsPerVariation: units, effect };
  }
  return { solved: 'units', power, unitsPerVariation: unitsToFind(request, effect) ?? tooMany(), effect };
}

/** "a rise from 4% to 4.4% (+10%)", or "a difference of 0.3" where the level is not known. */
function effectWords({ kind, baseline, effect }: Pick<SizeAnswer, 'kind' | 'baseline' | 'effect'>): string {
  const scale = kind === 'proportion' ? 100 : 1;
  const decimals = numbers.decimalsFor(Math.abs(effect.absolute) * scale);
  if (baseline === null) return `a difference of ${numbers.amount({ kind }, effect.absolute, decimals)}`;
  const [from, to] = [baseline, baseline + effect.absolute].map((value) =>
    numbers.metricValue({ kind }, value, decimals),
  );
  const relative = effect.relative === null ? '' : ` (${numbers.lift(effect.relative)})`;
  return `a ${effect.absolute > 0 ? 'rise' : 'fall'} from ${from} to ${to}${relative}`;
}

function sentenceOf(answer: Omit<SizeAnswer, 'sentence'>): string {
  const { power, unitsPerVariation, unitsTotal, days } = answer;
  const effect = effectWords(answer);
  const times = `${numbers.fixed(power * 10, power >= 0.1 ? 0 : 1)} times in 10`;
  const units = `${numbers.counted(unitsPerVariation, 'unit')} in each variation, ${numbers.count(unitsTotal)} in all`;
  const time = days === null ? '' : ` That is about ${numbers.counted(days, 'day')}; run whole weeks.`;
  if (answer.solved === 'units') return `You need ${units}, to find ${effect}, ${times}.${time}`;
  if (answer.solved === 'effect') return `With ${units}, you find ${effect} or more, ${times}.${time}`;
  return `With ${units}, you find ${effect}, about ${times} (power ${numbers.share(power)}).${time}`;
}

/** Beyond this, differences and their squares leave what numbers can hold. */
const largestNumber = 1e15;

function checkNumbers(request: SizeRequest): void {
  const { baseline, standardDeviation, effect, level, sided } = request;
  if (2 * alphaOf(request) >= sided) {
    throw wrong(`At a level of ${numbers.share(level)} on one side every result would do. Take a higher level.`);
  }
  const given = [baseline, standardDeviation, effect?.value].map((value) => Math.abs(value ?? 0));
  if (given.every((size) => size <= largestNumber && (size === 0 || size >= 1 / largestNumber))) return;
  throw wrong('A number so large or so small cannot be planned with. Count in another unit, such as thousands.');
}

/** Solves for what was left out: units, effect or power. */
export function planSize(request: SizeRequest): SizeAnswer {
  checkNumbers(request);
  const { baseline, standardDeviation, variations, level, sided, perDay, convention, door } = request;
  const kind = standardDeviation === null ? 'proportion' : 'mean';
  if (kind === 'proportion' && baseline === null) {
    throw wrong(requestSentences[door].baselineMissing);
  }
  if (kind === 'proportion' && !(baseline! > 0 && baseline! < 1)) {
    throw wrong('A rate without the change is above 0% and below 100%. A mean needs its standard deviation as well.');
  }
  if (request.effect === null && request.units === null) {
    throw wrong(requestSentences[door].nothingToSolve);
  }
  const effect = absoluteEffect(request);
  if (effect === 0) throw wrong('A difference of 0 is no difference; no test can find it.');
  const solved = kind === 'proportion' ? solveProportion(request, effect) : solveMean(request, effect);
  const unitsTotal = solved.unitsPerVariation * variations;
  if (!Number.isSafeInteger(unitsTotal)) tooMany();
  const words =
    kind === 'mean'
      ? { name: 't', words: "two-sample t test by the noncentral t distribution, as R's power.t.test" }
      : { name: convention, words: conventionWords[convention] };
  const answer = {
    schema: 1 as const,
    ...({ kind, baseline, standardDeviation, variations, level, sided } as const),
    ...solved,
    effect: { absolute: solved.effect, relative: baseline ? solved.effect / Math.abs(baseline) : null },
    unitsTotal,
    convention: words,
    days: perDay === null ? null : Math.max(1, Math.ceil(unitsTotal / perDay)),
  };
  return { ...answer, sentence: sentenceOf(answer) };
}
