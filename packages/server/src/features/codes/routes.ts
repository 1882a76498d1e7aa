import {
  changeCoder,
  createCoder,
  deleteCoder,
  listCodedAttributes,
  listCoders,
  listCodes,
  mergeLevels,
  readAgreement,
  setCodes,
  tryCoder,
} from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { CodersService } from './coders-service.ts';
import type { CodesService } from './codes-service.ts';

export function codingRoutes({ coders, codes }: { coders: CodersService; codes: CodesService }): Route[] {
  return [
    route(listCoders, () => coders.list()),
    route(createCoder, ({ body, caller }) => coders.create(caller!.actor, body)),
    route(tryCoder, ({ body }) => coders.try(body)),
    route(changeCoder, ({ params, body, caller }) => coders.change(caller!.actor, params.id, body)),
    route(deleteCoder, async ({ params, query, caller }) => {
      await coders.remove(caller!.actor, params.id, query.version);
      return undefined;
    }),
    route(listCodedAttributes, async () => ({ attributes: await codes.attributes() })),
    route(readAgreement, ({ query }) => codes.agreement(query.attribute)),
    route(listCodes, ({ query, caller }) => codes.list(caller!.actor, query)),
    route(setCodes, ({ body, caller }) => codes.set(caller!.actor, body)),
    route(mergeLevels, async ({ body, caller }) => ({ attribute: await codes.merge(caller!.actor, body) })),
  ];
}
