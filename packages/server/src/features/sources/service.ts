import { randomUUID } from 'node:crypto';
import {
  type AnswerOf,
  type addSource,
  type addWriteKey,
  type BodyOf,
  type changeSource,
  type getSource,
  type makeIdentitySecret,
  mostSources,
  type SourceListItem,
  type SourceOfEvents,
  type WriteKey,
} from '@dandelion-loop/contract';
import { and, count, isNull, ne, sql } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import type { Engine } from '../../kernel/engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import { groupBy } from '../../kernel/group-by.ts';
import type { Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { readArrivals, readArrivalsOf } from './arrivals.sql.ts';
import { addKey, needsOrigin, revokeKey, rotateKey } from './change-keys.ts';
import { conflict, findSource, holdSource, keysOf, writeSource } from './hold-source.ts';
import { endSecrets, makeSecret, type SecretParts, secretMadeAt } from './identity-secrets.ts';
import type { KeyDoor } from './key-door.ts';
import { readOrigin } from './origins.ts';
import { sources, writeKeys } from './records.ts';
import { auditedFields, canSend, keyView, sourceView, subjectOf } from './views.ts';

export interface SourcesParts extends SecretParts {
  engine: Pick<Engine, 'rows'>;
  /** Told when a key or a source changes. */
  door: Pick<KeyDoor, 'forget'>;
}

export interface SourcesService {
  list(): Promise<SourceListItem[]>;
  /** Fails with `not-found`, as all that take an id. */
  read(id: string): Promise<AnswerOf<typeof getSource>>;
  /** Fails with `wrong-use` when it is not whole, and with `conflict` when another has its name. */
  add(by: Actor, body: BodyOf<typeof addSource>): Promise<SourceOfEvents>;
  /** As `add`, and with `conflict` when it was changed since `version`. */
  change(by: Actor, id: string, body: BodyOf<typeof changeSource>): Promise<SourceOfEvents>;
  /** Fails with `conflict` when it has ended. */
  end(by: Actor, id: string): Promise<SourceOfEvents>;
  /** Fails with `conflict` when it has not ended, or another has its name by now. */
  reopen(by: Actor, id: string): Promise<SourceOfEvents>;
  addKey(by: Actor, id: string, kind: WriteKey['kind']): Promise<AnswerOf<typeof addWriteKey>>;
  rotateKey(by: Actor, key: { id: string; keyId: string; overlapHours: number }): Promise<AnswerOf<typeof addWriteKey>>;
  revokeKey(by: Actor, id: string, keyId: string): Promise<void>;
  /** Fails with `conflict` when the source has ended. */
  makeSecret(by: Actor, id: string, overlapHours: number): Promise<AnswerOf<typeof makeIdentitySecret>>;
  /** Fails with `conflict` when there is none. */
  endSecrets(by: Actor, id: string): Promise<void>;
}

/** Arbitrary, but never to be changed. */
const namesLock = 4_600_018;

const wrong = (message: string) => new DandelionFailure('wrong-use', message);

/** Null while the engine does not answer: what a source is and which keys it has can be told without it. */
async function whileItAnswers<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof DandelionFailure && error.code === 'engine-failed') return null;
    throw error;
  }
}

