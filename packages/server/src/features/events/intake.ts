import type { ConsentGate, ConsentStatement } from '../../kernel/consent-gate.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { type Trust, trusts } from '../../kernel/trust.ts';
import type { ArrivalCounts } from './arrival-counts.ts';
import type { Groups } from './commit-groups.ts';
import type { EventNames } from './event-names.ts';
import { withoutIdentity, writeEvent } from './event-rows.ts';
import type { Machines } from './machines.ts';
import { readConsent, readPreferences, readSignal, type Said } from './read-consent.ts';
import { type ArrivedEvent, momentOf, Refused, readEvent } from './read-event.ts';
import type { Rejects } from './rejects.ts';
import type { EventSource } from './source-of-events.ts';
import type { TrackingRequest } from './tracking-request.ts';
import type { Windows } from './windows.ts';

/** What is done with a request of events before it is answered: read, ask consent, write. */

type Json = Record<string, unknown>;

export interface Taken {
  kept: number;
  rejected: number;
}

export interface IntakeParts {
  gate: ConsentGate;
  groups: Groups;
  windows: Windows;
  counts: ArrivalCounts;
  rejects: Rejects;
  names: EventNames;
  machines: Machines;
  /** Rows of the inbox that wait to be moved. */
  backlog: () => number;
}

/** Beyond that the inbox is not moved any more, whatever the reason is. */
const mostBacklog = 20_000_000;
/** Segment's own limit of bytes allows no more of the smallest. */
const mostMessages = 10_000;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function messagesOf(body: Json): unknown[] {
  if (!('batch' in body)) return [body];
  if (!Array.isArray(body.batch)) {
    throw new DandelionFailure('bad-request', 'The batch is no list. Send {"batch": [...]}.');
  }
  if (body.batch.length > mostMessages) {
    throw new DandelionFailure(
      'file-too-large',
      `A batch may hold ${mostMessages.toLocaleString('en')} events. Send it in parts.`,
    );
  }
  return body.batch;
}

/** What a request came to. */
interface Sorted {
  events: ArrivedEvent[];
  statements: ConsentStatement[];
  refused: { message: unknown; reason: Refused }[];
}

function trustOf(source: EventSource, context: Json, user: string): Trust {
  if (source.trust !== trusts.claimed || user === '' || typeof context.identityToken !== 'string') return source.trust;
  return source.signedUser(context.identityToken) === user ? trusts.signed : source.trust;
}

const isOwnLibrary = ({ library }: Json): boolean => isObject(library) && library.name === 'dandelion';

/** What a message says of consent besides being an event, where that is not known. */
function heard({ gate }: IntakeParts, request: TrackingRequest, context: Json, said: Said): ConsentStatement[] {
  const preferred = readPreferences(context, request.source, said);
  // Our own library tells the signal itself, and what the person chose after it.
  const signal = request.privacyControl && !isOwnLibrary(context) ? readSignal(said) : null;
  return [preferred, signal].filter((statement) => statement !== null && gate.isNews(statement)) as ConsentStatement[];
}

const saidBy = ({ anonymous, user, trust, source, time, message }: ArrivedEvent): Said => ({
  ...{ anonymous, user, trust, source, at: time, page: null, policy: null, proof: message },
});

function sortOne(
  parts: IntakeParts,
  request: TrackingRequest,
  given: unknown,
  { machine, sent }: { machine: string; sent: number },
  into: Sorted,
): void {
  const { source, type, received } = request;
  const message = isObject(given) ? given : {};
  const isConsent = type === null && message.type === 'consent';
  // A statement is checked as an event is: its ids and its time.
  const event = readEvent(given, { source, type: isConsent ? 'identify' : type, received, sent });
  const context = isObject(message.context) ? message.context : {};
  event.trust = trustOf(source, context, event.user);
  if (isConsent) {
    const statement = readConsent(message, saidBy(event));
    if (statement === null)
      throw new Refused('bad-value', 'It chooses nothing that is known. See the purposes of consent.');
    into.statements.push(statement);
    return;
  }
  if (request.privacyControl || 'consent' in context) {
    into.statements.push(...heard(parts, request, context, saidBy(event)));
  }
  if (!parts.names.admit(source.number, event)) {
    throw new Refused(
      'too-many-names',
      'This source has sent more different names of events than are kept apart. Put what differs into properties.',
    );
  }
  event.machine = machine || parts.machines.reasonOf(event.agent, '');
  into.events.push(event);
}

/** Reads messages one after the other; one that cannot be taken is set aside and harms no other. */
function sort(parts: IntakeParts, request: TrackingRequest): Sorted {
  const sorted: Sorted = { events: [], statements: [], refused: [] };
  // What a server calls itself says nothing of whom it tells.
  const agent = request.source.trust === trusts.claimed ? request.agent : '';
  const shared = {
    machine: parts.machines.reasonOf(agent, request.purpose),
    // A single message says it itself.
    sent: momentOf(request.body.sentAt),
  };
  for (const message of messagesOf(request.body)) {
    try {
      sortOne(parts, request, message, shared, sorted);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      sorted.refused.push({ message, reason: error });
    }
  }
  return sorted;
}

/** Who may be kept with their ids, who without, and who not at all. */
function admit(
  { gate, counts }: IntakeParts,
  { ask, withheld, number }: EventSource,
  events: ArrivedEvent[],
): ArrivedEvent[] {
  const kept: ArrivedEvent[] = [];
  for (const event of events) {
    if (gate.mayCollect(ask, event)) kept.push(event);
    else if (withheld === 'anonymous') kept.push(withoutIdentity(event));
    else counts.add(number, 'dropped', event.received);
  }
  return kept;
}

/** Takes the messages of a request. Resolves when all that is kept of them is on the disk; rejects with `overloaded` or the failure of a store, and then all may be sent again. */
export async function take(parts: IntakeParts, request: TrackingRequest): Promise<Taken> {
  if (parts.backlog() > mostBacklog) {
    throw new DandelionFailure(
      'overloaded',
      'Events that came before are still being sorted. Send these again in some seconds.',
      {
        retryAfterSeconds: 10,
      },
    );
  }
  const { events, statements, refused } = sort(parts, request);
  // Whoever says no and goes on in one batch is obeyed in it.
  if (statements.length > 0) await parts.gate.state(statements);
  const kept = admit(parts, request.source, events);
  await Promise.all([
    kept.length === 0
      ? undefined
      : parts.groups.add(kept.length, (into) => {
          const window = parts.windows.current();
          for (const event of kept) writeEvent(into, window, event);
        }),
    refused.length === 0 || request.replayed ? undefined : parts.rejects.add(request, refused),
  ]);
  return { kept: kept.length, rejected: refused.length };
}
