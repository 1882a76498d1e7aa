/** Where a key goes to from row `at`; null for keys that do not move. */
export function rowAfterKey(key: string, at: number, { total, page }: { total: number; page: number }): number | null {
  const wanted: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: total - 1,
  };
  const next = Object.hasOwn(wanted, key) ? wanted[key] : undefined;
  return next === undefined ? null : Math.max(0, Math.min(total - 1, next));
}
