import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Import } from '@dandelion-loop/contract';
import type { TestServer } from '../../test-server.ts';
import { choose, smallFile } from '../imports/test-imports.ts';

/** The command line and the API as a person uses them, for tests of backups. */

const dandelion = fileURLToPath(new URL('../../../../../dandelion', import.meta.url));

export interface Command {
  child: ChildProcess;
  ended: Promise<{ code: number | null; said: string }>;
}

/** Begins a command on a data folder. `limit`: no file that it writes may have more than so many blocks of 512 bytes. */
export function command(dataFolder: string, args: readonly string[], { limit }: { limit?: number } = {}): Command {
  const [program, ...rest] =
    limit === undefined ? [dandelion, ...args] : ['sh', '-c', `ulimit -f ${limit}; exec "$0" "$@"`, dandelion, ...args];
  const child = spawn(program!, rest, {
    env: { ...process.env, DANDELION_DATA: dataFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      said += text;
    });
  }
  return { child, ended: new Promise((resolve) => child.once('close', (code) => resolve({ code, said }))) };
}

/** What takes longer hangs. */
const patienceSeconds = 100;

/** Runs a command to its end. One that hangs is ended, and what it had said by then tells where. */
export async function run(dataFolder: string, ...args: string[]): Command['ended'] {
  const { child, ended } = command(dataFolder, args);
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceSeconds * 1000);
  const { code, said } = await ended.finally(() => clearTimeout(timer));
  if (code === null) throw new Error(`dandelion ${args[0]} did not end within ${patienceSeconds} s. It said:\n${said}`);
  return { code, said };
}

/** Hooks have no `expect.poll`. */
export async function until(what: () => boolean | Promise<boolean>, pause = 50, seconds = 40): Promise<void> {
  for (let left = (seconds * 1000) / pause; left > 0; left--) {
    if (await what()) return;
    await sleep(pause);
  }
  throw new Error('It did not come to pass.');
}

export async function post(server: TestServer, path: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  const response = await server.ask(path, { method: 'POST', body: JSON.stringify(body), headers });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
}

export const read = async <T>(server: TestServer, path: string): Promise<T> =>
  (await server.ask(path)).json() as Promise<T>;

const stateOf = async (server: TestServer, id: string) =>
  (await read<Import>(server, `/api/imports/${id}`)).analyses[0]?.state;

export async function importFile(
  server: TestServer,
  name: string,
  body: Uint8Array | string = smallFile(),
): Promise<Import> {
  const headers = { 'content-type': 'text/csv' };
  const stored = await server.ask(`/api/uploads?name=${name}.csv`, { method: 'POST', body, headers });
  const { id: uploadId } = (await stored.json()) as { id: string };
  const asked = { source: 'file', name, uploadId, choices: choose({ unit: 'id' }) };
  const made = (await (await post(server, '/api/imports', asked)).json()) as Import;
  await until(async () => (await stateOf(server, made.id)) === 'done');
  return made;
}

/** Judges it again, from the rows that were kept. */
export async function judgeAgain(server: TestServer, id: string): Promise<void> {
  const { version, analyses } = await read<Import>(server, `/api/imports/${id}`);
  await post(server, `/api/imports/${id}/analyses`, { version, choices: choose({ unit: 'id' }) });
  const again = async () => (await read<Import>(server, `/api/imports/${id}`)).analyses;
  await until(async () => {
    const now = await again();
    return now.length > analyses.length && now[0]?.state === 'done';
  });
}

export const names = async (server: TestServer): Promise<string[]> =>
  (await read<{ imports: Import[] }>(server, '/api/imports')).imports.map(({ name }) => name).sort();

/** Status of `/readyz`; 0 while nobody answers. */
export const readiness = (server: TestServer): Promise<number> =>
  server.ask('/readyz').then(
    ({ status }) => status,
    () => 0,
  );

export const untilReady = (server: TestServer): Promise<void> => until(async () => (await readiness(server)) === 200);
