import type { TracingOptions } from './open-telemetry.ts';

/** Spans go to a collector from now on. Its packages are loaded only here, so that nobody else pays for them. */
export async function startTracing(options: TracingOptions): Promise<{ stop(): Promise<void> }> {
  const { openTelemetry } = await import('./open-telemetry.ts');
  return openTelemetry(options);
}
