import {
  addIdea,
  assignUnits,
  changeIdea,
  changeProposalSettings,
  createDraft,
  deleteDraft,
  deleteIdea,
  downloadAssignment,
  getDraft,
  getProposalSettings,
  getProposals,
  listDrafts,
  listIdeas,
} from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import { readIds } from './read-ids.ts';
import type { ProposalsService } from './service.ts';

export function proposalsRoutes(proposals: ProposalsService): Route[] {
  const { ideas, drafts } = proposals;
  return [
    route(getProposals, ({ query }) => proposals.list(query.limit)),
    route(getProposalSettings, () => proposals.settings()),
    route(changeProposalSettings, ({ body, caller }) => proposals.changeSettings(caller!.actor, body)),
    route(listIdeas, async () => ({ ideas: await ideas.list() })),
    route(addIdea, ({ body, caller }) => ideas.add(caller!.actor, body)),
    route(changeIdea, ({ params, body, caller }) => ideas.change(caller!.actor, params.id, body)),
    route(deleteIdea, ({ params, caller }) => ideas.remove(caller!.actor, params.id) as Promise<undefined>),
    route(listDrafts, async () => ({ drafts: await drafts.list() })),
    route(createDraft, ({ body, caller }) => drafts.create(caller!.actor, body)),
    route(getDraft, ({ params }) => drafts.read(params.id)),
    route(deleteDraft, ({ params, caller }) => drafts.remove(caller!.actor, params.id) as Promise<undefined>),
    route(downloadAssignment, ({ params, query }) => drafts.assign(params.id, query.units)),
    route(assignUnits, async ({ params, upload }) => drafts.assignIds(params.id, await readIds(upload!.stream))),
  ];
}
