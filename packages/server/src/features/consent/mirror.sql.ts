import { consentPurposes } from '@dandelion-loop/contract';
import type { Engine } from '../../kernel/engine.ts';
import { trusts } from '../../kernel/trust.ts';

/**
 * The statements that keep the engine's copy of what customers allowed. They read answers and links and no row of what customers did. What a
 * person allowed is put together from all ids of the person: a no of any is a no, else a yes of any is a yes.
 */

type MirrorEngine = Pick<Engine, 'rows' | 'run'>;

export interface MirrorPlace {
  seq: string;
  /** Empty: the ledger was empty. */
  subject: string;
  version: number;
}

export async function readMirrorPlace(engine: MirrorEngine): Promise<MirrorPlace | null> {
  const [place] = await engine.rows<MirrorPlace>({
    sql: 'SELECT toString(seq) AS seq, subject, version FROM consent_mirror ORDER BY version DESC LIMIT 1',
  });
  return place ?? null;
}

export async function keepMirrorPlace(engine: MirrorEngine, { seq, subject, version }: MirrorPlace): Promise<void> {
  await engine.run({
    sql: 'INSERT INTO consent_mirror SELECT {seq:UInt64}, {subject:String}, {version:UInt64}',
    values: { seq, subject, version },
  });
}

/** What comes in PostgreSQL's COPY: the id with `u` or `a` before it, and its answers. The engine hashes it as it does for events. */
export const takeAnswers = `INSERT INTO consent_said
  SELECT sipHash64(id), answers, {version:UInt64} FROM input('id String, answers UInt64') FORMAT TabSeparated`;

const places = consentPurposes.map((_, at) => at).join(', ');
const firstContact = consentPurposes.findIndex((purpose) => purpose.startsWith('contact:'));

/** Members of all persons to whom an actor of `touched` belongs. `sure`: nobody merely claims that they are the same. */
const membersOf = (touched: string) => `
  linked AS (SELECT actor, customer, trust FROM links FINAL WHERE ended = 0),
  persons AS (
    SELECT DISTINCT if(l.customer = 0, t.actor, l.customer) AS customer
    FROM (${touched}) AS t LEFT JOIN (SELECT * FROM linked WHERE actor IN (${touched})) AS l ON l.actor = t.actor
  ),
  members AS (
    SELECT customer AS actor, customer, 1 AS sure FROM persons
    UNION ALL
    SELECT actor, customer, trust >= ${trusts.signed} AS sure FROM linked WHERE customer IN (SELECT customer FROM persons)
  )`;

export interface PutTogether {
  /** Selects actors: all persons are looked at to whom one belongs. */
  touched: string;
  /** Bound to it. */
  values?: Record<string, unknown>;
  version: number;
  /** Writes also what is as it was. */
  all: boolean;
}

/** Puts together again what persons allowed. A yes to be written to is not passed on to a user over a link that is only claimed. */
export async function putTogether(
  engine: MirrorEngine,
  { touched, values = {}, version, all }: PutTogether,
): Promise<void> {
  await engine.run({
    sql: `INSERT INTO consent_now
      WITH ${membersOf(touched)},
      decided AS (
        SELECT customer, toUInt32(sum(bitShiftLeft(toUInt32(if(refused, 1, 2)), 2 * place))) AS answers
        FROM (
          SELECT m.customer AS customer, place,
                 max(bitAnd(bitShiftRight(s.answers, 5 * place), 3) = 1) AS refused,
                 max(bitAnd(bitShiftRight(s.answers, 5 * place), 3) = 2 AND (m.sure OR place < ${firstContact})) AS allowed
          FROM members AS m
          JOIN (SELECT actor, answers FROM consent_said FINAL WHERE actor IN (SELECT actor FROM members)) AS s ON s.actor = m.actor
          ARRAY JOIN [${places}] AS place
          GROUP BY customer, place
          HAVING refused OR allowed
        )
        GROUP BY customer
      )
      SELECT m.actor, d.answers, {version:UInt64} FROM members AS m LEFT JOIN decided AS d ON d.customer = m.customer
      ${all ? '' : `WHERE d.answers != joinGet('consent_of', 'answers', m.actor)`}`,
    values: { ...values, version },
  });
  await engine.run({
    sql: 'INSERT INTO consent_of SELECT person, answers FROM consent_now WHERE version = {version:UInt64}',
    values: { version },
  });
}

/** Forgets what an older ledger said. */
export async function forgetBefore(engine: MirrorEngine, version: number): Promise<void> {
  for (const sql of [
    'DELETE FROM consent_said WHERE version < {version:UInt64}',
    'DELETE FROM consent_now WHERE version < {version:UInt64}',
  ]) {
    await engine.run({ sql, values: { version } });
  }
}

/** Fills the table that is looked up anew, from the one that lasts, and puts it in the place of the old one in one step. */
export async function fillLookUp(engine: MirrorEngine): Promise<void> {
  for (const sql of [
    'DROP TABLE IF EXISTS consent_of_new',
    'CREATE TABLE consent_of_new AS consent_of',
    'INSERT INTO consent_of_new SELECT person, answers FROM consent_now FINAL WHERE answers != 0 AND person != 0',
    'INSERT INTO consent_of_new SELECT 0, 1',
    'EXCHANGE TABLES consent_of_new AND consent_of',
    'DROP TABLE consent_of_new',
  ]) {
    await engine.run({ sql });
  }
}
