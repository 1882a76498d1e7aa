import { type ArrivedEvent, eventTypes } from './read-event.ts';
import type { RowWriter } from './row-writer.ts';

/** The columns of `inbox` in the order in which `writeEvent` writes them. */
export const inboxColumns = [
  ...[
    'window',
    'source',
    'ask',
    'trust',
    'type',
    'received',
    'time',
    'name',
    'message',
    'anonymous',
    'user',
    'previous',
  ],
  ...[
    'machine',
    'properties',
    'traits',
    'url',
    'referrer',
    'title',
    'campaign',
    'agent',
    'library',
    'locale',
    'timezone',
  ],
].join(', ');

export function writeEvent(into: RowWriter, window: number, event: ArrivedEvent): void {
  into.large(window);
  into.number(event.source);
  into.byte(event.ask ? 1 : 0);
  into.byte(event.trust);
  into.byte(eventTypes[event.type]);
  into.large(event.received);
  into.large(event.time);
  into.text(event.name);
  into.text(event.message);
  into.text(event.anonymous);
  into.text(event.user);
  into.text(event.previous);
  into.text(event.machine);
  into.text(event.properties);
  into.text(event.traits);
  into.text(event.url);
  into.text(event.referrer);
  into.text(event.title);
  into.text(event.campaign);
  into.text(event.agent);
  into.text(event.library);
  into.text(event.locale);
  into.text(event.timezone);
}

/** An address without what could name somebody: what follows the path. */
const pathOf = (url: string): string => /^[^?#]*/.exec(url)![0];

/** What may be kept of an event whose person did not allow that it is kept with them: that it happened, and where. */
export function withoutIdentity(event: ArrivedEvent): ArrivedEvent {
  return {
    ...event,
    ...{ anonymous: '', user: '', previous: '', properties: '', traits: '', title: '', agent: '', timezone: '' },
    url: pathOf(event.url),
    referrer: '',
  };
}