/** That no other has this name, nor one too many is there; until the transaction ends. */
async function claimName(tx: Transaction, name: string, own: string | null): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(${namesLock})`);
  const lasting = and(isNull(sources.endedAt), own === null ? undefined : ne(sources.id, own));
  const [same] = await tx
    .select({ id: sources.id })
    .from(sources)
    .where(and(lasting, sql`lower(${sources.name}) = lower(${name})`));
  if (same) throw conflict(`There is a source with the name ${name} already. Give this one another name.`);
  const [there] = await tx.select({ n: count() }).from(sources).where(lasting);
  if (there!.n >= mostSources) throw conflict(`There are ${mostSources} sources already. End one first.`);
}

type Given = Pick<SourceOfEvents, 'name' | 'consent' | 'legalBasis' | 'withheld' | 'origins' | 'preferences'>;

/** What is kept of what was given. Fails with `wrong-use`. */
function readGiven({ name, consent, legalBasis, withheld, origins, preferences }: Given): Given {
  if (consent === 'opt-out' && legalBasis === '') {
    throw wrong(
      'Collecting before somebody says yes needs a legal basis: state which one, or ask first. A lawyer can tell you; Dandelion cannot.',
    );
  }
  return {
    ...{ name: storable(name), consent, legalBasis: storable(legalBasis), withheld },
    origins: [...new Set(origins.map(readOrigin))],
    preferences: Object.fromEntries(
      Object.entries(preferences).map(([category, purposes]) => [storable(category), [...new Set(purposes)]]),
    ),
  };
}

async function make({ records, now }: SourcesParts, by: Actor, body: BodyOf<typeof addSource>) {
  const given = readGiven(body);
  return records.transaction(async (tx) => {
    await claimName(tx, given.name, null);
    const row = { id: randomUUID(), ...given, createdBy: by, createdAt: now() };
    const [made] = await tx.insert(sources).values(row).returning();
    await record(tx, by, { action: 'source.created', subject: subjectOf(made!), after: auditedFields(made!) });
    return made!;
  });
}

async function edit(
  { records, now }: SourcesParts,
  by: Actor,
  id: string,
  { version, ...wanted }: BodyOf<typeof changeSource>,
) {
  return records.transaction(async (tx) => {
    const before = await holdSource(tx, id);
    if (before.version !== version)
      throw conflict('Somebody else changed this source meanwhile. Look at it again before you change it.');
    const asked = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
    const given = readGiven({ ...before, ...asked });
    if (before.endedAt === null) await claimName(tx, given.name, id);
    if (given.origins.length === 0) {
      const keys = await keysOf(tx, id);
      if (keys.some((key) => key.kind === 'public' && canSend(key, now()))) throw needsOrigin();
    }
    const after = await writeSource(tx, before, { ...given, version: version + 1 });
    const sides = { before: auditedFields(before), after: auditedFields(after) };
    await record(tx, by, { action: 'source.changed', subject: subjectOf(after), ...sides });
    return after;
  });
}

async function setEnd({ records, now }: SourcesParts, by: Actor, id: string, ends: boolean) {
  return records.transaction(async (tx) => {
    const before = await holdSource(tx, id);
    if (ends === (before.endedAt !== null))
      throw conflict(ends ? 'This source has ended already.' : 'This source has not ended.');
    if (!ends) await claimName(tx, before.name, id);
    const endedAt = ends ? now() : null;
    const after = await writeSource(tx, before, { endedAt, version: before.version + 1 });
    await record(tx, by, { action: ends ? 'source.ended' : 'source.reopened', subject: subjectOf(after) });
    return after;
  });
}

async function list({ records, engine, now }: SourcesParts): Promise<SourceListItem[]> {
  const rows = await records.select().from(sources).orderBy(sql`${sources.endedAt} IS NOT NULL`, sources.number);
  const keys = groupBy(await records.select().from(writeKeys), ({ sourceId }) => sourceId);
  const arrivals = await whileItAnswers(readArrivals(engine, now()));
  return rows.map((row) => {
    const sending = (keys.get(row.id) ?? []).filter((key) => canSend(key, now()));
    const of = (kind: WriteKey['kind']) => sending.filter((key) => key.kind === kind).length;
    const { month: _, ...own } = arrivals?.(row.number) ?? {};
    return {
      ...sourceView(row),
      keys: { public: of('public'), secret: of('secret') },
      arrivals: 'day' in own ? own : null,
    };
  });
}

async function read({ records, engine, now }: SourcesParts, id: string): Promise<AnswerOf<typeof getSource>> {
  const row = await findSource(records, id);
  const keys = await keysOf(records, id);
  return {
    source: sourceView(row),
    keys: keys.map((key) => keyView(key, now())),
    identitySecretAt: await secretMadeAt(records, id),
    arrivals: await whileItAnswers(readArrivalsOf(engine, now(), row.number)),
  };
}

export function createSources(parts: SourcesParts): SourcesService {
  /** Once it is written, whatever the writing answers: what is remembered of keys may be wrong. */
  async function changing<Answer>(change: Promise<Answer>): Promise<Answer> {
    try {
      return await change;
    } finally {
      parts.door.forget();
    }
  }
  return {
    list: () => list(parts),
    read: (id) => read(parts, id),
    add: async (by, body) => sourceView(await make(parts, by, body)),
    change: async (by, id, body) => sourceView(await changing(edit(parts, by, id, body))),
    end: async (by, id) => sourceView(await changing(setEnd(parts, by, id, true))),
    reopen: async (by, id) => sourceView(await changing(setEnd(parts, by, id, false))),
    addKey: (by, id, kind) => changing(addKey(parts, by, id, kind)),
    rotateKey: (by, key) => changing(rotateKey(parts, by, key)),
    revokeKey: (by, id, keyId) => changing(revokeKey(parts, by, id, keyId)),
    makeSecret: (by, id, overlapHours) => changing(makeSecret(parts, by, id, overlapHours)),
    endSecrets: (by, id) => changing(endSecrets(parts, by, id)),
  };
}
