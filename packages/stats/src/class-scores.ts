import { checkDistribution } from './check-distribution.ts';
import { nearestToCertain } from './forecast.ts';

/** A probability for each of several classes, and which one it was, counted from 0. */
export interface ClassForecast {
  probabilities: readonly number[];
  outcome: number;
}

/** Mean scores of forecasts of classes; 0 is perfect. */
export interface ClassScores {
  /** Sum over the classes of the squared error, 0 to 2: twice the usual score when there are two classes. */
  brier: number;
  /** -ln of the probability given to what was, nats. */
  logScore: number;
  /** Forecasts scored as if they had given one in a million to what was, since they gave less. */
  clipped: number;
  /** Ranked probability score over K - 1: for classes in order, near misses count less. Null with one class. */
  rankedProbability: number | null;
}

/** One forecast's sum of squared errors, of the probabilities and of the cumulative ones. */
function squaredErrors({ probabilities, outcome }: ClassForecast): { brier: number; ranked: number } {
  let [brier, ranked, cumulative] = [0, 0, 0];
  for (const [index, p] of probabilities.entries()) {
    const error = p - (index === outcome ? 1 : 0);
    brier += error * error;
    cumulative += error;
    if (index < probabilities.length - 1) ranked += cumulative * cumulative;
  }
  return { brier, ranked: probabilities.length > 1 ? ranked / (probabilities.length - 1) : 0 };
}

/**
 * Scores of forecasts over several classes (Brier 1950; Epstein 1969).
 *
 * @returns null without forecasts
 * @throws RangeError when a forecast is no distribution or its outcome none of the classes
 */
export function classScores(forecasts: readonly ClassForecast[]): ClassScores | null {
  if (forecasts.length === 0) return null;
  let [brier, logs, ranked, clipped] = [0, 0, 0, 0];
  let ordered = true;
  for (const forecast of forecasts) {
    checkDistribution('probabilities', forecast.probabilities);
    const given = forecast.probabilities[forecast.outcome];
    if (given === undefined) throw new RangeError(`outcome ${forecast.outcome} is none of the classes.`);
    if (given < nearestToCertain) clipped += 1;
    if (forecast.probabilities.length < 2) ordered = false;
    const errors = squaredErrors(forecast);
    brier += errors.brier;
    ranked += errors.ranked;
    logs += Math.log(Math.max(given, nearestToCertain));
  }
  const n = forecasts.length;
  return { brier: brier / n, logScore: -logs / n, clipped, rankedProbability: ordered ? ranked / n : null };
}
