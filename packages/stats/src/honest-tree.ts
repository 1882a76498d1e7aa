import { type ContrastEstimate, cellContrast } from './cell-contrast.ts';
import { checkPositive, checkProbability } from './check-range.ts';
import { bestSplit, type FeatureCell, type FeatureKind, isInside, type Split } from './effect-split.ts';
import { combineMoments, type Moments } from './moments.ts';
import { holm } from './multiplicity.ts';

/** A condition on a unit: inside the split or outside. */
export interface SplitSide {
  split: Split;
  inside: boolean;
}

/** Units that meet all conditions of `path`. */
export interface HonestLeaf {
  path: readonly SplitSide[];
  /** Effect in the half that chose the split: too large as a rule, good for ordering only. */
  adaptiveEffect: number;
  /**
   * The arms in the other half, and their effect; null when one of them is empty. With the adaptive effect as score they
   * are a group of `upliftCheck`.
   */
  control: Moments;
  treatment: Moments;
  effect: ContrastEstimate | null;
}

/** A split, and whether the other half of the units confirms it. */
export interface HonestSplit {
  path: readonly SplitSide[];
  split: Split;
  criterion: number;
  /** Effect outside less effect inside, in the half that did not choose it; null when one of four arms is empty there. */
  difference: ContrastEstimate | null;
  /** Holm over all splits of the tree. */
  adjustedPValue: number | null;
}

export interface HonestTree {
  splits: HonestSplit[];
  leaves: HonestLeaf[];
}

export interface HonestTreeOptions {
  /** What the features are, in the order of the values of a cell. */
  kinds: readonly FeatureKind[];
  /** Splits one after another on the way to a leaf. */
  depth: 1 | 2;
  /** Fewest units of each arm on both sides of a split, in the half that chooses. */
  minPerArm: number;
  /** Confidence level of the intervals, 0 < level < 1. */
  level: number;
}

const nothing: Moments = { n: 0, mean: 0, variance: 0 };

function armsOf(cells: readonly FeatureCell[]): [Moments, Moments] {
  return [
    combineMoments([nothing, ...cells.map(({ control }) => control)]),
    combineMoments([nothing, ...cells.map(({ treatment }) => treatment)]),
  ];
}

/** A weighted sum of means, null when one has no units. */
function contrastOf(arms: readonly Moments[], weights: readonly number[], level: number): ContrastEstimate | null {
  if (arms.some(({ n }) => n < 1)) return null;
  const means = {
    values: arms.map(({ mean }) => mean),
    variances: arms.map(({ n, variance }) => (n < 2 ? Number.NaN : variance / n)),
    units: arms.map(({ n }) => n),
  };
  return cellContrast(weights, means, level);
}

/** Treatment less control, Welch's t for its interval; null when an arm has no units. */
export const armsEffect = (control: Moments, treatment: Moments, level: number): ContrastEstimate | null =>
  contrastOf([control, treatment], [-1, 1], level);

/** Control and treatment on both sides of a split, of units that had no say in it. */
export interface SplitArms {
  inside: readonly [Moments, Moments];
  outside: readonly [Moments, Moments];
}

/**
 * Does the effect differ between the two sides of each split? Effect outside less effect inside, Student's t with
 * Satterthwaite's degrees of freedom, Holm over all that are given.
 */
export function confirmSplits(
  splits: readonly SplitArms[],
  level: number,
): Pick<HonestSplit, 'difference' | 'adjustedPValue'>[] {
  const differences = splits.map(({ inside, outside }) => contrastOf([...inside, ...outside], [1, -1, -1, 1], level));
  const adjusted = holm(differences.map((difference) => difference?.pValue ?? null));
  return differences.map((difference, i) => ({ difference, adjustedPValue: adjusted[i]! }));
}

interface Halves {
  choosing: readonly FeatureCell[];
  estimating: readonly FeatureCell[];
}

const within = ({ choosing, estimating }: Halves, { split, inside }: SplitSide): Halves => ({
  choosing: choosing.filter((cell) => isInside(split, cell) === inside),
  estimating: estimating.filter((cell) => isInside(split, cell) === inside),
});

type Open = Omit<HonestSplit, 'difference' | 'adjustedPValue'> & { arms: SplitArms };

function grow(
  halves: Halves,
  path: readonly SplitSide[],
  options: HonestTreeOptions,
): { splits: Open[]; leaves: HonestLeaf[] } {
  const found = path.length < options.depth ? bestSplit(halves.choosing, options.kinds, options.minPerArm) : null;
  if (found === null) {
    const [control, treatment] = armsOf(halves.estimating);
    const [adaptiveControl, adaptiveTreatment] = armsOf(halves.choosing);
    const leaf = {
      path,
      adaptiveEffect: adaptiveTreatment.mean - adaptiveControl.mean,
      control,
      treatment,
      effect: armsEffect(control, treatment, options.level),
    };
    return { splits: [], leaves: [leaf] };
  }
  const { split, criterion } = found;
  const sides = [true, false].map((inside) => ({ split, inside }));
  const parts = sides.map((side) => within(halves, side));
  const [inside, outside] = parts.map(({ estimating }) => armsOf(estimating));
  const own = { path, split, criterion, arms: { inside: inside!, outside: outside! } };
  const grown = sides.map((side, i) => grow(parts[i]!, [...path, side], options));
  return {
    splits: [own, ...grown.flatMap(({ splits }) => splits)],
    leaves: grown.flatMap(({ leaves }) => leaves),
  };
}

/**
 * Where does the effect differ? One half of the units chooses where to split, by the largest n₁τ₁² + n₂τ₂²; the other half,
 * which had no say, gives the effects of the leaves and tests each split (effect outside less effect inside, Student's t
 * with Satterthwaite's degrees of freedom, Holm over the tree). So the search costs no validity: in noise a split is
 * confirmed no more often than the level says. Athey & Imbens, "Recursive partitioning for heterogeneous causal effects",
 * PNAS 113(27), 2016, with their criterion simplified: no penalty for variance, the test takes its place.
 *
 * @param choosing cells of the half that chooses, `estimating` of the other one; halves drawn by chance, not by order
 * @throws RangeError for a level of confidence outside 0 ... 1 or a `minPerArm` of 0
 */
export function honestTree(
  choosing: readonly FeatureCell[],
  estimating: readonly FeatureCell[],
  options: HonestTreeOptions,
): HonestTree {
  checkProbability('level', options.level);
  checkPositive('minPerArm', options.minPerArm);
  const { splits, leaves } = grow({ choosing, estimating }, [], options);
  const confirmed = confirmSplits(
    splits.map(({ arms }) => arms),
    options.level,
  );
  return { splits: splits.map(({ arms: _, ...split }, i) => ({ ...split, ...confirmed[i]! })), leaves };
}
