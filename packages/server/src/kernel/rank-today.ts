import { type TodayItem, todayClasses } from '@dandelion-loop/contract';

/** The order of Today, as docs/methods/today.md states it. Pure. */

type Ranked = Pick<TodayItem, 'class' | 'waiting' | 'mine' | 'source' | 'id'>;

/** Without a day it has all the time there is. */
const noDay = '9999-12-31';

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Below 0: `a` comes first. By class; then more money a day; then more people; then more of a target's chance; then what is one's own; then the earlier day; then by name of
 * the source and id, so that the order is the same each time. What is not known counts as nothing, never as a guess.
 */
export function compareToday(a: Ranked, b: Ranked): number {
  return (
    todayClasses.indexOf(a.class) - todayClasses.indexOf(b.class) ||
    (b.waiting.moneyPerDay ?? 0) - (a.waiting.moneyPerDay ?? 0) ||
    (b.waiting.people ?? 0) - (a.waiting.people ?? 0) ||
    (b.waiting.chance ?? 0) - (a.waiting.chance ?? 0) ||
    Number(b.mine) - Number(a.mine) ||
    byText(a.waiting.dueOn ?? noDay, b.waiting.dueOn ?? noDay) ||
    byText(a.source, b.source) ||
    byText(a.id, b.id)
  );
}

export const rankToday = <Item extends Ranked>(items: readonly Item[]): Item[] => [...items].sort(compareToday);
