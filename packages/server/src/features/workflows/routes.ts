import {
  changeWorkflow,
  createWorkflow,
  deleteWorkflow,
  listWorkflowPacks,
  listWorkflowRuns,
  listWorkflows,
  startWorkflow,
} from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import { packs } from './packs.ts';
import type { WorkflowsService } from './service.ts';

export function workflowsRoutes(workflows: WorkflowsService): Route[] {
  return [
    route(listWorkflows, () => workflows.list()),
    route(listWorkflowPacks, async () => ({ packs: [...packs] })),
    route(createWorkflow, ({ body, caller }) => workflows.add(caller!.actor, body)),
    route(changeWorkflow, ({ params, body, caller }) => workflows.change(caller!.actor, params.id, body)),
    route(deleteWorkflow, async ({ params, query, caller }) => {
      await workflows.remove(caller!.actor, params.id, query.version);
      return undefined;
    }),
    route(startWorkflow, ({ params, body, caller }) => workflows.start(caller!.actor, params.id, body)),
    route(listWorkflowRuns, ({ query }) => workflows.runs(query)),
  ];
}
