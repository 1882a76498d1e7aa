/** How a part of the server is, for `/readyz`. */
export interface PartState {
  state: 'ready' | 'starting' | 'down';
  reason: string | null;
}
export type Parts = Record<string, () => PartState | Promise<PartState>>;
