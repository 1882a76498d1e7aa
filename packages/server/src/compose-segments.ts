import { createPersonas, personasNamingSegments, personasRoutes } from './features/personas/index.ts';
import { createSegments, segmentsRoutes } from './features/segments/index.ts';
import type { Engine } from './kernel/engine.ts';
import type { Log } from './kernel/log.ts';
import type { Records } from './kernel/records.ts';
import type { Route } from './kernel/route.ts';

/** The wiring of segments and personas. */

export interface ComposedSegments {
  routes: Route[];
  /** Days pass: what is counted once a day is counted. */
  sweep(): Promise<void>;
}

interface SegmentsOptions {
  records: Records;
  engine: Engine;
  log: Log;
  now: () => Date;
}

export function composeSegments(parts: SegmentsOptions): ComposedSegments {
  const segments = createSegments({ ...parts, usersOf: personasNamingSegments });
  const personas = createPersonas(parts);
  return {
    routes: [...segmentsRoutes(segments), ...personasRoutes(personas)],
    async sweep() {
      await segments.sweep();
      await personas.sweep();
    },
  };
}
