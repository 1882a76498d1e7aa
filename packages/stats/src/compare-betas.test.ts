import { describe, expect, it } from 'vitest';
import { betaDifferenceInterval, betaLiftInterval } from './beta-contrast-interval.ts';
import {
  type BetaDistribution,
  betaDeviation,
  betaInterval,
  betaMean,
  betaPosterior,
  betaTails,
} from './beta-posterior.ts';
import { compareBetas } from './compare-betas.ts';
import { criticalZ, normalUpperTail } from './normal.ts';
import { probabilityBest } from './probability-best.ts';
import { sharpBetaTails } from './sharp-beta-tails.ts';

type Pair = [number, number];
const beta = ([alpha, beta]: Pair): BetaDistribution => ({ alpha, beta });

/** From nothing known to ten million units, and from no success to no failure. */
const shapes: Pair[] = [
  [0.5, 0.5],
  [1, 1],
  [1, 41],
  [42, 1],
  [2, 9],
  [0.5, 386.5],
  [21, 81],
  [100, 1],
  [43, 63],
  [50001, 950001],
  [51001, 949001],
  [1, 1e6],
  [1e6, 0.5],
  [1e7, 1e7],
];
const pairs = shapes.flatMap((control) => shapes.map((treatment) => [beta(control), beta(treatment)] as const));

describe('compareBetas', () => {
  // The exact sum of Evan Miller with 50 digits (mpmath); loss = mean × chance with the first parameter raised by one.
  it.each<[Pair, Pair, number, number]>([
    [[2, 40], [5, 39], 0.112091121165393, 0.00323156928992034],
    [[1001, 99001], [1301, 98701], 1.49784831498975e-10, 1.08478456621421e-14],
    [[301, 299701], [501, 299501], 5.87982408420427e-13, 7.56170099148049e-18],
    [[21, 999981], [121, 999881], 4.11641781808168e-19, 5.68860431123114e-25],
    [[1, 1e6], [1, 1e6], 0.5, 4.99999250000875e-7],
    [[100, 1], [105, 1], 0.48780487804878, 0.00457959333211211],
  ])('of %j and %j keeps its digits when the chance is tiny', (control, treatment, chance, loss) => {
    const got = compareBetas(beta(control), beta(treatment));
    expect(got.chanceControlHigher / chance).toBeCloseTo(1, 9);
    expect(got.lossChoosingTreatment / loss).toBeCloseTo(1, 8);
  });

  it('gives chances that add up and losses that differ by the mean difference', () => {
    for (const [control, treatment] of pairs) {
      const got = compareBetas(control, treatment);
      expect(got.chanceTreatmentHigher + got.chanceControlHigher).toBeCloseTo(1, 12);
      expect(got.expectedDifference).toBe(betaMean(treatment) - betaMean(control));
      expect(got.lossChoosingControl - got.lossChoosingTreatment).toBeCloseTo(got.expectedDifference, 11);
      expect(Math.min(got.lossChoosingControl, got.lossChoosingTreatment)).toBeGreaterThanOrEqual(0);
    }
  });

  it('changes sides when the arms do, or when failures are counted', () => {
    // 9 digits: stdlib's betainc is within 1e-10 at ten million units.
    for (const [control, treatment] of pairs) {
      const got = compareBetas(control, treatment);
      const swapped = compareBetas(treatment, control);
      expect(swapped.chanceControlHigher).toBeCloseTo(got.chanceTreatmentHigher, 9);
      expect(swapped.lossChoosingControl).toBeCloseTo(got.lossChoosingTreatment, 9);
      const mirror = ({ alpha, beta }: BetaDistribution) => ({ alpha: beta, beta: alpha });
      const mirrored = compareBetas(mirror(control), mirror(treatment));
      expect(mirrored.chanceControlHigher).toBeCloseTo(got.chanceTreatmentHigher, 9);
      expect(mirrored.lossChoosingTreatment).toBeCloseTo(got.lossChoosingControl, 9);
    }
  });

  it('ends at 0 and 1 where nothing is left to doubt', () => {
    expect(compareBetas(beta([1, 1e7]), beta([1e7, 1]))).toMatchObject({
      chanceTreatmentHigher: 1,
      chanceControlHigher: 0,
      lossChoosingTreatment: 0,
    });
  });
});

