import type { Pool } from 'pg';
import type { Stores } from './compose-stores.ts';
import {
  type ConsentMirror,
  consentStep,
  createConsentGate,
  createConsentMirror,
  signedUser,
} from './features/consent/index.ts';
import { customerTables } from './features/customers/index.ts';
import {
  createArrived,
  type EventSource,
  type EventsService,
  eventsRoutes,
  eventTables,
  type MoveStep,
  startEvents,
} from './features/events/index.ts';
import {
  allowsOrigin,
  createKeyDoor,
  createKnownSources,
  createSources,
  type FoundKey,
  type SourceRules,
  sourcesRoutes,
} from './features/sources/index.ts';
import type { Tracking, FoundKey as TrackingKey } from './http/serve-tracking.ts';
import type { ConsentGate } from './kernel/consent-gate.ts';
import type { Log } from './kernel/log.ts';
import type { PartState } from './kernel/readiness.ts';
import type { Records } from './kernel/records.ts';
import type { Route } from './kernel/route.ts';
import { createSealer } from './kernel/sealed.ts';
import type { Trust } from './kernel/trust.ts';

/** The wiring of what arrives: sources and their keys, what consent lets in, and the events themselves. */

export interface ComposedEvents {
  routes: Route[];
  /** What tracking libraries send to. */
  tracking: Tracking;
  /** Does work while no window of events is being moved, and none is half moved. */
  betweenWindows: EventsService['mover']['hold'];
  consent: { gate: ConsentGate; mirror: ConsentMirror };
  /** What of ids allowed holds for whom they belong to now. */
  relinked: ConsentMirror['relink'];
  /** Of a workspace that was deleted. */
  forgetAll(): Promise<void>;
  /** How it is, for `/readyz`. */
  parts: Record<string, () => PartState>;
  stop(): Promise<void>;
}

interface EventsOptions {
  records: Records & { readonly $client: Pool };
  stores: Stores;
  /** What other features make of events that are moved. */
  steps: readonly MoveStep[];
  /** Of the data folder, 32 bytes each. */
  secret: (name: string) => Buffer;
  log: Log;
  now: () => Date;
}

/** Whom a token names that was signed with a secret that holds. */
function userOf(token: string, secrets: SourceRules['identitySecrets']): string | null {
  const now = new Date();
  const holding = secrets.filter(({ endsAt }) => endsAt > now.getTime()).map(({ secret }) => secret);
  return signedUser(token, holding, now)?.user ?? null;
}

function asEventSource(
  { number, ask, withheld, preferences, identitySecrets }: SourceRules,
  trust: Trust,
): EventSource {
  return { number, ask, withheld, trust, preferences, signedUser: (token) => userOf(token, identitySecrets) };
}

const asTrackingKey = ({ source, kind, trust }: FoundKey): TrackingKey => ({
  id: source.id,
  source: asEventSource(source, trust),
  isPublic: kind === 'public',
  allows: (origin) => allowsOrigin(source.origins, origin),
});

export async function composeEvents({
  records,
  stores,
  steps,
  secret,
  log,
  now,
}: EventsOptions): Promise<ComposedEvents> {
  const secrets = { records, now, sealer: createSealer(secret('identity')) };
  const keys = createKeyDoor({ ...secrets, log });
  const gate = createConsentGate({ records, log, now });
  keys.start();
  await gate.start();
  const mirror = createConsentMirror({ pool: records.$client, engine: stores.engine, log });
  await mirror.start();
  const events = await startEvents({
    ...{ engine: stores.engine, pool: records.$client, gate, log, now: Date.now },
    // After the steps that link ids.
    steps: [...steps, consentStep(mirror)],
    // Where the record store is this server's own, nobody else writes to the engine.
    alone: stores.postgres !== null,
  });
  const known = createKnownSources(secrets);
  const arrived = createArrived({
    ...{ records, engine: stores.engine, take: events.take, sourcesByNumber: known.byNumber },
    async findSource(id) {
      const { rules, ...source } = await known.find(id);
      return { ...source, rules: (trust) => asEventSource(rules, trust) };
    },
  });
  // Of a key the same answer each time, which is made once.
  const told = new WeakMap<FoundKey, TrackingKey>();
  const tell = (found: FoundKey | null) => {
    if (found === null) return null;
    const key = told.get(found) ?? asTrackingKey(found);
    told.set(found, key);
    return key;
  };
  return {
    routes: [
      ...sourcesRoutes(createSources({ ...secrets, engine: stores.engine, door: keys })),
      ...eventsRoutes(arrived),
    ],
    tracking: {
      findKey(token) {
        const found = keys.findKnown(token);
        return found === undefined ? keys.find(token).then(tell) : tell(found);
      },
      take: (request) => events.take(request),
      now: Date.now,
    },
    // A window that was cut off half-way is finished first: its events would be added up with all others, and then once more.
    async betweenWindows(work) {
      await events.mover.drain();
      return events.mover.hold(work);
    },
    consent: { gate, mirror },
    relinked: mirror.relink,
    async forgetAll() {
      keys.forget();
      await events.forgetAll([...customerTables, ...eventTables]);
    },
    parts: { consent: gate.readiness },
    async stop() {
      await events.stop();
      await mirror.stop();
      await gate.stop();
      await keys.stop();
    },
  };
}
