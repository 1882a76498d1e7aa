import { type ExperimentRow, listExperiments } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../../app/api-problem.ts';
import { answerOptions } from '../../app/queries.ts';
import { texts } from '../../texts/experiments.ts';
import { notify } from '../../ui/notify.ts';
import { noSelection, rangeOf, type Selection, toggledOne, withAll } from './list-selection.ts';
import type { View } from './list-view.ts';
import { windowInput, windowSize } from './list-window.ts';

/** As many as are changed in a time that one likes to wait. */
const most = 500;

export interface RowSelection {
  items: ReadonlyMap<string, ExperimentRow>;
  most: number;
  /** `range`: all from the row before. */
  toggle: (row: ExperimentRow, index: number, range: boolean) => void;
  /** Both rows and all between them. */
  extend: (from: number, to: number) => Promise<void>;
  selectAll: () => Promise<void>;
  clear: () => void;
}

/** Which tests of a view are selected. A range can go over rows that were never in sight: those are read. */
export function useRowSelection(view: View, total: number): RowSelection {
  const client = useQueryClient();
  const [selection, setSelection] = useState<Selection<ExperimentRow>>(noSelection);

  const read = async (from: number, to: number): Promise<ExperimentRow[]> => {
    const { first, last } = rangeOf(from, to);
    const windows = [];
    for (let at = Math.floor(first / windowSize); at <= Math.floor(last / windowSize); at++) windows.push(at);
    const found = await Promise.all(
      windows.map((at) => client.ensureQueryData(answerOptions(listExperiments, windowInput(view, at)))),
    );
    const start = (windows[0] ?? 0) * windowSize;
    return found.flatMap(({ rows }) => rows).slice(first - start, last - start + 1);
  };
  const extend = async (from: number, to: number) => {
    if (Math.abs(to - from) >= most) {
      notify({ title: texts.selectTooMany(most) });
      return;
    }
    try {
      const rows = await read(from, to);
      setSelection((now) => withAll(now, rows));
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      notify({ tone: 'warning', title: error.title, text: error.detail });
    }
  };
  return {
    items: selection.items,
    most,
    toggle: (row, index, range) => {
      if (range && selection.anchor !== null) void extend(selection.anchor, index);
      else setSelection((now) => toggledOne(now, row, index));
    },
    extend,
    selectAll: () => extend(0, total - 1),
    clear: () => setSelection(noSelection),
  };
}
