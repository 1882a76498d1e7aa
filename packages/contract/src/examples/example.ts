import type { z } from 'zod';
import type { Endpoint } from '../endpoint.ts';

/** What is sent to an endpoint and what it answers, once. Apart from the endpoints, so that the page in the browser does not carry it. */
export interface Example {
  endpoint: Endpoint;
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  answer?: unknown;
}

type Shape = z.ZodType;
type Part<Name extends string, Of extends Shape, Value> = Of extends z.ZodUndefined ? object : Record<Name, Value>;

type ExampleOf<E> =
  E extends Endpoint<infer Params, infer Query, infer Body, infer Answer>
    ? Part<'params', Params, z.input<Params>> &
        Partial<Part<'query', Query, z.input<Query>>> &
        Part<'body', Body, z.input<Body>> &
        Part<'answer', Answer, z.output<Answer>>
    : never;

/** An example with the types of its endpoint. */
export const example = <E extends object>(endpoint: E, of: ExampleOf<E>): Example =>
  ({ endpoint: endpoint as unknown as Endpoint, ...(of as object) }) as Example;
