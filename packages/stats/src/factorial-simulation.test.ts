import { describe, expect, it } from 'vitest';
import { passBandUpper } from '../reference/monte-carlo.ts';
import { binomialSampler } from '../reference/random.ts';
import { factorialCells } from './factorial-cells.ts';
import { holm } from './multiplicity.ts';

/*
 * Seeded simulations of unequal cells of a 2 × 2 × 3 test with a rate as outcome: intervals cover planted effects and
 * interactions, and Holm over the pairs of attributes keeps its level.
 */
const attributes = [2, 2, 3].map((size, i) => ({
  name: 'ABC'[i]!,
  levels: Array.from({ length: size }, (_, level) => String(level)),
}));
const combinations = [0, 1].flatMap((a) => [0, 1].flatMap((b) => [0, 1, 2].map((c) => [a, b, c])));
const units = [900, 400, 2000, 650, 1200, 300, 800, 1500, 500, 700, 1100, 600];

/** Analyses of tests drawn with these rates. */
function* simulate(
  rateOf: (levels: number[]) => number,
  keep: (levels: number[]) => boolean,
  runs: number,
  seed: number,
) {
  const cells = combinations.map((levels, i) => ({
    levels,
    units: units[i]!,
    draw: binomialSampler({ n: units[i]!, p: rateOf(levels), seed: seed + i }),
  }));
  const kept = cells.filter(({ levels }) => keep(levels));
  for (let run = 0; run < runs; run++) {
    const drawn = kept.map(({ levels, units, draw }) => {
      const successes = draw();
      const mean = successes / units;
      return { levels, units, mean, varianceOfMean: (mean * (1 - mean)) / units, successes };
    });
    yield factorialCells(attributes, drawn, { weights: 'equal', level: 0.95 });
  }
}

const all = () => true;
/** A raises the rate by 4 points, by 8 where B is 1 as well; C does 2 points per level. */
const planted = ([a, b, c]: number[]) => 0.15 + 0.04 * a! + 0.04 * a! * b! + 0.02 * c!;
const runs = 600;
/** Three standard errors of the simulation around 95%. */
const band = 3 * Math.sqrt((0.95 * 0.05) / runs);

describe('planted effects', () => {
  it.each([
    ['all combinations', all, 'cell-averages', 0.25],
    [
      'two combinations missing',
      ([a, b, c]: number[]) => !(a === 1 && b === 0 && c === 2) && !(a === 0 && b === 1 && c === 0),
      'two-way',
      0.12,
    ],
  ] as const)('are covered with %s', (_, keep, model, power) => {
    const truth = { effects: [0.06, 0.02, 0.02, 0.04], interaction: 0.04 };
    const covered = [0, 0, 0, 0, 0];
    let detected = 0;
    for (const { effects, interactions } of simulate(planted, keep, runs, 100)) {
      expect(effects[0]!.model).toBe(model);
      const contrasts = [...effects, interactions[0]!.contrasts[0]!].map(({ difference }) => difference!);
      for (const [i, value] of [...truth.effects, truth.interaction].entries())
        if (contrasts[i]!.low! <= value && value <= contrasts[i]!.high!) covered[i]! += 1;
      if (holm(interactions.map(({ difference }) => difference!.pValue))[0]! <= 0.05) detected += 1;
    }
    for (const count of covered) expect(Math.abs(count / runs - 0.95)).toBeLessThan(band);
    // Without the planted interaction a third of 5%, see below.
    expect(detected / runs).toBeGreaterThan(power);
  });

  it('are covered on log-odds', () => {
    const logit = (p: number) => Math.log(p / (1 - p));
    const change = (b: number, c: number) => logit(planted([1, b, c])) - logit(planted([0, b, c]));
    const contexts = [0, 1].flatMap((b) => [0, 1, 2].map((c) => change(b, c)));
    const truth = contexts.reduce((sum, value) => sum + value, 0) / contexts.length;
    let covered = 0;
    for (const { effects } of simulate(planted, all, runs, 200)) {
      const { low, high } = effects[0]!.logOdds!;
      if (low! <= truth && truth <= high!) covered += 1;
    }
    expect(Math.abs(covered / runs - 0.95)).toBeLessThan(band);
  });
});

describe('no interaction', () => {
  it.each([
    ['difference', ([a, b, c]: number[]) => 0.1 + 0.05 * a! + 0.03 * b! + 0.02 * c!],
    ['logOdds', ([a, b, c]: number[]) => 1 / (1 + Math.exp(1.5 - 0.4 * a! - 0.3 * b! - 0.2 * c!))],
  ] as const)('is found in at most 5%% of tests, Holm over the pairs, on %s', (scale, rateOf) => {
    let found = 0;
    let unadjusted = 0;
    for (const { interactions } of simulate(rateOf, all, runs, 300)) {
      const p = interactions.map((interaction) => interaction[scale]!.pValue);
      if (holm(p).some((value) => value! <= 0.05)) found += 1;
      if (p.some((value) => value <= 0.05)) unadjusted += 1;
    }
    expect(found / runs).toBeLessThanOrEqual(passBandUpper(0.05, runs));
    expect(found / runs).toBeGreaterThan(0.02);
    // Reading the smallest of three p-values is what Holm is for.
    expect(unadjusted / runs).toBeGreaterThan(0.1);
  });
});
