import { randomUUID } from 'node:crypto';
import { consentPurposes } from '@dandelion-loop/contract';
import { sql } from 'drizzle-orm';
import type { ConsentStatement } from '../../kernel/consent-gate.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { answerOf, type Saying, type SubjectKind, weigh, withAnswer } from './answers.ts';

/** Writes statements into the ledger and what they come to beside the ids. Nobody else writes either of the two. */

/** Held to the end of the transaction, so that entries become visible in the order of their numbers. Arbitrary, but never to be changed. */
const ledgerLock = 4_600_051;
const mostIdBytes = 1024;

/** One answer about one id, on its way into the ledger. */
interface Entry extends Saying {
  subject: Subject;
  statement: ConsentStatement;
  at: number;
}

interface Subject {
  id: string;
  kind: SubjectKind;
  value: string;
  answers: number;
  said: number[];
  /** Its last entry that changed something, in the list of entries. */
  changedBy: Entry | null;
}

const keyOf = (kind: SubjectKind, value: string) => `${kind === 'user' ? 'u' : 'a'}${value}`;

function checkId(value: string): void {
  if (storable(value) === value && Buffer.byteLength(value) <= mostIdBytes) return;
  throw new DandelionFailure(
    'unknown-value',
    `This id cannot be kept: it is longer than ${mostIdBytes.toLocaleString('en')} bytes, or has a character zero in it. Use another one.`,
  );
}

const idsOf = ({ user, anonymous }: ConsentStatement) =>
  [
    { kind: 'user', value: user },
    { kind: 'anonymous', value: anonymous },
  ].filter(({ value }) => value !== '') as { kind: SubjectKind; value: string }[];

interface SubjectRow extends Record<string, unknown> {
  id: string;
  kind: SubjectKind;
  value: string;
  answers: string;
  said: string[];
}

/** Finds the ids and gives a random one to those that are new. The ledger is held. */
async function readSubjects(tx: Transaction, wanted: readonly { kind: SubjectKind; value: string }[]) {
  const distinct = [...new Map(wanted.map((one) => [keyOf(one.kind, one.value), one])).values()];
  const kinds = sql.param(distinct.map(({ kind }) => kind));
  const values = sql.param(distinct.map(({ value }) => value));
  await tx.execute(sql`
    INSERT INTO subjects (id, kind, value)
    SELECT * FROM unnest(${sql.param(distinct.map(() => randomUUID()))}::uuid[], ${kinds}::text[], ${values}::text[])
    ON CONFLICT (kind, value) DO NOTHING`);
  const { rows } = await tx.execute<SubjectRow>(sql`
    SELECT id, kind, value, answers::text AS answers, said::text[] AS said
    FROM subjects JOIN unnest(${kinds}::text[], ${values}::text[]) AS asked (kind, value) USING (kind, value)`);
  return new Map(
    rows.map(({ id, kind, value, answers, said }): [string, Subject] => [
      keyOf(kind, value),
      {
        ...{ id, kind, value, answers: Number(answers), changedBy: null },
        said: consentPurposes.map((_, at) => Number(said[at] ?? 0)),
      },
    ]),
  );
}

/** What is sent with every event would fill the ledger: it is written when it changes an answer or how far it is believed. */
const isRepeated = ({ place }: ConsentStatement) => place === 'preferences' || place === 'gpc';

/** Changes what is known of the id. False: nothing was changed, and nothing needs to be written. */
function apply(entry: Entry): boolean {
  const { subject, purpose } = entry;
  const place = consentPurposes.indexOf(purpose);
  const before = { answer: answerOf(subject.answers, purpose), at: subject.said[place]! };
  const after = weigh(subject.kind, before, entry);
  const answers = withAnswer(subject.answers, purpose, after.answer);
  if (answers === subject.answers && isRepeated(entry.statement)) return false;
  if (answers !== subject.answers || after.at !== before.at) subject.changedBy = entry;
  subject.answers = answers;
  subject.said[place] = after.at;
  return true;
}