describe('intervals of two rates', () => {
  // Roots of the distribution function by scipy (quad and brentq), summed over the other arm than the code does.
  it.each<[Pair, Pair, Pair, Pair]>([
    [
      [201, 801],
      [241, 761],
      [0.00366755443932, 0.07616628438711],
      [0.01679183670276, 0.4164618912398],
    ],
    [
      [1, 41],
      [1, 42],
      [-0.06989584274761, 0.06776249033368],
      [-0.9743888211713, 36.229429513397],
    ],
    [
      [0.5, 40.5],
      [5.5, 36.5],
      [0.02671376795973, 0.2376188267914],
      [0.66826959193046, 10317.881006573],
    ],
    [
      [50001, 950001],
      [51001, 949001],
      [0.00039304672321781, 0.00160696334666808],
      [0.0078135222549392, 0.0323338355825],
    ],
    [
      [41, 1],
      [38, 4],
      [-0.18140639049609, 0.01929141120518],
      [-0.184022096238073, 0.02069503513286],
    ],
    // 1 − sqrt(2 · 0.025), and a ratio of two uniforms: P(ratio <= r) = r / 2 below 1.
    [
      [1, 1],
      [1, 1],
      [Math.sqrt(0.05) - 1, 1 - Math.sqrt(0.05)],
      [-0.95, 19],
    ],
  ])('of %j and %j', (control, treatment, difference, lift) => {
    const got = betaDifferenceInterval(beta(control), beta(treatment), 0.95);
    const width = difference[1] - difference[0];
    expect((got.low - difference[0]) / width).toBeCloseTo(0, 7);
    expect((got.high - difference[1]) / width).toBeCloseTo(0, 7);
    const ratio = betaLiftInterval(beta(control), beta(treatment), 0.95);
    expect((ratio.low! + 1) / (lift[0] + 1)).toBeCloseTo(1, 6);
    expect((ratio.high! + 1) / (lift[1] + 1)).toBeCloseTo(1, 6);
  });

  it('are numbers in order, swap with the arms, and narrow with the level', () => {
    for (const [control, treatment] of pairs) {
      const got = betaDifferenceInterval(control, treatment, 0.95);
      expect(got.low).toBeLessThan(got.high);
      expect(got.low).toBeGreaterThanOrEqual(-1);
      expect(got.high).toBeLessThanOrEqual(1);
      const swapped = betaDifferenceInterval(treatment, control, 0.95);
      expect((swapped.low + got.high) / (got.high - got.low)).toBeCloseTo(0, 6);
      const narrow = betaDifferenceInterval(control, treatment, 0.8);
      expect(narrow.low).toBeGreaterThan(got.low);
      expect(narrow.high).toBeLessThan(got.high);
      const lift = betaLiftInterval(control, treatment, 0.95);
      expect(lift.low!).toBeGreaterThanOrEqual(-1);
      expect(lift.high!).toBeGreaterThan(lift.low!);
    }
  });

  it('leave out zero exactly when the chance to win leaves the middle', () => {
    for (const [control, treatment] of pairs) {
      const { chanceTreatmentHigher } = compareBetas(control, treatment);
      if (Math.abs(Math.abs(chanceTreatmentHigher - 0.5) - 0.475) < 1e-6) continue;
      const isHigher = chanceTreatmentHigher > 0.975;
      expect(betaDifferenceInterval(control, treatment, 0.95).low > 0).toBe(isHigher);
      expect(betaLiftInterval(control, treatment, 0.95).low! > 0).toBe(isHigher);
    }
  });

  it('are numbers for each rate too', () => {
    for (const shape of shapes) {
      const { low, high } = betaInterval(beta(shape), 0.95);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThan(high);
      expect(high).toBeLessThanOrEqual(1);
    }
  });
});

