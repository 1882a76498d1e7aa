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
import { DandelionFailure } from '../../kernel/failure.ts';
import { amount, count, counted, decimalsFor, fixed, lift, metricValue, share } from '../../kernel/numbers.ts';

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
}

type Solved = Pick<SizeAnswer, 'solved' | 'power' | 'unitsPerVariation'> & { effect: number };

const conventionWords: Record<ProportionConvention, string> = {
  'pooled-null': "the mean rate of both under no difference, as R's power.prop.test",
  unpooled: "each variation's own rate",
  'baseline-null': "the baseline's rate in both under no difference, as Evan Miller's calculator",
  'cohen-h': "Cohen's h, the difference of arcsines, as R's pwr.2p.test",
};

const wrong = (message: string) => new DandelionFailure('wrong-use', message);

function absoluteEffect({ effect, baseline }: SizeRequest): number | null {
  if (effect === null) return null;
  if (!effect.relative) return effect.value;
  if (baseline === null || baseline === 0) {
    throw wrong('--effect in percent is relative to the baseline: give --baseline, or the effect as a plain number.');
  }
  return effect.value * Math.abs(baseline);
}

/** Bonferroni: each comparison with the control gets its share of the false alarms. */
const alphaOf = ({ level, variations }: SizeRequest) => (1 - level) / (variations - 1);

function tooLarge(baseline: number, effect: number): DandelionFailure {
  return wrong(
    `A rate of ${share(baseline)} cannot change by ${fixed(effect * 100, 2, true)} points: rates end at 0% and 100%. Give a smaller --effect; 0.02 is 2 points, 10% is a tenth of the baseline.`,
  );
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
        `With ${count(units)} units in each variation no possible rise of a rate of ${share(baseline)} is found with ${share(power)} power. Plan for more.`,
      );
    }
    return { solved: 'effect', power, unitsPerVariation: units!, effect: rate - baseline };
  }
  const treatment = baseline + effect;
  if (treatment < 0 || treatment > 1) throw tooLarge(baseline, effect);
  if (units !== null) {
    const found = powerForProportions({ ...plan, control: baseline, treatment, units: both })!;
    return { solved: 'power', power: found, unitsPerVariation: units, effect };
  }
  const size = sampleSizeForProportions({ ...plan, control: baseline, treatment, power })!;
  return { solved: 'units', power, unitsPerVariation: Math.max(2, Math.ceil(size.control)), effect };
}

function solveMean(request: SizeRequest, effect: number | null): Solved {
  const { power, sided, units } = request;
  const plan = { alpha: alphaOf(request), sided, standardDeviation: request.standardDeviation! };
  const both = { control: units ?? 0, treatment: units ?? 0 };
  if (effect === null) {
    const found = detectableDifference({ ...plan, units: both, power });
    if (found === null)
      throw wrong('That power is too low to be planned for. Give --power above the chance of a false alarm.');
    return { solved: 'effect', power, unitsPerVariation: units!, effect: found };
  }
  if (units !== null) {
    const found = powerForMeans({ ...plan, difference: effect, units: both })!;
    return { solved: 'power', power: found, unitsPerVariation: units, effect };
  }
  const size = sampleSizeForMeans({ ...plan, difference: effect, power })!;
  return { solved: 'units', power, unitsPerVariation: Math.max(2, Math.ceil(size.control)), effect };
}

/** "a rise from 4% to 4.4% (+10%)", or "a difference of 0.3" where the level is not known. */
function effectWords({ kind, baseline, effect }: Pick<SizeAnswer, 'kind' | 'baseline' | 'effect'>): string {
  const scale = kind === 'proportion' ? 100 : 1;
  const decimals = decimalsFor(Math.abs(effect.absolute) * scale);
  if (baseline === null) return `a difference of ${amount(kind, effect.absolute, decimals)}`;
  const [from, to] = [baseline, baseline + effect.absolute].map((value) => metricValue(kind, value, decimals));
  const relative = effect.relative === null ? '' : ` (${lift(effect.relative)})`;
  return `a ${effect.absolute > 0 ? 'rise' : 'fall'} from ${from} to ${to}${relative}`;
}

function sentenceOf(answer: Omit<SizeAnswer, 'sentence'>): string {
  const { power, unitsPerVariation, unitsTotal, days } = answer;
  const effect = effectWords(answer);
  const times = `${fixed(power * 10, power >= 0.1 ? 0 : 1)} times in 10`;
  const units = `${counted(unitsPerVariation, 'unit')} in each variation, ${count(unitsTotal)} in all`;
  const time = days === null ? '' : ` That is about ${counted(days, 'day')}; run whole weeks.`;
  if (answer.solved === 'units') return `You need ${units}, to find ${effect}, ${times}.${time}`;
  if (answer.solved === 'effect') return `With ${units}, you find ${effect} or more, ${times}.${time}`;
  return `With ${units}, you find ${effect}, about ${times} (power ${share(power)}).${time}`;
}

/** Solves for what was left out: units, effect or power. */
export function planSize(request: SizeRequest): SizeAnswer {
  const { baseline, standardDeviation, variations, level, sided, perDay, convention } = request;
  const kind = standardDeviation === null ? 'proportion' : 'mean';
  if (kind === 'proportion' && baseline === null) {
    throw wrong('Give the rate without the change, --baseline 10%, or for a mean its standard deviation, --sd 25.');
  }
  if (request.effect === null && request.units === null) {
    throw wrong(
      'Give the difference to find (--effect 10%), or how many units each variation will have (--units 5000).',
    );
  }
  const effect = absoluteEffect(request);
  if (effect === 0) throw wrong('--effect 0 is no difference; no test can find it.');
  const solved = kind === 'proportion' ? solveProportion(request, effect) : solveMean(request, effect);
  const unitsTotal = solved.unitsPerVariation * variations;
  if (!Number.isSafeInteger(unitsTotal))
    throw wrong('So small a difference needs more units than can be counted. Plan for a larger one.');
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
