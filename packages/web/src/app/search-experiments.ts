import { listExperiments } from '@dandelion-loop/contract';
import { useEffect, useState } from 'react';
import { call } from './api.ts';

interface FoundExperiment {
  id: string;
  title: string;
  importName: string;
}

export type SearchExperiments = (text: string, signal: AbortSignal) => Promise<readonly FoundExperiment[]>;

const most = 8;

export const searchExperiments: SearchExperiments = async (text, signal) => {
  const { rows } = await call(listExperiments, { query: { search: text, limit: most } }, { signal });
  return rows;
};

export interface Found {
  state: 'idle' | 'searching' | 'done' | 'failed';
  experiments: readonly FoundExperiment[];
}

const nothing: Found = { state: 'idle', experiments: [] };

/** Asks a moment after the last key; what was found before stays until then. */
export function useFoundExperiments(typed: string, search: SearchExperiments): Found {
  const text = typed.trim();
  const [found, setFound] = useState<Found & { text: string }>({ ...nothing, text: '' });
  useEffect(() => {
    if (text === '') return;
    const abort = new AbortController();
    const ask = async () => {
      try {
        const experiments = await search(text, abort.signal);
        if (!abort.signal.aborted) setFound({ state: 'done', experiments, text });
      } catch {
        if (!abort.signal.aborted) setFound({ state: 'failed', experiments: [], text });
      }
    };
    const timer = setTimeout(ask, 180);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text, search]);
  if (text === '') return nothing;
  return found.text === text ? found : { state: 'searching', experiments: found.experiments };
}
