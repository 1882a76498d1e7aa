import { dayAfter } from './day-text.ts';

/** Of what somebody is to do: whether it is open, and over its day. */
export const isOverdue = ({ state, dueOn }: { state: string; dueOn: string | null }, today: string): boolean =>
  state === 'open' && dueOn !== null && dueOn < today;

/** Monday to Friday; holidays differ from house to house and are not known. */
const isWorkingDay = (day: string) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/**
 * The day so many days after another. Of working days those between are counted and the answer is one; 0 working days after a Saturday is
 * the Monday after.
 */
export function dueDay(from: string, days: number, workingDays: boolean): string {
  if (!workingDays) return dayAfter(from, days);
  let day = from;
  while (!isWorkingDay(day)) day = dayAfter(day, 1);
  for (let left = days; left > 0; left--) {
    day = dayAfter(day, 1);
    while (!isWorkingDay(day)) day = dayAfter(day, 1);
  }
  return day;
}
