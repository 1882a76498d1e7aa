import { useEffect, useState } from 'react';
import { texts } from '../../texts/session.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** "42 seconds", "3:05 minutes". */
export function timeInWords(seconds: number): string {
  if (seconds < 60) return texts.seconds(seconds);
  return texts.minutes(`${Math.floor(seconds / 60)}:${two(seconds % 60)}`);
}

/** Whole seconds until a moment (milliseconds of the clock), counted down; 0 when it is over, or null. */
export function useSecondsUntil(moment: number | null): number {
  const [now, setNow] = useState(Date.now);
  const left = moment === null ? 0 : Math.max(0, Math.ceil((moment - now) / 1000));
  const over = left === 0;
  useEffect(() => {
    if (moment === null) return;
    setNow(Date.now());
    if (over) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [moment, over]);
  return left;
}

/** Why a button cannot be pressed while one has to wait. */
export const waitingReason = (seconds: number): string | undefined => (seconds > 0 ? texts.wait : undefined);
