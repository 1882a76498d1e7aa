import type { Moments } from './moments.ts';

/** Units of a test that agree in all features, summarised; single units are cells of one. */
export interface FeatureCell {
  /** Value of every feature: a number, or the index of a level. */
  values: readonly number[];
  control: Moments;
  treatment: Moments;
}

/** A number or ordered levels, split at a threshold; levels without an order, split one against the rest. */
export type FeatureKind = 'ordered' | 'levels';

/** Inside are the units whose feature is at most `value` (ordered), or is `value` (levels). */
export interface Split {
  /** Index of the feature. */
  feature: number;
  kind: FeatureKind;
  value: number;
}

export interface FoundSplit {
  split: Split;
  /** n₁τ₁² + n₂τ₂² with the units and the effects inside and outside. */
  criterion: number;
  /** Inside, outside. */
  effects: [number, number];
}

/** Whether a cell is inside a split. */
export function isInside({ feature, kind, value }: Split, { values }: FeatureCell): boolean {
  return kind === 'ordered' ? values[feature]! <= value : values[feature] === value;
}

/** Units and sums of both arms. */
interface Sums {
  n: [number, number];
  sum: [number, number];
}

const sumsOf = (cells: readonly FeatureCell[]): Sums => {
  const total: Sums = { n: [0, 0], sum: [0, 0] };
  for (const { control, treatment } of cells) {
    for (const [arm, moments] of [control, treatment].entries()) {
      if (moments.n <= 0) continue;
      total.n[arm]! += moments.n;
      total.sum[arm]! += moments.n * moments.mean;
    }
  }
  return total;
};

const plus = (a: Sums, b: Sums): Sums => ({
  n: [a.n[0] + b.n[0], a.n[1] + b.n[1]],
  sum: [a.sum[0] + b.sum[0], a.sum[1] + b.sum[1]],
});

const minus = (a: Sums, b: Sums): Sums => ({
  n: [a.n[0] - b.n[0], a.n[1] - b.n[1]],
  sum: [a.sum[0] - b.sum[0], a.sum[1] - b.sum[1]],
});

const effectOf = ({ n, sum }: Sums) => sum[1] / n[1] - sum[0] / n[0];

/** Cells by the value of a feature, values ascending. */
function byValue(cells: readonly FeatureCell[], feature: number): { value: number; sums: Sums }[] {
  const groups = new Map<number, FeatureCell[]>();
  for (const cell of cells) {
    const value = cell.values[feature]!;
    const group = groups.get(value);
    if (group === undefined) groups.set(value, [cell]);
    else group.push(cell);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([value, members]) => ({ value, sums: sumsOf(members) }));
}

/**
 * The split with the largest n₁τ₁² + n₂τ₂², the first of equal ones in the order of features and values; null when none
 * leaves `minPerArm` units of both arms on both sides.
 *
 * @param kinds one per feature
 */
export function bestSplit(
  cells: readonly FeatureCell[],
  kinds: readonly FeatureKind[],
  minPerArm: number,
): FoundSplit | null {
  let best: FoundSplit | null = null;
  for (const [feature, kind] of kinds.entries()) {
    const groups = byValue(cells, feature);
    const all = groups.map(({ sums }) => sums).reduce(plus, sumsOf([]));
    let before = sumsOf([]);
    for (const { value, sums } of groups) {
      before = plus(before, sums);
      const inside = kind === 'ordered' ? before : sums;
      const outside = minus(all, inside);
      if ([...inside.n, ...outside.n].some((n) => n < minPerArm)) continue;
      const effects: [number, number] = [effectOf(inside), effectOf(outside)];
      const criterion = (inside.n[0] + inside.n[1]) * effects[0] ** 2 + (outside.n[0] + outside.n[1]) * effects[1] ** 2;
      if (best === null || criterion > best.criterion) best = { split: { feature, kind, value }, criterion, effects };
    }
  }
  return best;
}
