import { betaInterval, betaMean, betaPosterior } from '../../src/beta-posterior.ts';
import { compareBetas } from '../../src/compare-betas.ts';
import { deltaLift, type LiftTerms, lift } from '../../src/lift.ts';
import { type Counts, meanEstimate, rateEstimate } from '../../src/moments.ts';
import { criticalZ } from '../../src/normal.ts';
import { type NormalPrior, normalLosses, normalPosterior } from '../../src/normal-posterior.ts';
import { probabilityBest } from '../../src/probability-best.ts';
import type { Adapter } from '../adapter.ts';
import { momentsOfSums } from '../moments-of.ts';

const level = 0.95;

type Sums = Parameters<typeof momentsOfSums>[0];

const pair = ({ low, high }: { low: number; high: number }) => [low, high];

function betaBinomialTwoArm(input: { prior: [number, number]; control: Counts; treatment: Counts }) {
  const prior = { alpha: input.prior[0], beta: input.prior[1] };
  const control = betaPosterior(input.control, prior);
  const treatment = betaPosterior(input.treatment, prior);
  const comparison = compareBetas(control, treatment);
  return {
    posteriorControl: [control.alpha, control.beta],
    posteriorTreatment: [treatment.alpha, treatment.beta],
    meanControl: betaMean(control),
    meanTreatment: betaMean(treatment),
    chanceTreatmentBeatsControl: comparison.chanceTreatmentHigher,
    expectedLossChoosingTreatment: comparison.lossChoosingTreatment,
    expectedLossChoosingControl: comparison.lossChoosingControl,
    expectedUplift: comparison.expectedDifference,
    ci95Control: pair(betaInterval(control, level)),
    ci95Treatment: pair(betaInterval(treatment, level)),
  };
}

function risk(mean: number, sd: number) {
  const losses = normalLosses(mean, sd);
  return [losses.lossChoosingControl, losses.lossChoosingTreatment];
}

function relativeLift(terms: LiftTerms, prior: NormalPrior | null) {
  const { standardError } = deltaLift(terms, criticalZ(level))!;
  const posterior = normalPosterior({ value: lift(terms)!, standardError }, prior, level)!;
  return {
    expected: posterior.mean,
    ci95: pair(posterior),
    sd: posterior.sd,
    chanceToWin: posterior.chancePositive,
    risk: [posterior.lossChoosingControl, posterior.lossChoosingTreatment],
  };
}

function normalPosteriorLift(input: { estimate: number; se: number; prior?: NormalPrior | null }) {
  const estimate = { value: input.estimate, standardError: input.se };
  const posterior = normalPosterior(estimate, input.prior ?? null, level)!;
  return {
    mean: posterior.mean,
    sd: posterior.sd,
    chanceToWin: posterior.chancePositive,
    ci95: pair(posterior),
    expectedLossChoosingControl: posterior.lossChoosingControl,
    expectedLossChoosingTreatment: posterior.lossChoosingTreatment,
  };
}

/** Families of `03-bayesian.json`. */
export const adapters: Record<string, Adapter> = {
  'beta-binomial-two-arm': betaBinomialTwoArm,
  'probability-best': (input: { posteriors: [number, number][] }) => ({
    probabilityBest: probabilityBest(input.posteriors.map(([alpha, beta]) => ({ alpha, beta }))),
  }),
  'normal-posterior-lift': normalPosteriorLift,
  'bayes-relative-proportions': (input: { control: Counts; treatment: Counts }) =>
    relativeLift({ control: rateEstimate(input.control)!, treatment: rateEstimate(input.treatment)! }, null),
  'bayes-relative-means': (input: { control: Sums; treatment: Sums; prior?: NormalPrior | null }) =>
    relativeLift(
      {
        control: meanEstimate(momentsOfSums(input.control))!,
        treatment: meanEstimate(momentsOfSums(input.treatment))!,
      },
      input.prior ?? null,
    ),
  'normal-risk': (input: { mean: number; sd: number }) => ({ risk: risk(input.mean, input.sd) }),
  'normal-risk-batch': (input: { cases: { mean: number; sd: number }[] }) => ({
    risk: input.cases.map(({ mean, sd }) => risk(mean, sd)),
  }),
};
