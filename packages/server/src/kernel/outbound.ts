/**
 * Connections that Dandelion opens to addresses that a person gave. `engines/outbound` fulfils it: it connects to public addresses only,
 * and to those private ones that the operator allows; a name is looked up once for each connection, all its addresses are checked, and
 * a checked one is connected to.
 */
export interface Outbound {
  /**
   * Fails with `wrong-use` when the address is none to post to, or leads to where Dandelion does not connect. A name that cannot be
   * looked up now passes: each connection is checked again.
   */
  checkUrl(url: string): Promise<void>;
  /**
   * Posts once. No redirect is followed, no proxy, cookie or credential used. Rejects with an `OutboundError` when there was no answer
   * within `milliseconds`, and when `stop` is aborted.
   */
  post(request: OutboundPost): Promise<OutboundAnswer>;
}

export interface OutboundPost {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** For all of it: look-up, connection, answer. */
  milliseconds: number;
  stop: AbortSignal;
}

export interface OutboundAnswer {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string | undefined>;
  /** The begin of it, at most 64 kB. */
  body: string;
}

/** Nothing was answered. The message is a sentence without secrets. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError';
}
