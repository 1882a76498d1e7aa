import { criticalZ, holm, type PooledEffect, poolEffects, studentTwoSided } from '@dandelion-loop/stats';
import type { Carrier } from './carrier.ts';

/** Tests that disagree with what all others say. */

export interface OutlyingTest {
  carrier: Carrier;
  /** Externally studentised residual. */
  residual: number;
  /** Holm over the tests of the learning. */
  adjustedPValue: number;
  low: number;
  high: number;
}

/** Up to so many tests each one is judged by a model without it; of more, those that could stand out. */
const fewTests = 40;
/** A tenth of this adjusted p-value would be remarkable: the quick judgement need not be closer than that. */
const promising = 0.5;

interface Distance {
  at: number;
  residual: number;
  pValue: number;
}

function distance(at: number, residual: number, tests: number): Distance {
  return { at, residual, pValue: studentTwoSided(residual, tests - 2) };
}

/** The residual of each test from the others with tau² as it is with all: the weight of one is taken out in closed form. */
function quickDistances(carriers: readonly Carrier[], { tau2 }: PooledEffect): Distance[] {
  let [weight, weighted] = [0, 0];
  for (const { contrast } of carriers) {
    const w = 1 / (contrast.variance + tau2);
    weight += w;
    weighted += w * contrast.effect;
  }
  return carriers.map(({ contrast: { effect, variance } }, at) => {
    const w = 1 / (variance + tau2);
    const rest = weight - w;
    return distance(
      at,
      (effect - (weighted - w * effect) / rest) / Math.sqrt(variance + tau2 + 1 / rest),
      carriers.length,
    );
  });
}

/** The residual of one test from a model without it (Viechtbauer & Cheung 2010). */
function fullDistance(carriers: readonly Carrier[], at: number): Distance {
  const others = carriers.flatMap(({ contrast }, other) => (other === at ? [] : [contrast]));
  const pooled = poolEffects(others, { level: 0.95, interval: 'normal' })!;
  const { effect, variance } = carriers[at]!.contrast;
  const spread = Math.sqrt(variance + pooled.tau2 + pooled.standardError ** 2);
  return distance(at, (effect - pooled.mean) / spread, carriers.length);
}

/**
 * Tests whose effect lies further from that of the others than chance and their own differences allow.
 *
 * Externally studentised residuals by Student's t on k − 2 degrees of freedom, Holm over the k tests.
 *
 * @param level 1 minus the chance that any test of a learning without contradictions is named
 */
export function outlyingTests(carriers: readonly Carrier[], pooled: PooledEffect, level: number): OutlyingTest[] {
  const k = carriers.length;
  if (k < 4) return [];
  const quick = quickDistances(carriers, pooled);
  const looked = quick.map((found) =>
    k <= fewTests || found.pValue * k < promising ? fullDistance(carriers, found.at) : found,
  );
  const adjusted = holm(looked.map(({ pValue }) => pValue));
  const z = criticalZ(level);
  return looked
    .flatMap(({ at, residual }, i): OutlyingTest[] => {
      const adjustedPValue = adjusted[i]!;
      if (adjustedPValue > 1 - level) return [];
      const carrier = carriers[at]!;
      const { effect, variance } = carrier.contrast;
      const reach = z * Math.sqrt(variance);
      return [{ carrier, residual, adjustedPValue, low: effect - reach, high: effect + reach }];
    })
    .sort((a, b) => Math.abs(b.residual) - Math.abs(a.residual));
}
