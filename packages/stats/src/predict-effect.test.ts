import { describe, expect, it } from 'vitest';
import { effectSlope } from './effect-slope.ts';
import { groupedEffects } from './grouped-effects.ts';
import { normalUpperQuantile } from './normal.ts';
import { chanceAbove, predictEffect } from './predict-effect.ts';
import { poolEffects } from './random-effects.ts';

/** Many effects about 0.2 whose true values have about this standard deviation. */
function many(k: number, spread: number) {
  const quantile = (place: number) => -normalUpperQuantile(((place % k) + 0.5) / k);
  return Array.from({ length: k }, (_, i) => {
    const variance = 0.01 * (1 + ((i * 7) % 11));
    return { variance, effect: 0.2 + spread * quantile(i * 37) + 0.3 * Math.sqrt(variance) * quantile(i * 53) };
  });
}

const columnsOf = (effects: readonly { effect: number; variance: number }[]) => ({
  effect: Float64Array.from(effects, ({ effect }) => effect),
  variance: Float64Array.from(effects, ({ variance }) => variance),
});

describe('predictEffect of many', () => {
  // numpy: Gauss-Legendre with 12 points on each of 600 panels of tau, quantiles by root finding.
  it.each([
    [60, 0.25, 0.18728349755445806, -0.20790461920495754, 0.5840926686942205, 0.8321148061915187],
    [60, 0.1, 0.18986337470794565, 0.07954334845331179, 0.3021387039753623, 0.9970507946897843],
    [240, 0.25, 0.19860483097087792, -0.15457867326209823, 0.5519996310235955, 0.8673570871106663],
    [240, 0, 0.19722919612887374, 0.16119046428485362, 0.23335869034793627, 0.9999999331641979],
    [600, 0.1, 0.20046564128342814, 0.16950342823276993, 0.2314034474924848, 0.9999999890133613],
    [1200, 0.02, 0.1996244615465721, 0.18354003821994827, 0.21571100331719764, 0.9999999999999998],
  ])('agrees with quadrature for %i effects with tau %d', (k, spread, mean, low, high, positive) => {
    const predicted = predictEffect(many(k, spread), 0.95)!;
    expect(predicted.mean).toBeCloseTo(mean, 7);
    const close = (high - low) * 3e-5;
    expect(Math.abs(predicted.low - low)).toBeLessThan(close);
    expect(Math.abs(predicted.high - high)).toBeLessThan(close);
    expect(predicted.chancePositive).toBeCloseTo(positive, 6);
  });

  it('covers estimates too, which vary by chance as well', () => {
    const { parts, low, high } = predictEffect(many(240, 0.25), 0.95)!;
    expect(chanceAbove(parts, low) - chanceAbove(parts, high)).toBeCloseTo(0.95, 9);
    expect(chanceAbove(parts, low, 0.5) - chanceAbove(parts, high, 0.5)).toBeLessThan(0.4);
  });
});

describe('effects in columns, and a tau² to begin at', () => {
  it.each([
    [30, 0.25],
    [240, 0.25],
    [240, 0],
  ])('give the same for %i effects with tau %d', (k, spread) => {
    const effects = many(k, spread);
    const columns = columnsOf(effects);
    const pooled = poolEffects(effects, { level: 0.95 })!;
    expect(poolEffects(columns, { level: 0.95 })).toEqual(pooled);
    expect(predictEffect(columns, 0.9)).toEqual(predictEffect(effects, 0.9));
    const at = Float64Array.from(effects, (_, i) => (i * 3) % 7);
    const placed = effects.map((one, i) => ({ ...one, at: at[i]! }));
    const slope = effectSlope(placed, 0.95)!;
    expect(effectSlope({ ...columns, at }, 0.95)).toEqual(slope);
    const [first, second] = [effects.slice(0, k / 2), effects.slice(k / 2)];
    const groups = groupedEffects([first, second], 0.95)!;
    expect(groupedEffects([columnsOf(first), columnsOf(second)], 0.95)).toEqual(groups);
    for (const near of [1e-9, 0.01, 0.08, 30]) {
      expect(poolEffects(columns, { level: 0.95, near })!.tau2).toBeCloseTo(pooled.tau2, 8);
      expect(effectSlope({ ...columns, at }, 0.95, near)!.slope).toBeCloseTo(slope.slope, 8);
      expect(groupedEffects([first, second], 0.95, near)!.pValue).toBeCloseTo(groups.pValue, 7);
    }
  });
});
