import {
  analyzeAgain,
  cancelImport,
  createImport,
  deleteImport,
  getImport,
  getWork,
  listImports,
  renameImport,
  retryImport,
} from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { ImportsService } from './service.ts';

export function importsRoutes(imports: ImportsService, { now }: { now: () => Date }): Route[] {
  return [
    route(listImports, async () => ({ imports: await imports.list() })),
    route(createImport, ({ body }) => imports.create(body)),
    route(getImport, ({ params }) => imports.get(params.id)),
    route(renameImport, ({ params, body }) => imports.rename(params.id, body)),
    route(analyzeAgain, ({ params, body }) => imports.analyzeAgain(params.id, body)),
    route(cancelImport, ({ params }) => imports.cancel(params.id)),
    route(retryImport, ({ params }) => imports.retry(params.id)),
    route(deleteImport, async ({ params }) => {
      await imports.remove(params.id);
      return undefined;
    }),
    route(getWork, async ({ query }) => {
      // Before it is asked: what ends in between is told twice rather than never.
      const asked = now().toISOString();
      // PostgreSQL knows no year 0.
      const since = query.since === undefined ? null : new Date(Math.max(0, Date.parse(query.since)));
      return { now: asked, work: await imports.work(since) };
    }),
  ];
}
