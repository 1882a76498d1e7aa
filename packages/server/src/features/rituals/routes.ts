import {
  changeOccurrence,
  changeRitual,
  createRitual,
  deleteRitual,
  getRitual,
  getRitualWorth,
  listOccurrences,
  listPeople,
  listRitualPacks,
  listRituals,
  previewCadence,
} from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import { packs } from './packs.ts';
import type { RitualsService } from './service.ts';

export function ritualsRoutes(rituals: RitualsService): Route[] {
  return [
    route(listPeople, () => rituals.people()),
    route(listRitualPacks, async () => ({ packs: [...packs] })),
    route(listRituals, () => rituals.list()),
    route(createRitual, ({ body, caller }) => rituals.add(caller!.actor, body)),
    route(previewCadence, async ({ body }) => rituals.preview(body)),
    route(getRitual, ({ params }) => rituals.read(params.id)),
    route(changeRitual, ({ params, body, caller }) => rituals.change(caller!.actor, params.id, body)),
    route(deleteRitual, async ({ params, query, caller }) => {
      await rituals.remove(caller!.actor, params.id, query.version);
      return undefined;
    }),
    route(listOccurrences, ({ params, query }) => rituals.occurrences(params.id, query)),
    route(changeOccurrence, ({ params, body, caller }) => rituals.changeOccurrence(caller!.actor, params.id, body)),
    route(getRitualWorth, ({ params }) => rituals.worth(params.id)),
  ];
}
