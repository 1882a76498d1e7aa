import {
  type ExperimentFilters,
  type ExperimentVerdict,
  experimentFiltersSchema,
  experimentSorts,
  type HealthVerdict,
} from '@dandelion-loop/contract';
import type { z } from 'zod';

export type ExperimentSort = (typeof experimentSorts)[number];

/** What the address of the list holds: its filters in the words of the API, and its order. What is left out does not filter. */
export interface ExperimentsSearch {
  search?: string;
  verdict?: ExperimentVerdict[];
  health?: HealthVerdict[];
  metric?: string[];
  tag?: string[];
  import?: string;
  /** Days; `from` included, `to` not. */
  from?: string;
  to?: string;
  sort?: ExperimentSort;
}

const { shape } = experimentFiltersSchema;
const listNames = ['verdict', 'health', 'metric', 'tag'] as const;
const wordNames = ['search', 'import', 'from', 'to'] as const;

const read = <Value>(schema: z.ZodType<Value>, given: unknown): Value | undefined => schema.safeParse(given).data;

/** Each value by itself: one that cannot be read takes none of the others with it. */
function readList(name: (typeof listNames)[number], given: unknown): string[] {
  const schema: z.ZodType<string[]> = shape[name];
  return [...new Set([given ?? []].flat().flatMap((one) => read(schema, one) ?? []))];
}

/** What of an address can be read; the rest is left out. */
export function experimentsSearch(raw: Record<string, unknown>): ExperimentsSearch {
  const found: Partial<Record<keyof ExperimentsSearch, string | string[]>> = {};
  for (const name of wordNames) {
    const word: keyof ExperimentFilters = name;
    const value = read<string | undefined>(shape[word] as z.ZodType<string | undefined>, raw[name]);
    if (value !== undefined && value.trim() !== '') found[name] = value;
  }
  for (const name of listNames) {
    const values = readList(name, raw[name]);
    if (values.length > 0) found[name] = values;
  }
  const sort = experimentSorts.find((one) => one === raw.sort);
  // The usual order needs no word.
  if (sort !== undefined && sort !== 'newest') found.sort = sort;
  return found as ExperimentsSearch;
}
