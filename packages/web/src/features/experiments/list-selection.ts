/** Which tests are selected, by id, and from where a range goes on. */
export interface Selection<Item extends { id: string }> {
  items: ReadonlyMap<string, Item>;
  /** Row that was selected or unselected last. */
  anchor: number | null;
}

export const noSelection = { items: new Map<string, never>(), anchor: null };

/** One more or one less. */
export function toggledOne<Item extends { id: string }>(
  { items }: Selection<Item>,
  item: Item,
  index: number,
): Selection<Item> {
  const next = new Map(items);
  if (!next.delete(item.id)) next.set(item.id, item);
  return { items: next, anchor: index };
}

/** Rows from `from` to `to`, whichever comes first. */
export const rangeOf = (from: number, to: number): { first: number; last: number } => ({
  first: Math.min(from, to),
  last: Math.max(from, to),
});

/** With all of these; the range goes on from where it began. */
export function withAll<Item extends { id: string }>(
  { items, anchor }: Selection<Item>,
  more: readonly Item[],
): Selection<Item> {
  return { items: new Map([...items, ...more.map((item) => [item.id, item] as const)]), anchor };
}
