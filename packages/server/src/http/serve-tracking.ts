import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { EventSource, EventType } from '../features/events/index.ts';
import { DandelionFailure } from '../kernel/failure.ts';
import { trusts } from '../kernel/trust.ts';

/**
 * The addresses to which tracking libraries send. They are others' conventions, so they are no endpoints of the contract: a body is read by
 * what it is, whatever it says it is, and who may send is said by a write key.
 */

export interface FoundKey {
  source: EventSource;
  /** Of the source. */
  id: string;
  /** In every page's text, so that it says nothing of who sends. */
  isPublic: boolean;
  /** Whether a page of this origin may send with it. */
  allows(origin: string): boolean;
}

export interface Tracking {
  /** Null: no such key, or one that is over. */
  findKey(token: string): FoundKey | null | Promise<FoundKey | null>;
  take(request: {
    source: EventSource;
    type: EventType | null;
    body: Record<string, unknown>;
    received: number;
    agent: string;
    purpose: string;
    privacyControl: boolean;
  }): Promise<unknown>;
  now: () => number;
}

/** Segment's limit of a batch. */
const longestBody = 500 * 1024;

/** What is sent to each address; null: each message says itself what it is. */
const addresses: Readonly<Record<string, EventType | null>> = {
  ...{ '/v1/batch': null, '/v1/b': null, '/v1/import': null },
  ...{ '/v1/track': 'track', '/v1/t': 'track', '/v1/identify': 'identify', '/v1/i': 'identify' },
  ...{ '/v1/page': 'page', '/v1/p': 'page', '/v1/screen': 'screen', '/v1/s': 'screen' },
  ...{ '/v1/group': 'group', '/v1/g': 'group', '/v1/alias': 'alias', '/v1/a': 'alias' },
};

const inflate = promisify(gunzip);

