import { useMemo } from 'react';
import { useWorkspace } from '../../app/member.ts';
import { ownTime, ownZone, timeIn } from './clock-words.ts';

/** Days with their weekday, for what is to come; in the zone of the workspace. */
export interface When {
  /** "Tue, 24 Nov 2026" of an instant, or of a day such as 2026-11-24. */
  day: (iso: string) => string;
  /** "Tue, 24 Nov 2026, 10:00" of an instant. */
  moment: (iso: string) => string;
  /** The same of a local time such as 2026-11-24T10:00, wherever it is. */
  local: (local: string) => string;
  /** "10:00" of an instant. */
  time: (iso: string) => string;
  /** "04:00 where you are (New York)", or null where that says the same. */
  own: (iso: string, timeZone?: string) => string | null;
  timeZone: string;
}

export function useWhen(): When {
  const { locale, timeZone } = useWorkspace();
  return useMemo(() => {
    const options = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
    const instants = new Intl.DateTimeFormat(locale, { ...options, timeZone });
    const days = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
    const day = (iso: string) => (iso.length === 10 ? days : instants).format(new Date(iso));
    return {
      day,
      moment: (iso) => `${day(iso)}, ${timeIn(iso, timeZone)}`,
      local: (local) => `${day(local.slice(0, 10))}, ${local.slice(11)}`,
      time: (iso) => timeIn(iso, timeZone),
      own: (iso, zone = timeZone) => ownTime(iso, zone, ownZone(), day),
      timeZone,
    };
  }, [locale, timeZone]);
}
