import { createHash } from 'node:crypto';
import type { AuditEntry } from '@dandelion-loop/contract';
import { type SQL, sql } from 'drizzle-orm';
import type { Records, Transaction } from '../../kernel/records.ts';
import { canonicalJson } from './canonical-json.ts';
import { auditLog } from './records.ts';

/** The entries as a chain: how they are read in their order, and what the hash of one is. */

/** Of the entry before the first. */
export const noHash = '0'.repeat(64);

/** Entries can hold two notes of 20,000 characters each. */
const batch = 500;

/** The text that is hashed; migrations/0003-audit.sql writes the same. */
export function hashOf({ seq, at, previous, action, actor, subject, before, after }: Omit<AuditEntry, 'hash'>): string {
  const text = canonicalJson({ at, entry: { action, actor, after, before, subject }, previous, seq });
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

interface Row {
  seq: string;
  at: string;
  actor: AuditEntry['actor'];
  action: string;
  subject_kind: string;
  subject_id: string | null;
  subject_name: string;
  before: AuditEntry['before'];
  after: AuditEntry['after'];
  previous: string;
  hash: string;
}

const entryOf = (row: Row): AuditEntry => ({
  seq: Number(row.seq),
  // To the millisecond, unless somebody has changed it.
  at: `${row.at.replace(/000$/, '')}Z`,
  actor: row.actor,
  action: row.action,
  subject: { kind: row.subject_kind, id: row.subject_id, name: row.subject_name },
  before: row.before,
  after: row.after,
  previous: row.previous,
  hash: row.hash,
});

/** `among` is what stands after FROM, under the name of the table. */
export async function readEntries(
  records: Records | Transaction,
  { among = sql`${auditLog}`, where, order, limit }: { among?: SQL; where: SQL; order: 'ASC' | 'DESC'; limit: number },
): Promise<AuditEntry[]> {
  const { rows } = await records.execute<Row & Record<string, unknown>>(sql`
    SELECT seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') AS at, actor, action,
      subject_kind, subject_id, subject_name, before, after, encode(prev_hash, 'hex') AS previous, encode(hash, 'hex') AS hash
    FROM ${among} WHERE ${where} ORDER BY seq ${sql.raw(order)} LIMIT ${limit}`);
  return rows.map(entryOf);
}

/** The newest entry that is committed. */
export async function readHead(records: Records): Promise<{ seq: number; hash: string; at: string } | null> {
  const [entry] = await readEntries(records, { where: sql`true`, order: 'DESC', limit: 1 });
  return entry === undefined ? null : { seq: entry.seq, hash: entry.hash, at: entry.at };
}

/** Those that fit, oldest first, with little memory; what is added meanwhile is left out. */
export async function* walkEntries(records: Records, where: SQL = sql`true`): AsyncGenerator<AuditEntry[]> {
  const head = await readHead(records);
  for (let after = Number.MIN_SAFE_INTEGER; head !== null; ) {
    const next = sql`${where} AND ${auditLog.seq} > ${after} AND ${auditLog.seq} <= ${head.seq}`;
    const entries = await readEntries(records, { where: next, order: 'ASC', limit: batch });
    if (entries.length > 0) yield entries;
    if (entries.length < batch) return;
    after = entries.at(-1)!.seq;
  }
}
