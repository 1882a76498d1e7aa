import { fewestUnitsOfGroup } from '@dandelion-loop/contract';

/** Which groups of one column may be shown to somebody outside. Pure. */

export interface Group {
  value: string;
  /** In each variation. */
  units: readonly number[];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const large = (units: readonly number[]): boolean => units.every((count) => count >= fewestUnitsOfGroup);

/**
 * The values of the groups that may be shown, given the units of all groups together in each variation, which are shown as well.
 *
 * A group with fewer than 20 units in any variation is left out. But what is shown of all minus what is shown of the groups is what the
 * ones left out have together: so those must be two at least, with 20 units or more in every variation together. Until that is so the
 * smallest group that is left goes as well. The same holds for units that are in no group at all. Nobody is left: of one group alone
 * nothing is shown, for it says nothing beside the whole.
 *
 * This holds for one column. Two columns that overlap (town and region, ages cut in two ways) could be subtracted from each
 * other, which is why a link shows one.
 */
export function safeGroups(groups: readonly Group[], totals: readonly number[]): Set<string> {
  const there = groups.filter(({ units }) => sum(units) > 0);
  const shown = there.filter(({ units }) => large(units)).sort((a, b) => sum(b.units) - sum(a.units));
  const rest = () => totals.map((total, at) => total - sum(shown.map(({ units }) => units[at] ?? 0)));
  const safe = () => {
    const left = there.length - shown.length;
    if (left === 0 && rest().every((count) => count === 0)) return true;
    return left !== 1 && large(rest());
  };
  while (shown.length > 0 && !safe()) shown.pop();
  return new Set(shown.length < 2 ? [] : shown.map(({ value }) => value));
}
