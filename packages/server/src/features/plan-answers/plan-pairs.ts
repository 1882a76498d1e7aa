import type { PlanPairs } from '@dandelion-loop/contract';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { PlanState } from '../plan/index.ts';
import type { PairsAnswer } from './planner.ts';

/** Pairs as they are told: with the ids of what is in the plan. Pure. */

/** Position of an outcome in the plan. Fails with `not-found`. */
export function positionOf({ outcomes }: PlanState, id: string): number {
  const position = outcomes.findIndex((outcome) => outcome.id === id);
  if (position < 0) {
    throw new DandelionFailure(
      'not-found',
      'The plan has no such outcome. It may have been deleted. Read the plan again.',
    );
  }
  return position;
}

/** Names are unique among the bets, and among the domains, of a plan. */
export function pairsView(
  { outcomes, bets, domains }: PlanState,
  position: number,
  { worst, ...found }: PairsAnswer,
  most: number,
): PlanPairs {
  const { id, name } = outcomes[position]!;
  const idOf = {
    bet: new Map(bets.map((bet) => [bet.name, bet.id])),
    domain: new Map(domains.map((domain) => [domain.name, domain.id])),
  };
  const pairs = worst.slice(0, most).map(({ parts: [a, b], probability, beyond }): PlanPairs['pairs'][number] => ({
    parts: [
      { ...a, id: idOf[a.kind].get(a.name)! },
      { ...b, id: idOf[b.kind].get(b.name)! },
    ],
    ...{ probability, beyond },
  }));
  return { outcome: { id, name }, ...found, pairs };
}
