import type { Engine } from './kernel/engine.ts';

/** The wiring of the process: which engine fulfils which port. */

/** A private engine for one command; `stop` removes all it wrote. Loaded late, so that `quick` and `size` need none. */
export async function privateEngine(): Promise<Engine & { stop(): Promise<void> }> {
  const { startPrivateEngine } = await import('./engines/clickhouse/start-private-engine.ts');
  return startPrivateEngine();
}
