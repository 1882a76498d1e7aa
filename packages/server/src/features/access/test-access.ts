import { fileURLToPath } from 'node:url';
import type { Role } from '@dandelion-loop/contract';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Secret, TOTP } from 'otpauth';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { migrate } from '../../engines/postgres/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../../engines/postgres/test-postgres.ts';
import type { Caller } from '../../kernel/caller.ts';
import { createSealer } from '../../kernel/sealed.ts';
import { type Access, createAccess } from './service.ts';
import type { SignedIn } from './sign-in.ts';
import { hashOf } from './tokens.ts';

/** Access on a real PostgreSQL with a clock of its own and letters that are kept, for tests. */

const migrations = fileURLToPath(new URL('../../../migrations', import.meta.url));

export const machineToken = 'dandelion_of-this-machine';
export const from = {
  address: '192.0.2.7',
  agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
};

/** Of a link. */
export const tokenOf = (link: string): string => link.split('#token=')[1]!;

/** What an authenticator shows. */
export const codeAt = (secret: string, at: Date): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() });

export interface Letter {
  to: string;
  template: string;
  data: { name: string; link?: string };
}

export function useAccess() {
  let database: TestDatabase;
  let pool: pg.Pool;
  let time = Date.parse('2026-03-01T12:00:00Z');
  const letters: Letter[] = [];
  const joined: { id: string; name: string; role: string }[] = [];
  const mail = {
    available: true,
    send: async (_tx: unknown, letter: Letter) => {
      letters.push(letter);
    },
  };
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url });
    await migrate(pool, migrations);
  });
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });

  // What failed in one test is forgotten in the next.
  beforeEach(() => {
    time += 25 * 60 * 60 * 1000;
  });

  let made: Access | undefined;
  const access = (): Access => {
    made ??= createAccess({
      records: drizzle(pool),
      now: () => new Date(time),
      sealer: createSealer(Buffer.alloc(32, 7)),
      ...{ mail, url: () => 'https://dandelion.example', machineKey: hashOf(machineToken) },
      // A hundredth of the real one, which passwords.test.ts tries: hundreds of guesses are made here.
      passwordCost: { N: 2 ** 10, r: 8, p: 1 },
      onJoined: async (_tx, member) => {
        joined.push(member);
      },
    });
    return made;
  };

  const callerOf = async ({ session }: SignedIn): Promise<Caller> =>
    (await access().callerOf({ session: session.token, key: null }))!;

  /** The owner, signed in by a link. */
  async function owner(): Promise<{ signedIn: SignedIn; caller: Caller }> {
    const signedIn = await access().signIn.byLink({ token: tokenOf(await access().members.ownerLink()) }, from);
    return { signedIn, caller: await callerOf(signedIn) };
  }

  /** Somebody new, by an invitation. */
  async function join(role: Role, email?: string, password?: string) {
    const by = (await owner()).caller.actor;
    const { link } = await access().members.invite(by, { role, ...(email === undefined ? {} : { email }) });
    const given = { token: tokenOf(link), name: `A ${role}`, ...(password === undefined ? {} : { password }) };
    const signedIn = await access().signIn.accept(given, from);
    return { signedIn, caller: await callerOf(signedIn) };
  }

  return {
    ...{ access, mail, letters, joined, callerOf, owner, join },
    now: () => new Date(time),
    pass: (seconds: number) => {
      time += seconds * 1000;
    },
    query: (text: string, values?: unknown[]) => pool.query(text, values),
  };
}
