import { type CodeFilter, codeFilters } from '@dandelion-loop/contract';

/** What the address of the coding page says. */
export interface CodingSearch {
  /** Coded by hand on this page; without it, all coders and attributes are listed. */
  attribute?: string;
  /** Levels that are not used yet, one on each line. */
  levels?: string;
  filter?: CodeFilter;
  search?: string;
}

const text = (value: unknown, longest: number): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.slice(0, longest) : undefined;

export function codingSearch(search: Record<string, unknown>): CodingSearch {
  const attribute = text(search.attribute, 80);
  const levels = text(search.levels, 2000);
  const found = text(search.search, 200);
  const filter = codeFilters.find((one) => one === search.filter && one !== 'not-mine');
  return {
    ...(attribute && { attribute }),
    ...(attribute && levels && { levels }),
    ...(attribute && filter && { filter }),
    ...(attribute && found && { search: found }),
  };
}
