import {
  addSource,
  addWriteKey,
  changeSource,
  endIdentitySecret,
  endSource,
  getSource,
  listSources,
  makeIdentitySecret,
  reopenSource,
  revokeWriteKey,
  rotateWriteKey,
} from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { SourcesService } from './service.ts';

export function sourcesRoutes(sources: SourcesService): Route[] {
  return [
    route(listSources, async () => ({ sources: await sources.list() })),
    route(getSource, ({ params }) => sources.read(params.id)),
    route(addSource, ({ body, caller }) => sources.add(caller!.actor, body)),
    route(changeSource, ({ params, body, caller }) => sources.change(caller!.actor, params.id, body)),
    route(endSource, ({ params, caller }) => sources.end(caller!.actor, params.id)),
    route(reopenSource, ({ params, caller }) => sources.reopen(caller!.actor, params.id)),
    route(addWriteKey, ({ params, body, caller }) => sources.addKey(caller!.actor, params.id, body.kind)),
    route(rotateWriteKey, ({ params, body, caller }) =>
      sources.rotateKey(caller!.actor, { ...params, overlapHours: body.overlapHours }),
    ),
    route(revokeWriteKey, async ({ params, caller }) => {
      await sources.revokeKey(caller!.actor, params.id, params.keyId);
      return undefined;
    }),
    route(makeIdentitySecret, ({ params, body, caller }) =>
      sources.makeSecret(caller!.actor, params.id, body.overlapHours),
    ),
    route(endIdentitySecret, async ({ params, caller }) => {
      await sources.endSecrets(caller!.actor, params.id);
      return undefined;
    }),
  ];
}
