import {
  changeExperiment,
  exportExperiment,
  exportExperiments,
  getExperiment,
  getExperimentSql,
  listExperiments,
  summarizeExperiments,
} from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { ExperimentsService } from './service.ts';

/** Words in the place of an id come before it. */
export function experimentRoutes({ experiments }: { experiments: ExperimentsService }): Route[] {
  return [
    route(listExperiments, ({ query: { sort, offset, limit, ...filters } }) =>
      experiments.list(filters, { sort, offset, limit }),
    ),
    route(summarizeExperiments, ({ query }) => experiments.summarize(query)),
    route(exportExperiments, ({ query: { sort, ...filters } }) => experiments.exportList(filters, sort)),
    route(getExperiment, ({ params, query }) => experiments.read(params.id, query.analysis)),
    route(changeExperiment, ({ params, body, caller }) => experiments.change(caller!.actor, params.id, body)),
    route(getExperimentSql, ({ params, query }) => experiments.statements(params.id, query.analysis)),
    route(exportExperiment, ({ params, query }) => experiments.exportOne(params.id, query.format, query.analysis)),
  ];
}
