import type { PreferenceShare } from '@dandelion-loop/contract';
import { type Moments, type ShareOfRates, welchTest } from '@dandelion-loop/stats';
import { numbers } from '@dandelion-loop/wording';

/**
 * The false-consensus gap (Ross, Greene & House 1977): how much more of an option those expect who prefer it themselves than those who
 * do not; and what members expected against what customers did. Pure.
 */

const level = 0.95;

interface Answer {
  prefers: number;
  expects: readonly number[];
}

function momentsOf(values: readonly number[]): Moments {
  const n = values.length;
  const mean = n === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / n;
  const squares = values.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return { n, mean, variance: n < 2 ? 0 : squares / (n - 1) };
}

const meanOf = ({ n, mean }: Moments): number | null => (n === 0 ? null : mean);

function gapOf(own: Moments, others: Moments) {
  const { difference, low, high } = welchTest(others, own, level);
  const why =
    own.n === 0
      ? 'Nobody prefers it.'
      : others.n === 0
        ? 'Everybody prefers it: there is nobody to compare with.'
        : own.n < 2 || others.n < 2
          ? 'One person alone does not show how much people differ.'
          : 'All of one side expect the same, which does not show how much people differ.';
  return {
    ...{ gap: difference, gapLow: low, gapHigh: high },
    reasons: {
      ...(difference === null ? { gap: why } : {}),
      ...(low === null ? { gapLow: why, gapHigh: why } : {}),
    },
  };
}

const minus = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a - b);

function errorOf(expected: number | null, customers: ShareOfRates | undefined) {
  const { share: actual = null, low: actualLow = null, high: actualHigh = null } = customers ?? {};
  const why =
    customers === undefined
      ? 'It is not known yet what customers prefer.'
      : 'The test does not say how much customers vary on this metric.';
  return {
    ...{ actual, actualLow, actualHigh },
    ...{ error: minus(expected, actual), errorLow: minus(expected, actualHigh), errorHigh: minus(expected, actualLow) },
    reasons: {
      ...(actual === null ? { actual: why, error: why } : {}),
      ...(actualLow === null ? { actualLow: why, actualHigh: why, errorLow: why, errorHigh: why } : {}),
    },
  };
}

/** For each option. `customers` in the order of the options; null: not known. */
export function preferenceShares(
  options: readonly string[],
  answers: readonly Answer[],
  customers: readonly ShareOfRates[] | null,
): PreferenceShare[] {
  return options.map((option, at) => {
    const expected = (of: readonly Answer[]) => momentsOf(of.map(({ expects }) => expects[at] ?? 0));
    const own = expected(answers.filter(({ prefers }) => prefers === at));
    const others = expected(answers.filter(({ prefers }) => prefers !== at));
    const all = meanOf(expected(answers));
    const { reasons: ofGap, ...gap } = gapOf(own, others);
    const { reasons: ofError, ...error } = errorOf(all, customers?.[at]);
    return {
      ...{ option, members: own.n, expected: all, expectedByOwn: meanOf(own), expectedByOthers: meanOf(others) },
      ...{ ...gap, ...error },
      reasons: { ...ofGap, ...ofError, ...(all === null ? { expected: 'Nobody has answered yet.' } : {}) },
    };
  });
}

const percent = (value: number): string => `${numbers.fixed(value * 100, 0)}%`;
const points = (value: number): string => {
  const text = numbers.fixed(Math.abs(value) * 100, 0);
  return `${text} ${text === '1' ? 'point' : 'points'}`;
};

function gapWords({ option, expectedByOwn, expectedByOthers, gap, gapLow, gapHigh }: PreferenceShare): string {
  const sure = gapLow !== null && gapHigh !== null && (gapLow > 0 || gapHigh < 0);
  const chance = sure ? '' : ' Chance alone could make that.';
  return `Who prefers “${option}” expects it of ${percent(expectedByOwn!)} of customers, the others of ${percent(expectedByOthers!)}: a gap of ${points(gap!)}.${chance}`;
}

function errorWords({ option, expected, actual, error, errorLow, errorHigh }: PreferenceShare): string {
  const surely = errorLow !== null && errorHigh !== null && (errorLow > 0 || errorHigh < 0);
  const off = surely ? `${points(error!)} too ${error! > 0 ? 'many' : 'few'}` : 'within what chance alone could make';
  return `Members expected “${option}” of ${percent(expected!)} of customers, and it is ${percent(actual!)}: ${off}.`;
}

/** What there is to say. Of two options one gap says it all: the other is the same. */
export function preferenceFindings(shares: readonly PreferenceShare[]): string[] {
  const gaps = shares.filter(({ gap }) => gap !== null);
  const errors = shares.filter(({ error }) => error !== null);
  const once = <Of>(all: readonly Of[]) => (shares.length === 2 ? all.slice(0, 1) : all);
  return [...once(gaps).map(gapWords), ...once(errors).map(errorWords)];
}
