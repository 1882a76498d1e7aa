import {
  countContradictions,
  deleteTie,
  dismissContradiction,
  draftOfContradiction,
  getContradictions,
  getSurprises,
  listTies,
  restoreContradiction,
  setTie,
} from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { ContradictionsService } from './service.ts';

export function contradictionsRoutes(contradictions: ContradictionsService): Route[] {
  return [
    route(getContradictions, ({ query, caller }) => contradictions.list(caller!, query)),
    route(countContradictions, () => contradictions.count()),
    route(dismissContradiction, ({ params, body, caller }) =>
      contradictions.dismiss(caller!.actor, params.id, body.reason),
    ),
    route(restoreContradiction, ({ params, caller }) => contradictions.restore(caller!.actor, params.id)),
    route(draftOfContradiction, ({ params, caller }) => contradictions.draft(caller!, params.id)),
    route(listTies, ({ caller }) => contradictions.ties(caller!)),
    route(setTie, ({ params, body, caller }) => contradictions.setTie(caller!.actor, params, body)),
    route(deleteTie, ({ params, caller }) => contradictions.deleteTie(caller!.actor, params) as Promise<undefined>),
    route(getSurprises, ({ query, caller }) => contradictions.surprises(caller!, query)),
  ];
}
