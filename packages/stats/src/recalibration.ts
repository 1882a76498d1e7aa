import { checkForecasts, type Forecast, nearestToCertain } from './forecast.ts';
import { increasingRoot } from './increasing-root.ts';

/** Why the line of recalibration has no figures. */
export type NoRecalibration =
  /** There are no forecasts. */
  | 'no-forecasts'
  /** Everything happened, or nothing did. */
  | 'one-outcome'
  /** All forecasts are the same: no slope. */
  | 'one-probability'
  /** A threshold tells all events from all others, so that no finite slope fits best. */
  | 'separated';

/** log-odds(event) = intercept + slope · log-odds(forecast). Perfectly calibrated forecasts have 0 and 1. */
export interface Recalibration {
  intercept: number | null;
  interceptError: number | null;
  /** Below 1: forecasts too close to 0 and 1. Above 1: too timid. */
  slope: number | null;
  slopeError: number | null;
  /** Intercept with the slope held at 1. Below 0: events are forecast too often. */
  calibrationInTheLarge: number | null;
  /** Why slope and intercept are null; null when they are not. */
  reason: NoRecalibration | null;
  /** Forecasts nearer to 0 or 1 than one in a million, taken as that. */
  clipped: number;
}

/** How far one expects a forecaster from perfect calibration: standard deviations of the intercept and of the slope. */
export interface CalibrationPrior {
  interceptSd: number;
  slopeSd: number;
}

interface Line {
  intercept: number;
  slope: number;
}

const logOdds = (p: number) => Math.log(p) - Math.log1p(-p);
const rate = (t: number) => (t >= 0 ? 1 / (1 + Math.exp(-t)) : Math.exp(t) / (1 + Math.exp(t)));

/** The forecasts by distinct log-odds, in ascending order: how many there were, and how many of them happened. */
interface Table {
  x: Float64Array;
  n: Float64Array;
  events: Float64Array;
}

/** The table, and how many forecasts were too certain to have log-odds. By two sorts and a merge, which need no object a number. */
function tabulate(forecasts: readonly Forecast[]): { table: Table; clipped: number } {
  let clipped = 0;
  const [happened, not]: [number[], number[]] = [[], []];
  for (const forecast of forecasts) {
    const nearest = Math.min(1 - nearestToCertain, Math.max(nearestToCertain, forecast.probability));
    if (nearest !== forecast.probability) clipped += 1;
    (forecast.happened ? happened : not).push(nearest);
  }
  const [a, b] = [Float64Array.from(happened).sort(), Float64Array.from(not).sort()];
  const [x, n, events]: [number[], number[], number[]] = [[], [], []];
  for (let [i, j] = [0, 0]; i < a.length || j < b.length; ) {
    const probability = Math.min(a[i] ?? Infinity, b[j] ?? Infinity);
    const [fromA, fromB] = [i, j];
    while (a[i] === probability) i++;
    while (b[j] === probability) j++;
    x.push(logOdds(probability));
    n.push(i - fromA + (j - fromB));
    events.push(i - fromA);
  }
  const table = { x: Float64Array.from(x), n: Float64Array.from(n), events: Float64Array.from(events) };
  return { table, clipped };
}

function whyNot({ x, n, events }: Table): NoRecalibration | null {
  if (x.length === 0) return 'no-forecasts';
  const withEvent: number[] = [];
  const withOther: number[] = [];
  for (let i = 0; i < x.length; i++) {
    if (events[i]! > 0) withEvent.push(i);
    if (events[i]! < n[i]!) withOther.push(i);
  }
  if (withEvent.length === 0 || withOther.length === 0) return 'one-outcome';
  if (x.length === 1) return 'one-probability';
  return withOther.at(-1)! <= withEvent[0]! || withEvent.at(-1)! <= withOther[0]! ? 'separated' : null;
}

