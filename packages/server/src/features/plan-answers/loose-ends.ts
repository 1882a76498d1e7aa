import { type Bet, type HandOff, isOpenBet, type WholePlan } from '@dandelion-loop/contract';
import { dayText } from '../../kernel/day-text.ts';

/** What has nobody, and what waits for what. Pure. */

function ofBet({ owner }: Bet): string | null {
  if (owner === null) return 'nobody owns it.';
  return owner.left ? `${owner.name}, who owned it, has left. Give it to somebody else.` : null;
}

function ofHandOff({ to, from, dueOn }: HandOff): string | null {
  const when = dueOn === null ? '' : ` until ${dayText(dueOn)}`;
  if (to === null) return `nobody takes it${when}.`;
  if (to.left) return `${to.name}, who was to take it${when}, has left.`;
  return from?.left ? `${from.name}, who was to give it${when}, has left.` : null;
}

export function looseEnds(bets: readonly Bet[], handOffs: readonly HandOff[]): WholePlan['looseEnds'] {
  return [
    ...bets
      .filter(isOpenBet)
      .map((bet) => ({ kind: 'bet' as const, id: bet.id, name: bet.name, sentence: ofBet(bet) })),
    ...handOffs
      .filter(({ state }) => state === 'open')
      .map((one) => ({ kind: 'hand-off' as const, id: one.id, name: one.what, sentence: ofHandOff(one) })),
  ].flatMap((one) => (one.sentence === null ? [] : [{ ...one, sentence: one.sentence }]));
}

/** Planned bets and the open ones that they wait for. */
export function waitingBets(bets: readonly Bet[]): WholePlan['waiting'] {
  const open = new Set(bets.filter(isOpenBet).map(({ id }) => id));
  return bets.flatMap(({ id, name, status, dependsOn }) => {
    const waits = status === 'planned' ? dependsOn.filter((other) => open.has(other.id)) : [];
    return waits.length === 0 ? [] : [{ bet: { id, name }, for: waits }];
  });
}
