import {
  addBet,
  addBetNumber,
  addBreaker,
  changeBet,
  decideBet,
  deleteBet,
  getBet,
  importBetNumbers,
  listBetHistory,
  listBetNumbers,
  listNumberImports,
  removeBreaker,
  resetBreaker,
  signBet,
  startBet,
  takeBackNumberImport,
} from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { BetsService } from './service.ts';

export function betsRoutes(bets: BetsService): Route[] {
  return [
    route(getBet, ({ params }) => bets.read(params.id)),
    route(addBet, ({ params, body, caller }) => bets.add(caller!, params.id, body)),
    route(changeBet, ({ params, body, caller }) => bets.change(caller!.actor, params.id, body)),
    route(deleteBet, async ({ params, query, caller }) => {
      await bets.remove(caller!.actor, params.id, query.version);
      return undefined;
    }),
    route(signBet, ({ params, body, caller }) => bets.sign(caller!.actor, params.id, body.version)),
    route(startBet, ({ params, body, caller }) => bets.start(caller!.actor, params.id, body.version)),
    route(decideBet, ({ params, body, caller }) => bets.decide(caller!.actor, params.id, body)),
    route(listBetHistory, ({ params, query }) => bets.history(params.id, query.limit)),
    route(listBetNumbers, ({ params, query }) => bets.numbers(params.id, query)),
    route(addBetNumber, ({ params, body, caller }) => bets.addNumber(caller!.actor, params.id, body)),
    route(importBetNumbers, ({ params, body, caller }) => bets.importNumbers(caller!.actor, params.id, body)),
    route(listNumberImports, async ({ params }) => ({ imports: await bets.imports(params.id) })),
    route(takeBackNumberImport, ({ params, caller }) => bets.takeBackImport(caller!.actor, params.id)),
    route(addBreaker, ({ params, body, caller }) => bets.addBreaker(caller!.actor, params.id, body)),
    route(resetBreaker, ({ params, body, caller }) => bets.resetBreaker(caller!.actor, params.id, body)),
    route(removeBreaker, async ({ params, query, caller }) => {
      await bets.removeBreaker(caller!.actor, params.id, query.reason);
      return undefined;
    }),
  ];
}
