import type { Pool, PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Engine } from '../../kernel/engine.ts';
import { errorFacts } from '../../kernel/error-facts.ts';
import type { Log } from '../../kernel/log.ts';
import { type Repeated, repeat } from '../../kernel/repeat.ts';
import { lastPlace } from './follow-ledger.ts';
import {
  fillLookUp,
  forgetBefore,
  keepMirrorPlace,
  type MirrorPlace,
  putTogether,
  readMirrorPlace,
  takeAnswers,
} from './mirror.sql.ts';

/**
 * The engine's copy of what customers allowed, which questions to it obey. It follows the ledger by number and remembers in the engine how
 * far it came, after what it wrote: a process that dies in between does the last part again, to the same end.
 */

export interface ConsentMirrorParts {
  pool: Pool;
  engine: Engine;
  log: Log;
}

export interface ConsentMirror {
  /** Brings the copy up to the ledger and follows it from then on. Rejects when a store does not answer. */
  start(): Promise<void>;
  /** Resolves when the engine has all that was in the ledger when it was asked. */
  catchUp(): Promise<void>;
  /** Puts together again what the persons allowed to whom actors belong: `actors` selects them, with `values` bound. */
  relink(actors: string, values?: Record<string, unknown>): Promise<void>;
  stop(): Promise<void>;
}

/** Held by who writes the copy. Arbitrary, but never to be changed. */
const mirrorLock = 4_600_052;
const everyMilliseconds = 1000;
/** Each addition to the table that is looked up is a file of its own. */
const mostAdditions = 500;

async function locked<Answer>(pool: Pool, work: (client: PoolClient) => Promise<Answer>): Promise<Answer> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => {
    broken = error;
  };
  client.on('error', onError);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [mirrorLock]);
    const answer = await work(client);
    await client.query('SELECT pg_advisory_unlock($1)', [mirrorLock]);
    return answer;
  } catch (error) {
    // It is in the middle of something: closed, and the lock goes with it.
    broken = error as Error;
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

/** Greater than all before, also than that of a process that died while it wrote. */
const nextVersion = (last: MirrorPlace | null) => Math.max((last?.version ?? 0) + 1, Date.now() * 1000);

/** Whether the copy is one of this ledger, at some earlier time. */
async function fits(client: PoolClient, { seq, subject }: MirrorPlace): Promise<boolean> {
  if (subject === '') return true;
  const { rows } = await client.query('SELECT FROM consents WHERE seq = $1 AND subject = $2', [seq, subject]);
  return rows.length > 0;
}

async function copyAnswers(client: PoolClient, engine: Engine, after: string, version: number): Promise<void> {
  const rows = client.query(
    copyTo(`COPY (SELECT left(kind, 1) || value, answers FROM subjects WHERE seq > ${BigInt(after)}) TO STDOUT`),
  );
  // Who reads it is told; when nobody does any more, nobody needs to be.
  rows.on('error', () => {});
  await engine.load({ sql: takeAnswers, values: { version } }, rows);
}

/** Answers whether anything was new. */
async function takeOver(client: PoolClient, engine: Engine): Promise<boolean> {
  const known = await readMirrorPlace(engine);
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const after = known !== null && (await fits(client, known)) ? known : null;
  const last = await lastPlace(client);
  const place = { seq: last?.seq ?? '0', subject: last?.subject ?? '', version: nextVersion(known) };
  const news = after === null || after.seq !== place.seq;
  if (news) {
    await copyAnswers(client, engine, after?.seq ?? '0', place.version);
    const touched = 'SELECT actor FROM consent_said WHERE version = {version:UInt64}';
    await putTogether(engine, { touched, version: place.version, all: after === null });
    if (after === null) {
      await forgetBefore(engine, place.version);
      await fillLookUp(engine);
    }
    await keepMirrorPlace(engine, place);
  }
  await client.query('COMMIT');
  return news;
}

export function createConsentMirror({ pool, engine, log }: ConsentMirrorParts): ConsentMirror {
  let following: Repeated | undefined;
  let additions = 0;

  async function added(): Promise<void> {
    additions++;
    if (additions < mostAdditions) return;
    await fillLookUp(engine);
    additions = 0;
  }

  const catchUp = () =>
    locked(pool, async (client) => {
      if (await takeOver(client, engine)) await added();
    });

  return {
    catchUp,
    relink: (actors, values) =>
      locked(pool, async () => {
        const known = await readMirrorPlace(engine);
        // Nothing was taken over yet: whoever does puts all together.
        if (known === null) return;
        const version = nextVersion(known);
        await putTogether(engine, { touched: actors, version, all: false, ...(values && { values }) });
        await keepMirrorPlace(engine, { ...known, version });
        await added();
      }),
    async start() {
      await catchUp();
      // What an engine that died has of it is not known.
      await locked(pool, () => fillLookUp(engine));
      following = repeat({
        everyMilliseconds,
        look: async () => {
          await catchUp();
          return false;
        },
        failed: (error) =>
          log.warn(
            { error: errorFacts(error) },
            'What customers allowed did not reach the analytics engine; trying again',
          ),
      });
    },
    stop: async () => following?.stop(),
  };
}
