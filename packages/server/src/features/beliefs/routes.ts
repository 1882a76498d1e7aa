import {
  changeBelief,
  createBelief,
  deleteBelief,
  getBelief,
  getBeliefScores,
  giveForecast,
  listBeliefs,
  resolveBelief,
  revealForecasts,
  shareScores,
} from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { BeliefsService } from './service.ts';

export function beliefsRoutes(beliefs: BeliefsService): Route[] {
  return [
    route(listBeliefs, ({ query, caller }) => beliefs.list(caller!, query)),
    route(createBelief, ({ body, caller }) => beliefs.add(caller!, body)),
    route(getBeliefScores, ({ caller }) => beliefs.scores(caller!)),
    route(shareScores, ({ body, caller }) => beliefs.share(caller!, body.sharesScores)),
    route(getBelief, ({ params, caller }) => beliefs.read(caller!, params.id)),
    route(changeBelief, ({ params, body, caller }) => beliefs.change(caller!, params.id, body)),
    route(deleteBelief, async ({ params, query, caller }) => {
      await beliefs.remove(caller!, params.id, query.version);
      return undefined;
    }),
    route(giveForecast, ({ params, body, caller }) => beliefs.forecast(caller!, params.id, body.probability)),
    route(revealForecasts, ({ params, caller }) => beliefs.reveal(caller!, params.id)),
    route(resolveBelief, ({ params, body, caller }) => beliefs.resolve(caller!, params.id, body)),
  ];
}