function entriesOf(
  statements: readonly ConsentStatement[],
  subjects: ReadonlyMap<string, Subject>,
  received: number,
): Entry[] {
  const entries: Entry[] = [];
  for (const statement of statements) {
    // Nothing was said in the future.
    const at = Math.min(statement.at, received);
    for (const { kind, value } of idsOf(statement)) {
      const subject = subjects.get(keyOf(kind, value))!;
      for (const [purpose, allowed] of statement.choices) {
        const { trust, place } = statement;
        const entry: Entry = { subject, statement, purpose, allowed, trust, place, at };
        if (apply(entry)) entries.push(entry);
      }
    }
  }
  return entries;
}

/** Without what follows the path: addresses carry what people typed. */
function pageOf(page: string | null): string | null {
  return page === null ? null : storable(page.replace(/[?#].*$/s, '').slice(0, 500));
}

const short = (text: string | null) => (text === null ? null : storable(text.slice(0, 500)));

/** Answers with the numbers of the entries, in their order. */
async function insertEntries(tx: Transaction, entries: readonly Entry[], received: Date): Promise<string[]> {
  const column = (of: (entry: Entry) => unknown) => sql.param(entries.map(of));
  const { rows } = await tx.execute<{ seq: string }>(sql`
    INSERT INTO consents (subject, purpose, allowed, trust, at, received, place, source, page, policy, proof)
    SELECT subject, purpose, allowed, trust, to_timestamp(at / 1000.0), ${received.toISOString()}::timestamptz, place, source, page, policy, proof
    FROM unnest(
      ${column(({ subject }) => subject.id)}::uuid[], ${column(({ purpose }) => purpose)}::text[],
      ${column(({ allowed }) => allowed)}::boolean[], ${column(({ trust }) => trust)}::smallint[],
      ${column(({ at }) => at)}::bigint[], ${column(({ place }) => place)}::text[],
      ${column(({ statement }) => statement.source)}::bigint[], ${column(({ statement }) => pageOf(statement.page))}::text[],
      ${column(({ statement }) => short(statement.policy))}::text[], ${column(({ statement }) => short(statement.proof))}::text[]
    ) WITH ORDINALITY AS said (subject, purpose, allowed, trust, at, place, source, page, policy, proof, position)
    ORDER BY position
    RETURNING seq::text AS seq`);
  return rows.map(({ seq }) => seq);
}

async function updateSubjects(tx: Transaction, changed: readonly (Subject & { seq: string })[]): Promise<void> {
  const column = (of: (subject: Subject & { seq: string }) => unknown) => sql.param(changed.map(of));
  await tx.execute(sql`
    UPDATE subjects SET answers = fresh.answers, said = fresh.said::bigint[], seq = fresh.seq
    FROM unnest(
      ${column(({ id }) => id)}::uuid[], ${column(({ answers }) => answers)}::bigint[],
      ${column(({ said }) => `{${said.join(',')}}`)}::text[], ${column(({ seq }) => seq)}::bigint[]
    ) AS fresh (id, answers, said, seq)
    WHERE subjects.id = fresh.id`);
}

/** Writes all of them or none. Fails with `unknown-value` for an id that cannot be kept. */
export async function writeLedger(
  records: Records,
  statements: readonly ConsentStatement[],
  received: Date,
): Promise<void> {
  const ids = statements.flatMap(idsOf);
  for (const { value } of ids) checkId(value);
  if (ids.length === 0) return;
  await records.transaction(async (tx) => {
    // First of all: who waited for an id that another one writes would hold up that one's entries.
    await tx.execute(sql`SELECT pg_advisory_xact_lock(${ledgerLock})`);
    const subjects = await readSubjects(tx, ids);
    const entries = entriesOf(statements, subjects, received.getTime());
    if (entries.length === 0) return;
    const seqs = await insertEntries(tx, entries, received);
    const seqOf = new Map(entries.map((entry, at) => [entry, seqs[at]!]));
    const changed = [...subjects.values()].flatMap((subject) => {
      const seq = subject.changedBy === null ? undefined : seqOf.get(subject.changedBy);
      return seq === undefined ? [] : [{ ...subject, seq }];
    });
    if (changed.length > 0) await updateSubjects(tx, changed);
  });
}
