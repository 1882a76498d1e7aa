import type { Estimate } from '@dandelion-loop/contract';
import {
  asymptoticIsTrusted,
  type Counts,
  confidenceSequence,
  criticalZ,
  cupedLiftTerms,
  type LiftInterval,
  type LiftTerms,
  liftInterval,
  type Moments,
  meanEstimate,
  miettinenNurminenInterval,
  normalDifference,
  pooledZTest,
  proportionLift,
  rateEstimate,
  sequentialSmallCounts,
  welchTest,
} from '@dandelion-loop/stats';
import { bayesianAnswer } from './infer-bayesian.ts';
import { type Inferred, momentsOf, type Pair, ratesOf, standardErrorOf } from './pair.ts';
import type { InferenceRequest } from './request.ts';

/** From two groups to an interval and a p-value: which method serves which kind and inference (docs/methods). */

/** A difference with its test, before the lift is made from it. */
interface Difference extends Estimate {
  pValue: number | null;
  /** Half-widths of the lift's interval in standard errors, null when there is no interval. */
  critical: number | null;
  method: string;
  reason: string | null;
}

const noUnits = 'one of the two groups has no units with a value.';
const noDenominator = 'the denominators of one of the two groups add up to 0.';
const noSpread = 'all values in both groups are equal, so chance cannot be told from effect.';
const allExplained = 'the covariate explains every value, so chance cannot be told from effect.';
const oneUnit = 'one of the two groups has fewer than two units.';
const baselineIsZero = 'the baseline is 0, and nothing is a percentage of 0.';
const baselineUnclear = 'the baseline cannot be told from zero.';
const onlyZeros = 'the variation has nothing but zeros, which does not say how rare other values are.';

const unknown = (method: string, reason: string): Difference => ({
  value: null,
  low: null,
  high: null,
  pValue: null,
  critical: null,
  method,
  reason,
});

const adjustedBy = ({ plan, adjusted }: Pair) => (adjusted ? `, adjusted for ${plan.covariate} (CUPED)` : '');

/** Why a group has no value at all. */
const whyNoValue = ({ control, treatment }: Pair): string =>
  control.n > 0 && treatment.n > 0 ? noDenominator : noUnits;

function fixedProportion(control: Counts, treatment: Counts, level: number): Difference {
  const method = 'pooled z test; Miettinen-Nurminen score interval';
  const test = pooledZTest(control, treatment);
  if (test === null) return unknown(method, noUnits);
  const { low, high } = miettinenNurminenInterval(control, treatment, level);
  // The lift of rates has an interval of its own (proportionLift).
  return { value: test.difference, low, high, pValue: test.pValue, critical: null, method, reason: null };
}

function whyNoInterval({ adjusted }: Pair, [control, treatment]: [Moments, Moments]): string {
  if (control.n < 2 || treatment.n < 2) return oneUnit;
  return adjusted ? allExplained : noSpread;
}

function fixedRatio(pair: Pair, moments: [Moments, Moments], level: number): Difference {
  const method = `delta method over units, normal test and interval${adjustedBy(pair)}`;
  const [control, treatment] = moments.map(meanEstimate);
  if (!control || !treatment) return { ...unknown(method, oneUnit), value: moments[1].mean - moments[0].mean };
  const { difference, low, high, pValue } = normalDifference(control, treatment, level);
  const reason = pValue === null ? whyNoInterval(pair, moments) : null;
  return { value: difference, low, high, pValue, critical: criticalZ(level), method, reason };
}

function fixedMean(pair: Pair, moments: [Moments, Moments], level: number): Difference {
  const method = `Welch t test and interval${adjustedBy(pair)}`;
  const { difference, low, high, pValue, standardError } = welchTest(...moments, level);
  const critical = high === null || difference === null || !standardError ? null : (high - difference) / standardError;
  return {
    value: difference,
    low,
    high,
    pValue,
    critical,
    method,
    reason: pValue === null ? whyNoInterval(pair, moments) : null,
  };
}

function fixedDifference(pair: Pair, level: number): Difference {
  const rates = ratesOf(pair);
  if (rates) return fixedProportion(...rates, level);
  const moments = momentsOf(pair);
  if (moments === null) return unknown('none', whyNoValue(pair));
  return pair.plan.kind === 'ratio' ? fixedRatio(pair, moments, level) : fixedMean(pair, moments, level);
}

interface SequentialDifference extends Difference {
  lift: LiftInterval | null;
}

