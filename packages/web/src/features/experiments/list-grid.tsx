// biome-ignore-all lint/a11y/useSemanticElements: rows of a table cannot lie at places of their own; as a grid, one link of a row takes the focus, not its cells.
// biome-ignore-all lint/a11y/useFocusableInteractive: as above.
import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { texts } from '../../texts/experiments.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ExperimentRow, ReadingRow } from './experiment-row.tsx';
import { openedLast, type RowActions, useRowActions } from './list-actions.ts';
import { useAxis } from './list-axis.ts';
import { ListHeads } from './list-heads.tsx';
import { type Places, usePlaces } from './list-places.ts';
import { useRowFocus } from './list-row-focus.ts';
import { type RowSelection, useRowSelection } from './list-row-selection.ts';
import { SelectionBar } from './list-selection-bar.tsx';
import { TagDialog } from './list-tag-dialog.tsx';
import type { View } from './list-view.ts';
import { type Rows, useRows } from './list-windows.ts';

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
const overscan = 12;

/** A table of thousands of rows, of which those in sight are there. One row at a time takes part in the order of focus. */
export function ListGrid({ view, total, changing, withMetric, tools, returning, onPlaced }: ListGridProps) {
  const key = JSON.stringify(view);
  const [grid, heads, body, probe] = [useDiv(), useDiv(), useDiv(), useDiv()];
  const [active, setActive] = useState(openedLast(key) ?? 0);
  const places = usePlaces({ tools, heads, body, probe });
  const frame = useAxis(view);
  const selection = useRowSelection(view, total);
  const virtual = useVirtualRows(total, places, active, selection);
  const { startIndex: first = 0, endIndex: last = 0 } = virtual.range ?? {};
  const rows = useRows(view, { first, last, focused: active }, total);
  const wantsFocus = useRowFocus(grid, active, returning && openedLast(key) !== null);
  usePlaced(places, onPlaced);
  const go = (index: number) => {
    wantsFocus.current = true;
    setActive(index);
    virtual.scrollToIndex(index, { align: 'auto' });
  };
  const mayTag = useMay('experiments:write');
  const actions = useRowActions({ view: key, total, rows, selection, places, mayTag, setActive, go });
  return (
    <>
      <div
        className={mayTag ? 'experiment-list' : 'experiment-list read-only'}
        role="grid"
        aria-label={texts.list}
        aria-describedby="list-keys"
        aria-rowcount={total + 1}
        aria-multiselectable={mayTag}
        aria-busy={changing}
        ref={grid}
        onKeyDown={actions.onKeyDown}
      >
        <ListHeads ref={heads} top={places?.tools ?? 0} frame={frame} {...{ selection, total, mayTag }} />
        <div className="experiment-row probe" ref={probe} aria-hidden="true" />
        <div role="rowgroup" className="list-body" ref={body} style={{ height: total * (places?.row ?? usualRow) }}>
          {places !== null && (
            <ShownRows
              items={virtual.getVirtualItems()}
              {...{ places, rows, frame, withMetric, mayTag, selection, active, actions }}
            />
          )}
        </div>
      </div>
      <p id="list-keys" className="visually-hidden">
        {mayTag ? texts.listKeys : texts.listKeysReader}
      </p>
      {rows.error && <RowsFailed error={rows.error} again={rows.again} />}
      <SelectionBar selection={selection} onTags={() => actions.setTagged([...selection.items.values()])} />
      {actions.tagged && <TagDialog rows={actions.tagged} onClose={() => actions.setTagged(null)} />}
    </>
  );
}

const useDiv = () => useRef<HTMLDivElement>(null);

function useVirtualRows(total: number, places: Places | null, active: number, { items }: RowSelection) {
  const row = places?.row ?? usualRow;
  const selecting = items.size > 0;
  const virtual = useWindowVirtualizer<HTMLElement>({
    count: total,
    estimateSize: () => row,
    overscan,
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
  const keepInSight = useEffectEvent(() => {
    const at = document.activeElement?.closest('[data-row]');
    if (at) virtual.scrollToIndex(active, { align: 'auto' });
  });
  // The bar of what is selected comes over the lower rows.
  useEffect(() => {
    if (selecting) keepInSight();
  }, [selecting]);
  return virtual;
}

/** Once, before the first painting. */
function usePlaced(places: Places | null, onPlaced: (places: Places) => void): void {
  const there = places !== null;
  const placed = useEffectEvent(() => {
    if (places !== null) onPlaced(places);
  });
  useLayoutEffect(() => {
    if (there) placed();
  }, [there]);
}

interface ShownRowsProps extends Pick<ListGridProps, 'withMetric'> {
  mayTag: boolean;
  items: readonly { index: number; start: number }[];
  places: Places;
  rows: Rows;
  frame: ReturnType<typeof useAxis>;
  selection: RowSelection;
  active: number;
  actions: RowActions;
}

function ShownRows({ items, places, rows, frame, withMetric, mayTag, selection, active, actions }: ShownRowsProps) {
  const { day } = useFormats();
  const { onToggle, onTags, onOpen } = actions;
  return items.map(({ index, start }) => {
    const row = rows.rowAt(index);
    const top = start - places.top;
    if (row === undefined) return <ReadingRow key={index} index={index} top={top} />;
    return (
      <ExperimentRow
        key={index}
        {...{ row, index, top, frame, withMetric, mayTag, day, onToggle, onTags, onOpen }}
        selected={selection.items.has(row.id)}
        active={index === active}
      />
    );
  });
}

function RowsFailed({ error, again }: { error: Error; again: () => void }) {
  return (
    <div className="rows-failed" role="alert">
      <Notice tone="warning" title={texts.rowsFailed} action={<Button onClick={again}>{texts.tryAgain}</Button>}>
        {error.message}
      </Notice>
    </div>
  );
}
