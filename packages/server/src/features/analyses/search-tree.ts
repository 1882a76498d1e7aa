import { bestSplit, combineMoments, type FeatureKind, type Moments, type SplitSide } from '@dandelion-loop/stats';
import { groupBy } from '../../kernel/group-by.ts';
import type { FeatureSums } from './search-cells.sql.ts';

/** Grows the tree of a comparison from sums by feature: they are all that its choice needs, so no cell of all features is asked for. */

export interface Arms {
  variation: string;
  /** Null: all others. */
  control: string | null;
}

const nothing: Moments = { n: 0, mean: 0, variance: 0 };

/** Control and treatment among groups of several variations. */
export function armsOf<Of extends { variation: string }>(
  { variation, control }: Arms,
  groups: readonly Of[],
  momentsOf: (group: Of) => Moments,
): [Moments, Moments] {
  const isControl = (name: string) => (control === null ? name !== variation : name === control);
  const together = (members: readonly Of[]) => combineMoments([nothing, ...members.map(momentsOf)]);
  return [
    together(groups.filter((group) => isControl(group.variation))),
    together(groups.filter((group) => group.variation === variation)),
  ];
}

/** The best split over all features, the first of equal ones. */
function bestOf(arms: Arms, sums: readonly FeatureSums[], kinds: readonly FeatureKind[], minPerArm: number) {
  let best: ReturnType<typeof bestSplit> = null;
  for (const [feature, kind] of kinds.entries()) {
    const values = groupBy(
      sums.filter((of) => of.feature === feature),
      ({ value }) => value,
    );
    const cells = [...values].map(([value, groups]) => {
      const [control, treatment] = armsOf(arms, groups, ({ choosing }) => choosing);
      return { values: [value], control, treatment };
    });
    const found = bestSplit(cells, [kind], minPerArm);
    if (found !== null && (best === null || found.criterion > best.criterion))
      best = { ...found, split: { ...found.split, feature } };
  }
  return best;
}

export interface GrownTree {
  /** Each with the path to it. */
  splits: { path: readonly SplitSide[]; split: SplitSide['split'] }[];
  leaves: (readonly SplitSide[])[];
}

interface Grow {
  arms: Arms;
  kinds: readonly FeatureKind[];
  minPerArm: number;
  /** Splits one after another. */
  depth: number;
  ask: (path: readonly SplitSide[]) => Promise<readonly FeatureSums[]>;
}

/** The tree of `honestTree` of the statistics, without its estimates. */
export async function growTree(grow: Grow, path: readonly SplitSide[] = []): Promise<GrownTree> {
  const found = path.length < grow.depth ? bestOf(grow.arms, await grow.ask(path), grow.kinds, grow.minPerArm) : null;
  if (found === null) return { splits: [], leaves: [path] };
  const { split } = found;
  const sides = [];
  for (const inside of [true, false]) sides.push(await growTree(grow, [...path, { split, inside }]));
  return {
    splits: [{ path, split }, ...sides.flatMap(({ splits }) => splits)],
    leaves: sides.flatMap(({ leaves }) => leaves),
  };
}
