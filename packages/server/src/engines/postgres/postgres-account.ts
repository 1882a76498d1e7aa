import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { postgresEnvironment } from './postgres-environment.ts';

/** As whom the programs of PostgreSQL are run. */
export interface PostgresAccount {
  /** Comes before the command. */
  prefix: readonly string[];
  /** Null: as whoever runs this process. */
  ids: { uid: number; gid: number } | null;
  /** Of the programs, as in 18. */
  version: string;
}

type Way = Omit<PostgresAccount, 'version'>;

/**
 * A group in no table that we know of: Debian's and systemd's both leave it free. Who is in it may pass through our folders; so of all
 * the processes of a user like `nobody`, PostgreSQL alone gets to its data.
 */
export const ownGroup = 61_000;

/** PostgreSQL ends in order when its parent dies. Not on macOS; there the next start ends it. */
const endWithParent = ['setpriv', '--pdeathsig', 'INT'];
const run = promisify(execFile);

/**
 * PostgreSQL refuses to be root, and initdb to be a user without a name. docs/decisions/0006 has the ways around that, and why in this
 * order.
 */
export function waysToRun(userId = process.getuid?.(), users = '/etc/passwd'): Way[] {
  const ways = userId === 0 ? waysOfRoot(users) : [{ prefix: [], ids: null }];
  return ways.flatMap(({ prefix, ids }) => [
    { prefix: [...prefix, ...endWithParent], ids },
    { prefix, ids },
  ]);
}

function waysOfRoot(users: string): Way[] {
  const uid = findOrdinaryUser(users);
  if (uid === undefined) return [];
  return [
    // Root in all but name: no capabilities, and another id in its own eyes. It reaches what only root reaches.
    { prefix: ['unshare', '--user', `--map-user=${uid}`, `--map-group=${ownGroup}`], ids: null },
    { prefix: [], ids: { uid, gid: ownGroup } },
  ];
}

/** The id of `nobody`, or of any other who is not root. */
function findOrdinaryUser(users: string): number | undefined {
  if (!existsSync(users)) return undefined;
  const lines = readFileSync(users, 'utf8').split('\n');
  const found = lines.map((line) => line.split(':')).map(([name, , id]) => ({ name, id: Number(id) }));
  const ordinary = found.filter(({ id }) => id > 0);
  return (ordinary.find(({ name }) => name === 'nobody') ?? ordinary[0])?.id;
}

/** The first way in which the program can be run at all. */
export async function choosePostgresAccount(
  { postgres }: PostgresBinaries,
  ways = waysToRun(),
): Promise<PostgresAccount> {
  let reason = '';
  for (const { prefix, ids } of ways) {
    const [command, ...parameters] = [...prefix, postgres, '--version'];
    try {
      const { stdout } = await run(command!, parameters, { ...ids, cwd: '/', env: postgresEnvironment() });
      const version = /\(PostgreSQL\) (\d+)/.exec(stdout)?.[1];
      if (version !== undefined) return { prefix, ids, version };
      reason = stdout;
    } catch (error) {
      reason = (error as { stderr?: string }).stderr || (error as Error).message;
    }
  }
  // Only who could be somebody else as well is root.
  throw ways.some(({ ids }) => ids !== null) ? nobodyElse(postgres) : cannotRun(postgres, reason);
}

export function nobodyElse(path: string): DandelionFailure {
  return new DandelionFailure(
    'engine-failed',
    `PostgreSQL does not run as root, and no other user can reach ${path}. Run Dandelion as an ordinary user, or put it and its data where every user can enter, for instance below /opt.`,
  );
}

function cannotRun(postgres: string, reason: string): DandelionFailure {
  const words = reason.replaceAll(/\s+/g, ' ').trim().slice(-300);
  const musl = process.platform === 'linux' ? ' On Alpine and other Linux systems with musl it cannot run.' : '';
  return new DandelionFailure(
    'engine-missing',
    `PostgreSQL cannot be run: ${postgres} says "${words}".${musl} Run "npm ci" in the folder of Dandelion, or set DATABASE_URL to a PostgreSQL of your own.`,
  );
}
