import type { z } from 'zod';
import type { Permission } from './roles.ts';

type Shape = z.ZodType;

/** An endpoint of the API as a value: the server makes a route of it, the web a typed call, OpenAPI a description. */
export interface Endpoint<
  Params extends Shape = Shape,
  Query extends Shape = Shape,
  Body extends Shape = Shape,
  Answer extends Shape = Shape,
> {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With parameters as `:name`. */
  path: `/api/${string}` | '/metrics';
  permission: Permission;
  /** One line for the documentation, in the imperative. */
  summary: string;
  /** What it does, what errors mean, beyond the summary. */
  description?: string;
  params?: Params;
  query?: Query;
  /** JSON. Absent with `upload`. */
  body?: Body;
  /** Bytes that the body may have; 1 MiB when left out. */
  longestBody?: number;
  /** The body is the bytes of a file, of any media type, read as a stream. */
  upload?: true;
  /** Only where the method says otherwise: nothing of the workspace is changed, and nothing comes into the audit log. */
  changes?: false;
  /** Absent: 204 without a body. */
  answer?: Answer;
  /** The answer is a file of this media type instead of JSON; `answer` is absent. */
  download?: readonly string[];
  /** Of success; 200 when left out, 204 without an answer. */
  status?: 200 | 201 | 202;
}

/** Of a body that holds a whole file as text: in JSON, 2 million characters take up to three bytes each, and signs that are escaped more. */
export const bodyOfFile = 8 * 1024 * 1024;

/** Keeps the exact types of an endpoint. */
export function defineEndpoint<
  Params extends Shape = z.ZodUndefined,
  Query extends Shape = z.ZodUndefined,
  Body extends Shape = z.ZodUndefined,
  Answer extends Shape = z.ZodUndefined,
>(endpoint: Endpoint<Params, Query, Body, Answer>): Endpoint<Params, Query, Body, Answer> {
  return endpoint;
}

/** An endpoint whose answer is a file. */
export function defineDownload<
  Params extends Shape = z.ZodUndefined,
  Query extends Shape = z.ZodUndefined,
  Body extends Shape = z.ZodUndefined,
>(
  endpoint: Endpoint<Params, Query, Body, z.ZodUndefined> & { download: readonly string[] },
): Endpoint<Params, Query, Body, z.ZodUndefined> & { download: readonly string[] } {
  return endpoint;
}

export type ParamsOf<E> = E extends Endpoint<infer P, Shape, Shape, Shape> ? z.output<P> : never;
export type QueryOf<E> = E extends Endpoint<Shape, infer Q, Shape, Shape> ? z.output<Q> : never;
export type BodyOf<E> = E extends Endpoint<Shape, Shape, infer B, Shape> ? z.output<B> : never;
export type AnswerOf<E> = E extends Endpoint<Shape, Shape, Shape, infer A> ? z.output<A> : never;

/** What a caller may leave out is optional here: defaults are the schema's. */
export type QueryInputOf<E> = E extends Endpoint<Shape, infer Q, Shape, Shape> ? z.input<Q> : never;
export type BodyInputOf<E> = E extends Endpoint<Shape, Shape, infer B, Shape> ? z.input<B> : never;
