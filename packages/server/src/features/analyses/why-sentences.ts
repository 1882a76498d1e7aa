import type { EffectVerdict, Estimate, Inference } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import type { MetricPlan } from './request.ts';

/** Effects of attributes in plain words, each with how it could be wrong. */

const quoted = (name: string) => `“${name}”`;

/** "tone × length", "tone". */
const effectTitle = (names: readonly string[]): string => names.map(quoted).join(' × ');

const titles = (effects: readonly (readonly string[])[]): string => effects.map(effectTitle).join(', ');

/** What a sentence is made of; `difference` in the metric's unit. */
export interface EffectWords {
  plan: MetricPlan;
  level: number;
  difference: Estimate;
  verdict: EffectVerdict;
  pValue: number | null;
  adjustedPValue: number | null;
  /** Why there is no interval, in half a sentence, should there be none. */
  lacking: string;
}

function sizes({ plan, difference, level }: EffectWords) {
  const decimals = numbers.decimalsOf(plan, [difference]);
  const points = plan.kind === 'proportion' ? ' points' : '';
  return {
    size: numbers.amount(plan, difference.value, decimals),
    range: `${numbers.interval(plan, { ...difference, value: null }, decimals)}${points}`,
    sure: numbers.share(level),
  };
}

const alone = ({ pValue, adjustedPValue, level }: EffectWords): string =>
  pValue !== null && pValue < 1 - level && (adjustedPValue ?? 1) >= 1 - level
    ? ' On its own it would be clear, but several were looked at, and one of them may look so by chance.'
    : '';

/** A level of an attribute against its reference. `among`: other attributes were averaged over. */
export function effectSentence(
  words: EffectWords,
  { attribute, level, reference, among }: { attribute: string; level: string; reference: string; among: boolean },
): string {
  const subject = `${quoted(attribute)} ${level} instead of ${reference}`;
  const metric = words.plan.name;
  const averaged = among ? ', averaged over the other attributes' : '';
  const { size, range, sure } = sizes(words);
  switch (words.verdict) {
    case 'better':
    case 'worse':
      return `${subject} ${(words.difference.value ?? 0) > 0 ? 'raises' : 'lowers'} ${metric} by ${size} (${sure} interval ${range})${averaged}.`;
    case 'no-difference':
      return `${subject} makes no difference to ${metric} that is worth having: between ${range}${averaged}.`;
    case 'invalid':
      return `Do not read ${subject} on ${metric}: the test itself is not valid.`;
    case 'not-estimable':
      return `What ${subject} does to ${metric} cannot be told from this test.`;
    case 'inconclusive':
      if (words.difference.low === null) return `Cannot tell whether ${subject} changes ${metric}: ${words.lacking}.`;
      return `Cannot tell yet whether ${subject} changes ${metric}: anywhere from ${range}${averaged}.${alone(words)}`;
  }
}

interface PairNames {
  attributes: readonly [string, string];
  levels: readonly [string, string];
  references: readonly [string, string];
}

/** How the effect of one attribute depends on another. */
export function interactionSentence(words: EffectWords, { attributes, levels, references }: PairNames): string {
  const metric = words.plan.name;
  const effect = `the effect of ${quoted(attributes[0])} ${levels[0]} on ${metric}`;
  const where = `where ${quoted(attributes[1])} is ${levels[1]}`;
  const { size, range, sure } = sizes(words);
  switch (words.verdict) {
    case 'better':
    case 'worse':
      return `${capital(where)}, ${effect} is ${size} ${(words.difference.value ?? 0) > 0 ? 'higher' : 'lower'} than where it is ${references[1]} (${sure} interval ${range}).`;
    case 'no-difference':
      return `${capital(effect)} is the same, for all that is worth having, ${where} and where it is ${references[1]}: between ${range}.`;
    case 'invalid':
      return `Do not read how ${quoted(attributes[0])} and ${quoted(attributes[1])} go together on ${metric}: the test itself is not valid.`;
    case 'not-estimable':
      return `Whether ${effect} differs ${where} cannot be told from this test.`;
    case 'inconclusive':
      if (words.difference.low === null) return `Cannot tell whether ${effect} differs ${where}: ${words.lacking}.`;
      return `Cannot tell yet whether ${effect} differs ${where} and where it is ${references[1]}: anywhere from ${range}.${alone(words)}`;
  }
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Why there is no number. */
export function notEstimableSentence(
  names: readonly string[],
  reason: 'constant' | 'absent' | 'confounded',
  confoundedWith: readonly (readonly string[])[],
): string {
  if (reason === 'constant') return `${effectTitle(names)} is the same in every variation.`;
  if (reason === 'absent') return 'no variation has that combination of levels.';
  return `${effectTitle(names)} changes together with ${titles(confoundedWith)} in these variations, so whose effect it is cannot be told. Show the combinations that are missing.`;
}

export interface CautionInput {
  /** Attributes that the finding is about. */
  names: readonly string[];
  model: 'cell-averages' | 'two-way' | 'main-effects' | null;
  confoundedWith: readonly (readonly string[])[];
  verdict: EffectVerdict;
  /** Attributes on which the effect depends, by a settled interaction. */
  depends: readonly string[];
  /** Variations that carry the level; null when the units of each combination saw versions of many kinds. */
  carriers: number;
  /** The same finding on log-odds is not there. */
  onlyOnThisScale: boolean;
  fewEvents: boolean;
  family: number;
  level: number;
  warned: boolean;
  inference: Inference;
}

/** Beside an answer that is Bayesian. */
export const oneLook =
  'That holds for one look at the end: it is no chance to win, and whoever looked earlier is more often wrong.';

/** How a finding could be wrong, what weighs most first. */
export function cautionOf(input: CautionInput): string {
  const { names, model, confoundedWith, verdict, depends, carriers, family, level, inference } = input;
  if (verdict === 'not-estimable' || verdict === 'invalid') return 'There is no finding to be wrong.';
  const settled = verdict === 'better' || verdict === 'worse';
  const sentences: string[] = [];
  if (confoundedWith.length > 0)
    sentences.push(
      `It cannot be told apart from ${titles(confoundedWith)}: if that is not zero, part of this is that.`,
    );
  else if (model === 'main-effects')
    sentences.push('It assumes that no attribute changes what another does, which these variations cannot show.');
  else if (model === 'two-way')
    sentences.push('It assumes that no three attributes work together in a way of their own.');
  if (depends.length > 0)
    sentences.push(`It is an average: it is not the same for all levels of ${depends.map(quoted).join(', ')}.`);
  if (carriers === 1)
    sentences.push(
      `One variation alone carries it, so whatever else that version had counts as ${effectTitle(names)} here.`,
    );
  if (input.onlyOnThisScale)
    sentences.push('On the scale of log-odds it is not there: rates that start higher move by more.');
  if (input.fewEvents)
    sentences.push('Some combinations have fewer than 10 events, where the interval is only roughly right.');
  if (input.warned) sentences.push('A check of the test gave a warning; read that first.');
  if (settled) {
    sentences.push(
      `By chance alone ${family > 1 ? `any of the ${family} looked at here` : 'it'} would look settled in at most ${numbers.share(1 - level)} of such tests${inference === 'sequential' ? ', however often somebody looked' : ''}.`,
    );
    if (inference === 'bayesian') sentences.push(oneLook);
  } else sentences.push('Not settled is not “no effect”: all that the interval takes in is still possible.');
  return sentences.join(' ');
}
