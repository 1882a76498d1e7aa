import { z } from 'zod';
import { defineDownload } from './endpoint.ts';

/** What `/readyz` answers: 200 when all parts are ready, else 503. `/healthz` answers 200 as long as the process does. */
export const readinessSchema = z.object({
  ready: z.boolean(),
  parts: z.record(
    z.string(),
    z.object({ state: z.enum(['ready', 'starting', 'down']), reason: z.string().nullable() }),
  ),
});
export type Readiness = z.infer<typeof readinessSchema>;

/** Scrapers ask for it at this address unless they are told another one. */
export const readMetrics = defineDownload({
  method: 'GET',
  path: '/metrics',
  permission: 'metrics:read',
  summary: 'Read the figures of the server for Prometheus',
  description: 'In the text format of Prometheus, version 0.0.4. docs/how-to/operate.md names and explains them.',
  download: ['text/plain'],
});
