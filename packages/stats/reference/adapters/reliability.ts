import { betaBinomialKOfN, betaFactor, kOfN, seriesParallel } from '../../src/common-cause.ts';
import { knockoutPortfolio } from '../../src/knockout-portfolio.ts';
import { pathSetReliability } from '../../src/path-sets.ts';
import { unequalKOfN } from '../../src/poisson-binomial.ts';
import { discreteValueAtRisk, normalValueAtRisk } from '../../src/value-at-risk.ts';
import type { Adapter } from '../adapter.ts';

interface DiscreteLosses {
  loss: number[];
  probability: number[] | null;
  alpha: number;
}

/** Families of `09-portfolio-reliability.json` that stand behind the plan. */
export const adapters: Record<string, Adapter> = {
  'k-of-n': (input: { k: number; n: number; p: number }) => ({ reliability: kOfN(input) }),
  'poisson-binomial': ({ p, k }: { p: number[]; k: number }) => {
    const { pmf, ...rest } = unequalKOfN(p, k);
    return { ...rest, pmf: [...pmf] };
  },
  'path-set-reliability': ({ p, minimalPaths }: { p: number[]; minimalPaths: number[][] }) =>
    pathSetReliability({ p, paths: minimalPaths.map((path) => path.map((component) => component - 1)) }),
  'series-parallel': ({ p }: { p: number[] }) => seriesParallel(p),
  'beta-factor': betaFactor,
  'beta-binomial-k-of-n': betaBinomialKOfN,
  'knockout-portfolio': ({ value, survival }: { value: number[]; survival: number[] }) =>
    knockoutPortfolio(value, survival),
  'cvar-normal': normalValueAtRisk,
  'cvar-discrete': ({ loss, probability, alpha }: DiscreteLosses) =>
    discreteValueAtRisk(loss, alpha, probability ?? undefined),
};
