import {
  askProgressively,
  betaInformationGain,
  normalInformationGain,
  type Question,
  questionGains,
} from '../../src/information-gain.ts';
import { type Item, itemInformation, mostInformativeItem } from '../../src/item-information.ts';
import { betaValueOfInformation } from '../../src/voi-beta.ts';
import { discreteValueOfInformation } from '../../src/voi-discrete.ts';
import { normalValueOfInformation } from '../../src/voi-normal.ts';
import type { Adapter } from '../adapter.ts';

function eigDiscrete(input: { prior: number[]; likelihood: Question[] }) {
  const { entropy, gains, best } = questionGains(input.prior, input.likelihood);
  return { entropy, eig: gains, best };
}

function eigProgressive(input: { prior: number[]; likelihood: Question[]; answers: number[] }) {
  const steps = askProgressively(input.prior, input.likelihood, input.answers);
  return { steps: steps.map(({ question, gain, answer, posterior }) => ({ question, eig: gain, answer, posterior })) };
}

/** Families of `10-forecast-calibration-voi.json` on what is worth learning. */
export const adapters: Record<string, Adapter> = {
  'voi-discrete': discreteValueOfInformation,
  'voi-normal': (input: { priorMean: number; priorSd: number; n: number; sigma: number }) =>
    normalValueOfInformation({ mean: input.priorMean, sd: input.priorSd }, input.sigma ** 2 / input.n),
  'voi-beta': (input: { a: number; b: number; n: number; threshold: number }) =>
    betaValueOfInformation({ alpha: input.a, beta: input.b }, input.n, input.threshold),
  'eig-discrete': eigDiscrete,
  'eig-progressive': eigProgressive,
  'eig-beta': (input: { a: number; b: number }) => ({ eig: betaInformationGain({ alpha: input.a, beta: input.b }) }),
  'eig-gaussian': (input: { priorVariance: number; noiseVariance: number; n: number }) => ({
    eig: normalInformationGain(input.priorVariance, input.noiseVariance, input.n),
  }),
  'irt-2pl': (input: { items: Item[]; theta: number }) => ({
    information: input.items.map((item) => itemInformation(item, input.theta)),
    best: mostInformativeItem(input.items, input.theta),
  }),
};