/** Log-likelihood, its gradient and its information at a line, with the prior's precisions of intercept and slope. */
function fitAt({ x, n, events }: Table, line: Line, [precisionA, precisionB]: [number, number]) {
  let height = -(precisionA * line.intercept ** 2 + precisionB * (line.slope - 1) ** 2) / 2;
  let [gradientA, gradientB] = [-precisionA * line.intercept, -precisionB * (line.slope - 1)];
  let [aa, ab, bb] = [precisionA, 0, precisionB];
  for (let i = 0; i < x.length; i++) {
    const t = line.intercept + line.slope * x[i]!;
    const p = rate(t);
    const residual = events[i]! - n[i]! * p;
    const weight = n[i]! * p * rate(-t);
    // -ln p for the events and -ln (1 - p) for the others, in one: both hold ln (1 + e^-|t|).
    const others = n[i]! - events[i]!;
    height -= (t > 0 ? others * t : -events[i]! * t) + n[i]! * Math.log1p(Math.exp(-Math.abs(t)));
    gradientA += residual;
    gradientB += residual * x[i]!;
    aa += weight;
    ab += weight * x[i]!;
    bb += weight * x[i]! ** 2;
  }
  const determinant = aa * bb - ab * ab;
  return {
    height,
    stepA: (bb * gradientA - ab * gradientB) / determinant,
    stepB: (aa * gradientB - ab * gradientA) / determinant,
    interceptError: Math.sqrt(bb / determinant),
    slopeError: Math.sqrt(aa / determinant),
  };
}

/**
 * Newton's method with halved steps where a whole one overshoots; the height is concave. From a flat line, where every
 * forecast has weight: at slope 1 certain forecasts that were wrong have next to none, and steps from there are wild.
 */
function bestLine(table: Table, precision: [number, number]) {
  let line: Line = { intercept: logOdds((sum(table.events) + 0.5) / (sum(table.n) + 1)), slope: 0 };
  let here = fitAt(table, line, precision);
  for (let iteration = 0; iteration < 100; iteration++) {
    // Near the top the height no longer tells one step from the next.
    const floor = here.height - 1e-13 * Math.abs(here.height);
    let [part, next, there] = [1, line, here];
    do {
      next = { intercept: line.intercept + part * here.stepA, slope: line.slope + part * here.stepB };
      there = fitAt(table, next, precision);
      part /= 2;
    } while (!(there.height >= floor) && part > 1e-9);
    if (!(there.height >= floor)) break;
    const moved = Math.abs(next.intercept - line.intercept) + Math.abs(next.slope - line.slope);
    [line, here] = [next, there];
    if (moved <= 1e-12 * (1 + Math.abs(line.intercept) + Math.abs(line.slope))) break;
  }
  return { ...line, interceptError: here.interceptError, slopeError: here.slopeError };
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

/** The intercept that makes as many events expected as there were, with the slope at 1. */
function inTheLarge({ x, n, events }: Table): number | null {
  const happened = sum(events);
  const share = happened / sum(n);
  if (!(share > 0 && share < 1)) return null;
  const excess = (intercept: number) => {
    let [value, slope] = [-happened, 0];
    for (let i = 0; i < x.length; i++) {
      const p = rate(intercept + x[i]!);
      value += n[i]! * p;
      slope += n[i]! * p * (1 - p);
    }
    return { value, slope };
  };
  // At the ends all forecasts are above, or all below, the share that happened.
  const [low, high] = [logOdds(share) - x.at(-1)! - 1, logOdds(share) - x[0]! + 1];
  return increasingRoot(excess, { low, high, start: (low + high) / 2 });
}

/**
 * Logistic recalibration of forecasts (Cox 1958): the line between the log-odds of the forecast and of the event.
 *
 * Without a prior it is maximum likelihood and has no answer in the cases of {@link NoRecalibration}. With one (normal
 * about intercept 0 and slope 1, so few forecasts count as well calibrated until they say otherwise) it always has one,
 * as long as there are forecasts, and the errors are those of the posterior's curvature.
 *
 * @throws RangeError when a probability is not between 0 and 1
 */
export function recalibration(forecasts: readonly Forecast[], prior: CalibrationPrior | null = null): Recalibration {
  checkForecasts(forecasts);
  const { table, clipped } = tabulate(forecasts);
  const reason = whyNot(table);
  const calibrationInTheLarge = reason === 'no-forecasts' ? null : inTheLarge(table);
  if (reason === 'no-forecasts' || (reason !== null && prior === null)) {
    const nothing = { intercept: null, interceptError: null, slope: null, slopeError: null };
    return { ...nothing, calibrationInTheLarge, reason, clipped };
  }
  const precision: [number, number] = prior === null ? [0, 0] : [prior.interceptSd ** -2, prior.slopeSd ** -2];
  return { ...bestLine(table, precision), calibrationInTheLarge, reason: null, clipped };
}
