import type { Bet, Outcome } from '@dandelion-loop/contract';

export interface Moved {
  name: string;
  from: number;
  to: number;
  change: number;
}

/**
 * How an outcome moved since a bet for it began: from its last value up to that day (its baseline where none was given) to its newest.
 * Null while the bet did not begin, or no value is newer.
 */
export function movedSince({ startedOn }: Pick<Bet, 'startedOn'>, outcome: Outcome | undefined): Moved | null {
  if (startedOn === null || outcome === undefined || outcome.current === null) return null;
  const { name, values, current, baseline } = outcome;
  if (current.on <= startedOn) return null;
  const from = values.filter(({ on }) => on <= startedOn).at(-1)?.value ?? baseline;
  return { name, from, to: current.value, change: current.value - from };
}
