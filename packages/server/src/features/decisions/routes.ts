import { changeDecision, getDecision, listDecisions, lookAtDecision, recordDecision } from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { DecisionsService } from './service.ts';

export function decisionsRoutes(decisions: DecisionsService): Route[] {
  return [
    route(listDecisions, ({ query }) => decisions.list(query)),
    route(getDecision, ({ params }) => decisions.read(params.id)),
    route(recordDecision, ({ body, caller }) => decisions.add(caller!, body)),
    route(changeDecision, ({ params, body, caller }) => decisions.change(caller!, params.id, body)),
    route(lookAtDecision, ({ params, body, caller }) => decisions.look(caller!, params.id, body)),
  ];
}
