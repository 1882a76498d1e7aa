import type { SequentialResult } from './asymptotic-confidence-sequence.ts';
import { type BernoulliSequence, evidenceSlopes, logEvidenceAgainstRate } from './bernoulli-confidence-sequence.ts';
import { checkCounts, checkPositive, checkProbability } from './check-range.ts';
import { increasingRoot } from './increasing-root.ts';
import type { Interval } from './interval.ts';
import type { Counts } from './moments.ts';

/**
 * Successes and failures that each arm needs before the asymptotic confidence sequence of a difference of rates may be
 * trusted. Chosen by simulation (A/A streams, a look every 10 observations, rates 0.001 to 0.5, splits 50/50 to 98/2,
 * plans of 300 to 50,000): from 20 on the share of streams that ever reject stayed at or below alpha at alpha 0.05 and
 * within its simulation error at 0.01; from 5 it reached 0.061, and from the first success on 0.13 at alpha 0.05.
 * A lopsided split is the hard case; at 50/50 the skewness of the two arms cancels.
 */
export const fewestForAsymptotic = 20;

/**
 * Whether both arms have enough successes and failures for `confidenceSequence`; else use `sequentialSmallCounts`.
 * Both may serve one test in turn, the second until this becomes true.
 */
export function asymptoticIsTrusted({ control, treatment }: { control: Counts; treatment: Counts }): boolean {
  return [control, treatment].every(
    ({ successes, n }) => successes >= fewestForAsymptotic && n - successes >= fewestForAsymptotic,
  );
}

/** The hypothesis that the treatment's rate is slope · control's rate + shift. */
interface Line {
  slope: number;
  shift: number;
}

interface Arms {
  control: BernoulliSequence;
  treatment: BernoulliSequence;
}

/** The pair of rates on the line that the data speak least against, and how much they do. */
function leastRefuted({ control, treatment }: Arms, { slope, shift }: Line) {
  const from = Math.max(0, -shift / slope);
  const to = Math.min(1, (1 - shift) / slope);
  // A rate of exactly 0 or 1 has no evidence to compute; this far from it the limit is reached to the last digits. In a
  // sum with the shift a distance below the precision of 1 would be lost.
  const edge = 1e-13 * (to - from) + (shift === 0 ? 0 : 2 * Number.EPSILON);
  const [low, high] = [from + edge, to - edge];
  const derivative = (rate: number) => {
    const first = evidenceSlopes(control, rate);
    const second = evidenceSlopes(treatment, slope * rate + shift);
    return { value: first.slope + slope * second.slope, slope: first.curvature + slope * slope * second.curvature };
  };
  const start = (control.successes + (treatment.successes - treatment.n * shift) / slope) / (control.n + treatment.n);
  // With one success or failure or none in an arm the least refuted rate may be at the end.
  const atEnd = derivative(low).value >= 0 ? low : derivative(high).value <= 0 ? high : null;
  const rate = atEnd ?? increasingRoot(derivative, { low, high, start });
  const other = slope * rate + shift;
  const evidence = logEvidenceAgainstRate(control, rate) + logEvidenceAgainstRate(treatment, other);
  return { rate, other, evidence };
}

type Direction = 'low' | 'high';

/**
 * The farthest difference of rates (in one direction) against which the evidence is below the threshold. As the least
 * evidence on a line is convex in its shift, with the slope of the evidence at the least refuted rate (envelope
 * theorem), Newton's method finds it. Near a difference of 1 the evidence grows without limit.
 */
function farthestDifference(arms: Arms, threshold: number, direction: Direction): number {
  const { control, treatment } = arms;
  const [sign, lower, higher] =
    direction === 'high' ? ([1, control, treatment] as const) : ([-1, treatment, control] as const);
  // The rates 0 and 1 themselves cannot be refuted by one success or one failure.
  if (lower.successes <= 1 && higher.n - higher.successes <= 1) return sign;
  const observed = treatment.successes / treatment.n - control.successes / control.n;
  const excess = (distance: number) => {
    const { other, evidence } = leastRefuted(arms, { slope: 1, shift: sign * distance });
    return { value: evidence - threshold, slope: sign * evidenceSlopes(treatment, other).slope };
  };
  const from = sign * observed;
  const pooled = (control.successes + treatment.successes + 1) / (control.n + treatment.n + 2);
  const spread = 3 * Math.sqrt(pooled * (1 - pooled) * (1 / control.n + 1 / treatment.n));
  return sign * increasingRoot(excess, { low: from, high: 1 - 1e-9, start: from + spread });
}

/** Natural log of the largest ratio of two rates that is looked at. */
const farthestLogRatio = 250;

