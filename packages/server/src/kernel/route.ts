import type { Readable } from 'node:stream';
import type { AnswerOf, BodyOf, Endpoint, ParamsOf, QueryOf } from '@dandelion-loop/contract';
import type { Caller } from './caller.ts';

/** Bytes that come with a request. */
export interface Incoming {
  stream: Readable;
  /** As announced, null when it was not. */
  bytes: number | null;
}

/** Where a request comes from. Both are said by others: for counting attempts and for a person to know their browser again. */
export interface RequestFrom {
  /** Of the network; of the proxy in front unless that is trusted. */
  address: string;
  /** What the program calls itself. */
  agent: string;
}

/** An answer that is a file. */
export interface Download {
  /** Null: to be shown, not saved. */
  fileName: string | null;
  mediaType: string;
  /** A stream where it may be large. */
  content: string | Readable;
}

/** One that is at hand as a whole. */
export interface TextDownload extends Download {
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
  from: RequestFrom;
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
