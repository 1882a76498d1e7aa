/** Tabs of one browser share one session. Who signs in tells the others, so that none goes on as somebody else. */

type Listener = (memberId: string) => void;

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('dandelion-session');
const listeners = new Set<Listener>();
channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (typeof data === 'string') for (const listener of listeners) listener(data);
});

export function tellOtherTabs(memberId: string): void {
  channel?.postMessage(memberId);
}

/** Hears who has signed in in another tab. */
export function onOtherTab(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
