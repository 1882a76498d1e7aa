import type { ExperimentRow } from '@dandelion-loop/contract';
import { useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ExperimentRowProps } from './experiment-row.tsx';
import { rowAfterKey } from './list-keys.ts';
import type { Places } from './list-places.ts';
import type { RowSelection } from './list-row-selection.ts';
import type { Rows } from './list-windows.ts';

/** What can be done with the rows of the list, by hand and by key. */

/** The test that was opened last, to go on from when somebody comes back. */
let lastOpened: { view: string; index: number } | null = null;

export const openedLast = (view: string): number | null => (lastOpened?.view === view ? lastOpened.index : null);

interface ActionsInput {
  view: string;
  total: number;
  rows: Rows;
  selection: RowSelection;
  places: Places | null;
  /** Without it nothing is selected, since there is nothing to do with it. */
  mayTag: boolean;
  setActive: (index: number) => void;
  /** Gives the focus to a row, wherever it is. */
  go: (index: number) => void;
}

export interface RowActions extends Pick<ExperimentRowProps, 'onToggle' | 'onTags' | 'onOpen'> {
  onKeyDown: (event: KeyboardEvent) => void;
  /** Tests whose tags are being changed. */
  tagged: readonly ExperimentRow[] | null;
  setTagged: (rows: readonly ExperimentRow[] | null) => void;
}

/** The callbacks stay the same, so that rows that stay the same are not drawn again. */
export function useRowActions(input: ActionsInput): RowActions {
  const [tagged, setTagged] = useState<readonly ExperimentRow[] | null>(null);
  const latest = useRef(input);
  useLayoutEffect(() => {
    latest.current = input;
  });
  const onTags = useCallback((index: number) => {
    const { rows, selection } = latest.current;
    const row = rows.rowAt(index);
    if (row !== undefined) setTagged(selection.items.has(row.id) ? [...selection.items.values()] : [row]);
  }, []);
  const onToggle = useCallback((index: number, range: boolean) => {
    const { rows, selection, setActive } = latest.current;
    const row = rows.rowAt(index);
    if (row !== undefined) selection.toggle(row, index, range);
    setActive(index);
  }, []);
  const onOpen = useOpen(input.view);

  const onKeyDown = (event: KeyboardEvent) => {
    const at = rowOf(event.target);
    if (at === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const { total, selection, places, mayTag, go } = input;
    const next = rowAfterKey(event.key, at, { total, page: rowsInSight(places) });
    if (next !== null) {
      if (event.shiftKey && mayTag) void selection.extend(at, next);
      go(next);
    } else if (!mayTag) return;
    else if (event.key === ' ' && !(event.target instanceof HTMLInputElement)) onToggle(at, event.shiftKey);
    else if (event.key.toLowerCase() === 't') onTags(at);
    else if (event.key === 'Escape' && selection.items.size > 0) selection.clear();
    else return;
    event.preventDefault();
  };
  return { onKeyDown, onToggle, onTags, onOpen, tagged, setTagged };
}

function rowOf(target: EventTarget): number | null {
  const row = (target as Element).closest<HTMLElement>('[data-row]');
  return row === null ? null : Number(row.dataset.row);
}

/** One of them is seen again after a page, so that one does not lose one's place. */
function rowsInSight(places: Places | null): number {
  if (places === null) return 1;
  return Math.max(1, Math.floor((window.innerHeight - places.heads - places.bottom) / places.row) - 1);
}

/** Opens a test as the router's links do: in this tab unless another was asked for. */
function useOpen(view: string): ExperimentRowProps['onOpen'] {
  const router = useRouter();
  // The program of the page is there when the first one is opened.
  useEffect(() => {
    void router.preloadRoute({ to: '/experiments/$id', params: { id: 'any' } });
  }, [router]);
  return useCallback(
    (index, id, event) => {
      lastOpened = { view, index };
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      void router.navigate({ to: '/experiments/$id', params: { id } });
    },
    [router, view],
  );
}
