import type { Subject } from '@dandelion-loop/contract';
import type { CurrentPlan } from './service.ts';

/** Domains over their cap, and what a target hangs on alone. Pure. */

export interface CarriesTooMuch {
  why: 'cap' | 'point';
  /** Stays as long as it is so. */
  key: string;
  subject: Subject;
  sentence: string;
  /** By how much it is over its cap, or how much smaller the chance of the target is without it. */
  by: number;
  /** Of the domain; that of a bet is itself. */
  betIds: readonly string[];
}

/** Caps first, then single points, the worst first. Names are unique within a plan. */
export function carriesTooMuch({ state, answer }: CurrentPlan): CarriesTooMuch[] {
  const partOf = (kind: 'bet' | 'domain', name: string) =>
    (kind === 'bet' ? state.bets : state.domains).find((one) => one.name === name)!;
  const on = (domainId: string) =>
    state.bets.filter(({ domainIds }) => domainIds.includes(domainId)).map(({ id }) => id);
  const over = answer.caps
    .filter(({ verdict }) => verdict === 'over')
    .map(({ domain, planned, spent, cap, sentence }): CarriesTooMuch => {
      const { id, name } = partOf('domain', domain);
      return {
        ...{ why: 'cap', key: `cap ${id}`, subject: { kind: 'domain', id, name }, sentence },
        ...{ by: Math.max(planned, spent) - cap, betIds: on(id) },
      };
    })
    .sort((a, b) => b.by - a.by);
  const points = answer.outcomes
    .flatMap(({ singlePoints }, i) =>
      singlePoints.map(({ kind, name, sentence, drop }): CarriesTooMuch => {
        const { id } = partOf(kind, name);
        return {
          ...{ why: 'point', key: `point ${state.outcomes[i]!.id} ${id}`, subject: { kind, id, name }, sentence },
          ...{ by: drop, betIds: kind === 'bet' ? [id] : on(id) },
        };
      }),
    )
    .sort((a, b) => b.by - a.by);
  return [...over, ...points];
}
