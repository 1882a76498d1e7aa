import {
  addConstraint,
  changeConstraint,
  deleteConstraint,
  listConstraints,
  reportSign,
  settleConstraint,
  watchAgain,
} from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { ConstraintsService } from './service.ts';

export function constraintsRoutes(constraints: ConstraintsService): Route[] {
  return [
    route(listConstraints, ({ query }) => constraints.list(query.plan)),
    route(addConstraint, ({ params, body, caller }) => constraints.add(caller!.actor, params.id, body)),
    route(changeConstraint, ({ params, body, caller }) => constraints.change(caller!.actor, params.id, body)),
    route(deleteConstraint, async ({ params, query, caller }) => {
      await constraints.remove(caller!.actor, params.id, query.version);
      return undefined;
    }),
    route(reportSign, ({ params, body, caller }) => constraints.report(caller!.actor, params.id, body)),
    route(settleConstraint, ({ params, body, caller }) => constraints.settle(caller!.actor, params.id, body)),
    route(watchAgain, ({ params, body, caller }) => constraints.watchAgain(caller!.actor, params.id, body.version)),
  ];
}
