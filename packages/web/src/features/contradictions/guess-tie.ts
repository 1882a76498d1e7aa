import type { Learning, Tie } from '@dandelion-loop/contract';
import type { Attributes } from '../learnings/learning-names.ts';

/** What a claim may be about, as the choice that is offered first: a person says yes or chooses another. */

const down = /\b(lower|lowers|less|fewer|lose|loses|hurt|hurts|worse|reduce|reduces|drop|drops)\b/;
const none = /\b(no difference|does not matter|makes no|no effect)\b/;

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];

/** As a word begins: a “question” is in “questions”. */
const occurs = (word: string, among: readonly string[]): boolean =>
  among.some((one) => one.startsWith(word) || word.startsWith(one));

/** How much of the name of an attribute and its level the words hold, from 0 to 1. */
function nearness(said: readonly string[], name: string, level: string): number {
  const own = wordsOf(level === 'present' ? name : `${name} ${level}`);
  return own.length === 0 ? 0 : own.filter((word) => occurs(word, said)).length / own.length;
}

/** The learning whose name the claim holds most of; the first where it holds of none. */
export function guessTie(
  claim: string,
  learnings: readonly Learning[],
  attributes: Attributes,
): { id: string; direction: Tie['direction'] } {
  const said = wordsOf(claim);
  let [best, most] = [learnings[0], 0];
  for (const learning of learnings) {
    const near = nearness(said, attributes.get(learning.attribute)?.name ?? learning.attribute, learning.level);
    if (near > most) [best, most] = [learning, near];
  }
  const text = claim.toLowerCase();
  return { id: best?.id ?? '', direction: none.test(text) ? 'no-difference' : down.test(text) ? 'lowers' : 'raises' };
}
