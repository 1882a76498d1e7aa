import { dayText } from '../../kernel/day-text.ts';
import type { BetRow } from '../plan/index.ts';
import type { Fed } from './read-breakers.ts';
import type { BreakerRow } from './records.ts';

/** Whether a breaker trips, and why. Pure. */

type Row = Pick<BreakerRow, 'kind' | 'measure' | 'trips' | 'limit' | 'limitOn' | 'probe'>;
type Bet = Pick<BetRow, 'cap' | 'endsOn'>;

export interface Judged {
  /** What is compared; null where nothing was fed, or of a day. */
  value: number | null;
  limit: number | null;
  limitOn: string | null;
  /** Of the newest number that it was fed. */
  fedOn: string | null;
  fedAt: Date | null;
  /** Money spent since the probe began. */
  probeSpent: number;
  /** Why it trips, in a sentence; null: it does not. */
  trips: string | null;
  /** A probe that kept to its money and is over. */
  probeOver: boolean;
}

/** Whether a breaker does anything by itself now. */
export const acts = ({ trips, probeOver }: Judged): boolean => trips !== null || probeOver;

const figure = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });
/** With a true minus sign, and two decimals at most. */
export const shown = (value: number) => figure.format(value).replace('-', '−');

function overLimit(row: Row, value: number | null, limit: number | null): string | null {
  if (value === null || limit === null) return null;
  if (row.kind === 'spend')
    return value > limit ? `${shown(value)} is spent, over the limit of ${shown(limit)}.` : null;
  if (row.kind === 'harm') {
    return value > limit ? `${shown(value)} ${row.measure}, over the limit of ${shown(limit)}.` : null;
  }
  const beyond = row.trips === 'above' ? value > limit : value < limit;
  return beyond ? `${row.measure} is at ${shown(value)}, ${row.trips} the limit of ${shown(limit)}.` : null;
}

/**
 * While it is half-open a limit of money or days waits until the probe is over; harm and guardrails are counted anew from its begin,
 * and trip it at once, as does more money than the probe has.
 */
export function judgeBreaker(row: Row, bet: Bet, fed: Fed, today: string): Judged {
  const limit = row.limit ?? (row.kind === 'spend' ? bet.cap : null);
  const limitOn = row.limitOn ?? (row.kind === 'date' ? bet.endsOn : null);
  const { value } = fed;
  const { probe } = row;
  const probeSpent = probe === null ? 0 : fed.spent - probe.spentBefore;
  const facts = { ...{ value, limit, limitOn, probeSpent }, fedOn: fed.on, fedAt: fed.at };
  if (probe !== null && probeSpent > probe.money) {
    const trips = `${shown(probeSpent)} is spent in the probe, which had ${shown(probe.money)}.`;
    return { ...facts, trips, probeOver: false };
  }
  const counted = row.kind === 'harm' || row.kind === 'guardrail';
  if (probe !== null && today <= probe.endsOn) {
    return { ...facts, trips: counted ? overLimit(row, value, limit) : null, probeOver: false };
  }
  if (probe !== null && counted && value === null) {
    const trips = 'The probe is over, and no number was fed in it: nothing says that it is better.';
    return { ...facts, trips, probeOver: false };
  }
  const late =
    row.kind === 'date' && limitOn !== null && today > limitOn ? `Its last day, ${dayText(limitOn)}, is over.` : null;
  const trips = late ?? overLimit(row, value, limit);
  return { ...facts, trips, probeOver: probe !== null && trips === null };
}
