import { countValues, deleteUpload, getUpload, storeUpload } from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { Uploads } from './service.ts';

export function uploadsRoutes(uploads: Uploads): Route[] {
  return [
    route(storeUpload, ({ query, upload, caller }) => uploads.store(caller!.actor, query.name, upload!)),
    route(getUpload, ({ params }) => uploads.get(params.id)),
    route(countValues, ({ params, query }) => uploads.countValues(params.id, query)),
    route(deleteUpload, async ({ params, caller }) => {
      await uploads.remove(caller!.actor, params.id);
      return undefined;
    }),
  ];
}
