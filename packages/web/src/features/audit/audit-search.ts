import { auditFiltersSchema } from '@dandelion-loop/contract';

/** What the address of the audit log holds. What is left out does not filter. */
export interface AuditSearch {
  search?: string;
  /** The id of a member or a key, or `machine` or `system`. */
  actor?: string;
  action?: string;
  /** Of things of one kind. */
  kind?: string;
  /** Of one thing, by its id. */
  of?: string;
  /** Days of the workspace; `from` included, `to` not. */
  from?: string;
  to?: string;
}

const words = ['search', 'actor', 'action', 'kind', 'of'] as const;
const days = ['from', 'to'] as const;

const longest = auditFiltersSchema.shape.actor;

const isDay = (text: string): boolean => /^[1-9]\d{3}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** What of an address can be read; the rest is left out. */
export function auditSearch(raw: Record<string, unknown>): AuditSearch {
  const found: AuditSearch = {};
  for (const name of words) {
    const text = raw[name];
    if (typeof text === 'string' && text.trim() !== '' && longest.safeParse(text).success) found[name] = text;
  }
  for (const name of days) {
    const text = raw[name];
    if (typeof text === 'string' && isDay(text)) found[name] = text;
  }
  return found;
}

export const isFiltered = (search: AuditSearch): boolean => Object.keys(search).length > 0;

/** With a filter set, or taken away. */
export function withFilter(search: AuditSearch, name: keyof AuditSearch, value: string | undefined): AuditSearch {
  const { [name]: _, ...others } = search;
  return value === undefined || value === '' ? others : { ...others, [name]: value };
}
