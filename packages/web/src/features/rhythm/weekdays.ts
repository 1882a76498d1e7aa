/** Days of the week as rules of RFC 5545 call them. */

export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof weekdays)[number];

export const workdays: readonly Weekday[] = weekdays.slice(0, 5);

export const weekdayOf = (day: string): Weekday =>
  weekdays[(new Date(`${day}T00:00Z`).getUTCDay() + 6) % 7] ?? weekdays[0];
