import { useRef, useState } from 'react';
import { ApiProblem } from '../../app/api-problem.ts';
import { useSecondsUntil } from './waiting-time.ts';

/** Where a server does not say how long. */
const usualWait = 30;

export interface Attempt {
  /** Why the last one failed. Null while the next is on its way, and when a wait is over. */
  problem: ApiProblem | null;
  busy: boolean;
  /** Seconds until the next may be made. */
  wait: number;
  /** Answers with what came, or with null when it failed or may not be tried now. */
  run: <Answer>(work: () => Promise<Answer>) => Promise<Answer | null>;
  forget: () => void;
}

/** Something that is tried at the door, once at a time, and not while one has to wait. */
export function useAttempt(): Attempt {
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const [until, setUntil] = useState<number | null>(null);
  const going = useRef(false);
  const wait = useSecondsUntil(until);
  const run: Attempt['run'] = async (work) => {
    if (going.current || wait > 0) return null;
    going.current = true;
    setBusy(true);
    setProblem(null);
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setProblem(error);
      if (error.status === 429) setUntil(Date.now() + (error.retryAfterSeconds ?? usualWait) * 1000);
      return null;
    } finally {
      going.current = false;
      setBusy(false);
    }
  };
  const over = problem?.status === 429 && wait === 0;
  return { problem: over ? null : problem, busy, wait, run, forget: () => setProblem(null) };
}