describe('probabilityBest', () => {
  it('sums to 1 and agrees with the comparison of two', () => {
    const arms = [beta([1, 41]), beta([2, 9]), beta([21, 81]), beta([43, 163]), beta([201, 801])];
    const sum = probabilityBest(arms).reduce((total, chance) => total + chance, 0);
    expect(sum).toBeCloseTo(1, 11);
    const [first, second] = probabilityBest(arms.slice(1, 3)) as [number, number];
    const { chanceTreatmentHigher, chanceControlHigher } = compareBetas(arms[1]!, arms[2]!);
    expect(first).toBeCloseTo(chanceControlHigher, 11);
    expect(second).toBeCloseTo(chanceTreatmentHigher, 11);
  });

  it('is shared by equal arms, certain for one, and empty for none', () => {
    for (const chance of probabilityBest(Array.from({ length: 4 }, () => beta([50001, 950001])))) {
      expect(chance).toBeCloseTo(0.25, 10);
    }
    expect(probabilityBest([beta([2, 9])])).toEqual([1]);
    expect(probabilityBest([])).toEqual([]);
  });
});

describe('betaPosterior', () => {
  it('adds the counts to the prior', () => {
    expect(betaPosterior({ successes: 3, n: 10 }, beta([1, 2]))).toEqual({ alpha: 4, beta: 9 });
  });

  it.each([
    ['more successes than units', { successes: 4, n: 3 }, beta([1, 1])],
    ['a count that is not a number', { successes: Number.NaN, n: 3 }, beta([1, 1])],
    ['a prior of 0', { successes: 1, n: 3 }, beta([0, 1])],
  ])('refuses %s', (_, counts, prior) => {
    expect(() => betaPosterior(counts, prior)).toThrow(RangeError);
  });
});

describe('limits near the end of the scale', () => {
  it.each([
    // mpmath: quad of the distribution function in 20 digits, findroot.
    [543, 9, 607, 10, 0.8, -0.009200441897669, 0.009476519809013],
    [5328, 74, 201, 3, 0.95, -0.021620567024377, 0.011224335653799],
  ])('Beta(%d, %d) against Beta(%d, %d)', (a, b, c, d, level, low, high) => {
    const found = betaDifferenceInterval({ alpha: a, beta: b }, { alpha: c, beta: d }, level);
    expect(found.low).toBeCloseTo(low, 10);
    expect(found.high).toBeCloseTo(high, 10);
  });
});

describe('rates of more units than a planet has people', () => {
  it.each<Pair>([
    [3e7, 5e7],
    [1e8, 1e8],
    [1e9, 1e11],
    [5e11, 5e11],
    [1e12 - 3e7, 3e7],
  ])('are as the normal has it: %d and %d', (alpha, failures) => {
    const before = beta([alpha, failures]);
    const gain = Math.sqrt(Math.min(alpha, failures) / 2);
    const after = beta([alpha + gain, failures - gain]);
    const deviation = Math.SQRT2 * betaDeviation(before);
    const distance = betaMean(after) - betaMean(before);
    expect(compareBetas(before, before).chanceTreatmentHigher).toBeCloseTo(0.5, 7);
    const { chanceTreatmentHigher } = compareBetas(before, after);
    expect(chanceTreatmentHigher).toBeCloseTo(1 - normalUpperTail(distance / deviation), 3);
    const { low, high } = betaDifferenceInterval(before, after, 0.95);
    expect((low - distance) / deviation).toBeCloseTo(-criticalZ(0.95), 3);
    expect((high - distance) / deviation).toBeCloseTo(criticalZ(0.95), 3);
  });

  it('continue those of fewer', () => {
    for (const [alpha, failures] of [
      [1e7, 1e7],
      [1e7, 3e8],
    ] as Pair[]) {
      const [mean, deviation] = [betaMean(beta([alpha, failures])), betaDeviation(beta([alpha, failures]))];
      for (const z of [-9, -4, -1, 1, 4, 9]) {
        const p = mean + z * deviation;
        const fewer = betaTails(beta([alpha, failures]), p, 1 - p);
        const more = sharpBetaTails(beta([alpha, failures]), p, 1 - p);
        expect(more.below / fewer.below).toBeCloseTo(1, 7);
        expect(more.above / fewer.above).toBeCloseTo(1, 7);
      }
    }
  });
});
