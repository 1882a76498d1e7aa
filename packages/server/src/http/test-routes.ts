import type { Role } from '@dandelion-loop/contract';
import fastify from 'fastify';
import type { Route } from '../kernel/route.ts';
import { testCaller } from '../kernel/test-caller.ts';
import { createServer } from './create-server.ts';

/** Serves routes to somebody of a role without signing in, for tests of a feature's own routes. */
export async function serveRoutesTo(routes: readonly Route[], role: Role = 'owner') {
  const server = await createServer({
    ...{ routes, trustProxy: false, webFolder: null, version: '0', secure: false, seen: () => {} },
    hosts: new Set(['loopback']),
    look: async () => ({ ready: true, parts: {} }),
    log: fastify({ logger: false }).log,
    callerOf: async () => testCaller(role),
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return { url, close: () => server.close() };
}
