import { and, eq, isNull, sql } from 'drizzle-orm';
import type { ConsentPurpose } from '../../kernel/consent-gate.ts';
import { errorFacts } from '../../kernel/error-facts.ts';
import type { Log } from '../../kernel/log.ts';
import type { Records } from '../../kernel/records.ts';
import { type Repeated, repeat } from '../../kernel/repeat.ts';
import { trusts } from '../../kernel/trust.ts';
import { hashOf } from '../access/index.ts';
import { type IdentitySecret, readSecrets, type SecretParts } from './identity-secrets.ts';
import { sources, type WriteKeyRow, writeKeys } from './records.ts';
import { looksLikeToken } from './tokens.ts';

/**
 * Who may send events: from the token of a write key to the rules of its source, without a question to the record store for a token
 * that was seen before. What is remembered is forgotten at once when something changes on this server, and within seconds when it
 * does on another; while the record store does not answer, nothing remembered is believed for longer than that either.
 */

const lookEvery = 1000;
/** How old the last look at the record store may be for what is remembered to be believed, in milliseconds. */
const believedFor = 4000;
const noteUsesEvery = 60_000;
/** Tokens that are remembered, of each sort: right ones, and ones that are nobody's. */
const mostTokens = 10_000;

/** What a source asks of its events. */
export interface SourceRules {
  id: string;
  /** As the engine knows it. */
  number: number;
  /** Only a yes allows. */
  ask: boolean;
  /** What becomes of events that may not be kept with their ids. */
  withheld: 'drop' | 'anonymous';
  /** See `allowsOrigin`. */
  origins: ReadonlySet<string>;
  /** Which purposes a category of `context.consent.categoryPreferences` is for. */
  preferences: ReadonlyMap<string, readonly ConsentPurpose[]>;
  /** With which the operator's server signs who a user is. */
  identitySecrets: readonly IdentitySecret[];
}

export interface FoundKey {
  source: SourceRules;
  kind: WriteKeyRow['kind'];
  /** Of what comes with it. */
  trust: typeof trusts.claimed | typeof trusts.secret;
}

export interface KeyDoor {
  /**
   * The key of a token that may send now; null for none: unknown, revoked, over, or of a source that has ended. Undefined: it is not
   * known without asking, by `find`.
   */
  findKnown(token: string): FoundKey | null | undefined;
  /** As `findKnown`, and asks the record store where it must. Rejects when that does not answer. */
  find(token: string): Promise<FoundKey | null>;
  /** A key or a source was changed by this server: nothing that was remembered is believed any more. */
  forget(): void;
  /** Looks for what other servers change, and once a minute notes which keys were used. */
  start(): void;
  stop(): Promise<void>;
}

interface Remembered {
  keyId: string;
  /** Of a key that was rotated, in milliseconds since 1970; infinity for none. */
  endsAt: number;
  found: FoundKey;
}

/** Forgets the oldest when it is full. */
function put<Value>(map: Map<string, Value>, token: string, value: Value): void {
  if (map.size >= mostTokens) map.delete(map.keys().next().value!);
  map.set(token, value);
}

export function rulesOf(row: typeof sources.$inferSelect, identitySecrets: readonly IdentitySecret[]): SourceRules {
  const { id, number, consent, withheld, origins, preferences } = row;
  return {
    ...{ id, number, ask: consent === 'ask', withheld, identitySecrets },
    ...{ origins: new Set(origins), preferences: new Map(Object.entries(preferences)) },
  };
}

async function readKey({ records, ...parts }: SecretParts, token: string): Promise<Remembered | null> {
  const [row] = await records
    .select({ key: writeKeys, source: sources })
    .from(writeKeys)
    .innerJoin(sources, eq(sources.id, writeKeys.sourceId))
    .where(and(eq(writeKeys.tokenHash, hashOf(token)), isNull(writeKeys.revokedAt), isNull(sources.endedAt)));
  if (!row) return null;
  return {
    ...{ keyId: row.key.id, endsAt: row.key.endsAt?.getTime() ?? Number.POSITIVE_INFINITY },
    found: {
      source: rulesOf(row.source, await readSecrets({ records, ...parts }, row.source.id)),
      kind: row.key.kind,
      trust: row.key.kind === 'secret' ? trusts.secret : trusts.claimed,
    },
  };
}

