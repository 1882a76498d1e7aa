import type { TestAnswer } from '@dandelion-loop/contract';
import { primaryMetric, testVerdict } from '@dandelion-loop/wording';

/** The variation that gives a test its title: the winner, or else the first. */
export function titleVariation(answer: TestAnswer): string {
  const first = answer.source.variations[0]?.name ?? '';
  const metric = primaryMetric(answer);
  if (metric === undefined || metric === null || testVerdict(answer) !== 'won') return first;
  const sign = metric.direction === 'lower-is-better' ? -1 : 1;
  const gain = ({ difference }: (typeof metric.comparisons)[number]) => sign * (difference.value ?? 0);
  const better = metric.comparisons.filter(({ verdict }) => verdict === 'better');
  return better.toSorted((a, b) => gain(b) - gain(a))[0]?.variation ?? first;
}
