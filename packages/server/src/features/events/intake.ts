import { randomUUID } from 'node:crypto';
import type { ConsentGate, ConsentStatement } from '../../kernel/consent-gate.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { type Trust, trusts } from '../../kernel/trust.ts';
import type { ArrivalCounts } from './arrival-counts.ts';
import type { Groups } from './commit-groups.ts';
import type { EventNames } from './event-names.ts';
import { type ArrivedEvent, withoutIdentity, writeEvent } from './event-rows.ts';
import type { Machines } from './machines.ts';
import { readConsent, readPreferences, readSignal } from './read-consent.ts';
import { type EventType, Refused, readEvent } from './read-event.ts';
import type { Rejects } from './rejects.ts';
import type { EventSource } from './source-of-events.ts';
import type { Windows } from './windows.ts';

/** What is done with a request of events before it is answered: read, ask consent, write. */

type Json = Record<string, unknown>;

export interface TrackingRequest {
  source: EventSource;
  /** Of the address; null: each message says its own. */
  type: EventType | null;
  /** A batch, or one message. */
  body: Json;
  /** Milliseconds since 1970. */
  received: number;
  /** What the sending program calls itself. */
  agent: string;
  /** Why the browser asked for the page, where it says so (Sec-Purpose). */
  purpose: string;
  /** The browser of a person asks not to be followed (Sec-GPC). */
  privacyControl: boolean;
}

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

/** Reads messages one after the other; one that cannot be taken is set aside and harms no other. */
function sort(parts: IntakeParts, request: TrackingRequest): Sorted {
  const { source, received, body } = request;
  const sorted: Sorted = { events: [], statements: [], refused: [] };
  const machineOfRequest = parts.machines.reasonOf(
    source.trust === trusts.claimed ? request.agent : '',
    request.purpose,
  );
  for (const message of messagesOf(body)) {
    try {
      sortOne(parts, request, message, sorted, machineOfRequest);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      sorted.refused.push({ message, reason: error });
    }
  }
  return sorted;

  function sortOne(
    { machines, gate, names }: IntakeParts,
    { type }: TrackingRequest,
    message: unknown,
    { events, statements }: Sorted,
    machineOfSender: string,
  ): void {
    const isConsent = type === null && isObject(message) && message.type === 'consent';
    // A statement is checked as an event is: its ids and its time.
    const event = readEvent(isConsent ? { ...message, type: 'identify' } : message, {
      type,
      received,
      sentAt: body.sentAt,
    });
    const given = message as Json;
    const context = isObject(given.context) ? given.context : {};
    const trust = trustOf(source, context, event.user);
    const { anonymous, user, time } = event;
    const said = {
      anonymous,
      user,
      trust,
      source: source.number,
      at: time,
      page: null,
      policy: null,
      proof: event.message || null,
    };
    if (isConsent) {
      const statement = readConsent(given, said);
      if (statement === null)
        throw new Refused('bad-value', 'It chooses nothing that is known. See the purposes of consent.');
      statements.push(statement);
      return;
    }
    const preferred = readPreferences(context, source, said);
    if (preferred !== null && gate.isNews(preferred)) statements.push(preferred);
    if (request.privacyControl) {
      const signal = readSignal(said);
      if (gate.isNews(signal)) statements.push(signal);
    }
    if (!names.admit(source.number, event)) {
      throw new Refused(
        'too-many-names',
        'This source has sent more different names of events than are kept apart. Put what differs into properties.',
      );
    }
    events.push({
      ...event,
      message: event.message === '' ? randomUUID() : event.message,
      ...{ source: source.number, ask: source.ask, trust, received },
      machine: machineOfSender || machines.reasonOf(event.agent, ''),
    });
  }
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
    refused.length === 0 ? undefined : parts.rejects.add(request, refused),
  ]);
  return { kept: kept.length, rejected: refused.length };
}
