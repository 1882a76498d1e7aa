import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { request as ask, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectEngine } from './engine-client.ts';
import { secretHeader } from './engine-config.ts';
import { findEngineLibrary } from './engine-library.ts';
import { type RunningEngine, startEngine } from './start-engine.ts';

/** A ClickHouse as somebody who has one runs it: at a URL with user and password, and with no file of ours in its reach. For tests. */
export interface OwnClickhouse {
  /** Of an empty database. */
  url: string;
  newDatabase(name: string): Promise<string>;
  start(): Promise<void>;
  /** kill -9; the address stays closed until the next start. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export async function startOwnClickhouse(): Promise<OwnClickhouse> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dandelion-own-clickhouse-')));
  const library = findEngineLibrary();
  let engine: RunningEngine | null = null;
  const door = createServer((request, response) => {
    const { authorization, host: _, ...headers } = request.headers;
    if (authorization !== `Basic ${btoa('ada:p@ss')}`) {
      response.writeHead(403).end('Code: 516. DB::Exception: Wrong. (AUTHENTICATION_FAILED)');
      return;
    }
    if (engine === null) return void request.socket.destroy();
    const { method, url } = request;
    const passed = ask(
      `${engine.url}${url}`,
      { method, headers: { ...headers, [secretHeader]: engine.secret } },
      (answer) => {
        response.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(response);
        answer.on('error', () => response.destroy());
      },
    );
    passed.on('error', () => request.socket.destroy());
    response.on('close', () => passed.destroy());
    request.pipe(passed);
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const { port } = door.address() as AddressInfo;

  async function start(): Promise<void> {
    engine = await startEngine({ folder, library, disposable: false });
  }

  async function newDatabase(name: string): Promise<string> {
    const { url, secret } = engine!;
    const client = connectEngine({ url, secret, stagingFolder: null, place: null });
    await client.run({ sql: `CREATE DATABASE ${name} ENGINE = Atomic` });
    await client.close();
    return `http://ada:p%40ss@127.0.0.1:${port}/${name}`;
  }

  await start();
  return {
    ...{ url: await newDatabase('dandelion'), newDatabase, start },
    async kill() {
      engine?.kill();
      await engine?.gone;
      engine = null;
      door.closeAllConnections();
    },
    async stop() {
      door.close();
      door.closeAllConnections();
      await engine?.end();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