function smallCounts(pair: Pair, { level, plannedUnits }: InferenceRequest): SequentialDifference | null {
  const [control, treatment] = ratesOf(pair) ?? [];
  if (!control || !treatment || asymptoticIsTrusted({ control, treatment })) return null;
  const method = `beta-binomial confidence sequence of both rates together (exact for few events), tuned at ${plannedUnits} units`;
  if (control.n === 0 || treatment.n === 0) return { ...unknown(method, noUnits), lift: null };
  const { low, high, pValue, lift } = sequentialSmallCounts({ control, treatment, plannedUnits, alpha: 1 - level });
  const value = treatment.successes / treatment.n - control.successes / control.n;
  const rate = control.successes / control.n;
  const kind = lift.high === null ? 'unbounded' : 'bounded';
  const liftValue = rate === 0 ? null : value / rate;
  return {
    ...{ value, low, high, pValue, critical: null, method, reason: null },
    lift: { lift: liftValue, ...lift, method: 'score', kind: rate === 0 ? 'undefined' : kind },
  };
}

function sequentialDifference(pair: Pair, request: InferenceRequest): SequentialDifference {
  const few = smallCounts(pair, request);
  if (few) return few;
  const { level, plannedUnits } = request;
  const method = `asymptotic confidence sequence, tuned at ${plannedUnits} units${adjustedBy(pair)}`;
  const moments = momentsOf(pair);
  const standardError = standardErrorOf(pair);
  if (moments === null) return { ...unknown(method, whyNoValue(pair)), lift: null };
  const estimate = moments[1].mean - moments[0].mean;
  if (!standardError) return { ...unknown(method, whyNoInterval(pair, moments)), value: estimate, lift: null };
  const n = moments[0].n + moments[1].n;
  const { low, high, pValue } = confidenceSequence({ estimate, standardError, n, plannedUnits, alpha: 1 - level });
  const critical = high === null ? null : (high - estimate) / standardError;
  return { value: estimate, low, high, pValue, critical, method, reason: null, lift: null };
}

/** What the lift is made of: the control's plain value as the baseline. */
function liftTerms(pair: Pair): LiftTerms | null {
  const { control, treatment, adjusted } = pair;
  if (adjusted && control.pair && treatment.pair) return cupedLiftTerms(control.pair, treatment.pair, adjusted.theta);
  const [a, b] = ratesOf(pair)?.map(rateEstimate) ?? momentsOf(pair)?.map(meanEstimate) ?? [];
  return a && b ? { control: a, treatment: b } : null;
}

function fixedLift(pair: Pair, critical: number | null, level: number): LiftInterval | null {
  const rates = ratesOf(pair);
  return rates ? proportionLift(...rates, level) : liftOf(pair, critical);
}

function liftOf(pair: Pair, critical: number | null): LiftInterval | null {
  const terms = liftTerms(pair);
  return terms && critical !== null ? liftInterval(terms, critical) : null;
}

const liftNames = {
  fieller: 'Fieller interval of the lift',
  'log-delta': 'log-scale interval of the lift',
  delta: 'delta-method interval of the lift',
  score: 'score interval of the lift',
};

function liftReason(pair: Pair, found: LiftInterval | null): string | null {
  if (pair.control.value === 0) return baselineIsZero;
  if (found === null) return 'the difference has no interval.';
  if (found.kind === 'unbounded') return baselineUnclear;
  if (found.kind === 'undefined') return pair.control.moments?.variance ? onlyZeros : noSpread;
  return found.low === null || found.high === null ? 'a limit is too large to compute.' : null;
}

function withLift(pair: Pair, difference: Difference, found: LiftInterval | null): Inferred {
  const reasons: Record<string, string> = {};
  if (difference.reason !== null) {
    reasons.difference = difference.reason;
    reasons.pValue = difference.reason;
  }
  const reason = liftReason(pair, found);
  if (reason !== null) reasons.lift = reason;
  const liftMethod = found?.method ? `; ${liftNames[found.method]}` : '';
  const { value, low, high, pValue, method } = difference;
  return {
    difference: { value, low, high },
    lift: { value: found?.lift ?? null, low: found?.low ?? null, high: found?.high ?? null },
    pValue,
    method: `${method}${liftMethod}`,
    chanceToWin: null,
    expectedLoss: null,
    prior: null,
    reasons,
  };
}

/** Difference, lift, interval and p-value of two groups. */
export function infer(pair: Pair, request: InferenceRequest): Inferred {
  if (request.inference === 'sequential') {
    const difference = sequentialDifference(pair, request);
    return withLift(pair, difference, difference.lift ?? liftOf(pair, difference.critical));
  }
  const fixed = fixedDifference(pair, request.level);
  const answer = withLift(pair, fixed, fixedLift(pair, fixed.critical, request.level));
  return request.inference === 'bayesian' ? bayesianAnswer(pair, request, answer) : answer;
}
