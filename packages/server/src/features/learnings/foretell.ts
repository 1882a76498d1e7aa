import type { LearnAnswer, Learning } from '@dandelion-loop/contract';
import { chanceAbove, poolEffects, predictEffect } from '@dandelion-loop/stats';
import type { LearningCarrier } from './library.ts';
import { randomFor } from './thin-counts.ts';

/** How well learnings foretell tests that they have not seen. */

const folds = 5;
/** Carried by fewer tests a learning is left out: a fold would have next to nothing to learn from. */
const fewestTests = 20;

/**
 * Leaves the tests out in five parts, always whole tests. What the others say is compared with each, weighted by how
 * precise the test can be.
 *
 * @returns the error against that of expecting no effect (below 1: the learnings help), and how often a prediction
 *   interval of the level holds what came; null with too few tests
 */
export function foretell(
  learnings: readonly Learning[],
  carriersOf: (id: string) => readonly LearningCarrier[] | null,
  level: number,
): LearnAnswer['heldOut'] {
  let [contrasts, error, without, covered] = [0, 0, 0, 0];
  const tail = (1 - level) / 2;
  const foldOf = (test: string) => randomFor(test)() % folds;
  for (const { id, tests } of learnings) {
    if (tests < fewestTests) continue;
    const carriers = carriersOf(id)!.filter(({ believed }) => believed);
    const own = carriers.map(({ test }) => foldOf(test));
    for (let fold = 0; fold < folds; fold++) {
      const others = carriers.filter((_, at) => own[at] !== fold);
      const pooled = poolEffects(others, { level });
      if (pooled === null || pooled.k < 3) continue;
      const { parts } = predictEffect(others, level, pooled.tau2)!;
      carriers.forEach(({ effect, variance }, at) => {
        if (own[at] !== fold) return;
        const spread = variance + pooled.tau2;
        contrasts += 1;
        error += (effect - pooled.mean) ** 2 / spread;
        without += effect ** 2 / spread;
        const above = chanceAbove(parts, effect, variance);
        if (above >= tail && above <= 1 - tail) covered += 1;
      });
    }
  }
  return contrasts === 0 || without === 0
    ? null
    : { contrasts, errorRatio: error / without, covered: covered / contrasts, level };
}
