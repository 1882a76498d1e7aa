import { isOpenBet, type WhatIf, type WhatIfAnswer } from '@dandelion-loop/contract';
import { type PlanPart, rateOf } from '@dandelion-loop/portfolio';
import { documentOf, type PlanState } from '../plan/index.ts';
import type { Planner, Variant, VariantAnswer } from './planner.ts';

/** Changes that are tried on a plan. Pure but for the planner. */

const at = (rows: readonly { id: string }[], id: string): number => rows.findIndex((row) => row.id === id);

/** Changes whose thing is still in the plan. */
export const stillThere = (state: PlanState, changes: readonly WhatIf[]): WhatIf[] =>
  changes.filter(
    ({ kind, id }) => at({ bet: state.bets, domain: state.domains, outcome: state.outcomes }[kind], id) >= 0,
  );

/** Documents of a state have their lists in its order. Of several changes of one thing the last holds. */
function variantOf(state: PlanState, changes: readonly WhatIf[]): Variant {
  const document = documentOf(state);
  const removed: PlanPart[] = [];
  for (const change of stillThere(state, changes)) {
    if (change.kind === 'bet') {
      const bet = document.bets[at(state.bets, change.id)]!;
      if (change.money !== undefined) bet.stake = { ...bet.stake, money: change.money };
      if (change.probability !== undefined) bet.probability = change.probability;
      if (change.removed) removed.push({ kind: 'bet', name: bet.name });
    } else if (change.kind === 'domain') {
      const domain = document.domains[at(state.domains, change.id)]!;
      if (change.failure !== undefined) domain.failure = change.failure;
      if (change.cap !== undefined) domain.cap = change.cap;
      if (change.removed) removed.push({ kind: 'domain', name: domain.name });
    } else if (change.target !== undefined) {
      document.outcomes[at(state.outcomes, change.id)]!.target = change.target;
    }
  }
  return { document, removed };
}

function answerOf(
  state: PlanState,
  now: VariantAnswer,
  { document, removed }: Variant,
  found: VariantAnswer,
): WhatIfAnswer {
  const gone = new Set(removed.filter(({ kind }) => kind === 'bet').map(({ name }) => name));
  return {
    outcomes: found.headlines.map(({ name, probability, standardError, method, mean, quantiles }, i) => ({
      ...{ id: state.outcomes[i]!.id, name, probability, standardError, method, mean, quantiles },
      probabilityNow: now.headlines[i]!.probability,
    })),
    caps: found.caps,
    staked: document.bets
      .filter((bet) => !gone.has(bet.name) && isOpenBet(bet))
      .reduce((sum, bet) => sum + rateOf(document, bet) * bet.stake.money, 0),
  };
}

/** One answer for each set of changes. */
export async function tryAll(
  planner: Planner,
  state: PlanState,
  sets: readonly (readonly WhatIf[])[],
): Promise<WhatIfAnswer[]> {
  const variants = sets.map((changes) => variantOf(state, changes));
  const [now, ...found] = await planner.variants(state.plan.id, documentOf(state), variants);
  return found.map((one, i) => answerOf(state, now!, variants[i]!, one));
}
