import type { Estimate, MetricKind } from '@dandelion-loop/contract';

/**
 * Numbers as people read them. One place decides digits, signs and separators for the terminal and the page alike.
 * Nothing here ever returns NaN, Infinity or a negative zero: what is not defined is a dash.
 */

export const dash = '–';

const formats = new Map<string, Intl.NumberFormat>();

/** Intl.NumberFormat objects are slow to make, and a report over thousands of tests asks for the same few. */
function format(decimals: number, signed: boolean): Intl.NumberFormat {
  const key = `${decimals}${signed}`;
  let made = formats.get(key);
  if (made === undefined) {
    made = new Intl.NumberFormat('en-US', {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      signDisplay: signed ? 'exceptZero' : 'negative',
    });
    formats.set(key, made);
  }
  return made;
}

const trueMinus = (text: string): string => text.replaceAll('-', '−');

function isNumber(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** Powers of ten in words of a calculator, for numbers that would need a row of zeros: 2.1e−9. */
function scientific(value: number, signed: boolean): string {
  const text = value.toExponential(1).replace('e+', 'e').replace('.0e', 'e');
  return trueMinus(signed && value > 0 ? `+${text}` : text);
}

/** `decimals` places, thousands separated; more places where the number would otherwise read as zero. */
export function fixed(value: number | null | undefined, decimals: number, signed = false): string {
  if (!isNumber(value)) return dash;
  const size = Math.abs(value);
  if (size >= 1e15 || (size > 0 && size < 1e-6)) return scientific(value, signed);
  const needed = size > 0 && size < 0.5 * 10 ** -decimals ? Math.ceil(-Math.log10(size)) : decimals;
  return trueMinus(format(Math.min(needed, 8), signed).format(value));
}

/** A number of units, rows or tests: 4,873. */
export const count = (value: number | null | undefined): string => fixed(value, 0);

/** Places that show two significant digits of `size`, the precision an interval of that half-width deserves. */
export function decimalsFor(size: number): number {
  if (!(size > 0) || !Number.isFinite(size)) return 1;
  return Math.max(0, Math.min(8, 1 - Math.floor(Math.log10(size))));
}

/** Proportions are shown in percent and their differences in points; everything else in its own unit. */
export const scaleOf = (kind: MetricKind): number => (kind === 'proportion' ? 100 : 1);

function halfWidths(estimate: Estimate, scale: number): number[] {
  const { value, low, high } = estimate;
  if (isNumber(low) && isNumber(high) && high > low) return [((high - low) / 2) * scale];
  if (isNumber(value) && value !== 0) return [Math.abs(value / 10) * scale];
  return [];
}

/** Decimal places for all differences of a metric: those of its median half-width, so that a column lines up. */
export function decimalsOf(kind: MetricKind, differences: readonly Estimate[]): number {
  const widths = differences.flatMap((estimate) => halfWidths(estimate, scaleOf(kind))).sort((a, b) => a - b);
  return decimalsFor(widths[Math.floor(widths.length / 2)] ?? 0);
}

/** A value of a variation: "18.3%" of a proportion, "1.42" of anything else. */
export function metricValue(kind: MetricKind, value: number | null | undefined, decimals: number): string {
  if (!isNumber(value)) return dash;
  return `${fixed(value * scaleOf(kind), decimals)}${kind === 'proportion' ? '%' : ''}`;
}

/** A difference with its sign and without its unit: "+7.7". */
export function difference(kind: MetricKind, value: number | null | undefined, decimals: number): string {
  return isNumber(value) ? fixed(value * scaleOf(kind), decimals, true) : dash;
}

/** The size of a difference with its unit where it has one: "7.7 points", "0.77". */
export function amount(kind: MetricKind, value: number | null | undefined, decimals: number): string {
  if (!isNumber(value)) return dash;
  const text = fixed(Math.abs(value) * scaleOf(kind), decimals);
  if (kind !== 'proportion') return text;
  return Number(text) === 1 ? `${text} point` : `${text} points`;
}

/** A margin as somebody set it, without needless zeros: "0.5 points", "0.11 points", "20". */
export function margin(kind: MetricKind, value: number): string {
  const size = Math.abs(value) * scaleOf(kind);
  let decimals = decimalsFor(size);
  while (decimals > 0 && Math.abs(Number(size.toFixed(decimals - 1)) - size) < 1e-9) decimals--;
  return amount(kind, value, decimals);
}

/** "+6.6 to +8.7"; an open side is said in words. */
export function interval(kind: MetricKind, estimate: Estimate, decimals: number): string {
  const low = difference(kind, estimate.low, decimals);
  const high = difference(kind, estimate.high, decimals);
  return openInterval(low, high);
}

function openInterval(low: string, high: string): string {
  if (low === dash && high === dash) return 'no bounds';
  if (low === dash) return `${high} or less`;
  if (high === dash) return `${low} or more`;
  return `${low} to ${high}`;
}

/** A relative change: "+72%", "+3.4%". */
export function lift(value: number | null | undefined): string {
  if (!isNumber(value)) return dash;
  return `${fixed(value * 100, Math.abs(value) < 0.1 ? 1 : 0, true)}%`;
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

/** A tick of an axis, with as many places as its step needs: "+2", "0", "−0.5". */
export function tick(value: number, step: number): string {
  const decimals = Math.max(0, Math.min(8, -Math.floor(Math.log10(step) + 1e-9)));
  const halves = Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) > 1e-6 ? 1 : 0;
  return value === 0 ? '0' : fixed(value, decimals + halves, true);
}

/** "1 test", "4,873 tests". */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
