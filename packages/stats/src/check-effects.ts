import type { SampledEffect } from './between-effects.ts';
import { checkPositive } from './check-range.ts';

/** @throws RangeError when a variance is not above 0 or an effect not finite */
export function checkEffects(effects: readonly SampledEffect[]): void {
  for (const { effect, variance } of effects) {
    checkPositive('variance', variance);
    if (!Number.isFinite(effect)) throw new RangeError(`effect must be a finite number, got ${effect}.`);
  }
}
