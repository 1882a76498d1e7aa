import type { Belief, ResolutionRule } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { texts } from '../../texts/beliefs.ts';
import type { Tone } from '../../ui/glyph.tsx';

/** How assumptions read. Pure. */

export const percent = (fraction: number): string => `${numbers.fixed(fraction * 100, 0)}%`;

export const tones: Record<Belief['state'], Tone> = { open: 'uncertain', true: 'ok', false: 'untrue', void: 'invalid' };

/** What will tell, in a sentence. */
export function ruleWords(rule: ResolutionRule): string {
  if (rule.by !== 'learning') return texts.rule[rule.by];
  return texts.rule.learning(rule.attribute, rule.level, texts.directions[rule.direction], rule.metric);
}

/** The sentence at the top of the page: what is open, and what turned out otherwise. */
export function answerOfBeliefs(beliefs: readonly Pick<Belief, 'state'>[]): { before: string; finding: string } {
  const count = (state: Belief['state']) => beliefs.filter((belief) => belief.state === state).length;
  return texts.answer(count('open'), count('true'), count('false'));
}

/** Every probability that is to be seen, one's own with the others'. */
export function seenProbabilities({ forecasts: { mine, others } }: Pick<Belief, 'forecasts'>): number[] {
  return [...(mine ? [mine.probability] : []), ...(others ?? []).map(({ probability }) => probability)];
}
