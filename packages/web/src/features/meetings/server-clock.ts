import type { Meeting } from '@dandelion-loop/contract';
import { useEffect, useState } from 'react';

/**
 * Milliseconds on the clock of the server, anew every second while the meeting's clock runs.
 * @param readAt when its answer came, by the clock of this page
 */
export function useServerClock({ timer: { now, runningSince } }: Pick<Meeting, 'timer'>, readAt: number): number {
  const [here, setHere] = useState(Date.now);
  const runs = runningSince !== null;
  useEffect(() => {
    if (!runs) return;
    const timer = setInterval(() => setHere(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [runs]);
  return Date.parse(now) + Math.max(0, here - readAt);
}