/** The same for the log of the ratio treatment / control; the caller makes sure that the limit exists. */
function farthestLogRatioOf(arms: Arms, threshold: number, direction: Direction): number {
  const { control, treatment } = arms;
  const sign = direction === 'high' ? 1 : -1;
  const observed = Math.log(treatment.successes / treatment.n) - Math.log(control.successes / control.n);
  const excess = (distance: number) => {
    const { other, evidence } = leastRefuted(arms, { slope: Math.exp(sign * distance), shift: 0 });
    return { value: evidence - threshold, slope: sign * other * evidenceSlopes(treatment, other).slope };
  };
  const from = Math.max(-farthestLogRatio, sign * observed);
  const spread = 3 * Math.sqrt(1 / (control.successes + 1) + 1 / (treatment.successes + 1));
  return sign * increasingRoot(excess, { low: from, high: farthestLogRatio, start: from + spread });
}

/**
 * Limits of treatment / control − 1. Up to one success of an arm its rate may be 0 at any threshold: no upper limit
 * when that arm is control, a lower limit of −1 when it is treatment.
 */
function liftLimits(arms: Arms, threshold: number): Interval {
  return {
    low: arms.treatment.successes <= 1 ? -1 : Math.expm1(farthestLogRatioOf(arms, threshold, 'low')),
    high: arms.control.successes <= 1 ? null : Math.expm1(farthestLogRatioOf(arms, threshold, 'high')),
  };
}

/** A comparison of two rates; limits of the lift are null where unbounded or not defined. */
export interface SmallCountsResult extends SequentialResult {
  /** Of treatment / control − 1, at the same level and agreeing with the p-value as the difference does. */
  lift: Interval;
}

interface SmallCountsInput {
  control: Counts;
  treatment: Counts;
  plannedUnits: number;
  alpha: number;
}

function tuned({ control, treatment, plannedUnits, alpha }: SmallCountsInput): Arms {
  // Half each whatever the split: a share taken from the data would change the mixture between looks. Two equal
  // mixtures share the evidence, so that the pair at alpha is tightest where one arm alone would be at sqrt(alpha).
  const tuning = { tOpt: plannedUnits / 2, alphaOpt: Math.sqrt(alpha) };
  return { control: { ...control, ...tuning }, treatment: { ...treatment, ...tuning } };
}

/**
 * Log of the evidence against a difference of rates, which for the true one ever passes log(1/α) with a probability of
 * at most alpha. Input as for `sequentialSmallCounts`, each arm with at least one observation.
 *
 * @param difference strictly between −1 and 1
 */
export function logEvidenceAgainstDifference(input: SmallCountsInput, difference: number): number {
  return leastRefuted(tuned(input), { slope: 1, shift: difference }).evidence;
}

/**
 * Difference and lift of two rates with intervals and a p-value that hold at every look and at any count, however
 * small: exact, no burn-in.
 *
 * The product of the two arms' beta-binomial mixtures is a martingale with mean 1 at the true pair of rates, so it ever
 * passes 1 / alpha with a probability of at most alpha (Ville). The pairs against which it has not passed are a
 * confidence sequence for both rates at once; the interval of the difference is its extent in that direction, and the
 * p-value of "no difference" is 1 / (its smallest value on the diagonal). The region is convex (see
 * `logEvidenceAgainstRate`), so the p-value is below alpha exactly when the interval leaves out 0. Two
 * separate sequences at half of alpha each (union bound) would be as exact and far weaker: 15 of 1,500 against 50 of
 * 1,500 with 5,000 planned has a p-value of 0.003 here and of 0.07 there.
 *
 * Mixtures of the rates: Howard et al. 2021, Annals of Statistics 49(2). Products of martingales for two arms: Turner,
 * Ly and Grünwald, "Generic E-variables for exact sequential k-sample tests", J. Stat. Plan. Inference 230, 2024.
 *
 * @param plannedUnits observations of both arms together at which it is tightest; fixed before the first look
 * @returns nulls when an arm has no observation
 * @throws RangeError when alpha is outside (0, 1), plannedUnits is not above 0, or successes is not within 0 to n
 */
export function sequentialSmallCounts(input: SmallCountsInput): SmallCountsResult {
  const { control, treatment, plannedUnits, alpha } = input;
  checkProbability('alpha', alpha);
  checkPositive('plannedUnits', plannedUnits);
  checkCounts('control', control);
  checkCounts('treatment', treatment);
  if (control.n === 0 || treatment.n === 0) {
    return { low: null, high: null, pValue: null, lift: { low: null, high: null } };
  }
  const arms = tuned(input);
  const threshold = -Math.log(alpha);
  return {
    low: farthestDifference(arms, threshold, 'low'),
    high: farthestDifference(arms, threshold, 'high'),
    pValue: Math.min(1, Math.exp(-logEvidenceAgainstDifference(input, 0))),
    lift: liftLimits(arms, threshold),
  };
}
