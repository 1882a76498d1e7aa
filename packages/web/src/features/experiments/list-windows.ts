import { type ExperimentRow, listExperiments } from '@dandelion-loop/contract';
import { type UseQueryResult, useQueries } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { answerOptions, useAnswer } from '../../app/queries.ts';
import type { View } from './list-view.ts';
import { windowInput, windowSize } from './list-window.ts';

/** The windows of the list that are read as one comes near them. */

/** Rows beyond those in sight that are read with them. */
const ahead = 120;
/** Somebody who drags the scroll bar passes windows that nobody will look at. */
const settleMilliseconds = 70;

/** The windows that hold these rows and those near them. */
export function windowsAround(first: number, last: number, total: number): number[] {
  if (total === 0) return [];
  const from = Math.floor(Math.max(0, first - ahead) / windowSize);
  const to = Math.floor(Math.min(total - 1, last + ahead) / windowSize);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
}

export interface ShownView {
  /** Null until the first one is there. */
  view: View | null;
  /** Tests that fit `view`. */
  total: number;
  /** Another view is wanted, and on its way. */
  changing: boolean;
  error: Error | null;
  again: () => void;
}

/** The view that is wanted as soon as its first window is there; until then the one before. */
export function useShownView(wanted: View): ShownView {
  const [shown, setShown] = useState<View | null>(null);
  const next = useAnswer(listExperiments, windowInput(wanted, 0));
  if (next.data !== undefined && shown !== wanted) setShown(wanted);
  const now = useAnswer(listExperiments, windowInput(shown ?? wanted, 0));
  return {
    view: shown,
    total: now.data?.total ?? 0,
    changing: shown !== wanted,
    error: next.data === undefined ? next.error : null,
    again: () => void next.refetch(),
  };
}

/** What was wanted once it has stood still for a moment. */
function useSettledWindows(wanted: readonly number[]): readonly number[] {
  const [settled, setSettled] = useState(wanted);
  const key = wanted.join();
  const same = settled.join() === key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what the array says.
  useEffect(() => {
    if (same) return;
    const timer = setTimeout(() => setSettled(wanted), settleMilliseconds);
    return () => clearTimeout(timer);
  }, [key, same]);
  return settled;
}

export interface Rows {
  /** Undefined while it is being read. */
  rowAt: (index: number) => ExperimentRow | undefined;
  error: Error | null;
  again: () => void;
}

type Window = UseQueryResult<{ total: number; rows: ExperimentRow[] }, Error>;

interface RowsInSight {
  first: number;
  last: number;
  focused: number;
}

/** The rows in sight and near it, and the one that has the focus. */
export function useRows(view: View, { first, last, focused }: RowsInSight, total: number): Rows {
  const wanted = [...windowsAround(first, last, total), Math.floor(focused / windowSize)];
  const windows = useSettledWindows([...new Set(wanted)]);
  const found: Window[] = useQueries({
    queries: windows.map((window) => answerOptions(listExperiments, windowInput(view, window))),
  });
  return {
    rowAt: (index) => found[windows.indexOf(Math.floor(index / windowSize))]?.data?.rows[index % windowSize],
    error: found.find(({ data, error }) => data === undefined && error !== null)?.error ?? null,
    again: () => {
      for (const { data, refetch } of found) if (data === undefined) void refetch();
    },
  };
}
