import {
  acsHalfWidth,
  acsHalfWidthOneSided,
  acsRho,
  acsRhoExact,
  confidenceSequence,
} from '../../src/asymptotic-confidence-sequence.ts';
import { bernoulliConfidenceSequence } from '../../src/bernoulli-confidence-sequence.ts';
import { betaBinomialBound, betaBinomialMixture, logBetaBinomialMixture } from '../../src/beta-binomial-mixture.ts';
import { gavi } from '../../src/gavi.ts';
import {
  type GroupSequentialDesign,
  inflationFactor,
  obrienFlemingDesign,
  peekingFalsePositiveRate,
  pocockDesign,
  type Sides,
  spendingDesign,
} from '../../src/group-sequential.ts';
import { deltaLift, lift } from '../../src/lift.ts';
import { type Counts, type Estimate, rateEstimate } from '../../src/moments.ts';
import { msprt, msprtRunning } from '../../src/msprt.ts';
import {
  logNormalMixture,
  logNormalMixtureOneSided,
  normalMixtureBound,
  normalMixtureBoundOneSided,
  normalMixtureRho,
} from '../../src/normal-mixture.ts';
import { sequentialSampleRatio } from '../../src/sequential-sample-ratio.ts';
import { hwangShihDeCaniSpending, obrienFlemingSpending, pocockSpending } from '../../src/spending-functions.ts';
import type { Adapter } from '../adapter.ts';
import { naiveRule, passBandUpper, peekAtNormalStreams, peekAtRates, type Rule } from '../monte-carlo.ts';

interface Sums {
  n: number;
  sum: number;
  sumSquares: number;
}

interface Arms<Arm> {
  control: Arm;
  treatment: Arm;
  tuning: number;
  alpha: number;
}

function estimateOf({ n, sum, sumSquares }: Sums): Estimate {
  const mean = sum / n;
  return { mean, varianceOfMean: (sumSquares - sum * mean) / (n - 1) / n };
}

function sequentialLift(terms: { control: Estimate; treatment: Estimate }, n: number, arms: Arms<unknown>) {
  const estimate = lift(terms)!;
  const standardError = deltaLift(terms, 1)!.standardError;
  const { low, high, pValue } = confidenceSequence({
    estimate,
    standardError,
    n,
    plannedUnits: arms.tuning,
    alpha: arms.alpha,
  });
  return { estimate, ci: [low, high], se: standardError, p: pValue };
}

function upperLimit(estimate: number, variance: number, n: number, { tuning, alpha }: Arms<unknown>) {
  return estimate + acsHalfWidthOneSided({ variance: variance * n, n, alpha, plannedUnits: tuning })!;
}

interface EqualLooks {
  K: number;
  alpha: number;
  sided: Sides;
}

function withInflation(design: GroupSequentialDesign & { constant: number }, { K, alpha, sided }: EqualLooks) {
  const information = design.z.map((_, look) => (look + 1) / K);
  return {
    ...design,
    inflationFactorPower80: inflationFactor({ information, z: design.z, sided, alpha, power: 0.8 }),
  };
}

interface Spending {
  information: number[];
  alpha: number;
  sided: Sides;
}

const lookNumbers = (looks: number) => Array.from({ length: looks }, (_, look) => look + 1);

/** Normal streams with a look after every observation, judged by the half-width that the method has at each n. */
function normalStreams(streams: number, alpha: number, variance: number, limits: number[]) {
  const rates = peekAtNormalStreams({ streams, limits, sd: Math.sqrt(variance), seed: 20260101 });
  return { ...rates, passBandUpper: passBandUpper(alpha, streams) };
}

interface BernoulliStreams {
  sims: number;
  p: number;
  nMaxPerArm: number;
  firstLook: number;
  step: number;
  alpha: number;
  nStar: number;
}

