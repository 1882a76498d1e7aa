/** Short messages that pass: what was done, what ended meanwhile. What must be answered is a dialog, what must stay is a notice. */

export interface PassingNotice {
  tone?: 'plain' | 'warning' | 'stopped';
  title: string;
  text?: string;
  /** One thing to do about it: look at the result, undo. */
  action?: { label: string; run: () => void };
  /** Stays until it is dismissed. Warnings always do. */
  stays?: boolean;
}

export interface ShownNotice extends PassingNotice {
  id: number;
}

let shown: readonly ShownNotice[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function show(notices: readonly ShownNotice[]): void {
  shown = notices;
  for (const listener of listeners) listener();
}

/** More than three at a time are not read. */
const most = 3;

export function notify(notice: PassingNotice): number {
  lastId += 1;
  show([...shown, { ...notice, id: lastId }].slice(-most));
  return lastId;
}

export function dismiss(id: number): void {
  show(shown.filter((notice) => notice.id !== id));
}

export const shownNotices = (): readonly ShownNotice[] => shown;

export function onNotices(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
