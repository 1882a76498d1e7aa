import { ancova, cuped, cupedLiftTerms } from '../../src/cuped.ts';
import { deltaLift, fiellerLift, type LiftTerms, lift, logDeltaLift, logRatioOfMeans } from '../../src/lift.ts';
import { mannWhitney } from '../../src/mann-whitney.ts';
import { type Counts, type Estimate, type Moments, meanEstimate, rateEstimate } from '../../src/moments.ts';
import * as multiplicity from '../../src/multiplicity.ts';
import { criticalZ } from '../../src/normal.ts';
import { normalDifference } from '../../src/normal-difference.ts';
import { detectableDifference, powerForMeans, sampleSizeForMeans } from '../../src/power-means.ts';
import { powerForProportions, sampleSizeForProportions } from '../../src/power-proportions.ts';
import * as proportions from '../../src/proportion-intervals.ts';
import { pooledZTest, unpooledZTest } from '../../src/proportion-tests.ts';
import { quantileEstimate, quantileInterval } from '../../src/quantiles.ts';
import { linearisedRatio, linearisedRatioWithCovariate } from '../../src/ratio.ts';
import { riskRatio, riskRatioLogInterval, riskRatioScoreInterval } from '../../src/risk-ratio.ts';
import { goodnessOfFit } from '../../src/sample-ratio.ts';
import { criticalT, studentTwoSided } from '../../src/student-t.ts';
import { satterthwaiteDf, welchTest } from '../../src/welch.ts';
import type { Adapter } from '../adapter.ts';
import { momentsOfSums, momentsOfValues, pairMomentsOfValues, productMoments } from '../moments-of.ts';

/** Both arms of a case, each of shape `T`. */
interface Arms<T> {
  control: T;
  treatment: T;
}

/** The level of the cases that name none. */
const level = 0.95;

interface Confidence {
  confidence?: number;
}

const pair = ({ low, high }: { low: number | null; high: number | null }) => [low, high];

function twoProportions({ control, treatment, confidence = level }: Arms<Counts> & Confidence) {
  const pooled = pooledZTest(control, treatment)!;
  const unpooled = unpooledZTest(control, treatment);
  return {
    rateControl: control.successes / control.n,
    rateTreatment: treatment.successes / treatment.n,
    difference: pooled.difference,
    sePooled: pooled.standardError,
    zPooled: pooled.z,
    pPooledTwoSided: pooled.pValue,
    pPooledTreatmentGreater: pooled.pGreater,
    chi2NoCorrection: pooled.z ** 2,
    seUnpooled: unpooled?.standardError ?? null,
    zUnpooled: unpooled?.z ?? null,
    pUnpooledTwoSided: unpooled?.pValue ?? null,
    ci95Wald: pair(proportions.waldInterval(control, treatment, confidence)),
    ci95AgrestiCaffo: pair(proportions.agrestiCaffoInterval(control, treatment, confidence)),
    ci95Newcombe: pair(proportions.newcombeInterval(control, treatment, confidence)),
    ci95MiettinenNurminenScore: pair(proportions.miettinenNurminenInterval(control, treatment, confidence)),
    riskRatio: riskRatio(control, treatment),
    riskRatioCi95Log: pair(riskRatioLogInterval(control, treatment, confidence)),
    riskRatioCi95Score: pair(riskRatioScoreInterval(control, treatment, confidence)),
  };
}

function twoProportionsChiSquare({ control, treatment, confidence = level }: Arms<Counts> & Confidence) {
  const { difference, pValue } = pooledZTest(control, treatment)!;
  return { difference, ci95: pair(proportions.waldInterval(control, treatment, confidence)), p: pValue };
}

function welch(control: Moments, treatment: Moments, confidence = level) {
  const { difference, standardError, t, df, pValue, low, high } = welchTest(control, treatment, confidence);
  return { difference, se: standardError, t, df, pTwoSided: pValue, ci: [low, high] };
}

function welchSummary(input: Arms<{ mean: number; sd: number; n: number }> & Confidence) {
  const moments = ({ mean, sd, n }: { mean: number; sd: number; n: number }) => ({ n, mean, variance: sd ** 2 });
  return welch(moments(input.control), moments(input.treatment), input.confidence);
}

