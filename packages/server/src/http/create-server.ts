import type { AddressInfo } from 'node:net';
import type { Readiness } from '@dandelion-loop/contract';
import fastifyCookie from '@fastify/cookie';
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Parts } from '../kernel/readiness.ts';
import type { Route } from '../kernel/route.ts';
import { guardHost } from './guard-host.ts';
import { openApiOf } from './openapi.ts';
import { answerProblem } from './problems.ts';
import { securityHeaders } from './security-headers.ts';
import { type RoutesContext, serveRoutes } from './serve-routes.ts';
import { serveWeb } from './serve-web.ts';

export interface ServerOptions extends RoutesContext {
  routes: readonly Route[];
  parts: Parts;
  /** Host headers that are answered; `loopback` stands for its three names with the port. */
  hosts: ReadonlySet<string>;
  /** Believe X-Forwarded headers of the proxy in front. */
  trustProxy: boolean | string;
  webFolder: string | null;
  version: string;
  log: FastifyBaseLogger;
}

/** No JSON of ours is larger: a note, or the choices of a wide file. */
const longestBody = 1024 * 1024;

async function readinessOf(parts: Parts): Promise<Readiness> {
  const states = await Promise.all(Object.entries(parts).map(async ([name, state]) => [name, await state()] as const));
  return { ready: states.every(([, { state }]) => state === 'ready'), parts: Object.fromEntries(states) };
}

/** The HTTP server, not yet listening. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { routes, parts, hosts, webFolder, version } = options;
  const server = fastify({
    loggerInstance: options.log,
    trustProxy: options.trustProxy,
    bodyLimit: longestBody,
    // An upload may take long, a head may not.
    requestTimeout: 0,
    connectionTimeout: 120_000,
    forceCloseConnections: true,
    // Of addresses that cannot be read, before any route or hook.
    frameworkErrors: (error, request, reply) => {
      answerProblem(error, request, reply.headers(securityHeaders));
    },
    routerOptions: { maxParamLength: 1000 },
  });
  server.server.headersTimeout = 20_000;
  server.addHook('onRequest', guardHost({ names: hosts, port: () => (server.server.address() as AddressInfo).port }));
  server.addHook('onSend', async (_request, reply) => {
    for (const [name, value] of Object.entries(securityHeaders)) void reply.header(name, value);
  });
  server.setErrorHandler(answerProblem);
  await server.register(fastifyCookie);
  server.get('/healthz', async () => ({ ok: true }));
  server.get('/readyz', async (_request, reply) => {
    const readiness = await readinessOf(parts);
    return reply.code(readiness.ready ? 200 : 503).send(readiness);
  });
  const description = openApiOf(
    routes.map(({ endpoint }) => endpoint),
    version,
  );
  server.get('/api/openapi.json', async () => description);
  serveRoutes(server, routes, options);
  if (webFolder !== null) await serveWeb(server, webFolder);
  return server;
}
