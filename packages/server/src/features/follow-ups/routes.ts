import { addFollowUp, changeFollowUp, listFollowUps } from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { FollowUpsService } from './service.ts';

export function followUpsRoutes(followUps: FollowUpsService): Route[] {
  return [
    route(listFollowUps, ({ query, caller }) => followUps.list(caller!, query)),
    route(addFollowUp, ({ body, caller }) => followUps.add(caller!, body)),
    route(changeFollowUp, ({ params, body, caller }) => followUps.change(caller!, params.id, body)),
  ];
}
