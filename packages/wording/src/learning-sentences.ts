import type { Learning, LearningVerdict, NotEstimableCode } from '@dandelion-loop/contract';
import { chance, count, counted, decimalsFor, fixed, openInterval, percentChange } from './numbers.ts';

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
      return 'No variation has a level of it.';
    case 'constant':
      return 'It is the same in all variations of every test, or never stands beside its reference, so no test says what it does.';
    case 'not-held':
      return 'It differs only between variations that also differ in what is to be held equal.';
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
