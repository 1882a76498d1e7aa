import type { TodayItem } from '@dandelion-loop/contract';

/** What the page says of a day, before its list. */

const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** "six"; from thirteen on in figures. */
export const countWord = (count: number): string => small[count] ?? String(count);

const capital = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}`;

const tens: Record<number, string> = {
  ...{ 5: 'five', 10: 'ten', 15: 'fifteen', 20: 'twenty', 25: 'twenty-five', 30: 'thirty' },
  ...{ 35: 'thirty-five', 40: 'forty', 45: 'forty-five', 50: 'fifty', 55: 'fifty-five' },
};

/** "forty minutes", to five minutes and never less; from an hour on in hours and halves. */
export function aboutMinutes(minutes: number): string {
  const rounded = Math.max(5, Math.round(minutes / 5) * 5);
  if (rounded < 60) return `${tens[rounded]} minutes`;
  const halves = Math.round(minutes / 30);
  const hours = Math.floor(halves / 2);
  const half = halves % 2 === 1;
  if (hours === 1) return half ? 'an hour and a half' : 'an hour';
  return half ? `${countWord(hours)} and a half hours` : `${countWord(hours)} hours`;
}

export interface TodayHeadline {
  /** Before, under and after the mark of what matters. */
  before: string;
  finding: string;
  after: string;
}

const ended = (title: string): string => (/[.!?]$/.test(title) ? title : `${title}.`);

type Told = Pick<TodayItem, 'class' | 'title' | 'minutes'>;

/** "Six things, about forty minutes. One cannot wait: …" What cannot wait is what stopped itself. Null where there is nothing. */
export function todayHeadline(items: readonly Told[]): TodayHeadline | null {
  const [first] = items;
  if (first === undefined) return null;
  const minutes = items.reduce((sum, one) => sum + one.minutes, 0);
  const things = `${capital(countWord(items.length))} ${items.length === 1 ? 'thing' : 'things'}`;
  const before = `${things}, about ${aboutMinutes(minutes)}. `;
  const urgent = items.filter((one) => one.class === 'stopped').length;
  const finding =
    urgent === 0
      ? items.length === 1
        ? 'It can be done now:'
        : 'Begin here:'
      : items.length === 1
        ? 'It cannot wait:'
        : urgent === 1
          ? 'One cannot wait:'
          : `${capital(countWord(urgent))} cannot wait, first this:`;
  return { before, finding, after: ` ${ended(first.title)}` };
}
