import type { Bet, PlanDocument, WholePlan } from '@dandelion-loop/contract';
import { rateOf } from '@dandelion-loop/portfolio';

/** What bets spent against what they staked, by discipline. Money in the currency of the plan. Pure. */

export interface SpentBet {
  bet: Bet;
  staked: number;
  /** Null: no number was given. */
  spent: number | null;
  hoursStaked: number;
  hoursSpent: number;
}

export interface SpentDiscipline {
  /** Null: bets that name none. */
  discipline: string | null;
  bets: SpentBet[];
  staked: number;
  /** Null: no number was given for any of them. */
  spent: number | null;
  hoursStaked: number;
  hoursSpent: number;
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

function addUp(discipline: string | null, bets: SpentBet[]): SpentDiscipline {
  const known = bets.flatMap(({ spent }) => spent ?? []);
  return {
    ...{ discipline, bets, staked: sum(bets.map(({ staked }) => staked)) },
    spent: known.length === 0 ? null : sum(known),
    hoursStaked: sum(bets.map(({ hoursStaked }) => hoursStaked)),
    hoursSpent: sum(bets.map(({ hoursSpent }) => hoursSpent)),
  };
}

/**
 * @param document of the same plan, its bets in the same order
 * @returns those with the largest stake first, bets without a discipline last
 */
export function spendOf({ bets }: Pick<WholePlan, 'bets'>, document: PlanDocument): SpentDiscipline[] {
  const groups = new Map<string | null, SpentBet[]>();
  for (const [i, bet] of bets.entries()) {
    const rate = rateOf(document, document.bets[i]!);
    const { stake, spent } = bet;
    const one: SpentBet = {
      ...{ bet, staked: rate * stake.money, spent: spent.money === null ? null : rate * spent.money },
      hoursStaked: stake.hours + stake.coordinationHours,
      hoursSpent: spent.hours + spent.coordinationHours,
    };
    groups.set(bet.discipline, [...(groups.get(bet.discipline) ?? []), one]);
  }
  return [...groups]
    .map(([discipline, own]) => addUp(discipline, own))
    .toSorted((a, b) => Number(a.discipline === null) - Number(b.discipline === null) || b.staked - a.staked);
}
