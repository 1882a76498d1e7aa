import { changeExperiment, type Experiment, type ExperimentRow, getExperiment } from '@dandelion-loop/contract';
import { call } from '../../app/api.ts';
import { ApiProblem } from '../../app/api-problem.ts';
import { tagWish } from './experiment-change.ts';

/** One tag added to, or taken from, many tests. Each is changed by itself: what fails takes nothing with it. */

export interface TagChange {
  tag: string;
  add: boolean;
}

/** A few at a time, so that a list of hundreds leaves the server to others as well. */
const atOnce = 3;
/** Somebody else may change the same test between reading and writing. */
const attempts = 3;

export const hasTag = (tags: readonly string[], tag: string): boolean =>
  tags.some((one) => one.toLowerCase() === tag.toLowerCase());

/** Those that are not yet as they are wanted. */
export const toChange = <Row extends Pick<ExperimentRow, 'tags'>>(
  rows: readonly Row[],
  { tag, add }: TagChange,
): Row[] => rows.filter(({ tags }) => hasTag(tags, tag) !== add);

/** How many of the tests have each tag, the most frequent first. */
export function tagCounts(rows: readonly Pick<ExperimentRow, 'tags'>[]): { tag: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const tag of rows.flatMap(({ tags }) => tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return Array.from(counts, ([tag, count]) => ({ tag, count })).sort(
    (a, b) => b.count - a.count || a.tag.localeCompare(b.tag),
  );
}

/** Changes one test on top of what it is now. */
export async function changeTag(id: string, { tag, add }: TagChange, signal: AbortSignal): Promise<Experiment> {
  const wish = tagWish(add ? { add: tag } : { remove: tag });
  for (let attempt = 1; ; attempt++) {
    const now = await call(getExperiment, { params: { id }, query: {} }, { signal });
    const change = wish(now);
    if (change === null) return now;
    try {
      const body = { version: now.version, ...change };
      return await call(changeExperiment, { params: { id }, body }, { signal });
    } catch (problem) {
      const meanwhile = problem instanceof ApiProblem && problem.code === 'conflict';
      if (!meanwhile || attempt === attempts) throw problem;
    }
  }
}

/** Works through `items`, a few at a time; `onDone` hears of each. What has begun when `signal` stops it is still told. */
export async function inTurns<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < items.length && !signal.aborted) {
      const item = items[next] as Item;
      next += 1;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}
