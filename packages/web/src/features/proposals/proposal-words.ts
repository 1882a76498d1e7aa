import type { Proposal, ProposalBasis } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { texts } from '../../texts/proposals.ts';

/** An amount of worth or cost: "€1,840", "€6.20", or "47" of what the metric counts. */
function amountOf(value: number, { currency }: Pick<ProposalBasis, 'currency'>): string {
  const places = Math.abs(value) < 10 && value !== 1 ? 1 : 0;
  return currency === null ? numbers.fixed(value, places) : numbers.inUnit({ kind: 'mean', currency }, value, places);
}

/** From where the units of a week are known; empty where somebody said so. */
export function originWords({ unitsPerWeekOrigin: origin }: Pick<ProposalBasis, 'unitsPerWeekOrigin'>): string {
  return origin.from === 'months' ? texts.origins.months(origin.months) : texts.origins[origin.from]();
}

/** What a test is worth in all. */
export function worthWords({ worth }: Pick<Proposal, 'worth'>, basis: ProposalBasis): string {
  const value = amountOf(worth, basis);
  return basis.measure === 'money' || basis.metric === null ? value : texts.moreOf(value, basis.metric);
}

/** What it is worth for what it takes. */
export function rateWords({ rate }: Pick<Proposal, 'rate'>, basis: ProposalBasis): string {
  if (basis.per === 'cost') return texts.perCost(amountOf(rate, basis), amountOf(1, basis));
  return texts.perWeek(amountOf(rate, basis));
}

export const costWords = ({ cost }: Pick<Proposal, 'cost'>, basis: ProposalBasis): string => amountOf(cost, basis);
