import type { DomainKind, OutcomeAnswer, PlanPartKind } from '@dandelion-loop/contract';

/** Short phrases of sentences about a plan. */

const trueMinus = (text: string): string => text.replaceAll('-', '−');
const plain = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** A value of an outcome: whole from 100 on, else with the decimals that it has, two at most. */
export function valueText(value: number): string {
  const decimals = Math.abs(value) >= 100 ? 0 : 2;
  const rounded = Number(value.toFixed(decimals)) + 0;
  return trueMinus(new Intl.NumberFormat('en-US', { maximumFractionDigits: decimals }).format(rounded));
}

/** A number of bets that is a mean. */
export const fewText = (value: number): string => oneDecimal.format(value);

export function moneyText(value: number, currency: string | null): string {
  if (currency === null) return trueMinus(plain.format(value));
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency, maximumFractionDigits: 0 });
  return trueMinus(format.format(value));
}

export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${plain.format(value)} ${value === 1 ? one : many}`;

/** "69 in 100"; what is not quite sure is not said to be. */
export function inHundred(probability: number): string {
  if (probability >= 1) return '100 in 100';
  if (probability <= 0) return '0 in 100';
  if (probability > 0.995) return 'more than 99 in 100';
  if (probability < 0.005) return 'less than 1 in 100';
  return `${Math.round(probability * 100)} in 100`;
}

/** How often something happens: "7 times in 10", nearer to the ends "97 times in 100". */
export function howOften(probability: number): string {
  if (probability >= 1) return 'always';
  if (probability <= 0) return 'never';
  if (probability > 0.995) return 'more than 99 times in 100';
  if (probability < 0.005) return 'less than once in 100';
  const [of, times] =
    probability > 0.95 || probability < 0.05
      ? [100, Math.round(probability * 100)]
      : [10, Math.round(probability * 10)];
  return times === 1 ? `once in ${of}` : `${times} times in ${of}`;
}

/** Of a name that begins small: "the newsletter". A proper name, or one with its own article, stands alone. */
const named = (name: string): string =>
  /^\p{Ll}/u.test(name) && !/^(the|a|an|our|my|your|their|his|her)\s/.test(name) ? `the ${name}` : name;

/** "the newsletter fails", "the walks fail". */
export function lossOf(part: { kind: PlanPartKind; name: string; domainKind: DomainKind | null }): string {
  if (part.kind === 'bet') return `the bet “${part.name}” is not run`;
  if (part.domainKind === 'assumption') return `the assumption “${part.name}” is wrong`;
  const many = /[^s]s$/.test(part.name);
  return `${named(part.name)} ${many ? 'fail' : 'fails'}`;
}

/** How an answer begins: "Probably". */
export function likelihood(probability: number): string {
  if (probability >= 0.95) return 'Almost certainly';
  if (probability >= 0.6) return 'Probably';
  if (probability > 0.4) return 'A coin toss';
  return probability > 0.05 ? 'Probably not' : 'Hardly';
}

/** How far the expected payoff hangs on few bets. */
export const concentrationSentence = ({
  effectiveBets,
  largest: { bet, share },
}: NonNullable<OutcomeAnswer['concentration']>): string =>
  `Its expected payoff is as concentrated as that of ${effectiveBets.toFixed(1)} equal bets; “${bet}” has ${Math.round(share * 100)}% of it.`;
