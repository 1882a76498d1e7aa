import type { Workspace } from '@dandelion-loop/contract';
import { dayBeside } from '../../app/zone-day.ts';
import type { MonthBar, MonthStretch } from '../../charts/month-bars.tsx';
import { texts } from '../../texts/experiments.ts';
import { type Settling, type Summary, settling } from './list-answer.ts';

/** Bars over time: months, or years where months would be too thin to see. */

/** More bars than this cannot be told apart. */
const mostBars = 72;
const labelsWanted = 5;
/** Of the width, kept free of labels at the right: they begin at their bar. */
const labelRoom = 0.1;

export interface TimeBars {
  each: 'month' | 'year';
  bars: MonthBar[];
}

type Months = Summary['months'];

/** Months since the year 0. */
const monthNumber = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
const none: Settling = { settled: 0, open: 0, invalid: 0 };

const together = (a: Settling, b: Settling): Settling => ({
  settled: a.settled + b.settled,
  open: a.open + b.open,
  invalid: a.invalid + b.invalid,
});

function keyOf(place: number, each: TimeBars['each']): string {
  const year = String(each === 'year' ? place : Math.floor(place / 12)).padStart(4, '0');
  return each === 'year' ? year : `${year}-${String((place % 12) + 1).padStart(2, '0')}`;
}

/** Labels at places that are round for their kind: every third month, every tenth year. */
function labelStep(places: number, each: TimeBars['each']): number {
  const steps = each === 'year' ? [1, 2, 5, 10, 20] : [1, 2, 3, 6, 12, 24];
  return steps.find((step) => places / step <= labelsWanted) ?? steps.at(-1)!;
}

/** Over the time of `all`, the counts of `shown`: so the bars stay in their places while filters change. */
export function timeBars(all: Months, shown: Months, { locale }: Pick<Workspace, 'locale'>): TimeBars | null {
  const numbersOf = all.map(({ month }) => monthNumber(month));
  const [first, last] = [Math.min(...numbersOf), Math.max(...numbersOf)];
  if (last - first < 1) return null;
  const each = last - first >= mostBars ? 'year' : 'month';
  const place = (month: number): number => (each === 'year' ? Math.floor(month / 12) : month);
  const from = place(first);
  const places = place(last) - from + 1;
  if (places > mostBars) return null;
  const counts = new Map<number, Settling>();
  for (const { month, verdicts } of shown) {
    const at = place(monthNumber(month));
    counts.set(at, together(counts.get(at) ?? none, settling(verdicts)));
  }
  const write = (month: 'long' | 'short') =>
    new Intl.DateTimeFormat(locale, { ...(each === 'month' && { month }), year: 'numeric', timeZone: 'UTC' });
  const [long, short] = [write('long'), write('short')];
  const step = labelStep(places, each);
  const bars = Array.from({ length: places }, (_, index) => {
    const key = keyOf(from + index, each);
    const day = new Date(each === 'year' ? `${key}-01-01` : `${key}-01`);
    const labelled = (from + index) % step === 0 && index / places < 1 - labelRoom;
    return {
      key,
      name: long.format(day),
      label: labelled ? short.format(day) : null,
      ...(counts.get(from + index) ?? none),
    };
  });
  return { each, bars };
}

/** "7 in 10 split wrongly": as people say it, where that is no exaggeration. */
function offWords({ off, tests }: Summary['suspectPeriods'][number]): string {
  const part = Math.round((off / tests) * 10);
  const exact = off === tests;
  return (part >= 10 && !exact) || part < 1 ? texts.fewInTen(off, tests) : texts.inTen(part);
}

/** Suspect stretches of time as the bars name them; those whose bars are not there are left out. */
export function suspectStretches(
  { each, bars }: TimeBars,
  periods: Summary['suspectPeriods'],
  day: (iso: string) => string,
): MonthStretch[] {
  const digits = each === 'year' ? 4 : 7;
  const keys = new Set(bars.map(({ key }) => key));
  return periods.flatMap((period) => {
    const last = dayBeside(period.to, -1);
    const [from, to] = [period.from.slice(0, digits), last.slice(0, digits)];
    if (!keys.has(from) || !keys.has(to) || period.tests === 0) return [];
    return [{ from, to, title: offWords(period), sub: texts.days(day(period.from), day(last)) }];
  });
}
