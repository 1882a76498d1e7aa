import type { Comparison, HealthVerdict, Metric } from '@dandelion-loop/contract';
import { combineJointMoments, criticalZ, holm, type JointMoments } from '@dandelion-loop/stats';
import { adjustGroups, estimateGroup, type GroupEstimate } from './estimate.ts';
import { infer } from './infer.ts';
import { type Inferred, momentsOf, type Pair, standardErrorOf } from './pair.ts';
import type { InferenceRequest, MetricPlan } from './request.ts';
import { comparisonSentence } from './sentences.ts';
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
  inferred: Inferred;
  /** Comparisons that test the same hypothesis share it: of two variations without a control, A against B is B against A. */
  hypothesis: string;
}

/** Power with which the units needed are computed. */
const power = 0.8;

/** The covariate is used only when it is defined in both groups. */
function pairOf(
  plan: MetricPlan,
  groups: readonly GroupEstimate[],
  control: GroupEstimate,
  treatment: GroupEstimate,
): Pair {
  const all = groups.includes(control) ? groups : [control, treatment];
  const adjustment = adjustGroups(all);
  const adjusted = adjustment && {
    control: adjustment.groups[all.indexOf(control)]!,
    treatment: adjustment.groups[all.indexOf(treatment)]!,
    theta: adjustment.theta,
  };
  return { plan, control, treatment, adjusted };
}

function draftsOf({ variations, control, request }: AnswerInput, plan: MetricPlan, index: number): Draft[] {
  const groups = variations.map(({ metrics }) => estimateGroup(plan, metrics[index]!));
  const controlAt = variations.findIndex(({ variation }) => variation === control);
  return variations.flatMap(({ variation }, at): Draft[] => {
    if (at === controlAt || variations.length < 2) return [];
    const rest = () => combineJointMoments(variations.filter((_, i) => i !== at).map(({ metrics }) => metrics[index]!));
    const against = controlAt >= 0 ? groups[controlAt]! : estimateGroup(plan, rest());
    const pair = pairOf(plan, groups, against, groups[at]!);
    const mirrored = controlAt < 0 && variations.length === 2;
    const hypothesis = mirrored ? plan.name : `${plan.name}\n${variation}`;
    const controlName = controlAt >= 0 ? control : null;
    return [{ plan, pair, variation, control: controlName, inferred: infer(pair, request), hypothesis }];
  });
}

/** Holm over the distinct hypotheses of a family. */
function adjustFamily(family: readonly { hypothesis: string; pValue: number | null }[]): (number | null)[] {
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

/**
 * Units in each group that would find a true difference of the observed size, or of the practical margin where that is
 * larger, with 80% power: (z + z_power)² (s₁² + s₂²) / difference², z at the level shared by the family (Bonferroni).
 */
function unitsNeeded(
  { pair, inferred }: Draft,
  margin: number | null,
  request: InferenceRequest,
  family: number,
): number | null {
  const standardError = standardErrorOf(pair);
  const moments = momentsOf(pair);
  const target = Math.max(Math.abs(inferred.difference.value ?? 0), margin ?? 0);
  if (!standardError || moments === null || target === 0) return null;
  const variances = pair.control.counts
    ? moments.map(({ mean }) => mean * (1 - mean))
    : moments.map(({ variance }) => variance);
  const alpha = (1 - request.level) / Math.max(family, 1);
  const { high, value } = inferred.difference;
  const own =
    request.inference === 'sequential' && high !== null && value !== null ? (high - value) / standardError : 0;
  const critical = Math.max(criticalZ(1 - alpha), own);
  const needed = ((critical + criticalZ(2 * power - 1)) / target) ** 2 * variances.reduce((a, b) => a + b, 0);
  return needed > 0 && needed < Number.MAX_SAFE_INTEGER ? Math.ceil(needed) : null;
}

/** Share of the variance of the difference that the covariate removed. */
function varianceReduction(pair: Pair): number | null {
  if (pair.adjusted === null) return null;
  const before = standardErrorOf({ ...pair, adjusted: null });
  const after = standardErrorOf(pair);
  return before && after !== null ? 1 - (after / before) ** 2 : null;
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
  const needed = verdict === 'inconclusive' ? unitsNeeded(draft, margin, request, family) : null;
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
    reasons: { ...reasons, ...absentReasons(draft, margin, verdict) },
  };
  const sentence = comparisonSentence({
    metric: plan.name,
    kind: plan.kind,
    lowerIsBetter: plan.lowerIsBetter,
    comparison,
    value: pair.treatment.value,
    controlValue: pair.control.value,
    units: Math.min(pair.control.n, pair.treatment.n),
  });
  return { ...comparison, sentence };
}

/** Why fields that do not depend on the method are null. */
function absentReasons({ pair, inferred }: Draft, margin: number | null, verdict: string): Record<string, string> {
  const reasons: Record<string, string> = {};
  if (inferred.pValue === null && inferred.reasons.pValue) reasons.adjustedPValue = inferred.reasons.pValue;
  if (inferred.chanceToWin === null) {
    const only = 'only bayesian inference gives it.';
    Object.assign(reasons, { chanceToWin: only, expectedLoss: only, prior: only, ...inferred.reasons });
  }
  if (pair.adjusted === null) reasons.varianceReduction = 'no covariate was used.';
  if (margin === null) reasons.practicalMargin = 'it is relative to a baseline of 0.';
  if (verdict !== 'inconclusive') reasons.unitsNeeded = 'the comparison is settled.';
  if (verdict !== 'better' && verdict !== 'worse') reasons.worthHaving = 'no difference was found.';
  return reasons;
}

function metricOf(plan: MetricPlan, index: number, input: AnswerInput, comparisons: Comparison[]): Metric {
  return {
    name: plan.name,
    kind: plan.kind,
    primary: index === 0,
    direction: plan.lowerIsBetter ? 'lower-is-better' : 'higher-is-better',
    practical: plan.practical,
    variations: input.variations.map(({ variation, metrics }) => {
      const { n, value, standardDeviation } = estimateGroup(plan, metrics[index]!);
      return { name: variation, units: n, value, standardDeviation };
    }),
    comparisons,
  };
}

/**
 * The metrics of several groups of units at once: of one test, or of all values of a segment column, which then share
 * their families. Holm over the comparisons of the primary metric, and over those of all others together.
 */
export function answerMetrics(inputs: readonly AnswerInput[]): Metric[][] {
  const drafts = inputs.map((input) => input.plans.map((plan, i) => draftsOf(input, plan, i)));
  const finished = new Map<Draft, Comparison>();
  for (const primary of [true, false]) {
    const family = drafts.flatMap((ofInput, at) =>
      ofInput.flatMap((ofPlan, i) =>
        (i === 0) === primary ? ofPlan.map((draft) => ({ draft, input: inputs[at]!, at })) : [],
      ),
    );
    const hypotheses = family.map(({ draft, at }) => ({
      hypothesis: `${at}\n${draft.hypothesis}`,
      pValue: draft.inferred.pValue,
    }));
    const adjusted = adjustFamily(hypotheses);
    const size = new Set(hypotheses.map(({ hypothesis }) => hypothesis)).size;
    family.forEach(({ draft, input }, k) => {
      finished.set(draft, finish(draft, adjusted[k]!, input, size));
    });
  }
  return inputs.map((input, at) =>
    input.plans.map((plan, i) =>
      metricOf(
        plan,
        i,
        input,
        drafts[at]![i]!.map((draft) => finished.get(draft)!),
      ),
    ),
  );
}
