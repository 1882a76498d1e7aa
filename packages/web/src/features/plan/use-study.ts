import { useCallback, useEffect, useRef, useState } from 'react';
import type { StudyReply, StudyRequest } from './study-worker.ts';

type Answer<Kind> = Extract<StudyReply, { kind: Kind }>;

export interface Study<Kind extends StudyRequest['kind']> {
  /** Null before it was asked for. */
  state: 'working' | 'done' | 'failed' | null;
  /** From 0 to 1. */
  share: number;
  answer: Answer<Kind> | null;
  problem: string | null;
  start: (request: Extract<StudyRequest, { kind: Kind }>) => void;
  stop: () => void;
}

const idle = { state: null, share: 0, answer: null, problem: null } as const;

/** A longer question, asked by hand, in a worker that can be stopped at any time. */
export function useStudy<Kind extends StudyRequest['kind']>(): Study<Kind> {
  const [told, setTold] = useState<Omit<Study<Kind>, 'start' | 'stop'>>(idle);
  const worker = useRef<Worker | null>(null);
  const end = useCallback(() => {
    worker.current?.terminate();
    worker.current = null;
  }, []);
  useEffect(() => end, [end]);
  const start = useCallback(
    (request: StudyRequest) => {
      end();
      const own = new Worker(new URL('./study-worker.ts', import.meta.url), { type: 'module' });
      worker.current = own;
      setTold({ ...idle, state: 'working' });
      own.onmessage = ({ data }: MessageEvent<StudyReply>) => {
        if (data.kind === 'progress') return setTold((now) => ({ ...now, share: data.share }));
        end();
        if (data.kind === 'failed') return setTold({ ...idle, state: 'failed', problem: data.reason });
        return setTold({ ...idle, state: 'done', share: 1, answer: data as Answer<Kind> });
      };
      own.onerror = (event) => {
        event.preventDefault();
        end();
        setTold({ ...idle, state: 'failed', problem: event.message || 'The worker did not start.' });
      };
      own.postMessage(request);
    },
    [end],
  );
  const stop = useCallback(() => {
    end();
    setTold(idle);
  }, [end]);
  return { ...told, start, stop };
}
