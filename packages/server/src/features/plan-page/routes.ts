import { listPlanLinks, makePlanLink, openSharedPlan, revokePlanLink } from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { PlanPageService } from './service.ts';

export function planPageRoutes(page: PlanPageService): Route[] {
  return [
    route(listPlanLinks, async ({ params }) => ({ links: await page.list(params.id) })),
    route(makePlanLink, ({ params, body, caller }) => page.make(caller!.actor, params.id, body)),
    route(revokePlanLink, async ({ params, caller }) => {
      await page.revoke(caller!.actor, params.id);
      return undefined;
    }),
    route(openSharedPlan, ({ body, from }) => page.open(body.token, from.address)),
  ];
}
