import type { Endpoint } from '@dandelion-loop/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Caller } from '../kernel/caller.ts';
import { DandelionFailure } from '../kernel/failure.ts';
import type { Asked, Download, Route } from '../kernel/route.ts';
import { authorise } from './authorise.ts';
import { BadInput } from './problems.ts';
import { readSession, writeSession } from './session-cookie.ts';

export interface RoutesContext {
  /** Who sends this session or this key of the API, or null. */
  callerOf: (sent: { session: string | null; key: string | null }) => Promise<Caller | null>;
  /** Whether browsers reach the server by https. */
  secure: boolean;
}

/** A header that no form and no other site's script can send without asking first (CSRF). */
const clientHeader = 'x-dandelion-client';

/** NUL and halves of surrogate pairs, as JSON writes them: PostgreSQL cannot store either as text. */
const unstorable = /(?<!\\)(\\\\)*\\u(0000|d[89a-f][0-9a-f]{2})/i;

/** Far more than any schema has, and far less than what fills the stack of whoever goes through it. */
const mostLevels = 100;

function isTooDeep(body: unknown): boolean {
  let level = [body];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > mostLevels) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}

function checked(place: 'params' | 'query' | 'body', schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return undefined;
  if (place === 'body' && isTooDeep(value)) {
    throw new DandelionFailure('bad-request', `The body is nested deeper than ${mostLevels} levels.`);
  }
  const result = schema.safeParse(value ?? {});
  if (!result.success) throw new BadInput(place, result.error);
  if (place === 'body' && unstorable.test(JSON.stringify(result.data))) {
    throw new DandelionFailure(
      'bad-request',
      'The body holds a character that is none (NUL, or half of one). Remove it.',
    );
  }
  return result.data;
}

/** Who asks, whether they may, and whether the request comes from where it should. Before the body is read. */
async function admit(endpoint: Endpoint, request: FastifyRequest, { callerOf, secure }: RoutesContext) {
  const key = readKey(request);
  const caller = await callerOf({ session: readSession(request, secure), key });
  authorise(endpoint.permission, caller);
  // A key is sent on purpose, a cookie by any page's request.
  if (endpoint.method !== 'GET' && key === null) refuseOtherSites(request);
  return caller;
}

/** Changes by a cookie come from a page of ours (CSRF): by a header that no form sends, and by the page's origin where it is told. */
function refuseOtherSites({ headers }: FastifyRequest): void {
  if (headers[clientHeader] === undefined) {
    throw new DandelionFailure('not-allowed', 'Send the header X-Dandelion-Client with every change, with any value.');
  }
  const { origin, host } = headers;
  if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host?.toLowerCase())) {
    throw new DandelionFailure('not-allowed', 'This request comes from the page of another site. Nothing was changed.');
  }
}

/** RFC 6750. */
function readKey({ headers: { authorization } }: FastifyRequest): string | null {
  return authorization === undefined ? null : (/^Bearer +(\S{1,200})$/i.exec(authorization)?.[1] ?? '');
}

function ask(
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
  { caller, secure }: { caller: Caller | null; secure: boolean },
): Asked<Endpoint> {
  const announced = Number(request.headers['content-length']);
  return {
    params: checked('params', endpoint.params, request.params),
    query: checked('query', endpoint.query, request.query),
    body: checked('body', endpoint.body, request.body),
    upload: endpoint.upload
      ? { stream: request.raw, bytes: Number.isFinite(announced) && announced >= 0 ? announced : null }
      : null,
    caller,
    from: { address: request.ip, agent: request.headers['user-agent'] ?? '' },
    setSession: (token) => writeSession(reply, secure, token),
  };
}

function send(endpoint: Endpoint, answer: unknown, reply: FastifyReply): unknown {
  void reply.header('Cache-Control', 'no-store');
  if (endpoint.download) {
    const { fileName, mediaType, content } = answer as Download;
    // A proxy that gathers the answer before it passes it on would keep events for itself.
    if (mediaType === 'text/event-stream') void reply.header('X-Accel-Buffering', 'no');
    if (fileName === null) return reply.type(mediaType).send(content);
    const plain = fileName.replaceAll(/[^\w. -]+/g, '_');
    void reply.header(
      'Content-Disposition',
      `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    );
    return reply.type(mediaType).send(content);
  }
  if (!endpoint.answer) return reply.code(204).send();
  return reply.code(endpoint.status ?? 200).send(endpoint.answer.parse(answer));
}

/** Makes the server answer the routes. Uploads are a scope of their own, where bodies stay streams. */
export function serveRoutes(server: FastifyInstance, routes: readonly Route[], context: RoutesContext): void {
  const add = (into: FastifyInstance, { endpoint, handle }: Route) => {
    const admitted = new WeakMap<FastifyRequest, Awaited<ReturnType<typeof admit>>>();
    into.route({
      method: endpoint.method,
      url: endpoint.path,
      config: { endpoint },
      ...(endpoint.longestBody === undefined ? {} : { bodyLimit: endpoint.longestBody }),
      onRequest: async (request) => {
        admitted.set(request, await admit(endpoint, request, context));
      },
      handler: async (request, reply) => {
        const asked = ask(endpoint, request, reply, { caller: admitted.get(request) ?? null, secure: context.secure });
        return send(endpoint, await handle(asked), reply);
      },
    });
  };
  for (const route of routes.filter(({ endpoint }) => !endpoint.upload)) add(server, route);
  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    for (const route of routes.filter(({ endpoint }) => endpoint.upload)) add(scope, route);
  });
}
