import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * What somebody is typing, kept in this tab until it is sent: a reload, a lost session or a wrong click loses nothing.
 * `initial` is used when nothing was kept, or when what was kept does not fit `accept` any more.
 */
export function useDraft<Value>(
  key: string,
  initial: Value,
  accept: (kept: unknown) => kept is Value = (kept): kept is Value => kept !== null,
): [value: Value, set: (next: Value | ((now: Value) => Value)) => void, clear: () => void] {
  const stored = `draft:${key}`;
  const [value, setValue] = useState<Value>(() => {
    const kept = read(stored);
    return kept !== undefined && accept(kept) ? kept : initial;
  });
  // Nothing is kept before something was typed, nor after it was sent.
  const touched = useRef(false);
  useEffect(() => {
    if (touched.current) write(stored, value);
  }, [stored, value]);
  const set = useCallback((next: Value | ((now: Value) => Value)) => {
    touched.current = true;
    setValue(next);
  }, []);
  const clear = useCallback(() => {
    touched.current = false;
    remove(stored);
  }, [stored]);
  return [value, set, clear];
}

function read(key: string): unknown {
  try {
    const text = sessionStorage.getItem(key);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function write(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage is closed or full: the draft lives as long as the page.
  }
}

function remove(key: string): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

/** Whose drafts this tab holds: nobody finds, or sends, what somebody else has begun to type. */
export function keepDraftsOf(memberId: string): void {
  try {
    if (sessionStorage.getItem('drafts-of') === memberId) return;
    forgetDrafts();
    sessionStorage.setItem('drafts-of', memberId);
  } catch {
    // Storage is closed: no drafts are in it.
  }
}

export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith('draft:')) sessionStorage.removeItem(key);
    }
  } catch {
    // As above.
  }
}
