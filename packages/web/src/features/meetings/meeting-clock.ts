import type { Meeting } from '@dandelion-loop/contract';

/** The clock of a meeting in numbers and figures. Pure. */

type Timer = Meeting['timer'];

/** Seconds that a block had by `now`, milliseconds on the clock of the server. */
export function spentOf({ block, runningSince, spentSeconds }: Timer, place: number, now: number): number {
  const before = spentSeconds[place] ?? 0;
  if (place !== block || runningSince === null) return before;
  return before + Math.max(0, (now - Date.parse(runningSince)) / 1000);
}

export interface BlockTime {
  /** Seconds that are left; below nothing once it is over. */
  left: number;
  given: number;
  /** From 0 to 1. */
  share: number;
}

export function timeOf(timer: Timer, place: number, now: number): BlockTime {
  const given = timer.givenSeconds[place] ?? 0;
  const spent = spentOf(timer, place, now);
  return { given, left: given - spent, share: given === 0 ? 1 : Math.min(1, spent / given) };
}

/** "6:48" of whole seconds, without a sign; hours only where there are some. */
export function clockFigures(seconds: number): string {
  const whole = Math.floor(Math.abs(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** What is left counts down to nothing, so a begun second still counts. */
export const leftFigures = (left: number): string => clockFigures(left > 0 ? Math.ceil(left) : left);

/** All seconds that the meeting's blocks had. */
export const spentInAll = (timer: Timer, now: number): number =>
  timer.spentSeconds.reduce((sum, _, place) => sum + spentOf(timer, place, now), 0);