function welchRaw({ control, treatment, confidence }: Arms<number[]> & Confidence) {
  return welch(momentsOfValues(control), momentsOfValues(treatment), confidence);
}

/** A lift with delta-method variance and a t distribution, as GrowthBook's engine reports it. */
function liftWithT(terms: LiftTerms, df: number) {
  const estimate = lift(terms)!;
  const { standardError, low, high } = deltaLift(terms, criticalT(level, df))!;
  return {
    estimate,
    lift: estimate,
    se: standardError,
    ci95: [low, high],
    p: studentTwoSided(estimate / standardError, df),
  };
}

interface Sums {
  n: number;
  sum: number;
  sumSquares: number;
}

function welchSums(input: Arms<Sums> & { difference: 'absolute' | 'relative' }) {
  const [control, treatment] = [momentsOfSums(input.control), momentsOfSums(input.treatment)];
  if (input.difference === 'relative') {
    const terms = { control: meanEstimate(control)!, treatment: meanEstimate(treatment)! };
    return liftWithT(terms, satterthwaiteDf(control, treatment));
  }
  const { difference, standardError, pValue, low, high } = welchTest(control, treatment, level);
  return { estimate: difference, se: standardError, ci95: [low, high], p: pValue };
}

function relativeLiftProportions({ control, treatment }: Arms<Counts>) {
  const terms = { control: rateEstimate(control)!, treatment: rateEstimate(treatment)! };
  const variance = (counts: Counts, estimate: Estimate) => ({
    n: counts.n,
    variance: estimate.varianceOfMean * counts.n,
  });
  return liftWithT(terms, satterthwaiteDf(variance(control, terms.control), variance(treatment, terms.treatment)));
}

function liftIntervals(terms: LiftTerms) {
  const critical = criticalZ(level);
  const delta = deltaLift(terms, critical);
  const log = logDeltaLift(terms, critical);
  const fieller = fiellerLift(terms, critical);
  return {
    lift: lift(terms),
    seDelta: delta?.standardError ?? null,
    ci95Delta: delta && pair(delta),
    seLogRatio: log?.standardError ?? null,
    ci95Log: log && pair(log),
    fiellerG: fieller?.g ?? null,
    ci95Fieller: fieller && pair(fieller),
    fiellerKind: fieller?.kind ?? null,
  };
}

function logRatio(input: Arms<{ mean: number; sd: number; n: number }>) {
  const estimate = ({ mean, sd, n }: { mean: number; sd: number; n: number }) => ({
    mean,
    varianceOfMean: sd ** 2 / n,
  });
  return logRatioOfMeans({ control: estimate(input.control), treatment: estimate(input.treatment) });
}

function ratioMetric(input: Arms<{ numerators: number[]; denominators: number[] }>) {
  const ratio = ({ numerators, denominators }: { numerators: number[]; denominators: number[] }) =>
    meanEstimate(linearisedRatio(pairMomentsOfValues(numerators, denominators))!)!;
  const [control, treatment] = [ratio(input.control), ratio(input.treatment)];
  const { difference, standardError, z, pValue, low, high } = normalDifference(control, treatment, level);
  return {
    ratioControl: control.mean,
    varControl: control.varianceOfMean,
    ratioTreatment: treatment.mean,
    varTreatment: treatment.varianceOfMean,
    difference,
    se: standardError,
    z,
    pTwoSided: pValue,
    ci95: [low, high],
    lift: liftIntervals({ control, treatment }),
  };
}

interface RatioSums {
  n: number;
  mPost: [number, number];
  dPost: [number, number];
  mPre: [number, number];
  dPre: [number, number];
  mPostMPre: number;
  dPostDPre: number;
  mPreDPre: number;
  mPostDPost: number;
  mPostDPre: number;
  mPreDPost: number;
}

