import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { DandelionFailure } from '../kernel/failure.ts';

/** The scripts that run on the pages of others: for everybody, from any site, and small enough to be held in memory. */

export const sdkPaths = ['/sdk/dandelion.js', '/sdk/dandelion-consent.js'] as const;

/** A page that was opened an hour after an update has it, without asking on every page. */
const fresh = 'public, max-age=3600, stale-while-revalidate=86400';

function readScript(folder: string, path: string) {
  const file = join(folder, path.slice('/sdk/'.length));
  if (!existsSync(file)) {
    throw new DandelionFailure(
      'set-up-failed',
      `The browser SDK is missing in ${folder}. Start Dandelion with npm start, which builds it.`,
    );
  }
  const plain = readFileSync(file);
  const tag = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
  return { plain, gzipped: readFileSync(`${file}.gz`), tag: `W/"${tag}"` };
}

/** After the headers that every answer has, of which one keeps other sites out. */
async function openToAll(_request: unknown, reply: FastifyReply): Promise<void> {
  void reply.headers({ 'Cross-Origin-Resource-Policy': 'cross-origin', 'Access-Control-Allow-Origin': '*' });
}

export function serveSdk(server: FastifyInstance, folder: string): void {
  for (const path of sdkPaths) {
    const { plain, gzipped, tag } = readScript(folder, path);
    server.get(path, { exposeHeadRoute: true, onSend: openToAll }, (request, reply) => {
      void reply.headers({ 'Cache-Control': fresh, ETag: tag, Vary: 'Accept-Encoding' });
      void reply.type('text/javascript; charset=utf-8');
      if (request.headers['if-none-match']?.includes(tag)) return reply.code(304).send();
      if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(plain);
      return reply.header('Content-Encoding', 'gzip').send(gzipped);
    });
  }
}
