import type { BetweenMethod } from '../../src/between-effects.ts';
import type { SampledEffect } from '../../src/effect-columns.ts';
import { fullBayesEffects } from '../../src/full-bayes-effects.ts';
import { jamesSteinRates } from '../../src/james-stein.ts';
import { normalUpperTail } from '../../src/normal.ts';
import { poolEffects, shrink } from '../../src/random-effects.ts';
import type { Adapter } from '../adapter.ts';

const pool = (effects: readonly SampledEffect[], method: BetweenMethod) =>
  poolEffects(effects, { level: 0.95, method, interval: 'normal' })!;

const withErrors = ({ y, se }: { y: number[]; se: number[] }) =>
  y.map((effect, i) => ({ effect, variance: se[i]! ** 2 }));

const withVariances = ({ y, variance }: { y: number[]; variance: number[] }) =>
  y.map((effect, i) => ({ effect, variance: variance[i]! }));

function jamesStein(input: { hits: number[]; atBats: number }) {
  const { mean, factor, estimates } = jamesSteinRates(input.hits, input.atBats)!;
  return { grandMean: mean, c: factor, estimates };
}

function fixedEffect(input: { y: number[]; se: number[] }) {
  const effects = withErrors(input);
  const { mean, standardError, q, qPValue } = pool(effects, 'fixed');
  return {
    mean,
    se: standardError,
    Q: q,
    QpValue: qPValue,
    tau2DL: pool(effects, 'DL').tau2,
    tau2REML: pool(effects, 'REML').tau2,
    tau2ML: pool(effects, 'ML').tau2,
  };
}

function fullBayes(input: { y: number[]; se: number[] }) {
  const { mean, effects, tauMedian } = fullBayesEffects(withErrors(input), 3000)!;
  return {
    muMean: mean,
    thetaMean: effects.map((effect) => effect.mean),
    thetaSd: effects.map((effect) => effect.sd),
    tauMedian,
  };
}

const empiricalBayes = (method: BetweenMethod) => (input: { y: number[]; variance: number[] }) => {
  const effects = withVariances(input);
  const pooled = pool(effects, method);
  return {
    tau2: pooled.tau2,
    mean: pooled.mean,
    se: pooled.standardError,
    I2Percent: 100 * pooled.i2,
    Q: pooled.q,
    shrunken: effects.map((effect) => shrink(effect, pooled).mean),
    predictionInterval95: [pooled.predictionLow, pooled.predictionHigh],
  };
};

function empiricalBayesLifts(input: { lift: number[]; se: number[] }) {
  const effects = withErrors({ y: input.lift, se: input.se });
  const pooled = pool(effects, 'DL');
  const shrunken = effects.map((effect) => shrink(effect, pooled));
  return {
    tau2: pooled.tau2,
    priorMean: pooled.mean,
    shrinkageFactor: shrunken.map(({ factor }) => factor),
    posteriorMean: shrunken.map(({ mean }) => mean),
    posteriorSdPlugIn: shrunken.map(({ plugInSd }) => plugInSd),
    chancePositive: shrunken.map(({ mean, plugInSd }) => chancePositive(mean, plugInSd)),
  };
}

/** A posterior without spread is on one side, or on neither. */
function chancePositive(mean: number, sd: number): number {
  return sd === 0 ? (Math.sign(mean) + 1) / 2 : normalUpperTail(-mean / sd);
}

/** Families of `03-bayesian.json` that pool several estimates. */
export const adapters: Record<string, Adapter> = {
  'james-stein-proportions': jamesStein,
  'meta-fixed-effect': fixedEffect,
  'meta-full-bayes': fullBayes,
  'meta-empirical-bayes-dl': empiricalBayes('DL'),
  'meta-empirical-bayes-reml': empiricalBayes('REML'),
  'empirical-bayes-lifts': empiricalBayesLifts,
};