function ratioPair(arm: RatioSums) {
  const sums = [arm.mPost, arm.dPost, arm.mPre, arm.dPre];
  const products = [
    [arm.mPost[1], arm.mPostDPost, arm.mPostMPre, arm.mPostDPre],
    [arm.mPostDPost, arm.dPost[1], arm.mPreDPost, arm.dPostDPre],
    [arm.mPostMPre, arm.mPreDPost, arm.mPre[1], arm.mPreDPre],
    [arm.mPostDPre, arm.dPostDPre, arm.mPreDPre, arm.dPre[1]],
  ];
  const sumsOf = sums.map(([sum]) => sum);
  return linearisedRatioWithCovariate(productMoments(arm.n, sumsOf, products))!;
}

function ratioMetricCuped(input: Arms<RatioSums>) {
  const [control, treatment] = [ratioPair(input.control), ratioPair(input.treatment)];
  const { theta, arms } = cuped([control, treatment], 'within-arms');
  return liftWithT(cupedLiftTerms(control, treatment, theta)!, satterthwaiteDf(arms[0]!, arms[1]!));
}

function cupedFamily(input: Arms<{ y: number[]; x: number[] }>) {
  const control = pairMomentsOfValues(input.control.y, input.control.x);
  const treatment = pairMomentsOfValues(input.treatment.y, input.treatment.x);
  const outcome = ({ n, meanY, varianceY }: typeof control) => ({ n, mean: meanY, variance: varianceY });
  const plain = welchTest(outcome(control), outcome(treatment), level);
  const adjusted = (pooling: 'across-arms' | 'within-arms') => {
    const { theta, arms } = cuped([control, treatment], pooling);
    const { difference, standardError } = welchTest(arms[0]!, arms[1]!, level);
    return {
      theta,
      adjustedMeanControl: arms[0]!.mean,
      adjustedMeanTreatment: arms[1]!.mean,
      difference,
      se: standardError,
      varianceReduction: 1 - (standardError! / plain.standardError!) ** 2,
    };
  };
  const regression = ancova(control, treatment)!;
  return {
    unadjustedDifference: plain.difference,
    unadjustedSe: plain.standardError,
    pooledAcrossArms: adjusted('across-arms'),
    pooledWithinArms: adjusted('within-arms'),
    ancovaSe: regression.standardError,
    ancovaT: regression.t,
    ancovaP: studentTwoSided(regression.t, regression.df),
  };
}

function quantile({ x, q, confidence = level }: { x: number[]; q: number } & Confidence) {
  const { quantile, low, high, ranks } = quantileInterval(
    x.toSorted((a, b) => a - b),
    q,
    confidence,
  )!;
  const { lower, upper, coverage } = ranks;
  return {
    quantileType7: quantile,
    lowerRank: lower,
    upperRank: upper,
    lower: low,
    upper: high,
    exactCoverage: coverage,
  };
}

type QuantileArm = { n: number; quantile: number; lower: number; upper: number };

function quantileDifference({ control, treatment }: Arms<QuantileArm>) {
  const estimate = ({ lower, upper, ...arm }: QuantileArm) =>
    quantileEstimate({ ...arm, low: lower, high: upper }, level)!;
  const { difference, low, high } = normalDifference(estimate(control), estimate(treatment), level);
  return { difference, ci95: [low, high] };
}

function mannWhitneyFamily({ control, treatment }: Arms<number[]>) {
  const { u, pValue, probabilityOfSuperiority } = mannWhitney(control, treatment)!;
  return { U: u, pTwoSided: pValue, probabilitySuperiority: probabilityOfSuperiority };
}

function pAdjust({ p }: { p: number[] }) {
  const bonferroni = multiplicity.bonferroni(p);
  const BH = multiplicity.benjaminiHochberg(p);
  const rejected = (adjusted: multiplicity.PValue[]) =>
    adjusted.filter((value) => value !== null && value <= 0.05).length;
  return {
    bonferroni,
    holm: multiplicity.holm(p),
    hochberg: multiplicity.hochberg(p),
    hommel: multiplicity.hommel(p),
    BH,
    BY: multiplicity.benjaminiYekutieli(p),
    sidak: multiplicity.sidak(p),
    rejectedAt05: { bonferroni: rejected(bonferroni), BH: rejected(BH) },
  };
}

