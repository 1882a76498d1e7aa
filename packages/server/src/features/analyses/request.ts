import type { Inference, MetricKind, Practical, WhyWeights } from '@dandelion-loop/contract';
import type { Door } from '@dandelion-loop/wording';

/** A metric as the user asked for it. `kind` is null where it is to be guessed from the values. */
export interface MetricRequest {
  name: string;
  kind: MetricKind | null;
  numerator: string;
  denominator: string | null;
  lowerIsBetter: boolean;
  practical: Practical;
  covariate: string | null;
  /** ISO 4217 where the metric is money, null where it is not. */
  currency: string | null;
}

/** How a comparison is to be inferred. */
export interface InferenceRequest {
  inference: Inference;
  /** Confidence or credible level, 0.95 for 95%. */
  level: number;
  /** Observations of all variations together at which a sequential interval is tightest. */
  plannedUnits: number;
}

/** What made the difference, within one test. */
export interface WhyRequest {
  /** Columns whose values are levels of an attribute of the variation. */
  attributes: readonly string[];
  weights: WhyWeights;
  /** Names of metrics in the order of the steps; empty: found where the metrics are one. */
  funnel: readonly string[];
}

/** What `dandelion analyze` was asked. Column names are the user's. */
export interface AnalysisRequest extends InferenceRequest {
  /** Null: the combination of the attributes, or without those found by its name. */
  variation: string | null;
  control: string | null;
  /** Planned weight of each variation, any scale; null: equal. */
  split: ReadonlyMap<string, number> | null;
  unit: string | null;
  /** Empty: found by their names. */
  metrics: readonly MetricRequest[];
  /** Of metrics found by their names. */
  practical: Practical;
  segments: readonly string[];
  test: string | null;
  /** When each test ran; null: found by its name; empty: not looked at. Only used with `test`. */
  period: string | null;
  where: string | null;
  why?: WhyRequest | undefined;
  /** Columns by which to look for units with another effect; empty or left out: nobody asks. */
  search?: readonly string[] | undefined;
  /** How notes and refusals name what was chosen. */
  door: Door;
}

/** A metric whose kind is known. `aggregated`: each row holds the successes and trials of many units. */
export interface MetricPlan extends Omit<MetricRequest, 'kind'> {
  kind: MetricKind;
  aggregated: boolean;
}
