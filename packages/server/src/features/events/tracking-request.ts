import type { EventType } from './read-event.ts';
import type { EventSource } from './source-of-events.ts';

/** What a tracking library sent, as far as it was read. */
export interface TrackingRequest {
  source: EventSource;
  /** Of the address; null: each message says its own. */
  type: EventType | null;
  /** A batch, or one message. */
  body: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  received: number;
  /** What the sending program calls itself. */
  agent: string;
  /** Why the browser asked for the page, where it says so (Sec-Purpose). */
  purpose: string;
  /** The browser of a person asks not to be followed (Sec-GPC). */
  privacyControl: boolean;
  /** It was refused before and lies among the rejects: what is refused again stays there. */
  replayed?: boolean;
}
