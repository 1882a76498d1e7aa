import type { Cadence } from '@dandelion-loop/contract';
import { ruleTimes, type Window } from './expand-rule.ts';
import { momentOf } from './local-time.ts';

/** What a rule has, with the single times that were moved, cancelled (EXDATE) or added (RDATE). */

export interface RitualException {
  occurrence: string;
  kind: 'moved' | 'cancelled' | 'added';
  movedTo: string | null;
  reason: string;
}

/** One time of a ritual. */
export interface Held {
  /** When the rule has it. */
  occurrence: string;
  /** When it is held. */
  local: string;
  at: Date;
  state: 'planned' | 'moved' | 'cancelled' | 'added';
  reason: string;
}

const day = 24 * 60 * 60 * 1000;

/** The cadence's time of that name, or null: local times are unique within a rule. */
export function timeOfRule(cadence: Cadence, occurrence: string): Date | null {
  const at = momentOf(occurrence, cadence.timeZone);
  const around = { from: new Date(at.getTime() - day), to: new Date(at.getTime() + day) };
  return ruleTimes(cadence, around).find(({ local }) => local === occurrence)?.at ?? null;
}

/** Those that are held (or would be, had they not been cancelled) within the window, in order. */
export function occurrencesOf(cadence: Cadence, exceptions: readonly RitualException[], window: Window): Held[] {
  const by = new Map(exceptions.map((one) => [one.occurrence, one]));
  const planned = ruleTimes(cadence, window).flatMap(({ local, at }): Held[] => {
    const exception = by.get(local);
    if (exception?.kind === 'moved') return [];
    const cancelled = exception?.kind === 'cancelled';
    return [
      { occurrence: local, local, at, state: cancelled ? 'cancelled' : 'planned', reason: exception?.reason ?? '' },
    ];
  });
  const others = exceptions.flatMap(({ occurrence, kind, movedTo, reason }): Held[] => {
    if (kind === 'cancelled') return [];
    const local = movedTo ?? occurrence;
    const at = momentOf(local, cadence.timeZone);
    return at >= window.from && at < window.to ? [{ occurrence, local, at, state: kind, reason }] : [];
  });
  return [...planned, ...others].sort(
    (a, b) => a.at.getTime() - b.at.getTime() || (a.occurrence < b.occurrence ? -1 : 1),
  );
}

/** How far ahead the next one is looked for, in days: first where most are, in the end eleven years. */
const steps = [8, 60, 240, 960, 4015];

/** The first from a moment on that is not cancelled, nor named by `over`. */
export function nextOccurrence(
  cadence: Cadence,
  exceptions: readonly RitualException[],
  now: Date,
  over: ReadonlySet<string> = new Set(),
): Held | null {
  let from = now;
  for (const days of steps) {
    const to = new Date(now.getTime() + days * day);
    const found = occurrencesOf(cadence, exceptions, { from, to }).find(
      ({ state, occurrence }) => state !== 'cancelled' && !over.has(occurrence),
    );
    if (found) return found;
    from = to;
  }
  return null;
}
