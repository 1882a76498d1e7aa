import { type AuditEntry, listAudit } from '@dandelion-loop/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../../app/api.ts';
import { useWorkspace } from '../../app/member.ts';
import { filtersOf } from './audit-filters.ts';
import type { AuditSearch } from './audit-search.ts';

export interface AuditPages {
  /** Newest first; undefined until the first ones are there. */
  entries: AuditEntry[] | undefined;
  /** Of another search, while those of this one are on their way. */
  changing: boolean;
  error: Error | null;
  again: () => void;
  hasOlder: boolean;
  readingOlder: boolean;
  older: () => void;
}

/** The log page by page. Older pages never change; the newest are read again when somebody comes back. */
export function useAuditPages(search: AuditSearch): AuditPages {
  const { timeZone } = useWorkspace();
  const query = filtersOf(search, timeZone);
  const found = useInfiniteQuery({
    queryKey: [listAudit.path, 'pages', query],
    queryFn: ({ pageParam, signal }) =>
      call(listAudit, { query: { ...query, ...(pageParam !== undefined && { before: pageParam }) } }, { signal }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (previous) => previous,
    // Nobody who reads an old entry wants it to move.
    refetchOnWindowFocus: false,
    // Coming back reads the first page only.
    gcTime: 0,
  });
  const { data, error, isPlaceholderData, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = found;
  return {
    entries: data?.pages.flatMap(({ entries }) => entries),
    changing: isPlaceholderData,
    error,
    again: () => void (data === undefined ? refetch() : fetchNextPage()),
    hasOlder: hasNextPage,
    readingOlder: isFetchingNextPage,
    older: () => void (!isFetchingNextPage && fetchNextPage()),
  };
}
