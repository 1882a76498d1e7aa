import { poissonBinomial, poissonBinomialAtLeast } from '@dandelion-loop/stats';

/** Whether what was used of a failure budget fits an even pace, given chance. */

/** A bet as the budget sees it. */
export interface BudgetBet {
  /** Chance that it fails, with its domains. */
  failure: number;
  money: number;
}

/** How unlikely the use must be under an even pace before it is called under- or over-used. */
export const unlikely = 0.1;

export interface PaceChances {
  /** P(as little as this, or less), P(as much as this, or more), if the budget were used at an even pace. */
  atMost: number;
  atLeast: number;
}

/**
 * Chances of failing that add up to what is expected: each bet's own times one factor, 1 at most.
 *
 * @returns null when even all of them failing would not be enough
 */
function evenPace(bets: readonly BudgetBet[], weight: (bet: BudgetBet) => number, expected: number): number[] | null {
  const most = bets.reduce((sum, bet) => sum + (bet.failure > 0 ? weight(bet) : 0), 0);
  if (expected > most) return null;
  const at = (factor: number) => bets.map(({ failure }) => Math.min(1, factor * failure));
  let [low, high] = [-40, 40];
  // The factor by its logarithm: from next to nothing to where each that can fail does.
  for (let round = 0; round < 100; round++) {
    const middle = (low + high) / 2;
    const sum = at(Math.exp(middle)).reduce((add, p, i) => add + p * weight(bets[i]!), 0);
    if (sum < expected) low = middle;
    else high = middle;
  }
  return at(Math.exp(high));
}

/** Number of failed bets: a Poisson-binomial count. */
export function betsPace(bets: readonly BudgetBet[], expected: number, used: number): PaceChances | null {
  const p = evenPace(bets, () => 1, expected);
  if (p === null) return null;
  const count = poissonBinomial(p);
  return { atMost: 1 - poissonBinomialAtLeast(count, used + 1), atLeast: poissonBinomialAtLeast(count, used) };
}

/** Parts of the sum of all stakes in which money is counted here, at least. */
const fewestParts = 2000;

/** Each stake in parts; what rounding takes from one it gives to the next, so that they add up. */
function inParts(bets: readonly BudgetBet[], unit: number): number[] {
  let [sum, before] = [0, 0];
  return bets.map(({ money }) => {
    sum += money;
    const now = Math.round(sum / unit);
    const step = now - before;
    before = now;
    return step;
  });
}

/** Money lost: the sum of the stakes of bets that fail, on a grid of 2,000 parts of all stakes or finer. */
export function moneyPace(bets: readonly BudgetBet[], expected: number, used: number): PaceChances | null {
  const p = evenPace(bets, ({ money }) => money, expected);
  if (p === null) return null;
  const unit = bets.reduce((sum, { money }) => sum + money, 0) / Math.max(fewestParts, bets.length);
  if (!(unit > 0)) return { atMost: 1, atLeast: 1 };
  const steps = inParts(bets, unit);
  const chances = new Float64Array(steps.reduce((sum, step) => sum + step, 1));
  chances[0] = 1;
  let end = 0;
  for (const [i, step] of steps.entries()) {
    if (step === 0) continue;
    for (let at = end; at >= 0; at--) {
      chances[at + step]! += chances[at]! * p[i]!;
      chances[at]! *= 1 - p[i]!;
    }
    end += step;
  }
  const [below, above] = [used / unit + 0.5, used / unit - 0.5];
  let [atMost, atLeast] = [0, 0];
  for (let at = 0; at <= end; at++) {
    if (at <= below) atMost += chances[at]!;
    if (at >= above) atLeast += chances[at]!;
  }
  return { atMost, atLeast };
}