function bernoulliStreams({ sims, p, nMaxPerArm, firstLook, step, alpha, nStar }: BernoulliStreams) {
  // At a given n the half-width is proportional to the standard error, so one width per look serves all streams.
  const widths = new Map<number, number>();
  for (let n = firstLook; n <= nMaxPerArm; n += step) {
    widths.set(n, acsHalfWidth({ variance: 2 * n, n: 2 * n, alpha, plannedUnits: nStar })!);
  }
  const rule: Rule = ({ control, treatment }) => {
    const first = rateEstimate(control)!;
    const second = rateEstimate(treatment)!;
    const standardError = Math.sqrt(first.varianceOfMean + second.varianceOfMean);
    return standardError > 0 && Math.abs(second.mean - first.mean) >= widths.get(control.n)! * standardError;
  };
  const [falsePositiveRate, naivePeekingRate] = peekAtRates(
    {
      streams: sims,
      rates: { control: p, treatment: p },
      firstLook: { control: firstLook, treatment: firstLook },
      step: { control: step, treatment: step },
      looks: widths.size,
      seed: 20260201,
    },
    [rule, naiveRule],
  );
  return { falsePositiveRate, naivePeekingRate, passBandUpper: passBandUpper(alpha, sims) };
}

export const adapters: Record<string, Adapter> = {
  msprt: (input: { nPerArm: number; sigma2: number; difference: number; tau2: number; alpha: number }) => {
    const { nPerArm, sigma2, difference, tau2, alpha } = input;
    const result = msprt({ estimate: difference, variance: (2 * sigma2) / nPerArm, mixingVariance: tau2, alpha })!;
    const { logLikelihoodRatio, pValue, halfWidth, low, high } = result;
    return { lambda: Math.exp(logLikelihoodRatio), pAlwaysValid: pValue, halfWidth, ci: [low, high] };
  },
  'msprt-running': ({ x, sigma2, tau2 }: { x: number[]; sigma2: number; tau2: number }) => {
    const p = msprtRunning({ x, variance: sigma2, mixingVariance: tau2 });
    const first = p.findIndex((value) => value < 0.05);
    return { p, firstBelow05: first === -1 ? null : first + 1 };
  },
  'acs-rho': ({ alpha, nStar }: { alpha: number; nStar: number }) => ({
    rhoApprox: acsRho({ alpha, plannedUnits: nStar }),
    rhoExact: acsRhoExact({ alpha, plannedUnits: nStar }),
  }),
  'acs-half-width': (input: { variance: number; n: number; alpha: number; nStar: number }) => {
    const { nStar: plannedUnits, ...rest } = input;
    return {
      rho: acsRho({ alpha: input.alpha, plannedUnits }),
      halfWidth: acsHalfWidth({ ...rest, plannedUnits }),
      rhoOneSided: acsRho({ alpha: 2 * input.alpha, plannedUnits }),
      halfWidthOneSided: acsHalfWidthOneSided({ ...rest, plannedUnits }),
    };
  },
  'sequential-relative-means': (input: Arms<Sums>) => {
    const terms = { control: estimateOf(input.control), treatment: estimateOf(input.treatment) };
    return sequentialLift(terms, input.control.n + input.treatment.n, input);
  },
  'sequential-relative-proportions': (input: Arms<Counts>) => {
    const terms = { control: rateEstimate(input.control)!, treatment: rateEstimate(input.treatment)! };
    return sequentialLift(terms, input.control.n + input.treatment.n, input);
  },
  'sequential-one-sided-lesser': (input: Arms<Sums>) => {
    const terms = { control: estimateOf(input.control), treatment: estimateOf(input.treatment) };
    const n = input.control.n + input.treatment.n;
    const absolute = terms.control.varianceOfMean + terms.treatment.varianceOfMean;
    return {
      upperRelative: upperLimit(lift(terms)!, deltaLift(terms, 1)!.standardError ** 2, n, input),
      upperAbsolute: upperLimit(terms.treatment.mean - terms.control.mean, absolute, n, input),
    };
  },
  'normal-mixture-two-sided': ({ v, vOpt, alpha, s }: { v: number; vOpt: number; alpha: number; s: number }) => {
    const rho = normalMixtureRho({ vOpt, alpha });
    return { rho, logMixture: logNormalMixture({ s, v, rho }), bound: normalMixtureBound({ v, rho, alpha }) };
  },
  'normal-mixture-one-sided': ({ v, vOpt, alpha, s }: { v: number; vOpt: number; alpha: number; s: number }) => {
    const rho = normalMixtureRho({ vOpt, alpha: 2 * alpha });
    return {
      logMixture: logNormalMixtureOneSided({ s, v, rho }),
      bound: normalMixtureBoundOneSided({ v, rho, alpha }),
    };
  },
  'beta-binomial-mixture': (input: { v: number; vOpt: number; alpha: number; g: number; h: number; s: number }) => {
    const mixture = betaBinomialMixture(input);
    return { logMixture: logBetaBinomialMixture(mixture, input), bound: betaBinomialBound(mixture, input) };
  },
  'bernoulli-confidence-sequence': (input: { successes: number; n: number; alpha: number; tOpt: number }) => {
    const { low, high } = bernoulliConfidenceSequence(input)!;
    return { ci: [low, high] };
  },
  gavi: (input: { difference: number; variancePerPair: number; nPairs: number; alpha: number; nStar: number }) => {
    const { nPairs, nStar, ...rest } = input;
    const { rho, halfWidth, low, high } = gavi({ ...rest, pairs: nPairs, plannedPairs: nStar })!;
    return { rho, halfWidth, ci: [low, high] };
  },
  'group-sequential-pocock': (input: EqualLooks) => withInflation(pocockDesign({ ...input, looks: input.K }), input),
  'group-sequential-obrien-fleming': (input: EqualLooks) =>
    withInflation(obrienFlemingDesign({ ...input, looks: input.K }), input),
  'lan-demets-obrien-fleming': ({ information, alpha, sided }: Spending) =>
    spendingDesign({ information, alpha, sided, spending: obrienFlemingSpending }),
  'lan-demets-pocock': ({ information, alpha, sided }: Spending) =>
    spendingDesign({ information, alpha, sided, spending: pocockSpending }),
  'hwang-shih-decani': ({ K, gamma, alpha, sided }: EqualLooks & { gamma: number }) => {
    const information = lookNumbers(K).map((look) => look / K);
    return spendingDesign({ information, alpha, sided, spending: hwangShihDeCaniSpending(gamma) });
  },
  'peeking-inflation': ({ looks, z }: { looks: number[]; z: number }) => ({
    falsePositiveRate: looks.map((count) => peekingFalsePositiveRate({ looks: count, z })),
  }),
  'mc-false-positive-msprt': (input: { sims: number; nMax: number; sigma2: number; tau2: number; alpha: number }) => {
    const { sims, nMax, sigma2, tau2, alpha } = input;
    const limits = lookNumbers(nMax).map(
      (n) => msprt({ estimate: 0, variance: sigma2 / n, mixingVariance: tau2, alpha })!.halfWidth,
    );
    return normalStreams(sims, alpha, sigma2, limits);
  },
  'mc-false-positive-acs': (input: { sims: number; nMax: number; nStar: number; alpha: number }) => {
    const { sims, nMax, nStar, alpha } = input;
    const limits = lookNumbers(nMax).map((n) => acsHalfWidth({ variance: 1, n, alpha, plannedUnits: nStar })!);
    return normalStreams(sims, alpha, 1, limits);
  },
  'mc-false-positive-acs-bernoulli': bernoulliStreams,
  'sequential-srm': (input: { cumulativeCounts: number[][]; weights: number[]; concentration: number }) => ({
    p: sequentialSampleRatio(input),
  }),
};
