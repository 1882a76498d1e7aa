import type { Learning, LearningPrior, LearningVerdict, NotEstimableCode } from '@dandelion-loop/contract';
import { chance, count, counted, decimalsFor, fixed, openInterval, percentChange, share } from './numbers.ts';

/** How learnings across tests read. */

export const learningVerdicts: Record<LearningVerdict, string> = {
  raises: 'raises',
  lowers: 'lowers',
  'no-difference': 'no difference',
  'not-settled': 'not settled',
  'too-few': 'too few tests',
};

type Sized = Pick<Learning, 'effect' | 'low' | 'high' | 'relative'>;

/** Size of an effect and its interval: as a relative change where there is one, else on the scale of the learning. */
export function effectWords({ effect, low, high, relative }: Sized): { size: string; range: string } {
  if (relative !== null) {
    const places = decimalsFor(50 * (relative.high - relative.low));
    const [from, to] = [percentChange(relative.low, places), percentChange(relative.high, places)];
    return { size: percentChange(relative.value, places), range: openInterval(from, to) };
  }
  const places = decimalsFor((high - low) / 2);
  const [from, to] = [fixed(low, places, true), fixed(high, places, true)];
  return { size: fixed(effect, places, true), range: openInterval(from, to) };
}

type Named = Pick<Learning, 'attribute' | 'level' | 'reference'>;

/** "“question” present instead of absent". */
export const contrastWords = ({ attribute, level, reference }: Named): string =>
  `“${attribute}” ${level} instead of ${reference}`;

type Said = Sized & Named & Pick<Learning, 'metric' | 'verdict' | 'tests' | 'testsNeeded' | 'nextAgrees'>;

/** A learning in a sentence or two. */
export function learningSentence(learning: Said): string {
  const { metric, verdict, tests, testsNeeded, nextAgrees } = learning;
  const { size, range } = effectWords(learning);
  const subject = contrastWords(learning);
  const carried = `in ${counted(tests, 'test')}`;
  const more = testsNeeded === null ? '' : ` About ${count(testsNeeded)} such tests would tell, if it stays so.`;
  switch (verdict) {
    case 'raises':
    case 'lowers': {
      const next =
        nextAgrees === null ? '' : ` In the next test it points the same way with a chance of ${chance(nextAgrees)}.`;
      return `${subject} ${verdict} “${metric}”: ${size} (${range}) ${carried}.${next}`;
    }
    case 'no-difference':
      return `${subject} makes no difference to “${metric}” that is worth having: ${size} (${range}) ${carried}.`;
    case 'too-few':
      return `Too few tests carry ${subject}: “${metric}” ${size} (${range}) ${carried}.${more}`;
    case 'not-settled':
      return `Whether ${subject} changes “${metric}” is not settled: ${size} (${range}) ${carried}.${more}`;
  }
}

/** Why something cannot be estimated. `others` are the names of what it cannot be told from. */
export function notEstimableReason(code: NotEstimableCode, others: readonly string[]): string {
  switch (code) {
    case 'unknown':
      return 'No variation has a level of it: its cells are blank, or hold no text that can be read, such as one in another language.';
    case 'constant':
      return 'It is the same in all variations of every test, or never stands beside its reference, so no test says what it does.';
    case 'not-held':
      return others.length === 0
        ? 'It differs only between variations that also differ in what is held equal.'
        : `It differs only between variations that also differ in ${others.map((name) => `“${name}”`).join(' and ')}, so that nobody can tell which of them did it.`;
    case 'confounded':
      return `In every test that varies it, ${others.map((name) => `“${name}”`).join(', ')} changed with it, so their effects cannot be told apart.`;
    case 'no-events':
      return 'In the tests that vary it nothing happened in any of its variations, or in all, so there is nothing to compare.';
    case 'left-out':
      return 'Only tests that are invalid or suspect vary it.';
  }
}

/** A test that disagrees with the others. */
export const outlyingSentence = (name: string, effect: number, mean: number): string =>
  effect * mean < 0
    ? `Test “${name}” points the other way, further than chance and the usual differences between tests explain.`
    : `Test “${name}” is ${Math.abs(effect) > Math.abs(mean) ? 'far stronger' : 'far weaker'} than the others, beyond chance and their usual differences.`;

const halves: Record<string, string> = { older: 'the older half of the tests', newer: 'the newer half of the tests' };

/** A scope that disagrees with the whole. */
export const scopeSentence = (dimension: string, value: string, effect: number, mean: number): string =>
  `${dimension === 'half' ? `In ${halves[value] ?? value}` : `Where “${dimension}” is ${value}`} the effect is ${effect * mean < 0 ? 'the other way' : Math.abs(effect) > Math.abs(mean) ? 'stronger' : 'weaker'}.`;

/** What past effects lead to expect, in sentences. */
export function priorSentences({
  metric,
  tests,
  sd,
  winnersShrink,
  worthUnits,
  chanceToFind,
  typicalUnits,
  heldOut,
}: LearningPrior): string[] {
  const usual = `Over ${counted(tests, 'test')}, true differences in “${metric}” between a variation and the others of its test are usually within ${share(Math.expm1(sd))} of the rate.`;
  const winners =
    winnersShrink === null
      ? []
      : [
          `The best variation of a test really has about ${share(1 - winnersShrink)} of the lead it shows; ${share(winnersShrink)} of it is luck.`,
        ];
  const proof =
    heldOut === null
      ? []
      : [
          `Measured with one half of every test against the other: so corrected effects miss by ${share(1 - heldOut.errorRatio)} less in squares than effects as observed.`,
        ];
  const next =
    chanceToFind === null
      ? []
      : [
          `A test of two variations with ${counted(typicalUnits, 'unit')} each, as is usual here, finds its difference with a chance of ${chance(chanceToFind)}.`,
        ];
  const saved =
    worthUnits === null
      ? []
      : [`What past tests say is worth ${counted(worthUnits, 'unit')} in each variation of the next.`];
  return [usual, ...winners, ...proof, ...next, ...saved];
}
