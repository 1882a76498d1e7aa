import type { Estimate, SearchCheck, SearchGroup, SearchSplit } from '@dandelion-loop/contract';
import {
  armsEffect,
  type ContrastEstimate,
  confirmSplits,
  type Moments,
  type SplitArms,
  type SplitSide,
  upliftCheck,
} from '@dandelion-loop/stats';
import type { MetricPlan } from './request.ts';
import type { PathSums } from './search-cells.sql.ts';
import { conditionText, type NamedFeature, termsOf } from './search-conditions.ts';
import { type Arms, armsOf, type GrownTree } from './search-tree.ts';
import { alphaOf } from './verdict.ts';

/** From a tree and what its units did to splits, groups and the check. Pure. */

/** The tree of one comparison with what its units did. */
export interface Tree extends GrownTree {
  arms: Arms;
  minPerArm: number;
  /** By leaf. */
  sums: readonly PathSums[];
}

/** The units that choose, that test, and that are held out. */
type Third = 0 | 1 | 2;
const [testing, heldOut] = [1, 2] as const;

type Path = readonly SplitSide[];

export const sizeOf = (arms: readonly Moments[]) => Math.round(arms.reduce((sum, { n }) => sum + n, 0));

const estimateOf = (found: ContrastEstimate | null): Estimate => ({
  value: found?.value ?? null,
  low: found?.low ?? null,
  high: found?.high ?? null,
});

const begins = (leaf: Path, path: Path) =>
  path.every(({ split, inside }, i) => leaf[i]?.inside === inside && leaf[i]?.split === split);

/** Control and treatment of all units on a path. */
function armsOn({ arms, leaves, sums }: Tree, path: Path, third: Third): [Moments, Moments] {
  const below = leaves.flatMap((leaf, at) => (begins(leaf, path) ? [at] : []));
  return armsOf(
    arms,
    sums.filter((of) => below.includes(of.path)),
    (of) => of.thirds[third],
  );
}

const sidesOf = ({ path, split }: GrownTree['splits'][number]): [Path, Path] => [
  [...path, { split, inside: true }],
  [...path, { split, inside: false }],
];

const effectOn = (tree: Tree, path: Path, third: Third, level: number) =>
  estimateOf(armsEffect(...armsOn(tree, path, third), level));

function armsOfSplits(tree: Tree, third: Third): SplitArms[] {
  return tree.splits.map((split) => {
    const [inside, outside] = sidesOf(split);
    return { inside: armsOn(tree, inside, third), outside: armsOn(tree, outside, third) };
  });
}

/** The statistics take the first side from the second. */
const negated = ({ value, low, high }: Estimate): Estimate => ({
  value: value === null ? null : -value,
  low: high === null ? null : -high,
  high: low === null ? null : -low,
});

/** The splits of several trees, tested together. */
export function splitsOfTrees(
  trees: readonly Tree[],
  features: readonly NamedFeature[],
  level: number,
): SearchSplit[][] {
  const tested = confirmSplits(
    trees.flatMap((tree) => armsOfSplits(tree, testing)),
    level,
  );
  let next = 0;
  return trees.map((tree) => {
    const held = confirmSplits(armsOfSplits(tree, heldOut), level);
    return tree.splits.map((split, i) => {
      const { difference, adjustedPValue } = tested[next++]!;
      const [first, second] = sidesOf(split).map((path) => ({
        condition: conditionText(termsOf(features, path.slice(-1))),
        difference: effectOn(tree, path, heldOut, level),
      }));
      return {
        within: conditionText(termsOf(features, split.path)),
        ...{ first: first!, second: second! },
        difference: negated(estimateOf(held[i]!.difference)),
        tested: negated(estimateOf(difference)),
        pValue: difference?.pValue ?? null,
        adjustedPValue,
        confirmed: adjustedPValue !== null && adjustedPValue < alphaOf(level),
      };
    });
  });
}

/** Paths of the groups that confirmed splits divide; a split above a confirmed one is on the way to it. */
export function confirmedPaths(tree: GrownTree, splits: readonly SearchSplit[]): Path[] {
  const kept = tree.splits.flatMap(({ path, split }, i) =>
    splits[i]!.confirmed ? [split, ...path.map((side) => side.split)] : [],
  );
  const cut = (leaf: Path) => {
    const end = leaf.findIndex(({ split }) => !kept.includes(split));
    return end < 0 ? leaf : leaf.slice(0, end);
  };
  const paths = tree.leaves.map(cut);
  return paths.filter(
    (path, at) => paths.findIndex((other) => other.length === path.length && begins(other, path)) === at,
  );
}

/** What the units of each path did. */
export function groupsOf(
  tree: Tree,
  paths: readonly Path[],
  features: readonly NamedFeature[],
  level: number,
): SearchGroup[] {
  const sizes = paths.map((path) =>
    ([0, 1, 2] as const).reduce<number>((sum, third) => sum + sizeOf(armsOn(tree, path, third)), 0),
  );
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return paths.map((path, i) => {
    const terms = termsOf(features, path);
    const [control, treatment] = armsOn(tree, path, heldOut);
    return {
      ...{ condition: conditionText(terms), terms, units: sizes[i]!, share: all === 0 ? 0 : sizes[i]! / all },
      heldOutUnits: sizeOf([control, treatment]),
      control: control.n === 0 ? null : control.mean,
      treatment: treatment.n === 0 ? null : treatment.mean,
      difference: estimateOf(armsEffect(control, treatment, level)),
      tested: effectOn(tree, path, testing, level),
    };
  });
}

interface CheckInput {
  paths: readonly Path[];
  groups: readonly SearchGroup[];
  plan: MetricPlan;
  level: number;
  seed: number;
}

/** Held-out units in the order of the effects in the third that tests, the best first. */
export function checkOf(tree: Tree, { paths, groups, plan, level, seed }: CheckInput): SearchCheck | null {
  const sign = plan.lowerIsBetter ? -1 : 1;
  const turned = ({ n, mean, variance }: Moments): Moments => ({ n, mean: sign * mean, variance });
  const held = groups.map(({ tested }, i) => {
    const [control, treatment] = armsOn(tree, paths[i]!, heldOut).map(turned);
    return { score: sign * (tested.value ?? Number.NaN), control: control!, treatment: treatment! };
  });
  return held.some(({ score }) => Number.isNaN(score)) ? null : upliftCheck(held, { level, seed });
}

/** Of the units that choose. */
export function armsThatChoose(arms: Arms, all: readonly PathSums[]): [Moments, Moments] {
  return armsOf(arms, all, ({ thirds }) => thirds[0]);
}

/** Units of a comparison by what each third was for. */
export function unitsOf(arms: Arms, all: readonly PathSums[]) {
  const size = (third: Third) => sizeOf(armsOf(arms, all, (of) => of.thirds[third]));
  return { choosing: size(0), testing: size(testing), heldOut: size(heldOut) };
}
