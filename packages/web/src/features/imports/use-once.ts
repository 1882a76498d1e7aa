import { useState } from 'react';

/** Runs something long at most once at a time: a second press does nothing. */
export function useOnce(work: () => Promise<void>): { run: () => void; busy: boolean } {
  const [busy, setBusy] = useState(false);
  const run = () => {
    if (busy) return;
    setBusy(true);
    void work().finally(() => setBusy(false));
  };
  return { run, busy };
}
