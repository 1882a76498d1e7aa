import { Readable } from 'node:stream';
import {
  type AnswerOf,
  type BodyOf,
  type ConsentEntry,
  type CustomerConsents,
  consentPurposes,
  type countConsents,
  eventTrusts,
  type setConsent,
} from '@dandelion-loop/contract';
import { sql } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import type { ConsentGate, ConsentPlace } from '../../kernel/consent-gate.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records } from '../../kernel/records.ts';
import type { Download } from '../../kernel/route.ts';
import { trusts } from '../../kernel/trust.ts';
import { record } from '../audit/index.ts';
import { answerOf, type SubjectKind } from './answers.ts';
import type { ConsentMirror } from './mirror.ts';

/** What a customer allowed, read from the ledger and written into it for them. */

/** An id that events come with. */
interface OwnId {
  kind: SubjectKind;
  value: string;
}

export interface ConsentsParts {
  records: Records;
  gate: Pick<ConsentGate, 'state'>;
  mirror: Pick<ConsentMirror, 'catchUp'>;
  /** All ids of the customer whom an id in a path means; of one of whom nothing is known, the id itself. */
  idsOf(id: string): Promise<OwnId[]>;
  now: () => Date;
}

export interface ConsentsService {
  read(id: string): Promise<CustomerConsents>;
  /** Fails with `conflict` for a yes where the customer said no themselves. */
  set(by: Actor, id: string, body: BodyOf<typeof setConsent>): Promise<CustomerConsents>;
  count(): Promise<AnswerOf<typeof countConsents>>;
  exportAll(): Download;
}

const mostShown = 500;
const atOnce = 5000;

interface EntryRow extends Record<string, unknown> {
  seq: string;
  subject: string;
  purpose: ConsentEntry['purpose'];
  allowed: boolean;
  trust: number;
  at: Date | string;
  received: Date | string;
  place: ConsentEntry['place'];
  source: string;
  page: string | null;
  policy: string | null;
  proof: string | null;
}

const entryOf = ({
  seq,
  subject,
  purpose,
  allowed,
  trust,
  at,
  received,
  place,
  source,
  ...text
}: EntryRow): ConsentEntry => ({
  ...{ seq: Number(seq), subject, purpose, allowed, place, source: Number(source) },
  ...{ at: new Date(at).toISOString(), receivedAt: new Date(received).toISOString(), trust: eventTrusts[trust - 1]! },
  ...{ page: text.page, policy: text.policy, proof: text.proof },
});

const columns = sql.raw(
  'seq::text AS seq, subject, purpose, allowed, trust, at, received, place, source::text AS source, page, policy, proof',
);

interface SubjectRow extends Record<string, unknown> {
  id: string;
  answers: string;
}

async function subjectsOf(records: Records, ids: readonly OwnId[]): Promise<SubjectRow[]> {
  const { rows } = await records.execute<SubjectRow>(sql`
    SELECT id, answers::text AS answers FROM subjects
    JOIN unnest(${sql.param(ids.map(({ kind }) => kind))}::text[], ${sql.param(ids.map(({ value }) => value))}::text[])
      AS asked (kind, value) USING (kind, value)`);
  return rows;
}

/** A no to one id of a customer is a no of theirs. */
function holdsOver(subjects: readonly SubjectRow[]): CustomerConsents['purposes'] {
  return consentPurposes.map((purpose) => {
    const answers = subjects.map(({ answers }) => answerOf(Number(answers), purpose).allowed);
    return { purpose, allowed: answers.includes(false) ? false : answers.includes(true) ? true : null };
  });
}

async function read({ records, idsOf }: ConsentsParts, id: string): Promise<CustomerConsents> {
  const subjects = await subjectsOf(records, await idsOf(id));
  const { rows } = await records.execute<EntryRow>(sql`
    SELECT ${columns} FROM consents WHERE subject = ANY(${sql.param(subjects.map((one) => one.id))}::uuid[])
    ORDER BY consents.seq DESC LIMIT ${mostShown}`);
  return { purposes: holdsOver(subjects), entries: rows.map(entryOf) };
}

async function set(
  parts: ConsentsParts,
  by: Actor,
  id: string,
  { purpose, allowed, proof }: BodyOf<typeof setConsent>,
) {
  const { records, gate, mirror, now } = parts;
  const ids = await parts.idsOf(id);
  const before = await subjectsOf(records, ids);
  const own = before.some(({ answers }) => {
    const answer = answerOf(Number(answers), purpose);
    return answer.allowed === false && answer.trust > trusts.secret;
  });
  if (allowed && own) {
    throw new DandelionFailure(
      'conflict',
      'The customer said no themselves. Only they can take that back, on their own page.',
    );
  }
  const place: ConsentPlace = by.kind === 'member' ? 'member' : 'api';
  const said = { trust: trusts.secret, source: 0, choices: new Map([[purpose, allowed]]), at: now().getTime(), place };
  await gate.state(
    ids.map(({ kind, value }) => ({
      ...said,
      ...{ user: kind === 'user' ? value : '', anonymous: kind === 'anonymous' ? value : '' },
      ...{ page: null, policy: null, proof },
    })),
  );
  // Whoever reads next is to be told what was said just now.
  await mirror.catchUp();
  const [subject] = await subjectsOf(records, ids);
  await records.transaction((tx) =>
    record(tx, by, {
      action: 'consent.recorded',
      subject: { kind: 'consent', id: subject!.id, name: subject!.id },
      after: { purpose, allowed },
    }),
  );
  return read(parts, id);
}

async function count({ records }: ConsentsParts): Promise<AnswerOf<typeof countConsents>> {
  const bits = (at: number) => sql.raw(`((answers >> ${at * 5}) & 3)`);
  const sums = consentPurposes.map(
    (_, at) =>
      sql`count(*) FILTER (WHERE ${bits(at)} = 2)::int AS ${sql.raw(`yes${at}`)}, count(*) FILTER (WHERE ${bits(at)} = 1)::int AS ${sql.raw(`no${at}`)}`,
  );
  const { rows } = await records.execute<Record<string, number>>(
    sql`SELECT count(*)::int AS ids, ${sql.join(sums, sql`, `)} FROM subjects WHERE answers <> 0`,
  );
  const counted = rows[0]!;
  return {
    ids: counted.ids!,
    purposes: consentPurposes.map((purpose, at) => ({ purpose, yes: counted[`yes${at}`]!, no: counted[`no${at}`]! })),
  };
}

async function* ledger(records: Records): AsyncGenerator<string> {
  let after = '0';
  for (;;) {
    const { rows } = await records.execute<EntryRow>(
      sql`SELECT ${columns} FROM consents WHERE consents.seq > ${after}::bigint ORDER BY consents.seq LIMIT ${atOnce}`,
    );
    if (rows.length === 0) return;
    yield rows.map((row) => `${JSON.stringify(entryOf(row))}\n`).join('');
    after = rows.at(-1)!.seq;
  }
}

export function createConsents(parts: ConsentsParts): ConsentsService {
  return {
    read: (id) => read(parts, id),
    set: (by, id, body) => set(parts, by, id, body),
    count: () => count(parts),
    exportAll: () => ({
      ...{ fileName: 'consents.jsonl', mediaType: 'application/jsonl' },
      content: Readable.from(ledger(parts.records)),
    }),
  };
}
