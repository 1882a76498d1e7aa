import { type RefObject, useLayoutEffect, useRef } from 'react';

/** Gives the focus to the active row when it was asked for, as soon as the row is there. */
export function useRowFocus(grid: RefObject<HTMLElement | null>, active: number, atOnce: boolean): RefObject<boolean> {
  const wanted = useRef(atOnce);
  // Before anything is painted: a key that is pressed in between must not be lost.
  useLayoutEffect(() => {
    if (!wanted.current) return;
    const row = grid.current?.querySelector<HTMLElement>(`[data-row="${active}"]`);
    const link = row?.querySelector<HTMLElement>('a');
    // Until its test is read, the row itself keeps the focus in its place.
    if (!mayMoveFocus(grid.current)) wanted.current = false;
    else if (link) {
      link.focus({ preventScroll: true });
      wanted.current = false;
    } else row?.focus({ preventScroll: true });
  });
  return wanted;
}

/** Not away from where somebody went meanwhile. */
function mayMoveFocus(grid: HTMLElement | null): boolean {
  const { activeElement } = document;
  return activeElement === document.body || activeElement?.id === 'main' || grid?.contains(activeElement) === true;
}
