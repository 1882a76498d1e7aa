import { countConsents, exportConsents, listConsents, setConsent } from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { ConsentsService } from './consents.ts';

export function consentRoutes(consents: ConsentsService): Route[] {
  return [
    route(listConsents, ({ params }) => consents.read(params.id)),
    route(setConsent, ({ params, body, caller }) => consents.set(caller!.actor, params.id, body)),
    route(countConsents, () => consents.count()),
    route(exportConsents, async () => consents.exportAll()),
  ];
}
