import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { DandelionFailure } from '../kernel/failure.ts';

/** The interface: files with a hash in their name for ever, the page itself fresh each time, and for every address of its own. */
export async function serveWeb(server: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) {
    throw new DandelionFailure(
      'set-up-failed',
      `The interface is missing in ${folder}. Start Dandelion with npm start, which builds it.`,
    );
  }
  await server.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const lasting = path.includes('/assets/');
      void reply.header('Cache-Control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  // What is no page has been refused before: see refuse-unknown.ts.
  server.setNotFoundHandler((_, reply) => reply.header('Cache-Control', 'no-cache').sendFile('index.html'));
}
