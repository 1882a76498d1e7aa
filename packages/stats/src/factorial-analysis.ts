import type { ContrastEstimate } from './cell-contrast.ts';
import type { FactorialDesign } from './factorial-design.ts';
import type { FactorialModel } from './factorial-estimator.ts';

/** Something that was varied; the first level is what the others are compared with. */
export interface FactorialAttribute {
  name: string;
  levels: readonly string[];
}

/** What is known of the units of one combination of levels. */
export interface FactorialCell {
  /** Index of the level of every attribute, in their order. */
  levels: readonly number[];
  /** Units; a cell without any is left out. */
  units: number;
  /** Mean, rate or ratio per unit; a cell in which it is not finite is left out. */
  mean: number;
  /** Squared standard error of `mean`; null when not known (one unit). */
  varianceOfMean: number | null;
  /** Units that succeeded, for a proportion; effects on log-odds need it in every cell. */
  successes?: number;
}

/** How to average, and how sure the intervals are to be. */
export interface FactorialOptions {
  /** The other attributes' combinations count equally, or by their units. */
  weights: 'equal' | 'observed';
  /** Confidence level of the intervals, 0 < level < 1. */
  level: number;
}

/** Why an effect is null: only one level there; level or combination in no cell; mixed with `confoundedWith`. */
export type NotEstimable = 'constant' | 'absent' | 'confounded';

/** An effect or contrast on both scales, or why there is none. */
export interface EstimatedEffect {
  /** Null when not estimable. */
  difference: ContrastEstimate | null;
  /** On the log-odds scale, for proportions; null otherwise. */
  logOdds: ContrastEstimate | null;
  model: FactorialModel | null;
  /** Null when it is estimated. */
  reason: NotEstimable | null;
  /** Effects, each by the attributes it belongs to, that are part of this one, or that it cannot be told apart from. */
  confoundedWith: readonly (readonly string[])[];
}

/** One level of an attribute against its reference, averaged over the levels of the others. */
export interface FactorialEffect extends EstimatedEffect {
  attribute: string;
  level: string;
  reference: string;
}

/** How much the effect of a level of the first attribute differs between a level of the second and its reference. */
export interface InteractionContrast extends EstimatedEffect {
  levels: readonly [string, string];
  references: readonly [string, string];
}

/** Average of the cells present with one combination of two levels; null in a combination without cells. */
export interface CombinationMean {
  levels: readonly [string, string];
  units: number;
  mean: ContrastEstimate | null;
}

/** All contrasts of two attributes, their joint tests and the means to draw. */
export interface FactorialInteraction {
  attributes: readonly [string, string];
  contrasts: readonly InteractionContrast[];
  /** Wald test that all contrasts that could be estimated are 0, with their number; null without any. */
  difference: { df: number; pValue: number } | null;
  logOdds: { df: number; pValue: number } | null;
  /** For the interaction plot, level by level of the first attribute. */
  means: readonly CombinationMean[];
}

/** The result of `factorialCells`. */
export interface FactorialAnalysis {
  /** Null when no attribute varies. */
  design: FactorialDesign | null;
  weights: 'equal' | 'observed';
  /** What cannot be told apart, to be shown before the results: main effects and interactions by their attributes. */
  aliases: readonly { effect: readonly string[]; with: readonly (readonly string[])[] }[];
  effects: readonly FactorialEffect[];
  interactions: readonly FactorialInteraction[];
  /** The cells that were used, equal combinations put together, with intervals of their means. */
  cells: readonly { levels: readonly number[]; units: number; mean: ContrastEstimate }[];
  /** Cells left out because they have no units or no mean. */
  leftOut: number;
  /** Cells with no success, or nothing else, to which half a success and half a failure were added for the log-odds. */
  corrected: number;
}
