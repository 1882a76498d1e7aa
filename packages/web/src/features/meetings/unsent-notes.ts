/** What was written and not yet sent, kept by the browser over a reload, a crash or a lost session: until the server has it. */

export interface UnsentNotes {
  /** Of this page; with nothing left it is forgotten. In base64, as Yjs encodes updates. */
  keep(updates: readonly string[]): void;
  /** Of pages before this one, and of others that are open. */
  others(): KeptNotes[];
  /** The server has it. What its page has added meanwhile stays. */
  forget(kept: KeptNotes): void;
}

export interface KeptNotes {
  key: string;
  /** As it is stored. */
  stored: string;
  updates: string[];
}

function updatesIn(stored: string): string[] {
  try {
    const kept: unknown = JSON.parse(stored);
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

/** Where storage is closed or full, what is unsent lives as long as the page. */
function attempt<Result>(run: () => Result, otherwise: Result): Result {
  try {
    return run();
  } catch {
    return otherwise;
  }
}

/**
 * In the storage of the browser, which its tabs share: each page has a key of its own, so that none writes over another's. Nobody finds
 * what another member has written on this machine.
 */
export function unsentNotesIn(storage: () => Storage, memberId: string, meetingId: string, page: string): UnsentNotes {
  const prefix = `unsent-notes:${memberId}:${meetingId}:`;
  const own = prefix + page;
  return {
    keep: (updates) =>
      attempt(() => {
        if (updates.length === 0) storage().removeItem(own);
        else storage().setItem(own, JSON.stringify(updates));
      }, undefined),
    others: () =>
      attempt(() => {
        const found = Object.keys(storage()).filter((key) => key.startsWith(prefix) && key !== own);
        return found.map((key) => {
          const stored = storage().getItem(key) ?? '';
          return { key, stored, updates: updatesIn(stored) };
        });
      }, []),
    forget: ({ key, stored }) =>
      attempt(() => {
        if (storage().getItem(key) === stored) storage().removeItem(key);
      }, undefined),
  };
}
