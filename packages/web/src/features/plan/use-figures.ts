import type { PlanAnswer } from '@dandelion-loop/contract';
import { useEffect, useRef, useState } from 'react';
import type { FiguresReply } from './figures-worker.ts';
import type { FiguresQuestion, PlanFigures } from './plan-figures.ts';

export interface Figured {
  /** Of the newest question that was computed; null before the first. */
  figures: PlanFigures | null;
  /** With what each part is worth, a moment later than the figures; null before the first. */
  answer: PlanAnswer | null;
  /** Whether a newer question is being computed. */
  busy: boolean;
  /** Why nothing could be computed. */
  problem: string | null;
}

const nothing: Figured = { figures: null, answer: null, busy: true, problem: null };

interface Line {
  ask: (question: FiguresQuestion) => void;
  close: () => void;
}

/** One question at a time is with the worker; of those that come meanwhile only the newest is asked. */
function openLine(onChange: (change: (now: Figured) => Figured) => void): Line {
  const worker = new Worker(new URL('./figures-worker.ts', import.meta.url), { type: 'module' });
  let [id, asked] = [0, false];
  let waiting: FiguresQuestion | null = null;
  const send = (question: FiguresQuestion) => {
    id += 1;
    asked = true;
    worker.postMessage({ id, ...question });
  };
  worker.onmessage = ({ data }: MessageEvent<FiguresReply>) => {
    if (data.kind === 'answer') {
      if (data.id === id && waiting === null) onChange((now) => ({ ...now, answer: data.answer }));
      return;
    }
    asked = false;
    const next = waiting;
    waiting = null;
    const busy = next !== null;
    if (next !== null) send(next);
    if (data.kind === 'failed') onChange((now) => ({ ...now, busy, problem: data.reason }));
    else onChange(({ answer }) => ({ figures: data.figures, answer, busy, problem: null }));
  };
  worker.onerror = (event) => {
    event.preventDefault();
    onChange((now) => ({ ...now, busy: false, problem: event.message || 'The worker did not start.' }));
  };
  return {
    ask: (question) => {
      onChange((now) => ({ ...now, busy: true }));
      if (asked) waiting = question;
      else send(question);
    },
    close: () => worker.terminate(),
  };
}

/** Chances of a plan, computed in a worker whenever the question is another one. */
export function useFigures(question: FiguresQuestion): Figured {
  const [figured, setFigured] = useState(nothing);
  const line = useRef<Line | null>(null);
  useEffect(() => {
    const opened = openLine(setFigured);
    line.current = opened;
    return () => {
      opened.close();
      line.current = null;
    };
  }, []);
  useEffect(() => line.current?.ask(question), [question]);
  return figured;
}
