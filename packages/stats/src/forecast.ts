/** A probability that somebody gave to an event, and whether the event happened. */
export interface Forecast {
  /** 0 to 1, both included. */
  probability: number;
  happened: boolean;
}

/** @throws RangeError when a probability is not between 0 and 1 */
export function checkForecasts(forecasts: readonly Forecast[]): void {
  for (const { probability } of forecasts) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new RangeError(`probability must be between 0 and 1, got ${probability}.`);
    }
  }
}

/** Share of forecasts whose event happened. */
export function baseRate(forecasts: readonly Forecast[]): number {
  let happened = 0;
  for (const forecast of forecasts) if (forecast.happened) happened += 1;
  return happened / forecasts.length;
}

/**
 * Nearest to 0 and to 1 that a probability is taken to be where its logarithm is needed: one in a million. A forecast
 * of 0 for what then happened would score infinitely badly, and no later forecast could make up for it.
 */
export const nearestToCertain = 1e-6;
