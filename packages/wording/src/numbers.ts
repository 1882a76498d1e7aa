import type { Estimate, MetricKind } from '@dandelion-loop/contract';

/**
 * Numbers as people read them. One place decides digits, signs and separators for terminal, page and browser alike.
 * Nothing here ever returns NaN, Infinity or a negative zero: what is not defined is a dash.
 */

export const dash = '–';

/** What a metric's numbers are. */
export interface Measured {
  kind: MetricKind;
  /** ISO 4217, where they are money. */
  currency?: string | null | undefined;
}

const formats = new Map<string, Intl.NumberFormat>();

/** Intl.NumberFormat objects are slow to make, and a report over thousands of tests asks for the same few. */
function format(decimals: number, signed: boolean, currency: string | null = null): Intl.NumberFormat {
  const key = `${decimals}${signed}${currency}`;
  let made = formats.get(key);
  if (made === undefined) {
    made = new Intl.NumberFormat('en-US', {
      ...(currency === null ? {} : { style: 'currency', currency }),
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      signDisplay: signed ? 'exceptZero' : 'negative',
    });
    formats.set(key, made);
  }
  return made;
}

const currencyPlaces = new Map<string, number>();

/** Places of the smallest coin: 2 of the euro, 0 of the yen. */
function placesOf(currency: string): number {
  let places = currencyPlaces.get(currency);
  if (places === undefined) {
    const made = new Intl.NumberFormat('en-US', { style: 'currency', currency });
    places = made.resolvedOptions().maximumFractionDigits ?? 2;
    currencyPlaces.set(currency, places);
  }
  return places;
}

/** Money where the metric is money; a proportion never is. */
const currencyOf = ({ kind, currency }: Measured): string | null => (kind === 'proportion' ? null : (currency ?? null));

const trueMinus = (text: string): string => text.replaceAll('-', '−');

