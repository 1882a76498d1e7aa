import { randomUUID } from 'node:crypto';
import { type AnswerOf, type addWriteKey, mostKeys, type WriteKey } from '@dandelion-loop/contract';
import { eq } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { hashOf } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { conflict, holdSource, keysOf, writeSource } from './hold-source.ts';
import { type SourceRow, type WriteKeyRow, writeKeys } from './records.ts';
import { beginningOf, newWriteToken } from './tokens.ts';
import { canSend, keyView, stateOf, subjectOf } from './views.ts';

/** Write keys: made, rotated and revoked. The token is in the answer once, and nowhere else. */

export interface KeyParts {
  records: Records;
  now: () => Date;
}

type Made = AnswerOf<typeof addWriteKey>;

const hour = 60 * 60 * 1000;

/** A key that sends from pages of no origin would be refused with every event. */
export function needsOrigin(): DandelionFailure {
  return new DandelionFailure(
    'wrong-use',
    'A public key needs an allowed origin: name the pages that may send with it, such as https://shop.example.org. * allows every page, so that anybody who copies the key from yours can fill this source from theirs.',
  );
}

async function insertKey(tx: Transaction, by: Actor, row: { sourceId: string; kind: WriteKey['kind']; at: Date }) {
  const token = newWriteToken(row.kind);
  const [key] = await tx
    .insert(writeKeys)
    .values({
      ...{ id: randomUUID(), sourceId: row.sourceId, kind: row.kind, createdBy: by, createdAt: row.at },
      ...{ tokenHash: hashOf(token), beginning: beginningOf(token) },
    })
    .returning();
  return { key: key!, token };
}

async function checkRoom(tx: Transaction, source: SourceRow, at: Date): Promise<void> {
  if (source.endedAt !== null) throw conflict('This source has ended: nothing is taken from it. Reopen it first.');
  const sending = (await keysOf(tx, source.id)).filter((key) => canSend(key, at));
  if (sending.length >= mostKeys) throw conflict(`This source has ${mostKeys} keys already. Revoke one first.`);
}

async function findKey(tx: Transaction, source: SourceRow, keyId: string): Promise<WriteKeyRow> {
  const found = (await keysOf(tx, source.id)).find(({ id }) => id === keyId);
  if (!found) throw new DandelionFailure('not-found', 'This source has no such key. Look at the list of its keys.');
  return found;
}

export function addKey({ records, now }: KeyParts, by: Actor, id: string, kind: WriteKey['kind']): Promise<Made> {
  return records.transaction(async (tx) => {
    const source = await holdSource(tx, id);
    await checkRoom(tx, source, now());
    if (kind === 'public' && source.origins.length === 0) throw needsOrigin();
    const { key, token } = await insertKey(tx, by, { sourceId: id, kind, at: now() });
    await writeSource(tx, source);
    const after = { kind, key: key.beginning };
    await record(tx, by, { action: 'source.key-made', subject: subjectOf(source), after });
    return { key: keyView(key, now()), token };
  });
}

export function rotateKey(
  { records, now }: KeyParts,
  by: Actor,
  { id, keyId, overlapHours }: { id: string; keyId: string; overlapHours: number },
): Promise<Made> {
  return records.transaction(async (tx) => {
    const source = await holdSource(tx, id);
    const old = await findKey(tx, source, keyId);
    if (stateOf(old, now()) !== 'active')
      throw conflict('This key is not active: it was rotated or revoked already. Make a new one instead.');
    await checkRoom(tx, source, now());
    const { key, token } = await insertKey(tx, by, { sourceId: id, kind: old.kind, at: now() });
    const endsAt = new Date(now().getTime() + overlapHours * hour);
    await tx.update(writeKeys).set({ endsAt }).where(eq(writeKeys.id, keyId));
    await writeSource(tx, source);
    await record(tx, by, {
      action: 'source.key-rotated',
      subject: subjectOf(source),
      before: { kind: null, key: old.beginning, oldKeyEndsAt: null },
      after: { kind: key.kind, key: key.beginning, oldKeyEndsAt: endsAt.toISOString() },
    });
    return { key: keyView(key, now()), token };
  });
}

export function revokeKey({ records, now }: KeyParts, by: Actor, id: string, keyId: string): Promise<void> {
  return records.transaction(async (tx) => {
    const source = await holdSource(tx, id);
    const key = await findKey(tx, source, keyId);
    if (key.revokedAt !== null) throw conflict('This key was revoked already.');
    await tx.update(writeKeys).set({ revokedAt: now() }).where(eq(writeKeys.id, keyId));
    await writeSource(tx, source);
    const before = { kind: key.kind, key: key.beginning };
    await record(tx, by, { action: 'source.key-revoked', subject: subjectOf(source), before });
  });
}
