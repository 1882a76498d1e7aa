import type { Readable } from 'node:stream';
import type { AnswerOf, BodyOf, Endpoint, ParamsOf, QueryOf, Role } from '@dandelion-loop/contract';

/** Who asks. */
export interface Caller {
  role: Role;
  name: string;
  sessionEndsAt: Date;
}

/** Bytes that come with a request. */
export interface Incoming {
  stream: Readable;
  /** As announced, null when it was not. */
  bytes: number | null;
}

/** An answer that is a file. */
export interface Download {
  fileName: string;
  mediaType: string;
  content: string;
}

/** What a handler may read of the request, checked against the endpoint's schemas. */
export interface Asked<E> {
  params: ParamsOf<E>;
  query: QueryOf<E>;
  body: BodyOf<E>;
  /** Null only where the endpoint is public. */
  caller: Caller | null;
  /** Only where the endpoint takes an upload. */
  upload: Incoming | null;
  /** Sets or ends the session cookie of the answer. */
  setSession: (token: { value: string; expiresAt: Date } | null) => void;
  /** The token of the caller's session cookie. */
  sessionToken: string | null;
}

type Reply<E> = E extends { download: readonly string[] } ? Download : AnswerOf<E>;

/** An endpoint of the contract and what carries it out. `http/` makes the server of a list of these. */
export interface Route {
  endpoint: Endpoint;
  handle: (asked: Asked<Endpoint>) => Promise<unknown>;
}

/** Ties a handler to its endpoint, with its types. */
export function route<E extends object>(endpoint: E, handle: (asked: Asked<E>) => Promise<Reply<E>>): Route {
  return { endpoint: endpoint as unknown as Endpoint, handle: handle as Route['handle'] };
}
