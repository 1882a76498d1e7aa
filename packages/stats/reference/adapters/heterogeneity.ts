import { bestSplit, type FeatureCell } from '../../src/effect-split.ts';
import { honestTree } from '../../src/honest-tree.ts';
import { interactionTest } from '../../src/interaction-test.ts';
import { logisticInteractionTest } from '../../src/logistic-interaction.ts';
import { drLearner, sLearner, tLearner, treatedShare, xLearner } from '../../src/meta-learners.ts';
import { type Moments, rateEstimate } from '../../src/moments.ts';
import { qiniCurves } from '../../src/qini.ts';
import { welchTest } from '../../src/welch.ts';
import type { Adapter } from '../adapter.ts';
import { momentsOfSums, momentsOfValues } from '../moments-of.ts';

const level = 0.95;

interface FunnelSums {
  n: number;
  visits: number;
  conversions: number;
  spendSum: number;
  spendSumSquares: number;
}

function threeArms({ arms }: { arms: { control: FunnelSums; mens: FunnelSums } }) {
  const compare = (moments: (arm: FunnelSums) => Moments) => {
    const [control, treatment] = [moments(arms.control), moments(arms.mens)];
    const { difference, standardError, t, pValue } = welchTest(control, treatment, level);
    return { control: control.mean, treatment: treatment.mean, difference, se: standardError, t, p: pValue };
  };
  const counted = (n: number, count: number) => momentsOfSums({ n, sum: count, sumSquares: count });
  return {
    visit: compare(({ n, visits }) => counted(n, visits)),
    conversion: compare(({ n, conversions }) => counted(n, conversions)),
    spend: compare(({ n, spendSum, spendSumSquares }) =>
      momentsOfSums({ n, sum: spendSum, sumSquares: spendSumSquares }),
    ),
  };
}

type Pair = [successes: number, n: number];

const counts = ([successes, n]: Pair) => ({ successes, n });

function subgroupInteraction({ subgroups }: { subgroups: { treated: Pair; control: Pair }[] }) {
  const effects = subgroups.map(({ treated, control }) => {
    const [t, c] = [rateEstimate(counts(treated)), rateEstimate(counts(control))];
    if (t === null || c === null) return { effect: null, variance: null };
    return { effect: t.mean - c.mean, variance: t.varianceOfMean + c.varianceOfMean };
  });
  const cochran = interactionTest(effects);
  const logistic = logisticInteractionTest(
    subgroups.map(({ treated, control }) => ({ treatment: counts(treated), control: counts(control) })),
  );
  return {
    effects: effects.map(({ effect }) => effect),
    se: effects.map(({ variance }) => (variance === null ? null : Math.sqrt(variance))),
    cochranQ: cochran?.q ?? null,
    df: cochran?.df ?? null,
    pQ: cochran?.pValue ?? null,
    logisticInteractionLR: logistic?.likelihoodRatio ?? null,
    pLR: logistic?.pValue ?? null,
  };
}

function qiniUplift({ groups }: { groups: { score: number; treated: Pair; control: Pair }[] }) {
  const found = qiniCurves(
    groups.map(({ score, treated, control }) => ({
      score,
      treatment: { n: treated[1], sum: treated[0] },
      control: { n: control[1], sum: control[0] },
    })),
  );
  const { fractions, qiniArea, qiniRandomArea, qiniCoefficient, qiniPerTreated } = found;
  return {
    fractions,
    qiniCurve: found.qini,
    upliftCurve: found.uplift,
    qiniArea,
    qiniRandomArea,
    qiniCoefficient,
    qiniPerTreated,
    auuc: found.upliftArea,
    auucRandom: found.upliftRandomArea,
    auucAboveRandomPerHead: found.upliftAboveRandomPerUnit,
  };
}

function metaLearners(input: { x1: number[]; x2: number[]; treated: number[]; y: number[] }) {
  const units = {
    features: input.x1.map((x1, i) => [x1, input.x2[i]!]),
    treated: input.treated.map((arm) => arm === 1),
    y: input.y,
  };
  const doublyRobust = drLearner(units);
  const arm = (treated: boolean) => momentsOfValues(units.y.filter((_, i) => units.treated[i] === treated)).mean;
  return {
    tLearner: tLearner(units),
    xLearner: xLearner(units),
    xLearnerOutcomeOnX1Only: xLearner(
      units,
      input.x1.map((x1) => [x1]),
    ),
    sLearnerWithInteractions: sLearner(units),
    drLearner: doublyRobust?.effects ?? null,
    ateAipw: doublyRobust?.average ?? null,
    ateAipwSe: doublyRobust?.standardError ?? null,
    propensity: treatedShare(units),
    differenceInMeans: arm(true) - arm(false),
  };
}

interface SplitInput {
  x: number[];
  treated: number[];
  y: number[];
  splitSample?: string;
  minPerArmPerLeaf: number;
}

function honestSplit({ x, treated, y, splitSample, minPerArmPerLeaf: minPerArm }: SplitInput) {
  const none = { n: 0, mean: 0, variance: 0 };
  const cells: FeatureCell[] = x.map((value, i) => {
    const own = { n: 1, mean: y[i]!, variance: 0 };
    return { values: [value], control: treated[i] ? none : own, treatment: treated[i] ? own : none };
  });
  const half = Number(/\d+/.exec(splitSample ?? '')?.[0] ?? Math.floor(x.length / 2));
  const [choosing, estimating] = [cells.slice(0, half), cells.slice(half)];
  const found = bestSplit(choosing, ['ordered'], minPerArm);
  const { leaves } = honestTree(choosing, estimating, { kinds: ['ordered'], depth: 1, minPerArm, level });
  return {
    threshold: found?.split.value ?? null,
    splitCriterion: found?.criterion ?? null,
    adaptiveEffects: found?.effects ?? null,
    honestLeaves: leaves.map(({ control, treatment, effect }) => ({
      n: control.n + treatment.n,
      effect: effect?.value ?? null,
      se: effect?.standardError ?? null,
    })),
  };
}

/** Heterogeneous effects of `04-factorial-heterogeneity.json`. */
export const adapters: Record<string, Adapter> = {
  'three-arm-ate-mens': threeArms,
  'subgroup-interaction': subgroupInteraction,
  'qini-uplift': qiniUplift,
  'meta-learners': metaLearners,
  'honest-split': honestSplit,
};