function srm({ observed, weights }: { observed: number[]; weights: number[] }) {
  const { chiSquare, df, pValue } = goodnessOfFit(observed, weights);
  return { chi2: chiSquare, df, p: pValue };
}

type RatePlan = { p1: number; p2: number; alpha: number };

function sizeTwoProportions({ p1, p2, ...plan }: RatePlan & { power: number; sided: 1 | 2 }) {
  const size = (convention: 'pooled-null' | 'unpooled') =>
    sampleSizeForProportions({ ...plan, control: p1, treatment: p2, convention })?.control;
  return { nPooledNull: size('pooled-null'), nUnpooled: size('unpooled'), nRPowerPropTest: size('pooled-null') };
}

type BaselinePlan = { baseline: number; mdeAbsolute: number; alpha: number; power: number };

function sizeFromBaseline(
  { baseline, mdeAbsolute, ...plan }: BaselinePlan,
  convention: 'baseline-null' | 'pooled-null',
) {
  return sampleSizeForProportions({ ...plan, control: baseline, treatment: baseline + mdeAbsolute, convention })!
    .control;
}

function sizeEvanMiller(input: BaselinePlan) {
  const nPerVariation = sizeFromBaseline(input, 'baseline-null');
  return { nPerVariation, nRounded: Math.round(nPerVariation) };
}

function sizeTwoMeans({ delta, sd, ...plan }: { delta: number; sd: number; alpha: number; power: number }) {
  const size = (basis: 't' | 'normal') =>
    sampleSizeForMeans({ ...plan, difference: delta, standardDeviation: sd, basis })!.control;
  const nT = size('t');
  return { nT, nNormal: size('normal'), nTotalGPower: 2 * nT };
}

/** Family to adapter, for `01-two-sample-tests.json`. */
export const adapters: Record<string, Adapter> = {
  'two-proportions': twoProportions,
  'two-proportions-chi-square': twoProportionsChiSquare,
  'welch-summary': welchSummary,
  'welch-raw': welchRaw,
  'welch-sums': welchSums,
  'relative-lift-proportions': relativeLiftProportions,
  'relative-lift-intervals': ({ control, treatment }: LiftTerms) => liftIntervals({ control, treatment }),
  'log-ratio-of-means': logRatio,
  'ratio-metric-delta': ratioMetric,
  'ratio-metric-cuped-sums': ratioMetricCuped,
  cuped: cupedFamily,
  'quantile-interval': quantile,
  'quantile-difference': quantileDifference,
  'mann-whitney': mannWhitneyFamily,
  'p-adjust': pAdjust,
  'srm-chi-square': srm,
  'sample-size-two-proportions': sizeTwoProportions,
  'sample-size-evan-miller': sizeEvanMiller,
  'sample-size-two-means': sizeTwoMeans,
  'sample-size-cohen-h': ({ p1, p2, ...plan }: RatePlan & { power: number }) => ({
    n: sampleSizeForProportions({ ...plan, control: p1, treatment: p2, convention: 'cohen-h' })?.control,
  }),
  'power-two-proportions': ({ n, p1, p2, alpha }: RatePlan & { n: number }) => ({
    power: powerForProportions({ control: p1, treatment: p2, alpha, units: { control: n, treatment: n } }),
  }),
  'power-t-test': ({ n, delta, sd, alpha }: { n: number; delta: number; sd: number; alpha: number }) => ({
    power: powerForMeans({ difference: delta, standardDeviation: sd, alpha, units: { control: n, treatment: n } }),
  }),
  'mde-two-means': ({ sd, nPerArm, ...plan }: { sd: number; nPerArm: number; alpha: number; power: number }) => ({
    mde: detectableDifference({
      ...plan,
      standardDeviation: sd,
      units: { control: nPerArm, treatment: nPerArm },
      basis: 'normal',
    }),
  }),
  'sample-size-total-proportions': (input: BaselinePlan) => ({ nTotal: 2 * sizeFromBaseline(input, 'pooled-null') }),
};
