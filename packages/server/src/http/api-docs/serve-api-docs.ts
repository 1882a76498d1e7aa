import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Endpoint } from '@dandelion-loop/contract';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { DandelionFailure } from '../../kernel/failure.ts';
import { openApiOf } from '../openapi.ts';
import { beginPage, problemPage, problemsPage, sectionPage } from './pages.ts';

/** The description of the API, for machines and for reading. Anybody may read it: it tells nothing of the workspace. */

/** Addresses that are no endpoints of the contract. */
export const docsPaths = [
  '/api/openapi.json',
  '/api/docs',
  '/api/docs.css',
  '/api/docs/:section',
  '/api/problems',
  '/api/problems/:code',
] as const;

interface ApiDocs {
  endpoints: readonly Endpoint[];
  version: string;
  webFolder: string | null;
}

const fonts = [
  ['Inter Variable', /^inter-latin-wght-normal-.+\.woff2$/],
  ['Source Serif 4 Variable', /^source-serif-4-latin-wght-normal-.+\.woff2$/],
] as const;

/** The interface brings the fonts; without it those of the system do. */
function fontFaces(webFolder: string | null): string {
  const folder = webFolder === null ? null : join(webFolder, 'assets');
  if (folder === null || !existsSync(folder)) return '';
  const files = readdirSync(folder);
  return fonts
    .map(([family, pattern]) => [family, files.find((file) => pattern.test(file))] as const)
    .filter(([, file]) => file !== undefined)
    .map(
      ([family, file]) =>
        `@font-face{font-family:"${family}";font-weight:200 900;font-display:swap;src:url(/assets/${file}) format("woff2")}\n`,
    )
    .join('');
}

function styleSheet(webFolder: string | null): string {
  const tokens = readFileSync(createRequire(import.meta.url).resolve('@dandelion-loop/web/tokens.css'), 'utf8');
  return (
    fontFaces(webFolder) + tokens + readFileSync(fileURLToPath(new URL('./api-docs.css', import.meta.url)), 'utf8')
  );
}

function show(reply: FastifyReply, page: string | null): FastifyReply {
  if (page === null) throw new DandelionFailure('not-found', 'There is no such page. /api/docs lists those there are.');
  return reply.type('text/html; charset=utf-8').header('Cache-Control', 'no-cache').send(page);
}

export function serveApiDocs(server: FastifyInstance, { endpoints, version, webFolder }: ApiDocs): void {
  // Made when it is first asked for: at every start it would take a tenth of the time.
  let description: unknown;
  const css = styleSheet(webFolder);
  const [openapi, docs, sheet, section, problems, problem] = docsPaths;
  server.get(openapi, async () => {
    description ??= openApiOf(endpoints, version);
    return description;
  });
  server.get(docs, (_, reply) => show(reply, beginPage(endpoints)));
  server.get(sheet, (_, reply) => reply.type('text/css; charset=utf-8').header('Cache-Control', 'no-cache').send(css));
  server.get<{ Params: { section: string } }>(section, (request, reply) =>
    show(reply, sectionPage(endpoints, request.params.section)),
  );
  server.get(problems, (_, reply) => show(reply, problemsPage()));
  server.get<{ Params: { code: string } }>(problem, (request, reply) => show(reply, problemPage(request.params.code)));
}
