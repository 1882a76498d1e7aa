import { numbers } from '@dandelion-loop/wording';

/** Whether a ritual should end, by what came of it. */

/** One meeting that ended, and what it brought. */
export interface Brought {
  /** Of all who were there together. */
  hours: number;
  decisions: number;
  followUps: number;
}

/** So many that brought nothing in a row are no accident. */
export const enough = 3;

/** One digit where it says something: 0.8, 6.5, 12. */
export function hoursText(hours: number): string {
  const shown = hours >= 10 ? Math.round(hours) : Math.round(hours * 10) / 10;
  return `${numbers.fixed(shown, Number.isInteger(shown) ? 0 : 1)} ${shown === 1 ? 'hour' : 'hours'}`;
}

/**
 * The sentence by which it proposes its own end, or null. `newest`: its meetings that ended, newest first. `missed`: whether each of its
 * times that are over passed without a meeting, newest first.
 */
export function proposesEnd(newest: readonly Brought[], missed: readonly boolean[]): string | null {
  const last = newest.slice(0, enough);
  if (missed.length >= enough && missed.slice(0, enough).every(Boolean))
    return `Its last ${enough} times passed without a meeting. End it, or hold it less often.`;
  if (last.length < enough || last.some(({ decisions, followUps }) => decisions + followUps > 0)) return null;
  const hours = last.reduce((sum, one) => sum + one.hours, 0);
  return `Its last ${enough} meetings brought no decision and no follow-up, and took ${hoursText(hours)} of those who came. End it, or say what it is to decide.`;
}
