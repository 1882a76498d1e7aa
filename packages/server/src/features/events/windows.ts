/**
 * The inbox is moved in windows: a server writes into one for about a second, and seals it by beginning the next. Their numbers grow with
 * time and are of one server: milliseconds since 1970 times 64, and the server's slot.
 */

/** Servers that write at the same time. */
export const slots = 64;

export interface Windows {
  /** The one to be written into. */
  current(): number;
  /** Begins the next window if this one was written into. Answers with the one that may be written into from now on, and whether it is new. */
  turn(): { current: number; turned: boolean };
  /** Whether it was begun here and is not forgotten. */
  isMine(window: number): boolean;
  forget(window: number): void;
}

export function createWindows(slot: number, now: () => number): Windows {
  const mine = new Set<number>();
  let current = now() * slots + slot;
  return {
    current() {
      mine.add(current);
      return current;
    },
    turn() {
      const turned = mine.has(current);
      // A clock that was set back must not give a number twice.
      if (turned) current = Math.max(now() * slots + slot, current + slots);
      return { current, turned };
    },
    isMine: (window) => mine.has(window),
    forget: (window) => void mine.delete(window),
  };
}
