import { numbers } from '@dandelion-loop/wording';

const { count } = numbers;

const ordinal = (value: number): string => {
  const tens = value % 100;
  const end = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th');
  return `${value}${end}`;
};

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

const ordinals: Readonly<Record<number, string>> = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', [-1]: 'last' };

/** When rituals are held. */
export const texts = {
  weekdays: {
    ...{ MO: 'Monday', TU: 'Tuesday', WE: 'Wednesday', TH: 'Thursday', FR: 'Friday' },
    ...{ SA: 'Saturday', SU: 'Sunday' },
  },
  ordinals,
  asked: 'When somebody starts it',
  everyDay: (every: number) => (every === 1 ? 'Every day' : `Every ${count(every)} days`),
  everyWorkday: 'Every working day, Monday to Friday,',
  everyWeek: (every: number, days: readonly string[]) =>
    `Every ${every === 1 ? 'week' : `${count(every)} weeks`} on ${listed(days)}`,
  everyMonth: (every: number, day: string) => `Every ${every === 1 ? 'month' : `${count(every)} months`} on the ${day}`,
  dayOfMonth: ordinal,
  lastDay: 'last day',
  once: (day: string) => `Once, on ${day}`,
  byRule: (rule: string) => `By the rule ${rule}`,
  at: (time: string) => `at ${time}`,
  until: (day: string) => `, until ${day}`,
  times: (times: number) => `, ${numbers.counted(times, 'time')}`,
  byClocksOf: (place: string) => `, by the clocks of ${place}`,

  // Clocks.
  forYou: (time: string, place: string) => `${time} where you are (${place})`,
  change: (place: string, day: string, time: string) =>
    `Clocks in ${place} change before ${day}: it stays at ${time} there.`,
  moves: (place: string, was: string, is: string, day: string) =>
    `Where you are (${place}) it moves from ${was} to ${is} on ${day}.`,
  skips: (place: string, time: string, day: string) =>
    `Clocks in ${place} skip ${time} on ${day}: it is not held on that day.`,
};
