import { existsSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DandelionFailure } from '../kernel/failure.ts';
import { connectApi } from './api-client.ts';
import { readOptions } from './options.ts';

const methods = ['GET', 'POST', 'PATCH', 'DELETE'];
const served = /^\/(api\/|(metrics|healthz|readyz)$)/;
const wrong = (message: string) => new DandelionFailure('wrong-use', message);

function readJson(text: string): unknown {
  const source = text.startsWith('@') ? readGiven(text.slice(1)) : text;
  try {
    return JSON.parse(source);
  } catch (error) {
    throw wrong(`--data is not JSON: ${(error as Error).message}.`);
  }
}

function readGiven(file: string): string {
  if (file !== '-' && !existsSync(file)) throw new DandelionFailure('file-not-found', `There is no file ${file}.`);
  return readFileSync(file === '-' ? 0 : file, 'utf8');
}

/** `dandelion api`: any call of the API, for scripts. The answer goes to standard output as it comes. */
export async function api(args: string[]): Promise<void> {
  const { values, positionals } = readOptions('api', args, {
    data: { type: 'string', short: 'd' },
    file: { type: 'string', short: 'f' },
    json: { type: 'boolean' },
  });
  const [first, second, ...rest] = positionals;
  const [method, path] = second === undefined ? ['GET', first] : [first!.toUpperCase(), second];
  if (path === undefined || rest.length > 0 || !methods.includes(method)) {
    throw wrong(`Say what to call: ./dandelion api [${methods.join('|')}] /api/experiments.`);
  }
  if (!path.startsWith('/')) throw wrong(`The path begins with a slash: /${path}. /api/docs lists them all.`);
  // Elsewhere the server answers with a page of the interface, which a script would take for success.
  if (!served.test(path))
    throw wrong(`${path} is not of the API: its paths begin with /api/. /api/docs lists them all.`);
  const { data, file } = values;
  if (data !== undefined && file !== undefined) throw wrong('Send --data or --file, not both.');
  if (file !== undefined && !existsSync(file))
    throw new DandelionFailure('file-not-found', `There is no file ${file}.`);
  const client = await connectApi();
  const response = await client.call(method, path, {
    ...(data === undefined ? {} : { json: readJson(data) }),
    ...(file === undefined ? {} : { file }),
  });
  if (response.body === null) return;
  await pipeline(Readable.fromWeb(response.body as import('node:stream/web').ReadableStream), process.stdout, {
    end: false,
  });
  if (/json$/.test(response.headers.get('content-type')?.split(';')[0] ?? '') && process.stdout.isTTY)
    process.stdout.write('\n');
}
