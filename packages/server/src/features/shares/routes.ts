import { listShares, makeShare, openShared, revokeShare } from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { SharesService } from './service.ts';

export function sharesRoutes(shares: SharesService): Route[] {
  return [
    route(listShares, ({ query }) => shares.list(query)),
    route(makeShare, ({ body, caller }) => shares.make(caller!.actor, body)),
    route(revokeShare, async ({ params, caller }) => {
      await shares.revoke(caller!.actor, params.id);
      return undefined;
    }),
    route(openShared, ({ body, from }) => shares.open(body.token, from.address)),
  ];
}
