import { criticalT, criticalZ, type PooledEffect, poolEffects, studentTwoSided } from '@dandelion-loop/stats';
import type { Studies } from './contrast-columns.ts';

/** Tests that disagree with what all others say. */

export interface OutlyingTest {
  study: { test: number; effect: number; variance: number };
  /** Externally studentised residual. */
  residual: number;
  /** Holm over the tests of the learning. */
  adjustedPValue: number;
  low: number;
  high: number;
}

/** Up to so many tests each one is judged by a model without it; of more, those that could stand out. */
const fewTests = 40;
/** A test whose quick p-value times the number of tests is above this does not stand out by the closer look either. */
const promising = 0.2;

/** The residual of each test from the others with tau² as it is with all: the weight of one is taken out in closed form. */
function quickResiduals({ effect, variance }: Studies, tau2: number): Float64Array {
  let [weight, weighted] = [0, 0];
  for (let i = 0; i < effect.length; i++) {
    const w = 1 / (variance[i]! + tau2);
    weight += w;
    weighted += w * effect[i]!;
  }
  const residuals = new Float64Array(effect.length);
  for (let i = 0; i < effect.length; i++) {
    const w = 1 / (variance[i]! + tau2);
    const rest = weight - w;
    residuals[i] = (effect[i]! - (weighted - w * effect[i]!) / rest) / Math.sqrt(variance[i]! + tau2 + 1 / rest);
  }
  return residuals;
}

/** Places of the tests that deserve a closer look. */
function candidatesOf(studies: Studies, { tau2, k }: PooledEffect): number[] {
  if (k <= fewTests) return Array.from(studies.tests, (_, at) => at);
  const limit = criticalT(1 - promising / k, k - 2);
  const found: number[] = [];
  quickResiduals(studies, tau2).forEach((residual, at) => {
    if (Math.abs(residual) > limit) found.push(at);
  });
  return found;
}

/** The residual of one test from a model without it (Viechtbauer & Cheung 2010). */
function residualOf({ effect, variance }: Studies, at: number, tau2: number): number {
  const without = (column: Float64Array) =>
    column
      .slice()
      .copyWithin(at, at + 1)
      .subarray(0, -1);
  const others = { effect: without(effect), variance: without(variance) };
  const pooled = poolEffects(others, { level: 0.95, interval: 'normal', near: tau2 })!;
  const spread = Math.sqrt(variance[at]! + pooled.tau2 + pooled.standardError ** 2);
  return (effect[at]! - pooled.mean) / spread;
}

/**
 * Tests whose effect lies further from that of the others than chance and their own differences allow.
 *
 * Externally studentised residuals by Student's t on k − 2 degrees of freedom, Holm over the k tests.
 *
 * @param level 1 minus the chance that any test of a learning without contradictions is named
 */
export function outlyingTests(studies: Studies, pooled: PooledEffect, level: number): OutlyingTest[] {
  const { k } = pooled;
  if (k < 4) return [];
  const looked = candidatesOf(studies, pooled).map((at) => {
    const residual = residualOf(studies, at, pooled.tau2);
    return { at, residual, pValue: studentTwoSided(residual, k - 2) };
  });
  looked.sort((a, b) => a.pValue - b.pValue);
  const z = criticalZ(level);
  const outlying: OutlyingTest[] = [];
  let adjustedPValue = 0;
  for (const [rank, { at, residual, pValue }] of looked.entries()) {
    // Holm: those without a closer look have larger p-values than all that are named.
    adjustedPValue = Math.min(1, Math.max(adjustedPValue, (k - rank) * pValue));
    if (adjustedPValue > 1 - level) break;
    const study = { test: studies.tests[at]!, effect: studies.effect[at]!, variance: studies.variance[at]! };
    const reach = z * Math.sqrt(study.variance);
    outlying.push({ study, residual, adjustedPValue, low: study.effect - reach, high: study.effect + reach });
  }
  return outlying;
}
