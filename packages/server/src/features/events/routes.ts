import { listRecentEvents, listRejectedEvents, replayRejectedEvents } from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { ArrivedService } from './arrived.ts';

export function eventsRoutes(arrived: ArrivedService): Route[] {
  return [
    route(listRecentEvents, ({ query }) => arrived.recent(query)),
    route(listRejectedEvents, ({ params, query }) => arrived.rejects(params.id, query)),
    route(replayRejectedEvents, ({ params, body, caller }) => arrived.replay(caller!.actor, params.id, body)),
  ];
}
