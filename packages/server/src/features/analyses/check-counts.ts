import type { Counts } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { DandelionFailure } from '../../kernel/failure.ts';

const wrong = (message: string) => new DandelionFailure('wrong-use', message);

/** Fails with the first thing about typed counts that cannot be meant. */
export function checkCounts({ variations, split, practical }: Counts): void {
  for (const { name, tried, succeeded } of variations) {
    if (succeeded <= tried) continue;
    throw wrong(
      `“${name}”: ${numbers.count(succeeded)} of ${numbers.count(tried)} succeeded. No more can succeed than were tried; are the two numbers swapped?`,
    );
  }
  const names = variations.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined) throw wrong(`Two variations are called “${twice}”. Give each its own name.`);
  if (split !== null && split.length !== variations.length) {
    throw wrong(
      `The planned split has ${split.length} weights for ${variations.length} variations. Give one for each.`,
    );
  }
  if (practical.value < 0 || (!practical.relative && practical.value >= 1)) {
    throw wrong(
      'The smallest difference worth having cannot be that. A rate changes by 0 to 100 points: 0.01 is one point.',
    );
  }
}
