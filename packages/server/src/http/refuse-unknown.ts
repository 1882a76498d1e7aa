import type { Endpoint } from '@dandelion-loop/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DandelionFailure } from '../kernel/failure.ts';

/** Of addresses that no route has: those of the API and of files are refused before a body is read; others are pages of the interface. */

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}/?$`);

const isPage = ({ method, url }: FastifyRequest): boolean =>
  method === 'GET' && !/^\/(api|assets|sdk|v1)(\/|$)|\.\w+$/.test(url.split('?')[0] ?? '');

interface Known {
  endpoints: readonly Pick<Endpoint, 'method' | 'path'>[];
  /** Addresses that are only read. */
  read: readonly string[];
  /** Whether there is an interface to show. */
  pages: boolean;
}

export function refuseUnknown(server: FastifyInstance, { endpoints, read, pages }: Known): void {
  const known = [
    ...endpoints.map(({ method, path }) => ({ method, pattern: patternOf(path) })),
    ...read.map((path) => ({ method: 'GET', pattern: patternOf(path) })),
  ];
  server.addHook('onRequest', async (request, reply) => {
    if (!request.is404 || (pages && isPage(request))) return;
    const path = request.url.split('?')[0] ?? '';
    const methods = [...new Set(known.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))];
    if (methods.length === 0) throw new DandelionFailure('not-found', 'There is nothing at this address.');
    void reply.header('Allow', methods.join(', '));
    throw new DandelionFailure(
      'method-not-allowed',
      `This address takes ${methods.join(', ')}, not ${request.method}. /api/docs describes it.`,
    );
  });
}
