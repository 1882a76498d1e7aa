import type { OutcomeAnswer } from '@dandelion-loop/contract';
import type { Evaluation } from './evaluate-plan.ts';
import { outcomeMean } from './plan-model.ts';

/** What is said of an outcome first, and at once while somebody drags a slider. */
export type Headline = Pick<
  OutcomeAnswer,
  'name' | 'probability' | 'standardError' | 'method' | 'draws' | 'mean' | 'quantiles' | 'shortfall'
>;

/** Of one outcome by its position. */
export function headlineOf({ model, figures }: Evaluation, position: number): Headline {
  const outcome = model.outcomes[position]!;
  const { method, draws, probability, standardError, quantile, shortfall } = figures[position]!;
  // Of an outcome that should fall, the low end is the high one of its mirror image.
  const at = (level: number) => (outcome.sign === 1 ? quantile(level) : -quantile(Number((1 - level).toFixed(2))) + 0);
  return {
    ...{ name: outcome.name, method, draws, probability, standardError, shortfall },
    mean: outcome.sign * outcomeMean(outcome, model.domains) + 0,
    quantiles: { p05: at(0.05), p25: at(0.25), p50: at(0.5), p75: at(0.75), p95: at(0.95) },
  };
}

/** Of all outcomes, in their order. */
export const headlines = (evaluation: Evaluation): Headline[] =>
  evaluation.figures.map((_, position) => headlineOf(evaluation, position));
