import {
  addPersona,
  answerPersona,
  changePersona,
  countPersona,
  deletePersona,
  listPersonas,
} from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { PersonasService } from './service.ts';

export function personasRoutes(personas: PersonasService): Route[] {
  return [
    route(listPersonas, ({ caller }) => personas.read(caller!)),
    route(countPersona, ({ body }) => personas.count(body)),
    route(addPersona, ({ body, caller }) => personas.add(caller!, body)),
    route(changePersona, ({ params, body, caller }) => personas.change(caller!, params.id, body)),
    route(deletePersona, async ({ params, query, caller }) => {
      await personas.remove(caller!.actor, params.id, query.version);
      return undefined;
    }),
    route(answerPersona, ({ params, body, caller }) => personas.answer(caller!, params.id, body)),
  ];
}
