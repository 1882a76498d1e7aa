import type { Evaluation } from '@dandelion-loop/portfolio';

/** A hundred imagined periods, from the one that ends lowest to the one that ends highest. */
export interface Years {
  values: number[];
  reached: boolean[];
}

const count = 100;

/** Of one outcome by its position: the middles of a hundred equal parts of its distribution. */
export function yearsOf({ figures, model }: Evaluation, position: number): Years {
  const [found, { sign, threshold }] = [figures[position]!, model.outcomes[position]!];
  const better = Array.from({ length: count }, (_, i) => found.quantile((i + 0.5) / count));
  const inOrder = sign === 1 ? better : better.toReversed();
  return {
    values: inOrder.map((value) => sign * value + 0),
    reached: inOrder.map((value) => value >= threshold),
  };
}
