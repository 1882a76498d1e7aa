import { type OrderStatistics, orderStatistics } from '@dandelion-loop/stats';
import { addLoss, countBet } from './bet-track.ts';
import type { BetFigures, OutcomeFigures, PartFigures, RemovalFigures } from './outcome-figures.ts';
import { domainsOf } from './plan-model.ts';
import type { SimulatedOutcome } from './simulation.ts';

/**
 * Standard error of a share of draws. With one success and one failure more, so that it is not 0 where all draws agree: what was never
 * drawn is not impossible.
 */
const errorOfShare = (count: number, draws: number): number => {
  const share = (count + 1) / (draws + 2);
  return Math.sqrt((share * (1 - share)) / (draws + 2));
};

/** From the draws that reach the target without a part, and those in which that makes the difference, either way. */
function removal(without: number, lost: number, won: number, n: number): RemovalFigures {
  const variance = (lost + won + 1) / n - ((lost - won) / n) ** 2;
  return { probability: without / n, standardError: Math.sqrt(variance / n) };
}

interface Draws {
  totals: Float64Array;
  /** 1 for each draw that reaches the target. */
  reached: Uint8Array;
  /** How many do. */
  now: number;
}

function domainRemoval({ totals, reached, now }: Draws, loss: Float64Array, threshold: number): RemovalFigures {
  const size = totals.length;
  let [without, both] = [0, 0];
  for (let i = 0; i < size; i++) {
    const alone = +(totals[i]! - loss[i]! >= threshold);
    without += alone;
    both += reached[i]! & alone;
  }
  return removal(without, now - both, without - both, size);
}

function partsOf({ outcome, tracks }: SimulatedOutcome, draws: Draws): PartFigures {
  const { totals, reached, now } = draws;
  const { threshold } = outcome;
  const n = totals.length;
  const zeros = new Float32Array(n);
  const counted = tracks.map((track) => countBet(totals, reached, track, threshold, zeros));
  const bets = tracks.map(({ bet }, i): BetFigures => {
    const { without: left, both, whenSucceeds, whenFails } = counted[i]!;
    const without = removal(left, now - both, left - both, n);
    if (bet.decided) return { without, whenSucceeds: 0, whenFails: 0 };
    return { without, whenSucceeds: whenSucceeds / n, whenFails: whenFails / n };
  });
  const loss = new Float64Array(n);
  const domains = domainsOf(outcome).map((domain) => {
    const [first, ...more] = tracks.flatMap(({ bet }, i) => (bet.domains.includes(domain) ? [i] : []));
    // A domain of one bet is to the outcome what that bet's own failure is.
    if (more.length === 0) {
      const { whenFails, bothWhenFails } = counted[first!]!;
      return removal(whenFails, now - bothWhenFails, whenFails - bothWhenFails, n);
    }
    loss.fill(0);
    for (const at of [first!, ...more]) addLoss(loss, tracks[at]!);
    return domainRemoval(draws, loss, threshold);
  });
  return { bets, domains };
}

function shortfallOf(totals: Float64Array, ordered: OrderStatistics, target: number, tolerance: number) {
  const n = totals.length;
  const shortOf = (value: number) => (target - value > tolerance ? target - value : 0);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += shortOf(totals[i]!);
  // The atom that a tenth cuts is divided. Where it reaches the target, whatever is before it is gone through one by one.
  const tenth = n / 10;
  const whole = Math.floor(tenth);
  if (shortOf(ordered.at(whole)) > 0) {
    return { mean: sum / n, worstTenth: target - ordered.sumBelow(whole, tenth - whole) / tenth };
  }
  return { mean: sum / n, worstTenth: sum / tenth };
}

/** What the draws say of an outcome. */
export function simulatedFigures(simulated: SimulatedOutcome): OutcomeFigures {
  const { outcome, totals } = simulated;
  const { threshold, target, tolerance } = outcome;
  const n = totals.length;
  const reached = new Uint8Array(n);
  for (let i = 0; i < n; i++) reached[i] = +(totals[i]! >= threshold);
  let now = 0;
  for (let i = 0; i < n; i++) now += reached[i]!;
  const ordered = orderStatistics(totals.slice());
  return {
    ...{ method: 'simulated', draws: n },
    probability: now / n,
    standardError: errorOfShare(now, n),
    quantile: (level) => ordered.at(Math.max(0, Math.ceil(level * n - 1e-9) - 1)),
    shortfall: shortfallOf(totals, ordered, target, tolerance),
    parts: () => partsOf(simulated, { totals, reached, now }),
  };
}
