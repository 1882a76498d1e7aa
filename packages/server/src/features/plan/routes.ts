import {
  addDomain,
  addOutcome,
  addOutcomeValue,
  changeDomain,
  changeOutcome,
  changePlan,
  createPlan,
  deleteDomain,
  deleteOutcome,
  deletePlan,
  exportPlan,
  importOutcomeValues,
  importPlan,
  listPlans,
} from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import { documentOf } from './plan-state.ts';
import type { PlansService } from './service.ts';

export function plansRoutes(plans: PlansService): Route[] {
  return [
    route(listPlans, async () => ({ plans: await plans.list() })),
    route(createPlan, ({ body, caller }) => plans.make(caller!.actor, body)),
    route(changePlan, ({ params, body, caller }) => plans.change(caller!.actor, params.id, body)),
    route(deletePlan, async ({ params, query, caller }) => {
      await plans.remove(caller!.actor, params.id, query);
      return undefined;
    }),
    route(addOutcome, ({ params, body, caller }) => plans.addOutcome(caller!.actor, params.id, body)),
    route(changeOutcome, ({ params, body, caller }) => plans.changeOutcome(caller!.actor, params.id, body)),
    route(deleteOutcome, async ({ params, query, caller }) => {
      await plans.removeOutcome(caller!.actor, params.id, query.version);
      return undefined;
    }),
    route(addOutcomeValue, ({ params, body, caller }) => plans.addValue(caller!.actor, params.id, body)),
    route(importOutcomeValues, ({ params, body, caller }) => plans.importValues(caller!.actor, params.id, body)),
    route(addDomain, ({ params, body, caller }) => plans.addDomain(caller!.actor, params.id, body)),
    route(changeDomain, ({ params, body, caller }) => plans.changeDomain(caller!.actor, params.id, body)),
    route(deleteDomain, async ({ params, query, caller }) => {
      await plans.removeDomain(caller!.actor, params.id, query.version);
      return undefined;
    }),
    route(importPlan, ({ body, caller }) => plans.import(caller!.actor, body)),
    route(exportPlan, async ({ query }) => {
      const { view, state } = await plans.read(query.plan);
      return {
        fileName: `plan-${view.from}.json`,
        mediaType: 'application/json',
        content: `${JSON.stringify(documentOf(state), null, 2)}\n`,
      };
    }),
  ];
}
