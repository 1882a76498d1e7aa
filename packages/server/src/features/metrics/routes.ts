import { readMetrics } from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { Metrics } from './service.ts';
import { collectStores, type Sources } from './stores.ts';

export function metricsRoutes(metrics: Metrics, sources: Sources): Route[] {
  const collect = collectStores(metrics.registry, sources);
  return [
    route(readMetrics, async () => {
      await collect();
      const { registry } = metrics;
      return { fileName: null, mediaType: registry.contentType, content: await registry.metrics() };
    }),
  ];
}
