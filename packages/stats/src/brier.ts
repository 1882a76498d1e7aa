import { baseRate, checkForecasts, type Forecast } from './forecast.ts';

/** The forecasts of one probability, or of one bin of them. */
export interface ForecastGroup {
  /** Mean probability in the group. */
  probability: number;
  n: number;
  /** Share of them that happened. */
  observed: number;
}

/** The Brier score in parts: brier = reliability - resolution + uncertainty. All are 0 or more. */
export interface BrierScore {
  n: number;
  /** Mean squared distance of the probabilities from what happened (1 or 0); 0 is perfect. */
  brier: number;
  /** Squared distance of the probabilities from how often such events happened; 0 is perfectly calibrated. */
  reliability: number;
  /** Variance of those shares: how far the forecasts tell events apart; higher is better. */
  resolution: number;
  /** Score of always saying how often it happens on the whole. */
  uncertainty: number;
  /** 1 - brier / uncertainty; null when everything happened, or nothing did. */
  skill: number | null;
  /** The reliability diagram: one row per distinct probability, in ascending order. */
  groups: ForecastGroup[];
}

interface Group {
  bin: number;
  members: Forecast[];
}

/** Groups in ascending order of their key. */
function groupBy(forecasts: readonly Forecast[], keyOf: (probability: number) => number): Group[] {
  const groups = new Map<number, Forecast[]>();
  for (const forecast of forecasts) {
    const key = keyOf(forecast.probability);
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [forecast]);
    else members.push(forecast);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([bin, members]) => ({ bin, members }));
}

function summarise(members: readonly Forecast[]): ForecastGroup {
  // As distances from the first, so that the mean of equal probabilities is that probability to the last digit.
  const first = members[0]!.probability;
  let distance = 0;
  for (const { probability } of members) distance += probability - first;
  return { probability: first + distance / members.length, n: members.length, observed: baseRate(members) };
}

function meanSquare(forecasts: readonly Forecast[]): number {
  let sum = 0;
  for (const { probability, happened } of forecasts) sum += (probability - (happened ? 1 : 0)) ** 2;
  return sum / forecasts.length;
}

/** The three parts that groups alone make up, and the score. */
function murphyParts(forecasts: readonly Forecast[], groups: readonly ForecastGroup[]) {
  const n = forecasts.length;
  const overall = baseRate(forecasts);
  const brier = meanSquare(forecasts);
  let [reliability, resolution] = [0, 0];
  for (const group of groups) {
    reliability += (group.n * (group.probability - group.observed) ** 2) / n;
    resolution += (group.n * (group.observed - overall) ** 2) / n;
  }
  const uncertainty = overall * (1 - overall);
  return { n, brier, reliability, resolution, uncertainty, skill: uncertainty === 0 ? null : 1 - brier / uncertainty };
}

/**
 * Brier score and its partition by distinct probability (Murphy 1973), which adds up exactly.
 *
 * Many distinct probabilities with few forecasts each make resolution and reliability both large by chance; then
 * {@link binnedBrier} says more.
 *
 * @returns null without forecasts
 * @throws RangeError when a probability is not between 0 and 1
 */
export function brierScore(forecasts: readonly Forecast[]): BrierScore | null {
  checkForecasts(forecasts);
  if (forecasts.length === 0) return null;
  const groups = groupBy(forecasts, (probability) => probability).map(({ members }) => summarise(members));
  return { ...murphyParts(forecasts, groups), groups };
}

/** The Brier score by bins: brier = reliability - resolution + uncertainty + within variance - within covariance. */
export interface BinnedBrier extends BrierScore {
  /** Variance of the probabilities inside their bins. */
  withinBinVariance: number;
  /** Twice the covariance of probability and event inside the bins: what the bins hide of the resolution. */
  withinBinCovariance: number;
  /** Distance of mean probability and observed share, weighted by the size of the bins. */
  expectedCalibrationError: number;
  /** The bins that hold a forecast, counted from 0. */
  groups: (ForecastGroup & { bin: number })[];
}

/**
 * Brier score and its partition by bins of probability. Bins need two further parts: the three alone do not add up
 * (Stephenson, Coelho & Jolliffe 2008).
 *
 * @param edges ascending; a bin holds its lower edge, the last one both
 * @returns null without forecasts
 * @throws RangeError when a probability lies outside the edges, or the edges are not ascending
 */
export function binnedBrier(forecasts: readonly Forecast[], edges: readonly number[]): BinnedBrier | null {
  checkForecasts(forecasts);
  if (edges.length < 2 || edges.some((edge, i) => i > 0 && !(edge > edges[i - 1]!))) {
    throw new RangeError('edges must be two or more ascending numbers.');
  }
  if (forecasts.length === 0) return null;
  const last = edges.length - 2;
  const binOf = (probability: number) => {
    if (probability < edges[0]! || probability > edges[last + 1]!) {
      throw new RangeError(`probability ${probability} is in none of the bins.`);
    }
    let bin = 0;
    while (bin < last && probability >= edges[bin + 1]!) bin += 1;
    return bin;
  };
  const binned = groupBy(forecasts, binOf);
  const groups = binned.map(({ bin, members }) => ({ bin, ...summarise(members) }));
  let [variance, covariance, distance] = [0, 0, 0];
  for (const [index, { members }] of binned.entries()) {
    const { probability: mean, observed, n } = groups[index]!;
    distance += n * Math.abs(mean - observed);
    for (const { probability, happened } of members) {
      variance += (probability - mean) ** 2;
      covariance += 2 * (probability - mean) * ((happened ? 1 : 0) - observed);
    }
  }
  const n = forecasts.length;
  return {
    ...murphyParts(forecasts, groups),
    groups,
    withinBinVariance: variance / n,
    withinBinCovariance: covariance / n,
    expectedCalibrationError: distance / n,
  };
}
