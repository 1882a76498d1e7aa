import { describe, expect, it } from 'vitest';
import { passBandUpper } from '../reference/monte-carlo.ts';
import { normalSampler } from '../reference/random.ts';
import type { FeatureCell } from './effect-split.ts';
import { type HonestTreeOptions, honestTree } from './honest-tree.ts';
import type { Moments } from './moments.ts';
import { upliftCheck } from './uplift-check.ts';

/** 5 ordered values × 3 levels × 2 levels, in two halves of 60 units per arm and combination. */
const combinations = [0, 1, 2, 3, 4].flatMap((a) => [0, 1, 2].flatMap((b) => [0, 1].map((c) => [a, b, c])));
const perArm = 60;
const options: HonestTreeOptions = { kinds: ['ordered', 'levels', 'levels'], depth: 2, minPerArm: 200, level: 0.95 };

/** Cells of one half whose outcome has a spread of 1, and the treatment the effect given. */
function draw(effect: (values: number[]) => number, normal: () => number): FeatureCell[] {
  const arm = (mean: number): Moments => {
    // The variance of 60 normal values is 1 ± 0.18; chi-square by its normal approximation.
    const variance = Math.max(0.1, 1 + normal() * Math.sqrt(2 / (perArm - 1)));
    return { n: perArm, mean: mean + normal() / Math.sqrt(perArm), variance };
  };
  return combinations.map((values) => ({
    values,
    control: arm(values[0]! / 5),
    treatment: arm(values[0]! / 5 + effect(values)),
  }));
}

/** Whether the score that a tree of one half gives orders the units of the other half by effect. */
function orders(choosing: FeatureCell[], estimating: FeatureCell[], seed: number): boolean {
  const { leaves } = honestTree(choosing, estimating, options);
  const groups = leaves.map(({ adaptiveEffect, control, treatment }) => ({
    score: adaptiveEffect,
    control,
    treatment,
  }));
  const check = upliftCheck(groups, { level: 0.95, seed });
  return check !== null && check.low > 0;
}

const confirmed = (tree: ReturnType<typeof honestTree>) =>
  tree.splits.filter(({ adjustedPValue }) => adjustedPValue !== null && adjustedPValue <= 0.05);

describe('honestTree where the effect is the same for all', () => {
  const runs = 600;
  const normal = normalSampler(7);
  const halves = Array.from({ length: runs }, () => [draw(() => 0.3, normal), draw(() => 0.3, normal)] as const);

  it('confirms a split in at most 5% of tests', () => {
    const found = halves.filter(([a, b]) => confirmed(honestTree(a, b, options)).length > 0).length;
    expect(found / runs).toBeLessThanOrEqual(passBandUpper(0.05, runs));
    expect(found / runs).toBeGreaterThan(0.015);
    // The same search judged by the half that chose: the harness does look for differences.
    const adaptive = halves.filter(([a]) => confirmed(honestTree(a, a, options)).length > 0).length;
    expect(adaptive / runs).toBeGreaterThan(0.1);
  });

  it('gives leaves whose intervals hold the effect', () => {
    const leaves = halves.flatMap(([a, b]) => honestTree(a, b, options).leaves);
    const covered = leaves.filter(({ effect }) => effect!.low! <= 0.3 && 0.3 <= effect!.high!).length;
    expect(Math.abs(covered / leaves.length - 0.95)).toBeLessThan(3 * Math.sqrt((0.95 * 0.05) / leaves.length));
  });

  it('orders nobody by effect: the Qini band is above random in hardly more than 2.5%', () => {
    const few = halves.slice(0, 100);
    const found = few.filter(([a, b], i) => orders([...a], [...b], i)).length;
    expect(found / few.length).toBeLessThanOrEqual(passBandUpper(0.025, few.length));
  });
});

describe('honestTree where the effect differs', () => {
  const normal = normalSampler(8);
  const planted = ([a, , c]: number[]) => 0.1 + (a! > 2 ? 0.35 : 0) + (a! > 2 && c === 1 ? 0.3 : 0);
  const runs = 60;
  const halves = Array.from({ length: runs }, () => [draw(planted, normal), draw(planted, normal)] as const);

  it('finds the feature, the threshold and the split behind it', () => {
    let first = 0;
    let second = 0;
    for (const [a, b] of halves) {
      const found = confirmed(honestTree(a, b, options)).map(({ split, path }) => `${path.length}:${split.feature}`);
      const root = honestTree(a, b, options).splits[0]!;
      if (found.includes('0:0') && root.split.value === 2 && root.difference!.value > 0) first += 1;
      if (found.includes('1:2')) second += 1;
    }
    expect(first / runs).toBeGreaterThan(0.9);
    expect(second / runs).toBeGreaterThan(0.5);
  });

  it('orders held-out units by effect', () => {
    expect(halves.slice(0, 20).every(([a, b], i) => orders([...a], [...b], i))).toBe(true);
  });
});

describe('honestTree', () => {
  it('stays one leaf when no split leaves enough units, and has null for an empty arm', () => {
    const none = { n: 0, mean: 0, variance: 0 };
    const cells = [{ values: [1, 0, 0], control: { n: 30, mean: 1, variance: 2 }, treatment: none }];
    const tree = honestTree(cells, cells, options);
    expect(tree.splits).toEqual([]);
    expect(tree.leaves).toMatchObject([{ path: [], control: { n: 30 }, treatment: { n: 0 }, effect: null }]);
    expect(honestTree([], [], options).leaves).toMatchObject([{ control: { n: 0 }, effect: null }]);
  });

  it('is the same for cells in another order', () => {
    const normal = normalSampler(9);
    const [a, b] = [draw(() => 0, normal), draw(() => 0, normal)];
    const tree = honestTree(a, b, options);
    const turned = honestTree([...a].reverse(), [...b].reverse(), options);
    expect(turned.splits.map(({ split }) => split)).toEqual(tree.splits.map(({ split }) => split));
  });
});
