import type { ExperimentRow as Row } from '@dandelion-loop/contract';
import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { texts } from '../../texts/experiments.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ExperimentRow, ReadingRow } from './experiment-row.tsx';
import { useAxis } from './list-axis.ts';
import { ListHeads } from './list-heads.tsx';
import { rowAfterKey } from './list-keys.ts';
import { type Places, usePlaces } from './list-places.ts';
import { SelectionBar } from './list-selection-bar.tsx';
import { TagDialog } from './list-tag-dialog.tsx';
import { useRowSelection } from './list-row-selection.ts';
import type { View } from './list-view.ts';
import { useRows } from './list-windows.ts';

interface ListGridProps {
  view: View;
  total: number;
  /** A newer view is on its way. */
  changing: boolean;
  withMetric: boolean;
  tools: RefObject<HTMLElement | null>;
  /** Somebody comes back to where they were. */
  returning: boolean;
  /** The rows have their places: the page is as high as it will be. */
  onPlaced: (places: Places) => void;
}

const usualRow = 38;
/** Of the window, at the lower end: room for the bar of what is selected. */
const selectionBar = 64;

/** The test that was opened last, to go on from when somebody comes back. */
let lastOpened: { view: string; index: number } | null = null;

function useVirtualRows(total: number, places: Places | null, active: number, selecting: boolean) {
  const row = places?.row ?? usualRow;
  const virtual = useWindowVirtualizer<HTMLElement>({
    count: total,
    estimateSize: () => row,
    overscan: 12,
    scrollMargin: places?.top ?? 0,
    scrollPaddingStart: places?.heads ?? 0,
    scrollPaddingEnd: (places?.bottom ?? 0) + (selecting ? selectionBar : 0),
    // The row that has the focus stays, wherever one scrolls.
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      if (active >= range.count || rows.includes(active)) return rows;
      return active < (rows[0] ?? 0) ? [active, ...rows] : [...rows, active];
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: other heights are other places.
  useLayoutEffect(() => virtual.measure(), [row]);
  return virtual;
}

/** A table of thousands of rows, of which those in sight are there. One row at a time takes part in the order of focus. */
export function ListGrid({ view, total, changing, withMetric, tools, returning, onPlaced }: ListGridProps) {
  const key = JSON.stringify(view);
  const [grid, heads, body, probe] = [useDiv(), useDiv(), useDiv(), useDiv()];
  const [active, setActive] = useState(() => (lastOpened?.view === key ? lastOpened.index : 0));
  const [tagged, setTagged] = useState<readonly Row[] | null>(null);
  const places = usePlaces({ tools, heads, body, probe });
  const frame = useAxis(view);
  const selection = useRowSelection(view, total);
  const virtual = useVirtualRows(total, places, active, selection.items.size > 0);
  const { range } = virtual;
  const rows = useRows(view, range?.startIndex ?? 0, range?.endIndex ?? 0, total);
  const wantsFocus = useRowFocus(grid, active, returning && lastOpened?.view === key);
  useLayoutEffect(() => {
    if (places !== null) onPlaced(places);
    // biome-ignore lint/correctness/useExhaustiveDependencies: once, when there are places.
  }, [places !== null]);

  const go = (index: number) => {
    wantsFocus.current = true;
    setActive(index);
    virtual.scrollToIndex(index, { align: 'auto' });
  };
  const selecting = selection.items.size > 0;
  const keepInSight = useEffectEvent(() => {
    if (grid.current?.contains(document.activeElement)) virtual.scrollToIndex(active, { align: 'auto' });
  });
  // The bar of what is selected comes over the lower rows.
  useEffect(() => {
    if (selecting) keepInSight();
  }, [selecting]);
  const latest = useRef({ rows, selection });
  latest.current = { rows, selection };
  const openTags = useCallback((index: number) => {
    const { rows: now, selection: chosen } = latest.current;
    const row = now.rowAt(index);
    if (row === undefined) return;
    setTagged(chosen.items.has(row.id) ? [...chosen.items.values()] : [row]);
  }, []);
  const toggle = useCallback((index: number, range: boolean) => {
    const row = latest.current.rows.rowAt(index);
    if (row !== undefined) latest.current.selection.toggle(row, index, range);
    setActive(index);
  }, []);
  const open = useCallback(
    (index: number) => {
      lastOpened = { view: key, index };
    },
    [key],
  );

  const onKeyDown = (event: React.KeyboardEvent) => {
    const at = Number((event.target as HTMLElement).closest<HTMLElement>('[data-row]')?.dataset.row ?? Number.NaN);
    if (Number.isNaN(at) || event.ctrlKey || event.metaKey || event.altKey) return;
    const onCheckbox = event.target instanceof HTMLInputElement;
    const page = Math.max(1, Math.floor((window.innerHeight - (places?.heads ?? 0)) / (places?.row ?? usualRow)) - 2);
    const next = rowAfterKey(event.key, at, { total, page });
    if (next !== null) {
      if (event.shiftKey) void selection.extend(at, next);
      go(next);
    } else if (event.key === ' ' && !onCheckbox) toggle(at, event.shiftKey);
    else if (event.key.toLowerCase() === 't') openTags(at);
    else if (event.key === 'Escape' && selection.items.size > 0) selection.clear();
    else return;
    event.preventDefault();
  };

  return (
    <>
      <div
        className="experiment-list"
        role="grid"
        aria-label={texts.list}
        aria-describedby="list-keys"
        aria-rowcount={total + 1}
        aria-multiselectable
        aria-busy={changing}
        ref={grid}
        onKeyDown={onKeyDown}
      >
        <ListHeads ref={heads} top={places?.tools ?? 0} frame={frame} selection={selection} total={total} />
        <div className="experiment-row probe" ref={probe} aria-hidden="true" />
        {/* biome-ignore lint/a11y/useSemanticElements: rows of a table cannot be put in their places. */}
        <div role="rowgroup" className="list-body" ref={body} style={{ height: total * (places?.row ?? usualRow) }}>
          {places !== null &&
            virtual.getVirtualItems().map(({ index, start }) => {
              const row = rows.rowAt(index);
              const top = start - places.top;
              if (row === undefined) return <ReadingRow key={index} index={index} top={top} />;
              return (
                <ExperimentRow
                  key={index}
                  {...{ row, index, top, frame, withMetric }}
                  selected={selection.items.has(row.id)}
                  active={index === active}
                  onToggle={toggle}
                  onTags={openTags}
                  onOpen={open}
                />
              );
            })}
        </div>
      </div>
      <p id="list-keys" className="visually-hidden">
        {texts.listKeys}
      </p>
      {rows.error && (
        <div className="rows-failed" role="alert">
          <Notice tone="warning" title={texts.rowsFailed} action={<Button onClick={rows.again}>{texts.tryAgain}</Button>}>
            {rows.error.message}
          </Notice>
        </div>
      )}
      <SelectionBar selection={selection} onTags={() => setTagged([...selection.items.values()])} />
      {tagged && <TagDialog rows={tagged} onClose={() => setTagged(null)} />}
    </>
  );
}

const useDiv = () => useRef<HTMLDivElement>(null);

/** Gives the focus to the active row when it was asked for, as soon as the row is there. */
function useRowFocus(grid: RefObject<HTMLElement | null>, active: number, atOnce: boolean): RefObject<boolean> {
  const wanted = useRef(atOnce);
  useEffect(() => {
    if (!wanted.current) return;
    const row = grid.current?.querySelector<HTMLElement>(`[data-row="${active}"]`);
    const link = row?.querySelector<HTMLElement>('a');
    // Until its test is read, the row itself keeps the focus in its place.
    if (!mayMoveFocus(grid.current)) wanted.current = false;
    else if (link) {
      link.focus({ preventScroll: true });
      wanted.current = false;
    } else row?.focus({ preventScroll: true });
  });
  return wanted;
}

/** Not away from where somebody went meanwhile. */
function mayMoveFocus(grid: HTMLElement | null): boolean {
  const { activeElement } = document;
  return activeElement === document.body || activeElement?.id === 'main' || grid?.contains(activeElement) === true;
}
