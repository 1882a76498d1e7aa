import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { migrate } from '../../engines/postgres/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../../engines/postgres/test-postgres.ts';
import type { Log } from '../../kernel/log.ts';
import { announce } from './announce.ts';
import { createAnnouncements, type Told } from './tell.ts';

const migrations = fileURLToPath(new URL('../../../migrations', import.meta.url));

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url });
  await migrate(pool, migrations);
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});
beforeEach(() => pool.query('TRUNCATE announcements'));

const member = (name: string) => ({
  type: 'member.joined' as const,
  data: { member: { id: '00000000-0000-4000-8000-000000000001', name, role: 'reader' as const } },
});

/** A receiver that keeps what it is told, except what `refuses` names. */
function listen(refuses: () => string | null = () => null) {
  let time = Date.parse('2026-03-01T12:00:00Z');
  const heard: Told[] = [];
  const lines: string[] = [];
  const say = (facts: Record<string, unknown>, message: string) => lines.push(`${message} ${JSON.stringify(facts)}`);
  const log: Log = { info: say, warn: say, error: say };
  const records = drizzle(pool);
  const announcements = createAnnouncements({
    ...{ records, log, now: () => new Date(time), url: () => 'https://dandelion.example' },
    receivers: [
      {
        async take(tx, told) {
          const { name } = (told.data as { member: { name: string } }).member;
          // As a statement that fails would: with the values in its message.
          if (name === refuses()) await tx.execute(sql`SELECT ${name}::text::integer`);
          heard.push(told);
        },
        wake() {},
      },
    ],
  });
  const say1 = (name: string) => records.transaction((tx) => announce(tx, member(name), new Date(time)));
  const pass = (seconds: number) => {
    time += seconds * 1000;
  };
  return { announcements, heard, lines, announce: say1, pass };
}

test('what cannot be passed on holds up no other, and is tried again', async () => {
  let broken: string | null = 'Broken Person';
  const { announcements, heard, lines, announce: say, pass } = listen(() => broken);
  for (const name of ['First', 'Broken Person', 'Last']) await say(name);
  await announcements.tell();
  const names = () => heard.map(({ data }) => (data as { member: { name: string } }).member.name);
  expect(names()).toEqual(['First', 'Last']);
  // The log says so, and not about whom.
  expect(lines).toEqual([expect.stringMatching(/could not be passed on/)]);
  expect(lines.join()).not.toContain('Broken Person');
  broken = null;
  await announcements.tell();
  expect(names()).toEqual(['First', 'Last']);
  pass(2);
  await announcements.tell();
  await announcements.tell();
  expect(names()).toEqual(['First', 'Last', 'Broken Person']);
});

test('leads to a page of the interface', async () => {
  const { announcements, heard, announce: say } = listen();
  await say('Somebody');
  await announcements.tell();
  expect(heard[0]!.url).toBe('https://dandelion.example/settings/members');
});
