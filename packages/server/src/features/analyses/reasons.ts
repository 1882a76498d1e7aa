import type { Comparison, MetricVariation } from '@dandelion-loop/contract';
import type { MetricPlan } from './request.ts';

/** Why a number of an answer is null, in words, beside it: keyed by its field, or by the field that it is a part of. */

type Reasons = Record<string, string>;

const invalid = 'the test itself is not valid.';
const unknownSpread = 'the data do not say how much outcomes vary.';

function neededReason({ verdict, difference, reasons }: Omit<Comparison, 'sentence'>): string {
  if (verdict === 'invalid') return invalid;
  if (verdict !== 'inconclusive') return 'the comparison is settled.';
  if (reasons.difference) return reasons.difference;
  if (difference.value === 0) return 'no difference was seen, so there is no size to look for.';
  return difference.low === null ? unknownSpread : 'it is more than can be counted.';
}

function worthReason({ verdict }: Omit<Comparison, 'sentence'>): string {
  if (verdict === 'invalid') return invalid;
  if (verdict === 'better' || verdict === 'worse') return 'the smallest difference worth having is not defined.';
  return 'no difference was found.';
}

/** What the method did not say itself. */
function usualReasons(comparison: Omit<Comparison, 'sentence'>, plan: MetricPlan): Reasons {
  const onlyBayesian =
    comparison.inference === 'bayesian'
      ? (comparison.reasons.difference ?? unknownSpread)
      : 'only bayesian inference gives it.';
  return {
    adjustedPValue: comparison.reasons.pValue ?? unknownSpread,
    chanceToWin: onlyBayesian,
    expectedLoss: onlyBayesian,
    prior: onlyBayesian,
    varianceReduction:
      plan.covariate === null ? 'no covariate was named.' : 'the covariate could not be used for this comparison.',
    practicalMargin: 'it is relative to a baseline that is 0 or not known.',
    unitsNeeded: neededReason(comparison),
    worthHaving: worthReason(comparison),
    control: 'no control was named, so this is against all other variations together.',
  };
}

/** The reasons of the method, and one for every other field that is null. */
export function comparisonReasons(comparison: Omit<Comparison, 'sentence'>, plan: MetricPlan): Reasons {
  const usual = Object.entries(usualReasons(comparison, plan)).filter(
    ([field]) => comparison[field as keyof typeof comparison] === null && comparison.reasons[field] === undefined,
  );
  return { ...comparison.reasons, ...Object.fromEntries(usual) };
}

/** Undefined where nothing is null. */
export function variationReasons({
  units,
  value,
  standardDeviation,
}: Pick<MetricVariation, 'units' | 'value' | 'standardDeviation'>): Reasons | undefined {
  const reasons: Reasons = {};
  if (value === null) reasons.value = units === 0 ? 'no unit has a value.' : 'the denominators add up to 0.';
  if (standardDeviation === null)
    reasons.standardDeviation = reasons.value ?? 'one unit does not say how much they vary.';
  return Object.keys(reasons).length === 0 ? undefined : reasons;
}
