import {
  addPrinciple,
  changePrinciple,
  getPrinciple,
  listBetPrinciples,
  listPrinciples,
  removeBetPrinciple,
  setBetPrinciple,
} from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { PrinciplesService } from './service.ts';

export function principlesRoutes(principles: PrinciplesService): Route[] {
  return [
    route(listPrinciples, async () => ({ principles: await principles.list() })),
    route(getPrinciple, ({ params }) => principles.read(params.id)),
    route(addPrinciple, ({ body, caller }) => principles.add(caller!.actor, body)),
    route(changePrinciple, ({ params, body, caller }) => principles.change(caller!.actor, params.id, body)),
    route(listBetPrinciples, ({ params }) => principles.ofBet(params.id)),
    route(setBetPrinciple, ({ params, body, caller }) => principles.say(caller!.actor, params.id, body)),
    route(removeBetPrinciple, async ({ params, caller }) => {
      await principles.takeBack(caller!.actor, params.id, params.principleId);
      return undefined;
    }),
  ];
}
