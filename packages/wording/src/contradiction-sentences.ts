import type { ContradictionKind } from '@dandelion-loop/contract';
import { chance, count, counted, decimalsFor, fixed, inUnit, openInterval, percentChange } from './numbers.ts';

/** How contradictions and surprises read. */

interface Range {
  value: number;
  low: number;
  high: number;
}

/** An effect on the scale of its learning, and as a change of the reference's value where that has one. */
export interface SaidEffect {
  effect: Range;
  relative: Range | null;
}

const sized = (of: Range, say: (value: number, places: number) => string, scale: number): string => {
  const places = Math.min(1, decimalsFor((scale * (of.high - of.low)) / 2));
  return `${say(of.value, places)} (${openInterval(say(of.low, places), say(of.high, places))})`;
};

/** "−11% (−14% to −8%)", or on the scale of the learning where no change of a value can be said. */
export function effectSaid({ effect, relative }: SaidEffect): string {
  if (relative !== null) return sized(relative, percentChange, 100);
  const places = decimalsFor((effect.high - effect.low) / 2);
  const say = (value: number) => fixed(value, places, true);
  return `${say(effect.value)} (${openInterval(say(effect.low), say(effect.high))})`;
}

/** "36 points (20 to 52)": how far two effects are apart, without a sign. */
export function apartSaid({ effect, relative }: SaidEffect): string {
  const of = relative ?? effect;
  const turned = of.value < 0 ? { value: -of.value, low: -of.high, high: -of.low } : of;
  if (relative === null) return effectSaid({ effect: turned, relative: null }).replaceAll('+', '');
  const places = Math.min(1, decimalsFor((100 * (turned.high - turned.low)) / 2));
  const say = (value: number) => fixed(100 * value, places);
  return `${say(turned.value)} points (${openInterval(say(turned.low), say(turned.high))})`;
}

export interface ContradictionSaid {
  kind: ContradictionKind;
  /** "“Question” present instead of absent" */
  contrast: string;
  metric: string;
  /** Of the learning. */
  tests: number;
  verdict: 'raises' | 'lowers' | 'no-difference' | 'not-settled' | 'too-few';
  /** In words: claim, note, test, "Where “channel” is mail", import. */
  first: { who: string; effect: SaidEffect | null };
  second: { who: string; effect: SaidEffect };
  /** How an assumption ended. */
  state: 'open' | 'true' | 'false' | null;
  /** What members gave on average, where it may be told. */
  mean: number | null;
}

const does: Record<ContradictionSaid['verdict'], string> = {
  ...{ raises: 'raises', lowers: 'lowers', 'no-difference': 'makes no difference worth having to' },
  ...{ 'not-settled': 'may or may not change', 'too-few': 'may or may not change' },
};

/** "2,418 tests say otherwise: “Question” present instead of absent lowers “clicks”, −11% (−14% to −8%)." */
function otherwise({ tests, contrast, metric, verdict, second }: ContradictionSaid): string {
  return `${counted(tests, 'test')} together say otherwise: ${contrast} ${does[verdict]} “${metric}”, ${effectSaid(second.effect)}.`;
}

/** What is against what, in one sentence (two where members' forecasts may be told). */
export function contradictionSentence(said: ContradictionSaid): string {
  const { kind, contrast, metric, first, second, state, mean } = said;
  switch (kind) {
    case 'assumption': {
      const team = mean === null ? '' : ` The team gives it ${chance(mean)}.`;
      return `The open assumption “${first.who}” is against what is known: ${otherwise(said)}${team}`;
    }
    case 'forecast':
      return `The team gave “${first.who}” a probability of ${chance(mean)}, and ${otherwise(said)}`;
    case 'resolved':
      return first.effect === null
        ? `“${first.who}” ended as ${state === 'false' ? 'not true' : 'true'}, and ${otherwise(said)}`
        : `“${first.who}” ended as ${state === 'false' ? 'not true' : 'true'} by one test, in which ${contrast} changed “${metric}” by ${effectSaid(first.effect)}; over all tests it is ${effectSaid(second.effect)}.`;
    case 'noted':
      return `Somebody wrote down “${first.who}”, and ${otherwise(said)}`;
    case 'test':
      return `In the test “${first.who}”, ${contrast} changed “${metric}” by ${effectSaid(first.effect!)}; in the ${count(said.tests - 1)} others by ${effectSaid(second.effect)}.`;
    case 'scope':
    case 'source':
      return `${first.who}, ${contrast} changes “${metric}” by ${effectSaid(first.effect!)}; ${second.who} by ${effectSaid(second.effect)}.`;
  }
}

