import { binnedBrier, brierScore } from '../../src/brier.ts';
import { logScore } from '../../src/log-score.ts';
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

/** Families of `10-forecast-calibration-voi.json` that score forecasts. */
export const adapters: Record<string, Adapter> = {
  'brier-murphy': brierMurphy,
  'brier-binned': brierBinned,
};
