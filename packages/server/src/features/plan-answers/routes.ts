import {
  addScenario,
  answerDrill,
  changeScenario,
  compareScenarios,
  deleteScenario,
  getPlan,
  holdDrill,
  listDrills,
  listPlanPairs,
  tryWhatIf,
} from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { PlanAnswersService } from './service.ts';

export function planAnswersRoutes(answers: PlanAnswersService): Route[] {
  return [
    route(getPlan, ({ query, caller }) => answers.whole(caller!, query.plan)),
    route(tryWhatIf, ({ params, body }) => answers.tryChanges(params.id, body.changes)),
    route(listPlanPairs, ({ params, query }) => answers.pairs(params.id, query.outcome, query.most)),
    route(compareScenarios, ({ params }) => answers.scenarios(params.id)),
    route(addScenario, ({ params, body, caller }) => answers.addScenario(caller!.actor, params.id, body)),
    route(changeScenario, ({ params, body, caller }) => answers.changeScenario(caller!.actor, params.id, body)),
    route(deleteScenario, async ({ params, caller }) => {
      await answers.removeScenario(caller!.actor, params.id);
      return undefined;
    }),
    route(listDrills, async ({ params }) => ({ drills: await answers.drills(params.id) })),
    route(holdDrill, ({ params, body, caller }) => answers.holdDrill(caller!.actor, params.id, body.seed)),
    route(answerDrill, ({ params, body, caller }) => answers.answerDrill(caller!.actor, params.id, body.text)),
  ];
}