const halves: Record<string, string> = {
  older: 'in the older half of the tests',
  newer: 'in the newer half of the tests',
};

/** "where “channel” is mail", "in the import “Spring”" */
export function scopeWho(dimension: string, value: string): string {
  if (dimension === 'half') return halves[value] ?? value;
  return dimension === 'import' ? `in the import “${value}”` : `where “${dimension}” is ${value}`;
}

interface Money {
  amount: number;
  currency: string | null;
}

/** "€1,840", "1,200 “clicks”" */
function amountSaid({ amount, currency }: Money, metric: string): string {
  const places = Math.abs(amount) < 10 ? 1 : 0;
  if (currency !== null) return inUnit({ kind: 'mean', currency }, amount, places);
  return `${fixed(amount, places)} “${metric}”`;
}

/** Two digits: what is reckoned with so many guesses is no more exact. */
const rounded = (amount: number): number => Number(amount.toPrecision(2));

export const contradictionCosts = {
  ofAssumption: (amount: number, currency: string): string =>
    `${amountSaid({ amount, currency }, '')} if it is wrong, as its author said.`,
  ofValue: (cost: Money & { weeks: number }, metric: string): string =>
    `About ${amountSaid({ ...cost, amount: rounded(cost.amount) }, metric)} lost in ${counted(cost.weeks, 'week')} by following the wrong side.`,
  sameWay: 'Nothing is decided otherwise: both point the same way, and only the size is in question.',
  unknown: (metric: string): string => `Not known: nothing says how much of “${metric}” comes in a week.`,
} as const;

interface Telling {
  tests: number;
  units: number;
  days: number;
  cost: number | null;
}

export const tellingSentences = {
  test: ({ tests, units, days, cost }: Telling, currency: string): string => {
    const what =
      tests === 1 ? `A test of ${count(units)} units` : `${count(tests)} tests of ${count(units)} units each`;
    const takes = `${counted(days, 'day')}${tests === 1 ? '' : ' in all'}`;
    const price = cost === null ? '' : `, for ${amountSaid({ amount: cost, currency }, '')}`;
    return `${what} in two variations would tell: ${takes}${price}.`;
  },
  none: (weeks: number): string =>
    `No test tells it within ${counted(weeks, 'week')}: the two are too near each other for the units that come, or tests differ too much.`,
  unknown: 'Which test would tell is not known: nothing says how much its metric differs between units.',
} as const;

interface SurpriseSaid {
  contrast: string;
  metric: string;
  verdict: ContradictionSaid['verdict'];
  found: SaidEffect;
}

/** "1 in 40" */
export function oneIn(seldom: number): string {
  if (seldom > 0.4) return `${count(Math.round(seldom * 100))} in 100`;
  return `1 in ${count(Math.round(1 / Math.max(seldom, 1e-6)))}`;
}

/** By what else the library knows. */
export const librarySurprise = (
  { contrast, metric, found }: SurpriseSaid,
  expected: SaidEffect,
  { seldom, distance }: { seldom: number; distance: number },
): string =>
  `${contrast}: by the rest of the library one expects “${metric}” to change by ${effectSaid(expected)}; found ${effectSaid(found)}. That is ${fixed(Math.abs(distance), 1)} standard deviations out: ${oneIn(seldom)} is as far.`;

/** By members. `probability`: what they gave to what happened. */
export const memberSurprise = (
  { contrast, metric, verdict, found }: SurpriseSaid,
  claim: string,
  probability: number,
): string =>
  `“${claim}”: what happened was given ${chance(probability)} beforehand; found that ${contrast} ${does[verdict]} “${metric}”, ${effectSaid(found)}.`;

/** The days in which as many units come as past tests are worth. */
export function daysSaved(days: number): string {
  if (days >= 1.5) return `about ${count(Math.round(days))} days`;
  const hours = days * 24;
  if (hours >= 1.5) return `about ${count(Math.round(hours))} hours`;
  return hours >= 0.75 ? 'about an hour' : 'less than an hour';
}
