import { randomUUID } from 'node:crypto';
import type { refusalReasons } from '@dandelion-loop/contract';
import type { Trust } from '../../kernel/trust.ts';
import type { EventSource } from './source-of-events.ts';

/** One message of a tracking library, checked and brought into one shape. Pure, and lean: it is done for every event. */

export const eventTypes = { track: 1, page: 2, screen: 3, identify: 4, group: 5, alias: 6 } as const;
export type EventType = keyof typeof eventTypes;

/** Why a message is not taken; shown with what was sent. */
export type Refusal = (typeof refusalReasons)[number];

/** An event with all that is kept of it and of how it came. */
export interface ArrivedEvent {
  /** Number of the source. */
  source: number;
  /** Only a yes allows. */
  ask: boolean;
  trust: Trust;
  type: EventType;
  /** Milliseconds since 1970. */
  received: number;
  name: string;
  /** Of the message; made up where the sender gave none. */
  message: string;
  anonymous: string;
  user: string;
  /** Of an alias the id before, of a group its id. */
  previous: string;
  /** Milliseconds since 1970, by our clock. */
  time: number;
  /** Why it is no person's; empty for persons. */
  machine: string;
  /** JSON; empty where there are none. */
  properties: string;
  traits: string;
  url: string;
  referrer: string;
  title: string;
  campaign: string;
  agent: string;
  library: string;
  locale: string;
  timezone: string;
}

/** Thrown for a message that is not taken. `detail` is a sentence for whoever sends it. */
export class Refused extends Error {
  readonly reason: Refusal;
  constructor(reason: Refusal, detail: string) {
    super(detail);
    this.reason = reason;
  }
}

/** Bytes of a message as JSON, as Segment has it. */
export const longestEvent = 32 * 1024;
const longestId = 255;
const longestName = 255;
const mostLevels = 32;
const day = 24 * 60 * 60 * 1000;
/** Before that nobody tracked anything: a clock that was never set. */
const earliest = Date.UTC(2000, 0, 1);

type Json = Readonly<Record<string, unknown>>;

const none: Json = Object.freeze({});

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * About how many bytes a value has as JSON, from below; throws where it is nested too deep. `JSON.stringify` would need more time, and a
 * stack as deep as the value.
 */
function weigh(value: unknown, level: number): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 4;
  if (level > mostLevels) {
    throw new Refused('too-deep', `It is nested deeper than ${mostLevels} levels.`);
  }
  let bytes = 2;
  if (Array.isArray(value)) for (const item of value) bytes += weigh(item, level + 1) + 1;
  else for (const key in value) bytes += key.length + 4 + weigh((value as Json)[key], level + 1);
  return bytes;
}

function checkSize(message: Json): void {
  // Characters are up to three bytes, and their escapes six.
  if (weigh(message, 1) < longestEvent / 6) return;
  if (Buffer.byteLength(JSON.stringify(message)) > longestEvent) {
    throw new Refused('too-large', 'It is larger than 32 kB.');
  }
}

/** Most ids and names are of these, which is known faster. */
const plain = /^[\w .:@/+=-]*$/;
const unusable = /[\u0000-\u001f\u007f\ufffd]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** An id as text; numbers are taken as they are written. Empty: none. */
function idOf(value: unknown, what: string): string {
  if (value === undefined || value === null || value === '') return '';
  const id = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  if (typeof id !== 'string') throw new Refused('bad-id', `The ${what} is no text.`);
  if (id.length > longestId) throw new Refused('bad-id', `The ${what} is longer than ${longestId} characters.`);
  if (!plain.test(id) && unusable.test(id))
    throw new Refused('bad-id', `The ${what} holds a character that cannot be used.`);
  return id;
}

function nameOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw new Refused('no-name', 'The name of the event is no text.');
  const name = value.trim();
  if (name.length > longestName) {
    throw new Refused('bad-value', `The name of the event is longer than ${longestName} characters.`);
  }
  if (!plain.test(name) && unusable.test(name))
    throw new Refused('bad-value', 'The name of the event holds a character that cannot be used.');
  return name;
}

/** Milliseconds of a moment as libraries write it. */
export function momentOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^[+-]?\d{4}/.test(value)) return Number.NaN;
  return Date.parse(value);
}

