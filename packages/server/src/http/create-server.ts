import type { AddressInfo } from 'node:net';
import type { Readiness } from '@dandelion-loop/contract';
import fastifyCookie from '@fastify/cookie';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController, type RouteOptions } from 'fastify';
import type { Route } from '../kernel/route.ts';
import { docsPaths, serveApiDocs } from './api-docs/serve-api-docs.ts';
import { closeInOrder } from './close-in-order.ts';
import { guardHost } from './guard-host.ts';
import { limitSlowBodies } from './limit-slow-bodies.ts';
import { type Observer, observe } from './observe-requests.ts';
import { answerProblem } from './problems.ts';
import { refuseMalformed } from './refuse-malformed.ts';
import { refuseUnknown } from './refuse-unknown.ts';
import { requestIds } from './request-id.ts';
import { securityHeaders } from './security-headers.ts';
import { type RoutesContext, serveRoutes } from './serve-routes.ts';
import { sdkPaths, serveSdk } from './serve-sdk.ts';
import { serveTracking, type Tracking } from './serve-tracking.ts';
import { serveWeb } from './serve-web.ts';

export interface ServerOptions extends RoutesContext, Observer {
  routes: readonly Route[];
  /** What tracking libraries send to; left out: nothing of them is taken. */
  tracking?: Tracking;
  /** How the server is, for `/readyz`. */
  look: () => Promise<Readiness>;
  /** Host headers that are answered; `loopback` stands for its three names with the port. */
  hosts: ReadonlySet<string>;
  /** Believe X-Forwarded headers of the proxy in front. */
  trustProxy: boolean | string;
  webFolder: string | null;
  /** Of the scripts for the pages of others; without it they are not served. */
  sdkFolder?: string;
  version: string;
  log: FastifyBaseLogger;
  /** Longest time for a body of JSON to come; 30 when left out. */
  bodySeconds?: number;
}

/** No JSON of ours is larger: a note, or the choices of a wide file. */
const longestBody = 1024 * 1024;
/** By programs that look whether the server is there, some of which ask for no body. */
const lookedAt = ['/healthz', '/readyz'] as const;
/** What the standard of Global Privacy Control wants to be told: that the signal is obeyed, and since when this is as it is. */
const privacyControl = { path: '/.well-known/gpc.json', answer: { gpc: true, lastUpdate: '2026-11-23' } } as const;
/** Enough for that much over a bad line. */
const bodySeconds = 30;

/** No route of the API without a rule: an endpoint of the contract names a permission, tracking asks for a write key, or it is told to be open to all. */
function refuseUnruled({ url, config }: RouteOptions): void {
  const open: readonly string[] = [...docsPaths, ...lookedAt];
  const { endpoint, byWriteKey } = (config ?? {}) as { endpoint?: unknown; byWriteKey?: true };
  const ruled = endpoint !== undefined || byWriteKey;
  if (!ruled && !open.includes(url) && /^\/(api|v1|metrics)(\/|$)/.test(url)) {
    throw new Error(`The route ${url} has no rule who may use it: make it an endpoint of the contract.`);
  }
}

/** The HTTP server, not yet listening. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { routes, look, hosts, webFolder, sdkFolder, version } = options;
  const server = fastify({
    loggerInstance: options.log,
    trustProxy: options.trustProxy,
    bodyLimit: longestBody,
    // An upload may take long, a head may not.
    requestTimeout: 0,
    http: { headersTimeout: 20_000, connectionsCheckingInterval: 5000 },
    connectionTimeout: 120_000,
    // Who asks while it stops is answered: see close-in-order.ts.
    return503OnClosing: false,
    genReqId: requestIds(options.trustProxy),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    clientErrorHandler: refuseMalformed(options.seen),
    // Of addresses that cannot be read, before any route or hook.
    frameworkErrors: (error, request, reply) => {
      observe(request, reply, options, () => answerProblem(error, request, reply.headers(securityHeaders)));
    },
    // A HEAD would do the work of a GET, and write down that somebody read.
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 1000 },
  });
  server.addHook('onRequest', (request, reply, next) => observe(request, reply, options, next));
  closeInOrder(server);
  limitSlowBodies(server, options.bodySeconds ?? bodySeconds);
  server.addHook('onRequest', guardHost({ names: hosts, port: () => (server.server.address() as AddressInfo).port }));
  server.addHook('onSend', async (_request, reply) => {
    for (const [name, value] of Object.entries(securityHeaders)) void reply.header(name, value);
  });
  server.addHook('onRoute', refuseUnruled);
  server.setErrorHandler(answerProblem);
  await server.register(fastifyCookie);
  const endpoints = routes.map(({ endpoint }) => endpoint);
  const read = [...docsPaths, ...lookedAt, privacyControl.path, ...(sdkFolder === undefined ? [] : sdkPaths)];
  refuseUnknown(server, { endpoints, read, pages: webFolder !== null });
  server.get(lookedAt[0], { exposeHeadRoute: true }, async () => ({ ok: true }));
  server.get(lookedAt[1], { exposeHeadRoute: true }, async (_request, reply) => {
    const readiness = await look();
    return reply.code(readiness.ready ? 200 : 503).send(readiness);
  });
  server.get(privacyControl.path, { exposeHeadRoute: true }, async () => privacyControl.answer);
  serveApiDocs(server, { endpoints, version, webFolder });
  serveRoutes(server, routes, options);
  if (options.tracking) serveTracking(server, options.tracking);
  if (sdkFolder !== undefined) serveSdk(server, sdkFolder);
  if (webFolder !== null) await serveWeb(server, webFolder);
  return server;
}
