import type { Workspace } from '@dandelion-loop/contract';
import { useMemo } from 'react';
import { useSeenWorkspace } from './member.ts';

/** Days and times as the workspace writes them. Numbers of answers are written by the wording package. */

export interface Formats {
  /** "22 Nov 2026" of an instant, or of a day such as "2026-11-22" wherever it is read. */
  day: (iso: string) => string;
  /** "22 Nov 2026, 14:05" */
  moment: (iso: string) => string;
  /** "November 2026" of a day. */
  month: (iso: string) => string;
  /** "Nov" of a day. */
  shortMonth: (iso: string) => string;
  /** "4,873" */
  count: (value: number) => string;
}

const isDay = (iso: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(iso);

export function formatsOf({ locale, timeZone }: Pick<Workspace, 'locale' | 'timeZone'>): Formats {
  const make = (options: Intl.DateTimeFormatOptions) => {
    const instants = new Intl.DateTimeFormat(locale, { ...options, timeZone });
    // A day has no time zone: it is the same everywhere.
    const days = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
    return (iso: string) => (isDay(iso) ? days : instants).format(new Date(iso));
  };
  const count = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  return {
    day: make({ day: 'numeric', month: 'short', year: 'numeric' }),
    moment: make({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }),
    month: make({ month: 'long', year: 'numeric' }),
    shortMonth: make({ month: 'short' }),
    count: (value) => count.format(value).replace('-', '−'),
  };
}

/** For who sees nothing of the workspace. */
const browsers = { locale: 'en-GB', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone } as const;

export function useFormats(): Formats {
  const { locale, timeZone } = useSeenWorkspace() ?? browsers;
  return useMemo(() => formatsOf({ locale, timeZone }), [locale, timeZone]);
}