async function readAll(payload: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of payload) {
    bytes += chunk.length;
    if (bytes > longestBody) throw tooLarge();
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

const tooLarge = () =>
  new DandelionFailure(
    'file-too-large',
    'A request may have 500 kB, as it is and unpacked. Send fewer events at once.',
  );

/** Gzip says so in its first bytes, whatever the headers say. */
async function unpack(body: Buffer): Promise<Buffer> {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body;
  try {
    return await inflate(body, { maxOutputLength: longestBody });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw new DandelionFailure('bad-request', 'The body is no whole gzip file.');
  }
}

function parse(body: Buffer): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch {
    throw new DandelionFailure('bad-request', 'The body is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new DandelionFailure('bad-request', 'The body is no JSON object.');
  }
  return value as Record<string, unknown>;
}

/** RFC 7617: the key is the user, without a password. */
function keyOf({ headers: { authorization } }: FastifyRequest, body: Record<string, unknown>): string {
  const basic = /^Basic +([A-Za-z0-9+/=_-]{1,400})$/i.exec(authorization ?? '');
  if (basic) return Buffer.from(basic[1]!, 'base64').toString().split(':')[0]!;
  const bearer = /^Bearer +(\S{1,300})$/i.exec(authorization ?? '');
  if (bearer) return bearer[1]!;
  const said = body.writeKey ?? body.api_key;
  return typeof said === 'string' ? said : '';
}

const noKey = () =>
  new DandelionFailure(
    'not-signed-in',
    'This write key is none, or is over. Send one of a source, as the user of Basic authorization or as writeKey in the body.',
  );

async function admit({ findKey }: Tracking, request: FastifyRequest, body: Record<string, unknown>): Promise<FoundKey> {
  const found = findKey(keyOf(request, body));
  const key = found instanceof Promise ? await found : found;
  if (key === null) throw noKey();
  const { origin } = request.headers;
  if (key.isPublic && origin !== undefined && !key.allows(origin)) {
    throw new DandelionFailure(
      'not-allowed',
      `Pages of ${origin.slice(0, 200)} may not send with this key. Add the origin to the source if they should.`,
    );
  }
  return key;
}

/** What browsers ask before and after (CORS). Whether the origin may send is said by its key, which no preflight carries. */
function allowOrigin(request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('Access-Control-Allow-Origin', request.headers.origin ?? '*').header('Vary', 'Origin');
  void reply.header('Access-Control-Expose-Headers', 'Retry-After');
  void reply.header('Cross-Origin-Resource-Policy', 'cross-origin');
}

const preflight = {
  'Access-Control-Allow-Methods': 'GET, POST',
  'Access-Control-Allow-Headers': 'authorization, content-type, x-retry-count, anonymousid, sentat',
  'Access-Control-Max-Age': '7200',
};

/** Of a key that is in an address, where only a public one may be: a secret one is in the logs of whatever lies between. */
async function admitPublic({ findKey }: Tracking, token: string): Promise<FoundKey> {
  const key = await findKey(token);
  if (key === null || !key.isPublic) throw noKey();
  return key;
}

/** What Segment's library for browsers reads before it sends: that it sends here, and to nobody else. */
function segmentSettings(request: FastifyRequest, writeKey: string): object {
  const { host, protocol } = request;
  return {
    integrations: {
      'Segment.io': {
        apiKey: writeKey,
        apiHost: `${host}/v1`,
        protocol,
        unbundledIntegrations: [],
        addBundledMetadata: true,
      },
    },
    plan: {
      track: { __default: { enabled: true, integrations: {} } },
      identify: { __default: { enabled: true } },
      group: { __default: { enabled: true } },
    },
    edgeFunction: {},
    analyticsNextEnabled: true,
    middlewareSettings: {},
    enabledMiddleware: {},
    metrics: { sampleRate: 0 },
    legacyVideoPluginsEnabled: false,
    remotePlugins: [],
  };
}

/** What RudderStack's library for browsers reads: no destination but this server. */
const rudderSettings = ({ id }: FoundKey, writeKey: string): object => ({
  source: {
    ...{ id, name: 'Dandelion', writeKey, enabled: true, workspaceId: 'dandelion' },
    ...{ createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' },
    config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
    ...{ connections: [], destinations: [], dataplanes: {} },
  },
});

function serveSettings(scope: FastifyInstance, tracking: Tracking): void {
  const config = { byWriteKey: true };
  const segment = '/v1/projects/:writeKey/settings';
  const rudder = '/sourceConfig';
  for (const url of [segment, rudder, `${rudder}/`]) {
    scope.route({
      method: 'OPTIONS',
      url,
      config,
      handler: async (_request, reply) => reply.headers(preflight).code(204).send(),
    });
  }
  scope.route<{ Params: { writeKey: string } }>({
    ...{ method: 'GET', url: segment, config },
    async handler(request, reply) {
      const { writeKey } = request.params;
      await admitPublic(tracking, writeKey);
      return reply.header('Cache-Control', 'max-age=60').send(segmentSettings(request, writeKey));
    },
  });
  for (const url of [rudder, `${rudder}/`]) {
    scope.route({
      ...{ method: 'GET', url, config },
      async handler(request, reply) {
        const writeKey = keyOf(request, {});
        const key = await admitPublic(tracking, writeKey);
        return reply.header('Cache-Control', 'max-age=60').send(rudderSettings(key, writeKey));
      },
    });
  }
}

export function serveTracking(server: FastifyInstance, tracking: Tracking): void {
  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', async ({ headers }: FastifyRequest, payload: AsyncIterable<Buffer>) => {
      if (Number(headers['content-length']) > longestBody) throw tooLarge();
      return parse(await unpack(await readAll(payload)));
    });
    scope.addHook('onRequest', async (request, reply) => allowOrigin(request, reply));
    serveSettings(scope, tracking);
    for (const [url, type] of Object.entries(addresses)) {
      const config = { byWriteKey: true };
      scope.route({
        method: 'OPTIONS',
        ...{ url, config },
        handler: async (_request, reply) => reply.headers(preflight).code(204).send(),
      });
      scope.route({
        method: 'POST',
        ...{ url, config },
        handler: async (request) => {
          const { headers } = request;
          const body = request.body as Record<string, unknown> | undefined;
          if (body === undefined) throw new DandelionFailure('bad-request', 'The body is empty; it must be JSON.');
          const { source } = await admit(tracking, request, body);
          await tracking.take({
            ...{ source, type, body, received: tracking.now() },
            agent: headers['user-agent'] ?? '',
            purpose: String(headers['sec-purpose'] ?? headers.purpose ?? ''),
            privacyControl: source.trust === trusts.claimed && headers['sec-gpc'] === '1',
          });
          return { success: true };
        },
      });
    }
  });
}
