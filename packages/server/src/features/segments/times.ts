import type { Moment, Period } from '@dandelion-loop/contract';
import type { Binder } from './bind-values.ts';

/** Days are days of UTC. */

const dayMilliseconds = 86_400_000;
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** Whether a column of days lies in a period. Nothing counts that is later than `now`. */
export function daysOf(period: Period, column: string, now: Date, bind: Binder): string {
  const until = `${column} <= ${bind(dayOf(now.getTime()), 'Date32')}`;
  if (period.kind === 'ever') return until;
  if (period.kind === 'between') {
    return `${until} AND ${column} >= ${bind(period.from, 'Date32')} AND ${column} <= ${bind(period.to, 'Date32')}`;
  }
  const from = dayOf(now.getTime() - (period.days - 1) * dayMilliseconds);
  return `${until} AND ${column} >= ${bind(from, 'Date32')}`;
}

/** The first moment that is not before: after a day means after its end. */
export function momentOf(moment: Moment, op: 'before' | 'after', now: Date, bind: Binder): string {
  if (moment.kind === 'ago') return bind.now(new Date(now.getTime() - moment.days * dayMilliseconds));
  return bind.now(new Date(Date.parse(moment.date) + (op === 'after' ? dayMilliseconds : 0)));
}
