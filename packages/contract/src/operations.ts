import { z } from 'zod';

/** What `/readyz` answers: 200 when all parts are ready, else 503. `/healthz` answers 200 as long as the process does. */
export const readinessSchema = z.object({
  ready: z.boolean(),
  parts: z.record(
    z.string(),
    z.object({ state: z.enum(['ready', 'starting', 'down']), reason: z.string().nullable() }),
  ),
});
export type Readiness = z.infer<typeof readinessSchema>;
