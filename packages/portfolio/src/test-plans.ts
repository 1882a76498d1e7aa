import { type PlanDocument, readPlanDocument } from '@dandelion-loop/contract';

/** Plans for tests, short to write. */

export interface ShortBet {
  name: string;
  p: number;
  payoff: number | [low: number, likely: number, high: number];
  ifFails?: number;
  domains?: string[];
  [field: string]: unknown;
}

/** A plan with one outcome, `donors`; other fields of a bet are taken as they are. */
export function shortPlan(
  [baseline, target]: [number, number],
  bets: readonly ShortBet[],
  domains: Record<string, number> = {},
  more: Record<string, unknown> = {},
): PlanDocument {
  const read = readPlanDocument({
    schema: 1,
    period: { from: '2027-01-01', to: '2028-01-01' },
    domains: Object.entries(domains).map(([name, failure]) => ({ name, kind: 'channel', failure })),
    outcomes: [{ name: 'donors', baseline, target }],
    bets: bets.map(({ p, payoff, ...rest }) => ({
      outcome: 'donors',
      probability: p,
      payoff: typeof payoff === 'number' ? payoff : { low: payoff[0], likely: payoff[1], high: payoff[2] },
      ...rest,
    })),
    ...more,
  });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.plan;
}

/** The chance of the first outcome by going through every state of every bet and domain: all or nothing only. */
export function enumerated(plan: PlanDocument, removed: { bet?: string; domain?: string } = {}): number {
  const { baseline, target } = plan.outcomes[0]!;
  const bets = plan.bets.filter(({ name }) => name !== removed.bet);
  let chance = 0;
  for (let state = 0; state < 2 ** (bets.length + plan.domains.length); state++) {
    const up = new Map<string, boolean>();
    let p = 1;
    for (const [i, { name, failure }] of plan.domains.entries()) {
      const holds = Math.floor(state / 2 ** (bets.length + i)) % 2 === 1;
      const fails = name === removed.domain ? 1 : failure;
      up.set(name, holds);
      p *= holds ? 1 - fails : fails;
    }
    let value = baseline;
    for (const [i, bet] of bets.entries()) {
      const own = Math.floor(state / 2 ** i) % 2 === 1;
      p *= own ? bet.probability : 1 - bet.probability;
      value += own && bet.domains.every((name) => up.get(name)) ? bet.payoff.low : bet.ifFails;
    }
    if (value >= target - 1e-9) chance += p;
  }
  return chance;
}
