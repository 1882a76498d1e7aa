import expm1 from '@stdlib/math-base-special-expm1';
import log1p from '@stdlib/math-base-special-log1p';
import { normalUpperQuantile, normalUpperTail } from './normal.ts';

/**
 * How much of the error in one tail may be used up by the time a fraction of the planned information is in: 0 at 0,
 * `alpha` at 1, rising. It must be chosen before the first look.
 */
export type SpendingFunction = (fraction: number, alpha: number) => number;

/** O'Brien-Fleming type, 2 − 2 Φ(z_{1−α/2} / sqrt(t)): hardly any early, nearly all at the end. Lan and DeMets 1983. */
export const obrienFlemingSpending: SpendingFunction = (fraction, alpha) =>
  2 * normalUpperTail(normalUpperQuantile(alpha / 2) / Math.sqrt(fraction));

/** Pocock type, α log(1 + (e − 1) t): about the same at every look. Lan and DeMets 1983. */
export const pocockSpending: SpendingFunction = (fraction, alpha) => alpha * log1p((Math.E - 1) * fraction);

/**
 * Hwang, Shih and DeCani 1990: α (1 − exp(−γ t)) / (1 − exp(−γ)). γ = −4 is near O'Brien-Fleming, 1 near Pocock, and
 * 0 spends in proportion to information.
 */
export function hwangShihDeCaniSpending(gamma: number): SpendingFunction {
  if (!Number.isFinite(gamma)) throw new RangeError(`gamma must be finite, got ${gamma}.`);
  return (fraction, alpha) => (gamma === 0 ? alpha * fraction : (alpha * expm1(-gamma * fraction)) / expm1(-gamma));
}
