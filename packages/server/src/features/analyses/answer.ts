import type { Comparison, HealthVerdict, Metric } from '@dandelion-loop/contract';
import {
  asymptoticIsTrusted,
  combineJointMoments,
  holm,
  type JointMoments,
  type Moments,
  meanEstimate,
} from '@dandelion-loop/stats';
import { adjustGroups, estimateGroup, type GroupEstimate } from './estimate.ts';
import { infer } from './infer.ts';
import { type Inferred, momentsOf, type Pair, ratesOf, standardErrorOf } from './pair.ts';
import { comparisonReasons, variationReasons } from './reasons.ts';
import type { InferenceRequest, MetricPlan } from './request.ts';
import { comparisonSentence } from './sentences.ts';
import { unitsNeeded } from './units-needed.ts';
import { verdictOf, worthHavingOf } from './verdict.ts';

/** From sufficient statistics of each variation to the metrics of an answer. Pure. */

/** The groups of one test, or of one segment of it. `metrics` in the order of the plans. */
export interface VariationMoments {
  variation: string;
  metrics: readonly JointMoments[];
}

export interface AnswerInput {
  plans: readonly MetricPlan[];
  /** In the order in which they are shown; the control first where there is one. */
  variations: readonly VariationMoments[];
  control: string | null;
  health: HealthVerdict;
  request: InferenceRequest;
}

interface Draft {
  plan: MetricPlan;
  pair: Pair;
  variation: string;
  control: string | null;
  /** Variations that the control group is made of. */
  pooled: number;
  inferred: Inferred;
  /** Comparisons that test the same hypothesis share it: of two variations without a control, A against B is B against A. */
  hypothesis: string;
}

/** A covariate is used where it is defined in both groups, and where the method for few events does not need the counts. */
function pairOf(
  plan: MetricPlan,
  groups: readonly GroupEstimate[],
  control: GroupEstimate,
  treatment: GroupEstimate,
  { inference }: InferenceRequest,
): Pair {
  const plain = { plan, control, treatment, adjusted: null };
  if (plan.covariate === null) return plain;
  const [a, b] = ratesOf(plain) ?? [];
  if (inference === 'sequential' && a && b && !asymptoticIsTrusted({ control: a, treatment: b })) return plain;
  const all = groups.includes(control) ? groups : [control, treatment];
  const adjustment = adjustGroups(all);
  const [from, to] = [control, treatment].map((group) => adjustment?.groups[all.indexOf(group)]);
  return adjustment && from && to
    ? { ...plain, adjusted: { control: from, treatment: to, theta: adjustment.theta } }
    : plain;
}

function draftsOf({ variations, control, request }: AnswerInput, plan: MetricPlan, index: number): Draft[] {
  const groups = variations.map(({ metrics }) => estimateGroup(plan, metrics[index]!));
  const controlAt = variations.findIndex(({ variation }) => variation === control);
  const mirrored = controlAt < 0 && variations.length === 2;
  return variations.flatMap(({ variation }, at): Draft[] => {
    if (at === controlAt || variations.length < 2) return [];
    const rest = () => combineJointMoments(variations.filter((_, i) => i !== at).map(({ metrics }) => metrics[index]!));
    const against = controlAt >= 0 ? groups[controlAt]! : estimateGroup(plan, rest());
    const pair = pairOf(plan, groups, against, groups[at]!, request);
    return [
      {
        plan,
        pair,
        variation,
        control: controlAt >= 0 ? control : null,
        pooled: controlAt >= 0 ? 1 : variations.length - 1,
        inferred: infer(pair, request),
        hypothesis: JSON.stringify(mirrored ? [index] : [index, variation]),
      },
    ];
  });
}

/** Holm over the distinct hypotheses of a family. */
export function adjustFamily(family: readonly { hypothesis: string; pValue: number | null }[]): (number | null)[] {
  const first = new Map<string, number>();
  const distinct = family.filter(({ hypothesis }) => {
    if (first.has(hypothesis)) return false;
    first.set(hypothesis, first.size);
    return true;
  });
  const adjusted = holm(distinct.map(({ pValue }) => pValue));
  return family.map(({ hypothesis }) => adjusted[first.get(hypothesis)!] ?? null);
}

function marginOf({ plan, pair }: Draft): number | null {
  const { value, relative } = plan.practical;
  if (!relative) return value;
  const baseline = pair.control.value;
  return baseline === null || baseline === 0 ? null : value * Math.abs(baseline);
}

/** Share of the variance of the difference that the covariate removed. */
function varianceReduction(pair: Pair): number | null {
  if (pair.adjusted === null) return null;
  const variance = (groups: [Moments, Moments] | null) =>
    groups?.reduce((sum, group) => sum + (meanEstimate(group)?.varianceOfMean ?? Number.NaN), 0) ?? 0;
  const [before, after] = [variance(momentsOf({ ...pair, adjusted: null })), variance(momentsOf(pair))];
  return before > 0 ? 1 - after / before : null;
}