/** When it happened by our clock: what the sender's clock says, and how far that is from ours. */
function timeOf({ timestamp, originalTimestamp, sentAt }: Json, batchSent: number, received: number): number {
  const said = timestamp ?? originalTimestamp;
  if (said === undefined || said === null) return received;
  const moment = momentOf(said);
  if (Number.isNaN(moment)) throw new Refused('bad-time', 'Its timestamp cannot be read. Write it as ISO 8601.');
  const sent = Number.isNaN(batchSent) ? momentOf(sentAt) : batchSent;
  const time = Number.isNaN(sent) ? moment : moment + (received - sent);
  if (time > received + day) throw new Refused('future', 'Its time is more than a day in the future.');
  if (time < earliest) throw new Refused('ancient', 'Its time is before the year 2000.');
  return time;
}

/** A short text of the context; what is none is left out, as is what nobody would read. */
const short = (value: unknown, most: number): string =>
  typeof value === 'string' ? (value.length > most ? value.slice(0, most) : value) : '';

function libraryOf(library: unknown): string {
  if (!isObject(library)) return '';
  const version = short(library.version, 50);
  return version === '' ? short(library.name, 100) : `${short(library.name, 100)} ${version}`;
}

function nameOfType(type: EventType, message: Json): string {
  if (type === 'page' || type === 'screen') return nameOf(message.name ?? message.category);
  if (type !== 'track') return '';
  const name = nameOf(message.event);
  if (name === '') throw new Refused('no-name', 'A track call needs the name of the event.');
  return name;
}

function previousOf(type: EventType, message: Json): string {
  if (type !== 'group' && type !== 'alias') return '';
  const what = type === 'group' ? 'groupId' : 'previousId';
  const previous = idOf(message[what], what);
  if (previous === '') throw new Refused('no-id', `A call of ${type} needs a ${what}.`);
  return previous;
}

export interface Reading {
  source: Pick<EventSource, 'number' | 'ask' | 'trust'>;
  /** Of the address, where it says one. */
  type: EventType | null;
  received: number;
  /** When the batch was sent by the sender's clock, in milliseconds since 1970; NaN: it does not say. */
  sent: number;
}

function typeOf(message: Json, asked: EventType | null): EventType {
  const named = asked ?? message.type;
  if (typeof named !== 'string' || !Object.hasOwn(eventTypes, named)) {
    throw new Refused('unknown-type', 'Its type is none of track, page, screen, identify, group and alias.');
  }
  return named as EventType;
}

/** An object of the message, or none; throws for what is something else. */
function objectOf(value: unknown, what: string): Json {
  if (value === undefined || value === null) return none;
  if (!isObject(value)) throw new Refused('bad-value', `Its ${what} are no object.`);
  return value;
}

/** Throws `Refused` for what cannot be taken. One literal of one shape: with objects that are put together from others, this takes three times as long. */
export function readEvent(given: unknown, { source, type: asked, received, sent }: Reading): ArrivedEvent {
  if (!isObject(given)) throw new Refused('not-an-object', 'It is no JSON object.');
  const type = typeOf(given, asked);
  checkSize(given);
  const user = idOf(given.userId, 'userId');
  const anonymous = idOf(given.anonymousId, 'anonymousId');
  const name = nameOfType(type, given);
  const previous = previousOf(type, given);
  if (user === '' && anonymous === '' && previous === '') {
    throw new Refused('no-id', 'It has neither a userId nor an anonymousId.');
  }
  const properties = objectOf(given.properties, 'properties');
  const traits = objectOf(given.traits, 'traits');
  const context = isObject(given.context) ? given.context : none;
  const page = isObject(context.page) ? context.page : none;
  return {
    source: source.number,
    ask: source.ask,
    trust: source.trust,
    type,
    received,
    name,
    message: idOf(given.messageId, 'messageId') || randomUUID(),
    anonymous,
    user,
    previous,
    time: timeOf(given, sent, received),
    machine: '',
    properties: properties === none ? '' : JSON.stringify(properties),
    traits: traits === none ? '' : JSON.stringify(traits),
    url: short(page.url ?? properties.url, 2000),
    referrer: short(page.referrer ?? properties.referrer, 2000),
    title: short(page.title ?? properties.title, 500),
    campaign: isObject(context.campaign) ? JSON.stringify(context.campaign) : '',
    agent: short(context.userAgent, 500),
    library: libraryOf(context.library),
    locale: short(context.locale, 35),
    timezone: short(context.timezone, 60),
  };
}
