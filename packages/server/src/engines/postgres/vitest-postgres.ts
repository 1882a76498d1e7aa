// For `globalSetup` of vitest: one PostgreSQL for all test files of a run, started when the first of them asks for it.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SupervisedPostgres, startPostgres } from './start-postgres.ts';

let folder: string | undefined;
let rendezvous: Server | undefined;
let started: Promise<SupervisedPostgres> | undefined;

/** Vitest's project, as far as it is needed here. test-postgres.ts reads what is provided. */
interface Project {
  provide(key: 'postgresSocket', path: string): void;
}

export async function setup(project: Project): Promise<void> {
  const place = mkdtempSync(join(tmpdir(), 'dandelion-test-'));
  folder = place;
  // In a folder that only this user can enter, because who asks is told the password.
  const socket = join(place, 'ask');
  rendezvous = createServer(async (asking) => {
    asking.on('error', () => {});
    started ??= startPostgres({ folder: join(place, 'postgres') });
    asking.end(
      await started.then(
        ({ url }) => JSON.stringify({ url }),
        (error: unknown) => JSON.stringify({ failure: String(error) }),
      ),
    );
  });
  await new Promise<void>((resolve, reject) => {
    rendezvous?.once('error', reject).listen(socket, resolve);
  });
  project.provide('postgresSocket', socket);
}

export async function teardown(): Promise<void> {
  rendezvous?.close();
  await started?.then(
    (postgres) => postgres.stop(),
    () => undefined,
  );
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
