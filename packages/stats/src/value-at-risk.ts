import { checkPositive, checkProbability } from './check-range.ts';
import { normalUpperQuantile } from './normal.ts';

/** Losses are positive when something is lost. */
export interface ValueAtRisk {
  /** The loss that is not exceeded with probability alpha. */
  var: number;
  /** Mean of the worst 1 − alpha. */
  cvar: number;
}

/**
 * Of a normal loss: VaR = μ + σ z, CVaR = μ + σ φ(z)/(1 − α).
 *
 * @throws RangeError when alpha is outside (0, 1) or sd is not above 0
 */
export function normalValueAtRisk({ mean, sd, alpha }: { mean: number; sd: number; alpha: number }): ValueAtRisk {
  checkProbability('alpha', alpha);
  checkPositive('sd', sd);
  const z = normalUpperQuantile(1 - alpha);
  const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  return { var: mean + sd * z, cvar: mean + (sd * density) / (1 - alpha) };
}

/**
 * Of losses with probabilities (Rockafellar & Uryasev 2002): VaR is the smallest loss with cumulative probability of alpha or more,
 * CVaR = VaR + E[(L − VaR)+]/(1 − α), which splits the atom at VaR where alpha falls inside it.
 *
 * @param probabilities equal when left out
 * @returns null without losses
 * @throws RangeError when alpha is outside (0, 1) or the numbers of losses and probabilities differ
 */
export function discreteValueAtRisk(
  losses: readonly number[] | Float64Array,
  alpha: number,
  probabilities?: readonly number[] | Float64Array,
): ValueAtRisk | null {
  checkProbability('alpha', alpha);
  if (losses.length === 0) return null;
  if (probabilities !== undefined && probabilities.length !== losses.length) {
    throw new RangeError(`there must be a probability for each of ${losses.length} losses.`);
  }
  const chance = (i: number) => (probabilities === undefined ? 1 / losses.length : probabilities[i]!);
  const order = Uint32Array.from(losses, (_, i) => i).sort((a, b) => losses[a]! - losses[b]!);
  let [cumulative, at] = [0, losses[order[order.length - 1]!]!];
  for (const i of order) {
    cumulative += chance(i);
    // Nine tenths added up are not quite 0.9.
    if (cumulative >= alpha - 1e-12) {
      at = losses[i]!;
      break;
    }
  }
  let excess = 0;
  for (let i = 0; i < losses.length; i++) excess += chance(i) * Math.max(0, losses[i]! - at);
  return { var: at, cvar: at + excess / (1 - alpha) };
}
