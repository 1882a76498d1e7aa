import { binnedBrier, brierScore } from '../../src/brier.ts';
import { classScores } from '../../src/class-scores.ts';
import { logScore } from '../../src/log-score.ts';
import { ensembleCrps, intervalScore, normalCrps, pinballLoss } from '../../src/number-forecasts.ts';
import { recalibration } from '../../src/recalibration.ts';
import type { Adapter } from '../adapter.ts';

interface Forecasts {
  forecast: number[];
  outcome: number[];
}

const forecastsOf = ({ forecast, outcome }: Forecasts) =>
  forecast.map((probability, i) => ({ probability, happened: outcome[i] === 1 }));

function brierMurphy(input: Forecasts) {
  const forecasts = forecastsOf(input);
  const { brier, reliability, resolution, uncertainty, skill, groups } = brierScore(forecasts)!;
  const { intercept, slope, calibrationInTheLarge } = recalibration(forecasts);
  return {
    brier,
    reliability,
    resolution,
    uncertainty,
    skillScore: skill,
    diagram: groups.map(({ probability, n, observed }) => [probability, n, observed]),
    logScoreNats: logScore(forecasts)!.mean,
    recalibration: { intercept, slope, calibrationInTheLarge },
  };
}

function brierBinned(input: Forecasts & { edges: number[] }) {
  const { groups, expectedCalibrationError, ...parts } = binnedBrier(forecastsOf(input), input.edges)!;
  return {
    ...parts,
    ece: expectedCalibrationError,
    bins: groups.map(({ bin, n, probability, observed }) => [bin, n, probability, observed]),
  };
}

function multiclass(input: { forecast: number[][]; outcomeIndex: number[] }) {
  const forecasts = input.forecast.map((probabilities, i) => ({ probabilities, outcome: input.outcomeIndex[i]! }));
  const { brier, logScore: log, rankedProbability } = classScores(forecasts)!;
  return { brier, logScore: log, rps: rankedProbability };
}

function winkler(input: { lower: number; upper: number; alpha: number; observation: number }) {
  const { lower, upper, alpha, observation } = input;
  return {
    intervalScore: intervalScore({ lower, upper }, alpha, observation),
    pinballLower: pinballLoss(lower, alpha / 2, observation),
    pinballUpper: pinballLoss(upper, 1 - alpha / 2, observation),
  };
}

/** Families of `10-forecast-calibration-voi.json` that score forecasts. */
export const adapters: Record<string, Adapter> = {
  'brier-murphy': brierMurphy,
  'brier-binned': brierBinned,
  'multiclass-score': multiclass,
  'crps-normal': (input: { mean: number; sd: number; observation: number }) => ({
    crps: normalCrps(input, input.observation),
  }),
  'crps-ensemble': (input: { ensemble: number[]; observation: number }) => ({
    crps: ensembleCrps(input.ensemble, input.observation),
  }),
  'interval-score': winkler,
};
