import type { PlanRemoval, SinglePoint } from '@dandelion-loop/contract';
import { howOften, lossOf } from './plan-words.ts';

/** Less than this is no matter of one part alone: in probability, and as a share of the chance with it. */
const leastDrop = 0.1;
const leastShare = 0.25;
/** The same where the target is missed more often than not even with it. */
const leastShareOfLittle = 0.5;

/**
 * Parts that are a single point of failure of an outcome: without it the target is missed more often than not, and the part makes that
 * difference: the chance falls by 10 points at least, and by a quarter of itself (by half, where it was below one half). The worst first.
 */
export function singlePoints(
  outcome: { name: string; probability: number },
  removals: readonly PlanRemoval[],
): SinglePoint[] {
  const share = outcome.probability < 0.5 ? leastShareOfLittle : leastShare;
  const least = Math.max(leastDrop, outcome.probability * share);
  return removals
    .filter(({ probability, drop }) => probability < 0.5 && drop >= least - 1e-12)
    .map(({ kind, name, domainKind, probability, drop }) => ({
      ...{ kind, name, domainKind, probability, drop },
      sentence: `If ${lossOf({ kind, name, domainKind })}, the target for ${outcome.name} is missed ${howOften(1 - probability)}.`,
    }));
}
