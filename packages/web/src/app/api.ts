import {
  type AnswerOf,
  type BodyInputOf,
  type Endpoint,
  type ParamsOf,
  problemSchema,
  type QueryInputOf,
} from '@dandelion-loop/contract';
import { texts } from '../texts/api.ts';
import { ApiProblem } from './api-problem.ts';
import { signedInAgain } from './session-ended.ts';

/** A typed client of the contract's endpoints. No page builds a request of its own. */

/** The server asks for it on everything that changes something: another site's form cannot send it. */
export const clientHeaders = { 'x-dandelion-client': 'web' };

type Part<Name extends string, Value> = [Value] extends [undefined]
  ? { [name in Name]?: undefined }
  : Record<never, never> extends Value
    ? { [name in Name]?: Value }
    : { [name in Name]: Value };

/** What an endpoint needs to be called: a part that it does not have cannot be given. */
export type InputOf<E> = Part<'params', ParamsOf<E>> & Part<'query', QueryInputOf<E>> & Part<'body', BodyInputOf<E>>;

interface AnyInput {
  params?: unknown;
  query?: unknown;
  body?: unknown;
}

export interface CallOptions {
  signal?: AbortSignal | undefined;
  /** What happens when the session has ended: by default the member is asked to sign in again, and the call goes on. */
  whenSignedOut?: 'ask' | 'throw';
}

function queryOf(query: unknown): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) search.append(name, String(one));
    }
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

/** The address of an endpoint: also for links to what it lets download. */
export function addressOf<E extends Endpoint>(endpoint: E, input: InputOf<E>): string {
  const { params, query } = input as AnyInput;
  const values = (params ?? {}) as Record<string, unknown>;
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values[name])));
  return path + queryOf(query);
}

/** What an answer with an error status means. `retryAfter` is its header, in seconds. */
export function problemOf(status: number, text: string, retryAfter: string | null = null): ApiProblem {
  try {
    const problem = problemSchema.safeParse(JSON.parse(text));
    if (problem.success) {
      const retryAfterSeconds = /^\d+$/.test(retryAfter ?? '') ? Number(retryAfter) : undefined;
      return new ApiProblem({ ...problem.data, retryAfterSeconds });
    }
  } catch {
    // Not from our server: a proxy before it, or a server that is stopping.
  }
  if (status >= 502 && status <= 504) return unreachable();
  return new ApiProblem({ status, code: 'internal', title: texts.oddTitle, detail: texts.odd(status) });
}

export function unreachable(): ApiProblem {
  return new ApiProblem({ status: 0, code: 'unreachable', title: texts.unreachableTitle, detail: texts.unreachable });
}

async function request(endpoint: Endpoint, address: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  try {
    return await fetch(address, {
      method: endpoint.method,
      headers: body === undefined ? clientHeaders : { ...clientHeaders, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      credentials: 'same-origin',
      signal: signal ?? null,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw unreachable();
  }
}

/** An answer as the contract has it; an answer that is not is a page older than its server. */
export function parseAnswer<E extends Endpoint>(endpoint: E, text: string): AnswerOf<E> {
  if (endpoint.answer === undefined) return undefined as AnswerOf<E>;
  try {
    return endpoint.answer.parse(JSON.parse(text)) as AnswerOf<E>;
  } catch (cause) {
    console.error(endpoint.path, cause);
    throw new ApiProblem({ status: 200, code: 'internal', title: texts.oddTitle, detail: texts.unknownForm });
  }
}

async function attempt<E extends Endpoint>(endpoint: E, input: InputOf<E>, signal?: AbortSignal): Promise<AnswerOf<E>> {
  const response = await request(endpoint, addressOf(endpoint, input), (input as AnyInput).body, signal);
  let text: string;
  try {
    text = await response.text();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw unreachable();
  }
  if (!response.ok) throw problemOf(response.status, text, response.headers.get('retry-after'));
  return parseAnswer(endpoint, text);
}

/** Runs `work`; when the session has ended meanwhile, waits until the member is signed in again and runs it once more. */
export async function withSession<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (problem) {
    // A wrong password or code is a 401 as well, and no end of the session.
    if (problem instanceof ApiProblem && problem.code === 'not-signed-in' && (await signedInAgain())) return work();
    throw problem;
  }
}

/** Calls an endpoint. Throws `ApiProblem`, or what `fetch` throws when `signal` stopped it. */
export async function call<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  { signal, whenSignedOut = 'ask' }: CallOptions = {},
): Promise<AnswerOf<E>> {
  const work = () => attempt(endpoint, input, signal);
  return whenSignedOut === 'ask' ? withSession(work) : work();
}
