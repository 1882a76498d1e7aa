import type { ProposalKind, TestedAttribute } from '@dandelion-loop/contract';

/** What could be tested, with what is believed of it beforehand. */

/**
 * Of the gain: the change of the metric's value for the better, in its own unit and per unit of the test, that the level brings
 * instead of the reference.
 */
export interface Belief {
  mean: number;
  /** Standard deviation of the mean gain over all places where it could be used: how little is known. */
  sd: number;
  /** Standard deviation of the true gain between places. */
  between: number;
}

export interface Candidate {
  /** Stays as long as what it is about does. */
  id: string;
  kind: Exclude<ProposalKind, 'combined' | 'assumption'>;
  attribute: TestedAttribute;
  from: { kind: 'learning' | 'idea'; id: string }[];
  belief: Belief;
  /** Attributes that change with it in every test so far: both cannot be in one test. */
  apartFrom: readonly string[];
  /** Share of all units that the decision concerns, above 0 up to 1. */
  share: number;
  /** In all, for one more of the metric in each unit; null: by units, weeks and the value of one. */
  worthOfGain: number | null;
  /** As sentences. */
  title: string;
  why: string;
}

/** Of the metric that tests are to improve. */
export interface MetricFacts {
  name: string;
  lowerIsBetter: boolean;
  /** Mean value of one unit. */
  baseline: number;
  /** Of one unit. */
  variance: number;
  /** ISO 4217 where the metric is money. */
  currency: string | null;
  tests: number;
  /** Median over tests. */
  unitsOfTest: number;
  /** Months in which tests of it ran, by their dates, and the median of the units that were tested in one; null without dates. */
  months: number;
  unitsOfMonth: number | null;
}