/** Differs from every other state that the sources and their keys have ever been in. */
async function readState(records: Records): Promise<string> {
  const state = sql<string>`coalesce(md5(string_agg(${sources.id} || ':' || ${sources.changes}, ',' ORDER BY ${sources.number})), '')`;
  const [row] = await records.select({ state }).from(sources);
  return row!.state;
}

/** Uses by key, each with the newest moment in milliseconds since 1970. */
async function noteUses(records: Records, uses: ReadonlyMap<string, number>): Promise<void> {
  const used = JSON.stringify([...uses].map(([id, at]) => ({ id, at: new Date(at).toISOString() })));
  await records.execute(sql`
    UPDATE write_keys SET last_used_at = greatest(last_used_at, used.at)
    FROM jsonb_to_recordset(${used}::jsonb) AS used (id uuid, at timestamptz)
    WHERE write_keys.id = used.id`);
}

export function createKeyDoor({ log, ...parts }: SecretParts & { log: Log }): KeyDoor {
  const { records, now } = parts;
  const known = new Map<string, Remembered>();
  const unknown = new Map<string, true>();
  const asking = new Map<string, Promise<FoundKey | null>>();
  let uses = new Map<string, number>();
  let usesNotedAt = now().getTime();
  let state: string | null = null;
  /** When the record store was last seen to be as remembered; by a clock that only goes on. */
  let sureAt = Number.NEGATIVE_INFINITY;
  /** Grows when all is forgotten, so that an answer that was under way meanwhile is not remembered. */
  let age = 0;
  let looking: Repeated | null = null;

  function forget(): void {
    age += 1;
    known.clear();
    unknown.clear();
    asking.clear();
  }

  function use({ keyId, endsAt, found }: Remembered): FoundKey | null {
    const at = now().getTime();
    if (endsAt <= at) return null;
    uses.set(keyId, at);
    return found;
  }

  async function ask(token: string): Promise<FoundKey | null> {
    const asked = age;
    const read = await readKey(parts, token);
    if (asked === age) {
      if (read === null) put(unknown, token, true);
      else put(known, token, read);
    }
    return read === null ? null : use(read);
  }

  function findKnown(token: string): FoundKey | null | undefined {
    if (performance.now() - sureAt > believedFor) return looksLikeToken(token) ? undefined : null;
    const remembered = known.get(token);
    if (remembered !== undefined) return use(remembered);
    return unknown.has(token) || !looksLikeToken(token) ? null : undefined;
  }

  async function look(): Promise<boolean> {
    const began = performance.now();
    const seen = await readState(records);
    if (seen !== state) forget();
    state = seen;
    sureAt = began;
    if (uses.size > 0 && now().getTime() - usesNotedAt >= noteUsesEvery) await writeUses();
    return false;
  }

  async function writeUses(): Promise<void> {
    const noted = uses;
    uses = new Map();
    usesNotedAt = now().getTime();
    await noteUses(records, noted);
  }

  return {
    findKnown,
    async find(token) {
      const found = findKnown(token);
      if (found !== undefined) return found;
      const under = asking.get(token);
      if (under !== undefined) return under;
      const answer = ask(token).finally(() => {
        if (asking.get(token) === answer) asking.delete(token);
      });
      asking.set(token, answer);
      return answer;
    },
    forget,
    start() {
      const failed = (error: unknown) =>
        log.warn(
          { error: errorFacts(error) },
          'Whether write keys were changed is not known; each is asked for until it is',
        );
      looking ??= repeat({ everyMilliseconds: lookEvery, look, failed });
    },
    async stop() {
      await looking?.stop();
      if (uses.size === 0) return;
      await writeUses().catch((error: unknown) =>
        log.warn({ error: errorFacts(error) }, 'When write keys were last used was not noted'),
      );
    },
  };
}
