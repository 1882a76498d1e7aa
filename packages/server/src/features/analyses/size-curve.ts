import type { SizeAnswer } from '@dandelion-loop/contract';
import { detectableDifference, detectableRate, normalUpperQuantile, powerForMeans } from '@dandelion-loop/stats';
import { alphaOf, type SizeRequest, unitsToFind } from './plan-size.ts';

export interface SizePoint {
  /** Absolute, with the sign of the answer's. */
  effect: number;
  /** In each variation. */
  units: number;
}

const steps = 45;
/** How far the curve goes to both sides of what was asked and answered. */
const reach = 4;

/** The difference that the given units find with the power asked for; null when there is none. */
function foundWith({ power, sided, convention, standardDeviation }: SizeRequest, size: SizeAnswer): number | null {
  const units = { control: size.unitsPerVariation, treatment: size.unitsPerVariation };
  const plan = { alpha: alphaOf(size), sided, units, power };
  if (standardDeviation !== null) return detectableDifference({ ...plan, standardDeviation });
  const control = size.baseline!;
  const direction = size.effect.absolute < 0 ? 'decrease' : 'increase';
  const rate = detectableRate({ ...plan, convention, control, direction });
  return rate === null ? null : Math.abs(rate - control);
}

/** From so many units on, the approximation is the number itself. */
const manyUnits = 100_000;

/**
 * As `unitsToFind`, for a mean some twenty times as fast: from the approximation of Guenther (1981), the closed form and a
 * quarter of z², up or down to the smallest whole number with enough power.
 */
function unitsOfPoint(request: SizeRequest, effect: number): number | null {
  const { standardDeviation, power, sided } = request;
  if (standardDeviation === null) return unitsToFind(request, effect);
  const alpha = alphaOf(request);
  const z = normalUpperQuantile(alpha / sided);
  const distance = Math.max(0, z + normalUpperQuantile(1 - power));
  let units = Math.max(2, Math.ceil(2 * ((distance * standardDeviation) / effect) ** 2 + z ** 2 / 4));
  if (units > manyUnits) return Number.isSafeInteger(units) ? units : null;
  const enough = (each: number): boolean =>
    powerForMeans({
      alpha,
      sided,
      standardDeviation,
      difference: effect,
      units: { control: each, treatment: each },
    })! >= power;
  while (!enough(units)) units++;
  while (units > 2 && enough(units - 1)) units--;
  return units;
}

/** The largest difference that can be: rates end at 0% and 100%. */
function largest(size: SizeAnswer): number {
  if (size.kind === 'mean') return Number.POSITIVE_INFINITY;
  return size.effect.absolute < 0 ? size.baseline! : 1 - size.baseline!;
}

/**
 * Which difference could be found with which number? From large differences, which few units find, to small ones, at the power
 * asked for. Where power was the answer, the units given lie beside the curve: it shows what they find with the power asked for.
 */
export function sizeCurve(request: SizeRequest, size: SizeAnswer): SizePoint[] {
  const sign = Math.sign(size.effect.absolute);
  const asked = Math.abs(size.effect.absolute);
  const found = size.solved === 'power' ? foundWith(request, size) : null;
  const high = Math.min(Math.max(asked, found ?? 0) * reach, largest(size));
  const low = Math.min(asked, found ?? asked) / reach;
  const grid = Array.from({ length: steps }, (_, at) => high * (low / high) ** (at / (steps - 1)));
  const effects = [...new Set([...grid, asked])].sort((a, b) => b - a);
  return effects.flatMap((effect) => {
    const units = unitsOfPoint(request, sign * effect);
    return units === null ? [] : [{ effect: sign * effect, units }];
  });
}
