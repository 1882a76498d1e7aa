import { readPlanDocument } from '../packages/contract/src/index.ts';

/** A plan as large as the targets of speed name. */

export interface Shape {
  bets: number;
  outcomes: number;
  domains: number;
}

/** Every payoff of three points, two domains a bet, in a fixed pattern. */
export function largePlan({ bets, outcomes, domains }: Shape, probabilityOfFirst = 0.4, failureOfFirst = 0.1) {
  const read = readPlanDocument({
    schema: 1,
    period: { from: '2027-01-01', to: '2028-01-01', failureBudget: { bets: 60, money: 300_000 } },
    domains: Array.from({ length: domains }, (_, i) => ({
      ...{ name: `domain ${i}`, kind: 'channel', cap: 50_000 },
      failure: i === 0 ? failureOfFirst : 0.05 + (i % 5) * 0.05,
    })),
    outcomes: Array.from({ length: outcomes }, (_, i) => ({
      name: `outcome ${i}`,
      baseline: 200,
      target: 200 + Math.round((16 * bets) / outcomes),
    })),
    bets: Array.from({ length: bets }, (_, i) => ({
      name: `bet ${i}`,
      outcome: `outcome ${i % outcomes}`,
      stake: { money: 1000 + (i % 13) * 500, hours: 20 },
      probability: i === 0 ? probabilityOfFirst : 0.25 + (i % 8) * 0.07,
      payoff: { low: 5 + (i % 11), likely: 30 + (i % 17), high: 80 + (i % 23) },
      domains: [...new Set([`domain ${(i * 7) % domains}`, `domain ${(i * 13 + 5) % domains}`])],
    })),
  });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems.slice(0, 3)));
  return read.plan;
}
