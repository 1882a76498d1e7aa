import type { AuditFilters } from '@dandelion-loop/contract';
import { startOfDay } from '../../app/zone-day.ts';
import type { AuditSearch } from './audit-search.ts';

/** The filters of the address as the API asks for them: its days are moments, where the workspace is. */
export function filtersOf(search: AuditSearch, timeZone: string): AuditFilters {
  const { kind, of, from, to, ...same } = search;
  return {
    ...same,
    ...(kind !== undefined && { subjectKind: kind }),
    ...(of !== undefined && { subjectId: of }),
    ...(from !== undefined && { from: startOfDay(from, timeZone) }),
    ...(to !== undefined && { to: startOfDay(to, timeZone) }),
  };
}
