import { type ExperimentRow, getExperiment, listExperiments, summarizeExperiments } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../app/api-problem.ts';
import { changeTag, inTurns, type TagChange, toChange } from './list-tagging.ts';

interface Failed {
  title: string;
  why: string;
}

export interface Tagging {
  rows: readonly ExperimentRow[];
  /** While it is being done. */
  going: { change: TagChange; done: number; of: number } | null;
  /** How the last change ended. */
  ended: { change: TagChange; changed: number; failed: Failed[] } | null;
  run: (change: TagChange) => void;
  stop: () => void;
}

/** Changes tags of many tests, tells how far it is, and what could not be changed. */
export function useTagging(given: readonly ExperimentRow[]): Tagging {
  const client = useQueryClient();
  const [rows, setRows] = useState(given);
  const [going, setGoing] = useState<Tagging['going']>(null);
  const [ended, setEnded] = useState<Tagging['ended']>(null);
  const abort = useRef<AbortController>(null);
  // Closing the dialog stops it.
  useEffect(() => () => abort.current?.abort(), []);

  const run = async (change: TagChange) => {
    const wanted = toChange(rows, change);
    const failed: Failed[] = [];
    let changed = 0;
    const controller = new AbortController();
    abort.current = controller;
    setEnded(null);
    setGoing({ change, done: 0, of: wanted.length });
    const one = async ({ id, title }: ExperimentRow) => {
      try {
        const { tags } = await changeTag(id, change, controller.signal);
        changed += 1;
        setRows((now) => now.map((row) => (row.id === id ? { ...row, tags } : row)));
      } catch (problem) {
        if (controller.signal.aborted) return;
        if (!(problem instanceof ApiProblem)) throw problem;
        failed.push({ title, why: problem.fields[0]?.message ?? problem.detail });
      }
      setGoing({ change, done: changed + failed.length, of: wanted.length });
    };
    try {
      await inTurns(wanted, one, controller.signal);
    } finally {
      setGoing(null);
      // Those that had it before have it as well.
      setEnded({ change, changed: change.add ? rows.length - wanted.length + changed : changed, failed });
      for (const { path } of [listExperiments, summarizeExperiments, getExperiment])
        void client.invalidateQueries({ queryKey: [path] });
    }
  };
  return { rows, going, ended, run: (change) => void run(change), stop: () => abort.current?.abort() };
}
