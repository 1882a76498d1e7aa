import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import { ask } from './test-ask.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresSocket: string;
  }
}

export interface TestDatabase {
  url: string;
  /** Ends what is connected to it. */
  drop(): Promise<void>;
}

/** An empty database in the PostgreSQL of this test run, which vitest-postgres.ts starts. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = await findServer();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await ask(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => dropDatabase(server, name) };
}

/** PostgreSQL may be tidying up in it just then, and its own process cannot be ended. */
async function dropDatabase(server: string, name: string): Promise<void> {
  for (let left = 20; ; left--) {
    try {
      await ask(server, `DROP DATABASE ${name} WITH (FORCE)`);
      return;
    } catch (error) {
      if (left === 0) throw error;
      await sleep(250);
    }
  }
}

async function findServer(): Promise<string> {
  const socket = inject('postgresSocket');
  if (socket === undefined)
    throw new Error('vitest-postgres.ts is missing in `globalSetup` of the configuration of vitest.');
  const { url, failure } = JSON.parse(await text(connect(socket))) as Record<string, string>;
  if (url === undefined) throw new Error(`PostgreSQL for the tests could not be started: ${failure}`);
  return url;
}
