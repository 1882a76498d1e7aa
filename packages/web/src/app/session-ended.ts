/**
 * What calls do when the session has ended: they wait here, all of them, until the member is signed in again or gives up.
 * The page stays as it is, with everything that was typed.
 */

type Listener = () => void;

let pending: { promise: Promise<boolean>; settle: (again: boolean) => void } | null = null;
const listeners = new Set<Listener>();
const tell = (): void => {
  for (const listener of listeners) listener();
};

/** Resolves with true when the member has signed in again, with false when the dialog was closed. */
export function signedInAgain(): Promise<boolean> {
  if (pending === null) {
    let settle: (again: boolean) => void = () => {};
    const promise = new Promise<boolean>((resolve) => {
      settle = resolve;
    });
    pending = { promise, settle };
    tell();
  }
  return pending.promise;
}

/** The dialog's answer. */
export function settleSession(again: boolean): void {
  const settled = pending;
  pending = null;
  tell();
  settled?.settle(again);
}

export const sessionHasEnded = (): boolean => pending !== null;

export function onSessionChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
