import {
  analyzeAgain,
  cancelImport,
  createImport,
  deleteImport,
  exportRows,
  getImport,
  getWork,
  listImports,
  renameImport,
  retryImport,
} from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { ExportRows } from './export-rows.ts';
import type { ImportsService } from './service.ts';

interface Around {
  exportRows: ExportRows;
  now: () => Date;
}

export function importsRoutes(imports: ImportsService, { exportRows: rowsOf, now }: Around): Route[] {
  return [
    route(listImports, async () => ({ imports: await imports.list() })),
    route(createImport, ({ body, caller }) => imports.create(caller!.actor, body)),
    route(getImport, ({ params }) => imports.get(params.id)),
    route(renameImport, ({ params, body, caller }) => imports.rename(caller!.actor, params.id, body)),
    route(analyzeAgain, ({ params, body, caller }) => imports.analyzeAgain(caller!.actor, params.id, body)),
    route(cancelImport, ({ params, caller }) => imports.cancel(caller!.actor, params.id)),
    route(retryImport, ({ params, caller }) => imports.retry(caller!.actor, params.id)),
    route(deleteImport, async ({ params, caller }) => {
      await imports.remove(caller!.actor, params.id);
      return undefined;
    }),
    route(exportRows, ({ params, query, caller }) => rowsOf(caller!.actor, params.id, query.format)),
    route(getWork, async ({ query }) => {
      // Before it is asked: what ends in between is told twice rather than never.
      const asked = now().toISOString();
      // PostgreSQL knows no year 0.
      const since = query.since === undefined ? null : new Date(Math.max(0, Date.parse(query.since)));
      return { now: asked, work: await imports.work(since) };
    }),
  ];
}
