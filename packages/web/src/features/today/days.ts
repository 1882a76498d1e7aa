import { dayBeside } from '../../app/zone-day.ts';

/** The first Monday after a day. */
export const nextMonday = (day: string): string =>
  dayBeside(day, (8 - new Date(`${day}T00:00:00Z`).getUTCDay()) % 7 || 7);
