import { experimentFiltersSchema, type exportExperiments, type QueryInputOf } from '@dandelion-loop/contract';
import { useMemo } from 'react';
import type { ExperimentsSearch } from './search.ts';

/** What is looked at: the filters and the order of the list, as the API takes them. */
export type View = QueryInputOf<typeof exportExperiments>;

/** The same object as long as the address says the same. */
export function useView(search: ExperimentsSearch): View {
  const key = JSON.stringify(search);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what the object says.
  return useMemo(() => search, [key]);
}

const names = Object.keys(experimentFiltersSchema.shape) as (keyof ExperimentsSearch)[];

/** Without the order, which changes no count. */
export function filtersOf({ sort: _, ...filters }: ExperimentsSearch): Omit<ExperimentsSearch, 'sort'> {
  return filters;
}

export const isFiltered = (search: ExperimentsSearch): boolean => names.some((name) => search[name] !== undefined);

export type ListName = 'verdict' | 'health' | 'metric' | 'tag';

/** With one value of a filter switched on or off. */
export function toggled(search: ExperimentsSearch, name: ListName, value: string): ExperimentsSearch {
  const now: readonly string[] = search[name] ?? [];
  return withList(search, name, now.includes(value) ? now.filter((one) => one !== value) : [...now, value]);
}

export function withList(search: ExperimentsSearch, name: ListName, values: readonly string[]): ExperimentsSearch {
  const { [name]: _, ...others } = search;
  return values.length === 0 ? others : ({ ...others, [name]: values } as ExperimentsSearch);
}

/** With a filter of one word set, or taken away. */
export function withWord(
  search: ExperimentsSearch,
  name: 'search' | 'import' | 'from' | 'to' | 'sort',
  value: string | undefined,
): ExperimentsSearch {
  const { [name]: _, ...others } = search;
  return value === undefined || value === '' ? others : ({ ...others, [name]: value } as ExperimentsSearch);
}
