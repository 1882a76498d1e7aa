import { groupBy } from '../../kernel/group-by.ts';

/** Which scores of several members may be shown, so that none of one who does not share can be worked out of them. Pure. */

export interface Part {
  memberId: string;
  topic: string;
  role: string;
  /** Of whoever asks, or of somebody who shares: known anyway. */
  known: boolean;
}

const hiddenIn = (parts: readonly Part[]): number =>
  new Set(parts.filter(({ known }) => !known).map(({ memberId }) => memberId)).size;

/** What is known is taken off: one who is left alone would be read off the rest. */
export const isSafe = (parts: readonly Part[]): boolean => hiddenIn(parts) !== 1;

/**
 * The groups that may be shown beside the whole: in each of them, and in what is left of the whole without them, nobody who does not
 * share is alone. Then nobody is in any sum or difference of them. Until that is so the smallest group goes as well.
 */
export function safeGroups(groups: ReadonlyMap<string, readonly Part[]>, whole: readonly Part[]): Set<string> {
  const shown = [...groups].filter(([, parts]) => isSafe(parts)).sort(([, a], [, b]) => b.length - a.length);
  const rest = () => {
    const told = new Set(shown.flatMap(([, parts]) => parts));
    return whole.filter((part) => !told.has(part));
  };
  while (shown.length > 0 && !isSafe(rest())) shown.pop();
  return new Set(shown.map(([name]) => name));
}

/** Whether two ways to group can be shown together: nobody is alone where a group of one meets a group of the other. */
export function areSafeTogether(whole: readonly Part[]): boolean {
  return [...groupBy(whole, ({ topic, role }) => JSON.stringify([topic, role])).values()].every(isSafe);
}
