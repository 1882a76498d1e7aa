// For `globalSetup` of vitest: one PostgreSQL for all test files of a run, and one cluster for their servers to copy, each made when the
// first of them asks for it.
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { choosePostgresAccount } from './postgres-account.ts';
import { findPostgres } from './postgres-binaries.ts';
import { prepareCluster } from './postgres-folder.ts';
import { type SupervisedPostgres, startPostgres } from './start-postgres.ts';

let folder: string | undefined;
const rendezvous: Server[] = [];
let started: Promise<SupervisedPostgres> | undefined;
let made: Promise<string> | undefined;

/** A cluster whose data are gone after the run: nothing has to reach the disk. It survives a kill all the same, only no loss of power. */
async function makeForgetful(place: string): Promise<string> {
  const binaries = findPostgres();
  const { data } = await prepareCluster({ folder: place, binaries, account: await choosePostgresAccount(binaries) });
  appendFileSync(join(data, 'postgresql.conf'), '\nfsync = off\nfull_page_writes = off\nsynchronous_commit = off\n');
  return place;
}

const startForgetful = async (place: string) => startPostgres({ folder: await makeForgetful(place) });

/** Vitest's project, as far as it is needed here. test-postgres.ts reads what is provided. */
interface Project {
  provide(key: 'postgresSocket', path: string): void;
}

/** Answers whoever connects. In a folder that only this user can enter, because who asks is told a password. */
async function answerAt(socket: string, answer: () => Promise<object>): Promise<void> {
  const server = createServer(async (asking) => {
    asking.on('error', () => {});
    asking.end(JSON.stringify(await answer().catch((error: unknown) => ({ failure: String(error) }))));
  });
  rendezvous.push(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(socket, resolve);
  });
}

export async function setup(project: Project): Promise<void> {
  const place = mkdtempSync(join(tmpdir(), 'dandelion-test-'));
  folder = place;
  await answerAt(join(place, 'ask'), async () => {
    started ??= startForgetful(join(place, 'postgres'));
    return { url: (await started).url };
  });
  await answerAt(join(place, 'cluster'), async () => {
    made ??= makeForgetful(join(place, 'cluster-to-copy'));
    return { folder: await made };
  });
  project.provide('postgresSocket', join(place, 'ask'));
  // For test-server.ts, which also runs outside vitest.
  process.env.TEST_CLUSTER_SOCKET = join(place, 'cluster');
}

export async function teardown(): Promise<void> {
  for (const server of rendezvous) server.close();
  await started?.then(
    (postgres) => postgres.stop(),
    () => undefined,
  );
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