function finish(draft: Draft, adjustedPValue: number | null, input: AnswerInput, family: number): Comparison {
  const { plan, pair, inferred, variation, control } = draft;
  const { request, health } = input;
  const margin = marginOf(draft);
  const verdict = verdictOf({
    health,
    difference: inferred.difference,
    adjustedPValue,
    level: request.level,
    lowerIsBetter: plan.lowerIsBetter,
    margin,
  });
  const { value: difference } = inferred.difference;
  const needed =
    verdict === 'inconclusive'
      ? unitsNeeded({ ...request, pair, difference, margin, family, pooled: draft.pooled })
      : null;
  const { reasons, method, ...numbers } = inferred;
  const comparison = {
    variation,
    control,
    ...numbers,
    adjustedPValue,
    level: request.level,
    inference: request.inference,
    method,
    varianceReduction: varianceReduction(pair),
    practicalMargin: margin,
    unitsNeeded: needed,
    verdict,
    worthHaving: worthHavingOf(verdict, inferred.difference, margin),
    reasons,
  };
  const explained = { ...comparison, reasons: comparisonReasons(comparison, plan) };
  const sentence = comparisonSentence({
    metric: plan.name,
    measured: plan,
    lowerIsBetter: plan.lowerIsBetter,
    adjustedFor: pair.adjusted ? plan.covariate : null,
    comparison: explained,
    value: pair.treatment.value,
    controlValue: pair.control.value,
    units: Math.min(pair.control.n, pair.treatment.n),
  });
  return { ...explained, sentence };
}

function metricOf(plan: MetricPlan, index: number, input: AnswerInput, comparisons: Comparison[]): Metric {
  return {
    name: plan.name,
    kind: plan.kind,
    ...(plan.currency !== null && { currency: plan.currency }),
    primary: index === 0,
    direction: plan.lowerIsBetter ? 'lower-is-better' : 'higher-is-better',
    practical: plan.practical,
    variations: input.variations.map(({ variation, metrics }) => {
      const { n, value, standardDeviation } = estimateGroup(plan, metrics[index]!);
      const reasons = variationReasons({ units: n, value, standardDeviation });
      return { name: variation, units: n, value, standardDeviation, ...(reasons && { reasons }) };
    }),
    comparisons,
  };
}

/** The effect of a comparison as observed, with its squared standard error, for the test whether segments differ. */
interface ObservedEffect {
  hypothesis: string;
  effect: number | null;
  variance: number | null;
}

function effectOf({ pair, hypothesis }: Draft): ObservedEffect {
  const [from, to] = momentsOf(pair) ?? [];
  const standardError = standardErrorOf(pair);
  return {
    hypothesis,
    effect: from && to ? to.mean - from.mean : null,
    variance: standardError === null ? null : standardError ** 2,
  };
}

/** The metrics of a group of units; `effects` by metric and comparison, in the order of the metrics. */
export interface GroupAnswer {
  metrics: Metric[];
  effects: ObservedEffect[][];
}

/**
 * The metrics of several groups of units at once: of one test, or of all values of a segment column, which then share
 * their families. Holm over the comparisons of the primary metric, and over those of all others together.
 */
export function answerMetrics(inputs: readonly AnswerInput[]): GroupAnswer[] {
  const drafts = inputs.map((input) => input.plans.map((plan, i) => draftsOf(input, plan, i)));
  const finished = new Map<Draft, Comparison>();
  for (const primary of [true, false]) {
    const family = drafts.flatMap((ofInput, at) =>
      ofInput.flatMap((ofPlan, i) =>
        (i === 0) === primary ? ofPlan.map((draft) => ({ draft, input: inputs[at]!, at })) : [],
      ),
    );
    const hypotheses = family.map(({ draft, at }) => ({
      hypothesis: `${at} ${draft.hypothesis}`,
      pValue: draft.inferred.pValue,
    }));
    const adjusted = adjustFamily(hypotheses);
    const size = new Set(hypotheses.map(({ hypothesis }) => hypothesis)).size;
    family.forEach(({ draft, input }, k) => {
      finished.set(draft, finish(draft, adjusted[k]!, input, size));
    });
  }
  const comparisonsOf = (ofPlan: Draft[]) => ofPlan.map((draft) => finished.get(draft)!);
  return inputs.map((input, at) => ({
    metrics: input.plans.map((plan, i) => metricOf(plan, i, input, comparisonsOf(drafts[at]![i]!))),
    effects: drafts[at]!.map((ofPlan) => ofPlan.map(effectOf)),
  }));
}
