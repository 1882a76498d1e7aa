import {
  answerPreference,
  createPreference,
  deletePreference,
  getPreference,
  getPreferencePicture,
  listPreferences,
  setCustomers,
} from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { PreferencesService } from './service.ts';

export function preferencesRoutes(preferences: PreferencesService): Route[] {
  return [
    route(listPreferences, ({ query, caller }) => preferences.list(caller!, query)),
    route(createPreference, ({ body, caller }) => preferences.add(caller!, body)),
    route(getPreference, ({ params, caller }) => preferences.read(caller!, params.id)),
    route(getPreferencePicture, ({ params }) => preferences.picture(params.id, params.place)),
    route(answerPreference, ({ params, body, caller }) => preferences.answer(caller!, params.id, body)),
    route(setCustomers, ({ params, body, caller }) =>
      preferences.setCustomers(caller!, params.id, body.version, body.customers),
    ),
    route(deletePreference, async ({ params, query, caller }) => {
      await preferences.remove(caller!, params.id, query.version);
      return undefined;
    }),
  ];
}
