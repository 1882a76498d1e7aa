import { pgTable, text } from 'drizzle-orm/pg-core';
import { dayIn } from './day-in.ts';
import type { Records, Transaction } from './records.ts';

/** Of the workspace feature; here only read. */
const workspace = pgTable('workspace', { timeZone: text('time_zone').notNull() });

/** The IANA time zone in which the days of the workspace begin. */
export async function timeZoneOf(db: Records | Transaction): Promise<string> {
  const [settings] = await db.select().from(workspace);
  return settings!.timeZone;
}

/** The day where the workspace is, as `2026-11-24`. */
export const todayOf = async (db: Records | Transaction, now: Date): Promise<string> =>
  dayIn(await timeZoneOf(db), now);
