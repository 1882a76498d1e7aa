/** How a part of the server is, for `/readyz`. */
export interface PartState {
  state: 'ready' | 'starting' | 'down';
  reason: string | null;
}
export type Parts = Record<string, () => PartState | Promise<PartState>>;

/** A part that is believed when it also answers: a process can be there and hang. */
export function answering(
  state: () => PartState | Promise<PartState>,
  ask: () => Promise<unknown>,
): () => Promise<PartState> {
  return async () => {
    const known = await state();
    if (known.state === 'ready') await ask();
    return known;
  };
}
