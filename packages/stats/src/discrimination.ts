import { checkForecasts, type Forecast } from './forecast.ts';
import { mannWhitney } from './mann-whitney.ts';
import { criticalZ } from './normal.ts';
import { findRoot } from './root.ts';

/** How well forecasts tell what happens from what does not, whatever their calibration. */
export interface Discrimination {
  /** Chance that an event had a higher probability than a non-event, ties counted half. 0.5 is guessing. */
  auc: number;
  /** Of the AUC, above 0 even when it is 0 or 1; fit for pooling and shrinking. */
  standardError: number;
  low: number;
  high: number;
  /** Mean probability of events less that of non-events (Yates 1982). */
  slope: number;
  events: number;
  nonEvents: number;
}

/** Variance of an AUC over a (1 - a), a its true value: Hanley & McNeil (1982) with one size for both classes. */
function spreadOfAuc(a: number, events: number, nonEvents: number): number {
  const others = (events + nonEvents) / 2 - 1;
  return (1 + (others * (1 - a)) / (2 - a) + (others * a) / (1 + a)) / (events * nonEvents);
}

/** The true values that lie z of their own standard errors below and above the AUC. */
function scoreInterval(auc: number, z: number, spreadAt: (a: number) => number): { low: number; high: number } {
  // At 0 and at 1 the equation has a root there as well, which is divided out.
  if (auc === 1) return { low: findRoot((a) => 1 - a - z * z * a * spreadAt(a), 0, 1), high: 1 };
  if (auc === 0) return { low: 0, high: findRoot((a) => a - z * z * (1 - a) * spreadAt(a), 0, 1) };
  const distance = (a: number) => (a - auc) ** 2 - z * z * a * (1 - a) * spreadAt(a);
  return { low: findRoot(distance, 0, auc), high: findRoot(distance, auc, 1) };
}

/**
 * AUC with its interval by the score method of Newcombe (2006, part 2, method 5), which stays inside 0 to 1 and has a
 * width when the AUC is 0 or 1. The standard error is that of an AUC moved half a pair toward 0.5.
 *
 * @param level of the interval, 0 < level < 1
 * @returns null when nothing happened, or everything did
 * @throws RangeError when a probability is not between 0 and 1
 */
export function discrimination(forecasts: readonly Forecast[], level: number): Discrimination | null {
  checkForecasts(forecasts);
  const z = criticalZ(level);
  const happened = forecasts.filter((forecast) => forecast.happened).map(({ probability }) => probability);
  const not = forecasts.filter((forecast) => !forecast.happened).map(({ probability }) => probability);
  const ranks = mannWhitney(not, happened);
  if (ranks === null) return null;
  const { u, probabilityOfSuperiority: auc } = ranks;
  const [events, nonEvents] = [happened.length, not.length];
  const moved = (u + 0.5) / (events * nonEvents + 1);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    auc,
    standardError: Math.sqrt(moved * (1 - moved) * spreadOfAuc(moved, events, nonEvents)),
    ...scoreInterval(auc, z, (a) => spreadOfAuc(a, events, nonEvents)),
    slope: mean(happened) - mean(not),
    events,
    nonEvents,
  };
}
