import { type ExperimentRow, listExperiments } from '@dandelion-loop/contract';
import { frameFor, type PlotFrame } from '@dandelion-loop/wording';
import { useMemo } from 'react';
import { useAnswer } from '../../app/queries.ts';
import type { View } from './list-view.ts';
import { windowInput } from './list-window.ts';

/**
 * The axis all rows stand on. It is chosen from the newest tests that fit, whatever the order: so it neither moves while one
 * scrolls, nor is it stretched by the extremes when the list begins with them.
 */
export function axisOf(rows: readonly ExperimentRow[]): PlotFrame {
  const readable = rows.filter(({ verdict }) => verdict !== 'invalid');
  return frameFor({
    metric: { kind: 'proportion' },
    measure: 'lift',
    estimates: (readable.length === 0 ? rows : readable).map(({ lift }) => lift),
    margin: null,
    level: null,
    ticks: 3,
  });
}

/** Null until it is known. */
export function useAxis({ sort: _, ...filters }: View): PlotFrame | null {
  const rows = useAnswer(listExperiments, windowInput(filters, 0), { keepPrevious: true }).data?.rows;
  return useMemo(() => (rows === undefined ? null : axisOf(rows)), [rows]);
}
