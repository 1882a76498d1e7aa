import type { Comparison, Metric, Segment } from '@dandelion-loop/contract';

/** One group of a segment with the comparison in it. */
export interface GroupRow {
  value: string;
  units: number;
  comparison: Comparison;
}

/** The rows of one comparison over the groups of one segment. */
export function groupRows(
  segment: Segment,
  metric: Metric,
  like: Pick<Comparison, 'variation' | 'control'>,
): GroupRow[] {
  return segment.values.flatMap(({ value, units, metrics }) => {
    const comparison = metrics
      .find(({ name }) => name === metric.name)
      ?.comparisons.find(({ variation, control }) => variation === like.variation && control === like.control);
    return comparison === undefined ? [] : [{ value, units, comparison }];
  });
}
