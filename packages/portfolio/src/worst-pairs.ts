import type { PlanPart } from './plan-model.ts';
import { counted } from './plan-words.ts';
import type { PairRemovals } from './without-pairs.ts';

/** Two parts of an outcome that are gone together. */
export interface Pair {
  parts: [PlanPart, PlanPart];
  /** Chance of the target without both. */
  probability: number;
  /** How much less than without the worse of the two alone. */
  beyond: number;
}

/** The lowest chances first; of two that are as low the one that shows more than its parts do. */
export function worstPairs({ parts, probabilities }: PairRemovals, most: number): Pair[] {
  const size = parts.length;
  const at = (i: number, j: number) => probabilities[i * size + j]!;
  const found: Pair[] = [];
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) {
      const probability = at(i, j);
      const beyond = Math.min(at(i, i), at(j, j)) - probability;
      found.push({ parts: [parts[i]!, parts[j]!], probability, beyond });
    }
  }
  return found.sort((a, b) => a.probability - b.probability || b.beyond - a.beyond).slice(0, most);
}

/** What is to be known of the pairs, in one sentence: draws, error, and what was left out. */
export function pairsSentence({ parts, draws, standardError, leftOut }: PairRemovals): string {
  const how = `By ${counted(draws, 'imagined period')}; each chance is within ±${(standardError * 196).toFixed(1)} in 100.`;
  if (leftOut === 0) return how;
  const all = counted(parts.length + leftOut, 'part');
  return `${how} Of ${all} only the ${counted(parts.length, 'part')} without which the chance falls most are put in pairs; ${counted(leftOut, 'part')} would take too long and ${leftOut === 1 ? 'is' : 'are'} left out.`;
}
