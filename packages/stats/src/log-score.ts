import { checkForecasts, type Forecast, nearestToCertain } from './forecast.ts';

export interface LogScore {
  /** Mean of -ln(probability given to what happened), in nats; 0 is perfect. */
  mean: number;
  /** Forecasts whose outcome had a probability below one in a million and was scored as if it had that. */
  clipped: number;
}

/**
 * Mean logarithmic score. Only the probability of what did happen counts, so a certain forecast that comes true scores
 * exactly 0; one that does not come true would be infinite and is clipped.
 *
 * @returns null without forecasts
 * @throws RangeError when a probability is not between 0 and 1
 */
export function logScore(forecasts: readonly Forecast[]): LogScore | null {
  checkForecasts(forecasts);
  if (forecasts.length === 0) return null;
  let [sum, clipped] = [0, 0];
  for (const { probability, happened } of forecasts) {
    const given = happened ? probability : 1 - probability;
    if (given < nearestToCertain) clipped += 1;
    // Through log1p where the forecast was low and right: 1 - probability would round a small one away.
    sum -=
      happened || given < nearestToCertain ? Math.log(Math.max(given, nearestToCertain)) : Math.log1p(-probability);
  }
  return { mean: sum / forecasts.length, clipped };
}
