import type { Pool, PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { SubjectKind } from './answers.ts';

/** Reads what the ledger comes to: whole, and what has changed since. */

/** How far the ledger was read: an entry, and whose it is. Where another ledger took its place, that entry is no more, or another's. */
export interface LedgerPlace {
  seq: string;
  subject: string;
}

export interface KnownId {
  kind: SubjectKind;
  value: string;
  answers: number;
}

/** Null: the ledger is empty. */
export async function lastPlace(client: Pick<PoolClient, 'query'>): Promise<LedgerPlace | null> {
  const { rows } = await client.query<LedgerPlace>(
    'SELECT seq::text AS seq, subject FROM consents ORDER BY consents.seq DESC LIMIT 1',
  );
  return rows[0] ?? null;
}

/** Signs of PostgreSQL's COPY in its text form, which occur in few ids. */
const escapes: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };
const unescaped = (text: string) =>
  text.includes('\\') ? text.replace(/\\(.)/gs, (_, sign: string) => escapes[sign] ?? sign) : text;

function eachLine(lines: string, seen: (id: KnownId) => void): void {
  for (let from = 0; from < lines.length; ) {
    const end = lines.indexOf('\n', from);
    const tab = lines.indexOf('\t', from);
    seen({
      kind: lines.charCodeAt(from) === 117 ? 'user' : 'anonymous',
      answers: Number(lines.slice(from + 1, tab)),
      value: unescaped(lines.slice(tab + 1, end)),
    });
    from = end + 1;
  }
}

/** Gives all ids of which something is known, and answers how far that is. Two million take some seconds. */
export async function readAll(pool: Pool, seen: (id: KnownId) => void): Promise<LedgerPlace | null> {
  const client = await pool.connect();
  let failure: Error | undefined;
  const onError = (error: Error) => {
    failure = error;
  };
  client.on('error', onError);
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const place = await lastPlace(client);
    const stream = client.query(
      copyTo(`COPY (SELECT left(kind, 1) || answers, value FROM subjects WHERE seq > 0) TO STDOUT`),
    );
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      // A sign of UTF-8 may be cut in two, a line feed cannot.
      const end = chunk.lastIndexOf(10) + 1;
      if (end > 0) eachLine(Buffer.concat([rest, chunk.subarray(0, end)]).toString('utf8'), seen);
      rest = end > 0 ? Buffer.from(chunk.subarray(end)) : Buffer.concat([rest, chunk]);
    }
    await client.query('COMMIT');
    return place;
  } catch (error) {
    failure = error as Error;
    throw error;
  } finally {
    client.off('error', onError);
    client.release(failure);
  }
}

const mostAtOnce = 10_000;

export interface Changes {
  ids: KnownId[];
  place: LedgerPlace | null;
  /** There are more. */
  more: boolean;
}

/** What changed after a place. Null: the ledger is not the one that was read, and all has to be read anew. */
export async function readChanges(pool: Pool, after: LedgerPlace | null): Promise<Changes | null> {
  const { rows } = await pool.query<{
    anchor: string | null;
    last: LedgerPlace | null;
    changed: [seq: string, subject: string, kind: SubjectKind, value: string, answers: string][] | null;
  }>(
    `SELECT (SELECT subject FROM consents WHERE seq = $1::bigint) AS anchor,
            (SELECT json_build_object('seq', seq::text, 'subject', subject) FROM (SELECT seq, subject FROM consents ORDER BY seq DESC LIMIT 1) AS newest) AS last,
            (SELECT json_agg(json_build_array(seq::text, id, kind, value, answers::text) ORDER BY seq)
             FROM (SELECT * FROM subjects WHERE seq > 0 AND seq > $1::bigint ORDER BY seq LIMIT $2) AS fresh) AS changed`,
    [after?.seq ?? '0', mostAtOnce],
  );
  const { anchor, last, changed } = rows[0]!;
  if ((after?.subject ?? null) !== anchor) return null;
  const ids = (changed ?? []).map(([, , kind, value, answers]) => ({ kind, value, answers: Number(answers) }));
  const more = ids.length === mostAtOnce;
  const [seq, subject] = changed?.at(-1) ?? [];
  return { ids, more, place: more ? { seq: seq!, subject: subject! } : last };
}