function isNumber(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** Powers of ten in words of a calculator, for numbers that would need a row of zeros: 2.1e−9. */
function scientific(value: number, signed: boolean): string {
  const text = value.toExponential(1).replace('e+', 'e').replace('.0e', 'e');
  return trueMinus(signed && value > 0 ? `+${text}` : text);
}

const tooLongToWrite = (value: number): boolean => Math.abs(value) >= 1e15 || (value !== 0 && Math.abs(value) < 1e-6);

/** As many places as were asked for, or those that keep the number from reading as zero. */
function placesNeeded(value: number, decimals: number): number {
  const size = Math.abs(value);
  return Math.min(8, size > 0 && size < 0.5 * 10 ** -decimals ? Math.ceil(-Math.log10(size)) : decimals);
}

/** `decimals` places, thousands separated; more places where the number would otherwise read as zero. */
export function fixed(value: number | null | undefined, decimals: number, signed = false): string {
  if (!isNumber(value)) return dash;
  if (tooLongToWrite(value)) return scientific(value, signed);
  return trueMinus(format(placesNeeded(value, decimals), signed).format(value));
}

/** "$0.77", "−€1,090", "CHF 20": whole, or with all places of its coins, as prices are written. */
function money(value: number, currency: string, decimals: number, signed: boolean): string {
  if (tooLongToWrite(value)) return `${scientific(value, signed)} ${currency}`;
  const needed = placesNeeded(value, decimals);
  const places = needed > 0 ? Math.max(needed, placesOf(currency)) : 0;
  return trueMinus(format(places, signed, currency).format(value));
}

/** A number in the unit it is shown in (points of a proportion), without the word for that unit: "7.7", "$0.77". */
export function inUnit(metric: Measured, value: number | null | undefined, decimals: number, signed = false): string {
  if (!isNumber(value)) return dash;
  const currency = currencyOf(metric);
  return currency === null ? fixed(value, decimals, signed) : money(value, currency, decimals, signed);
}

/** A number of units, rows or tests: 4,873. */
export const count = (value: number | null | undefined): string => fixed(value, 0);

/** Places that show two significant digits of `size`, the precision an interval of that half-width deserves. */
export function decimalsFor(size: number): number {
  if (!(size > 0) || !Number.isFinite(size)) return 1;
  return Math.max(0, Math.min(8, 1 - Math.floor(Math.log10(size))));
}

/** Proportions are shown in percent and their differences in points; everything else in its own unit. */
export const scaleOf = ({ kind }: Measured): number => (kind === 'proportion' ? 100 : 1);

function halfWidths(estimate: Estimate, scale: number): number[] {
  const { value, low, high } = estimate;
  if (isNumber(low) && isNumber(high) && high > low) return [((high - low) / 2) * scale];
  if (isNumber(value) && value !== 0) return [Math.abs(value / 10) * scale];
  return [];
}

/** Decimal places for all estimates of a column: those of the median half-width, so that the column lines up. */
export function decimalsOfAll(estimates: readonly Estimate[], scale: number): number {
  const widths = estimates.flatMap((estimate) => halfWidths(estimate, scale)).sort((a, b) => a - b);
  return decimalsFor(widths[Math.floor(widths.length / 2)] ?? 0);
}

/** Decimal places for all differences of a metric. */
export const decimalsOf = (metric: Measured, differences: readonly Estimate[]): number =>
  decimalsOfAll(differences, scaleOf(metric));

/** A value of a variation: "18.3%" of a proportion, "$1.42" of money, "1.42" of anything else. */
export function metricValue(metric: Measured, value: number | null | undefined, decimals: number): string {
  if (!isNumber(value)) return dash;
  return `${inUnit(metric, value * scaleOf(metric), decimals)}${metric.kind === 'proportion' ? '%' : ''}`;
}

/** A difference with its sign: "+7.7" for points, "+$0.77", "+0.77". */
export function difference(metric: Measured, value: number | null | undefined, decimals: number): string {
  return isNumber(value) ? inUnit(metric, value * scaleOf(metric), decimals, true) : dash;
}

/** The size of a difference without the word for its unit: "7.7", "$0.77". */
export function bareAmount(metric: Measured, value: number | null | undefined, decimals: number): string {
  return isNumber(value) ? inUnit(metric, Math.abs(value) * scaleOf(metric), decimals) : dash;
}

/** The size of a difference with its unit where it has one: "7.7 points", "$0.77", "0.77". */
export function amount(metric: Measured, value: number | null | undefined, decimals: number): string {
  const text = bareAmount(metric, value, decimals);
  if (metric.kind !== 'proportion' || text === dash) return text;
  return Number(text) === 1 ? `${text} point` : `${text} points`;
}

/** A margin as somebody set it, without needless zeros: "0.5 points", "0.11 points", "$20". */
export function margin(metric: Measured, value: number): string {
  const size = Math.abs(value) * scaleOf(metric);
  let decimals = decimalsFor(size);
  while (decimals > 0 && Math.abs(Number(size.toFixed(decimals - 1)) - size) < 1e-9) decimals--;
  return amount(metric, value, decimals);
}

/** "+6.6 to +8.7"; an open side is said in words. */
export function interval(metric: Measured, estimate: Estimate, decimals: number): string {
  const low = difference(metric, estimate.low, decimals);
  const high = difference(metric, estimate.high, decimals);
  return openInterval(low, high);
}

/** Two written limits; an open side is said in words. */
export function openInterval(low: string, high: string): string {
  if (low === dash && high === dash) return 'no bounds';
  if (low === dash) return `${high} or less`;
  if (high === dash) return `${low} or more`;
  return `${low} to ${high}`;
}

/** A relative change with a number of places: "+7.21%". */
export function percentChange(value: number | null | undefined, decimals: number): string {
  return isNumber(value) ? `${fixed(value * 100, decimals, true)}%` : dash;
}

/** "+62% to +83%"; an open side is said in words. */
export function liftInterval({ low, high }: Estimate, decimals: number): string {
  return openInterval(percentChange(low, decimals), percentChange(high, decimals));
}

/** A relative change: "+72%", "+3.4%". */
export function lift(value: number | null | undefined): string {
  if (!isNumber(value)) return dash;
  return percentChange(value, Math.abs(value) < 0.1 ? 1 : 0);
}

/** A share or level without needless zeros: "95%", "99.9%", "33.3%". */
export function share(value: number | null | undefined): string {
  if (!isNumber(value)) return dash;
  const percent = value * 100;
  const decimals = Math.abs(percent - Math.round(percent)) < 0.05 ? 0 : 1;
  return `${fixed(percent, decimals)}%`;
}

/** A probability that must not be rounded into certainty: "more than 99%", "64%". */
export function chance(value: number | null | undefined): string {
  if (!isNumber(value)) return dash;
  if (value > 0.99) return 'more than 99%';
  if (value < 0.01) return 'less than 1%';
  return `${fixed(value * 100, 0)}%`;
}

/** "p < 0.001", "p = 0.03". Digits are added until rounding cannot carry p over 0.05. */
export function pValue(value: number | null | undefined): string {
  if (!isNumber(value)) return 'no p-value';
  if (value < 0.001) return 'p < 0.001';
  if (value > 0.995) return 'p > 0.99';
  for (let digits = value < 0.1 ? 1 : 2; digits < 8; digits++) {
    const text = Number(value.toPrecision(digits));
    if (text < 0.05 === value < 0.05 && text > 0.05 === value > 0.05) return `p = ${text}`;
  }
  return 'p = 0.05';
}

/** Places that show a multiple of `step` in full. */
function stepPlaces(step: number): number {
  const decimals = Math.max(0, Math.min(8, -Math.floor(Math.log10(step) + 1e-9)));
  return decimals + (Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) > 1e-6 ? 1 : 0);
}

/** A tick of an axis of differences, with as many places as its step needs: "+2", "0", "−0.5", "+$20". */
export function tick(metric: Measured, value: number, step: number): string {
  return value === 0 ? '0' : inUnit(metric, value, stepPlaces(step), true);
}

/** A tick of an axis of values, in the unit they are shown in: "42%", "$20". */
export function valueTick(metric: Measured, value: number, step: number): string {
  return `${inUnit(metric, value, stepPlaces(step))}${metric.kind === 'proportion' ? '%' : ''}`;
}

/** A tick of an axis of lifts: "+20%", "0". */
export function percentTick(value: number, step: number): string {
  return value === 0 ? '0' : `${fixed(value, stepPlaces(step), true)}%`;
}

/** "1 test", "4,873 tests". */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
