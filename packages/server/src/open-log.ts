import { type Logger, pino, type SerializerFn } from 'pino';
import { errorFacts } from './kernel/error-facts.ts';
import { traceIds } from './kernel/trace.ts';

export interface LogSettings {
  /** Lines of JSON for machines; else a person reads the terminal and only what is wrong is told. */
  structured: boolean;
  level: string;
}

/** The server's log, on standard error. Lines hold facts of the program: no addresses, no queries, no bodies, no secrets. */
export function openLog({ structured, level }: LogSettings): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: {
        err: errorFacts as SerializerFn,
        error: (given) => (given instanceof Error ? errorFacts(given) : given),
      },
      mixin: () => (structured ? (traceIds() ?? {}) : {}),
    },
    pino.destination(2),
  );
}
