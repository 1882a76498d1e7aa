import type { TestAnswer } from '@dandelion-loop/contract';
import { primaryMetric } from '@dandelion-loop/wording';
import type { PlanSearch } from '../planning/plan-search.ts';

const rounded = (value: number): number => Number(value.toPrecision(4));

/** The plan of the next test, begun with what this one measured without the change; the difference is the reader's to choose. */
export function nextPlan(answer: TestAnswer): PlanSearch {
  const metric = primaryMetric(answer);
  const control = metric?.comparisons[0]?.control ?? null;
  const without = metric?.variations.find(({ name }) => name === control) ?? metric?.variations[0];
  if (metric === undefined || without?.value == null) return {};
  const difference = 20;
  if (metric.kind === 'proportion') return { baseline: rounded(without.value * 100), difference };
  if (without.standardDeviation === null) return {};
  return { of: 'mean', baseline: rounded(without.value), sd: rounded(without.standardDeviation), difference };
}
