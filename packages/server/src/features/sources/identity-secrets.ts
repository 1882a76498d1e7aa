import { randomBytes, randomUUID } from 'node:crypto';
import type { AnswerOf, makeIdentitySecret } from '@dandelion-loop/contract';
import { and, desc, eq, gt, isNull, or } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import type { Sealer } from '../../kernel/sealed.ts';
import { record } from '../audit/index.ts';
import { conflict, holdSource, writeSource } from './hold-source.ts';
import { identitySecrets } from './records.ts';
import { subjectOf } from './views.ts';

/** Secrets with which the operator's server signs who a user of a browser is. One is used; those before hold a while longer. */

export interface SecretParts {
  records: Records;
  sealer: Sealer;
  now: () => Date;
}

export interface IdentitySecret {
  secret: string;
  /** In milliseconds since 1970; infinity while nothing replaced it. */
  endsAt: number;
}

const hour = 60 * 60 * 1000;

const holding = (sourceId: string, now: Date) =>
  and(eq(identitySecrets.sourceId, sourceId), or(isNull(identitySecrets.endsAt), gt(identitySecrets.endsAt, now)));

/** Those that hold, the newest first. */
export async function readSecrets({ records, sealer, now }: SecretParts, sourceId: string): Promise<IdentitySecret[]> {
  const rows = await records
    .select()
    .from(identitySecrets)
    .where(holding(sourceId, now()))
    .orderBy(desc(identitySecrets.createdAt));
  return rows.map(({ sealed, endsAt }) => ({
    secret: sealer.unseal(sealed),
    endsAt: endsAt?.getTime() ?? Number.POSITIVE_INFINITY,
  }));
}

/** When the one in use was made; null: there is none. */
export async function secretMadeAt(records: Records, sourceId: string): Promise<string | null> {
  const [row] = await records
    .select({ at: identitySecrets.createdAt })
    .from(identitySecrets)
    .where(and(eq(identitySecrets.sourceId, sourceId), isNull(identitySecrets.endsAt)));
  return row?.at.toISOString() ?? null;
}

/** Lets those in use end. False: there was none. */
async function endAll(tx: Transaction, sourceId: string, at: Date, whole: boolean): Promise<boolean> {
  const ended = await tx
    .update(identitySecrets)
    .set({ endsAt: at })
    .where(whole ? holding(sourceId, at) : and(eq(identitySecrets.sourceId, sourceId), isNull(identitySecrets.endsAt)))
    .returning({ id: identitySecrets.id });
  return ended.length > 0;
}

export function makeSecret(
  { records, sealer, now }: SecretParts,
  by: Actor,
  id: string,
  overlapHours: number,
): Promise<AnswerOf<typeof makeIdentitySecret>> {
  return records.transaction(async (tx) => {
    const source = await holdSource(tx, id);
    if (source.endedAt !== null) throw conflict('This source has ended: nothing is taken from it. Reopen it first.');
    const madeAt = now();
    const oldEndsAt = new Date(madeAt.getTime() + overlapHours * hour);
    const replaced = await endAll(tx, id, oldEndsAt, false);
    const secret = randomBytes(32).toString('base64url');
    await tx.insert(identitySecrets).values({
      ...{ id: randomUUID(), sourceId: id, sealed: sealer.seal(secret), createdBy: by, createdAt: madeAt },
    });
    await writeSource(tx, source);
    await record(tx, by, {
      action: 'source.identity-secret-made',
      subject: subjectOf(source),
      after: { oldSecretEndsAt: replaced ? oldEndsAt.toISOString() : null },
    });
    return { secret, madeAt: madeAt.toISOString() };
  });
}

export function endSecrets({ records, now }: SecretParts, by: Actor, id: string): Promise<void> {
  return records.transaction(async (tx) => {
    const source = await holdSource(tx, id);
    if (!(await endAll(tx, id, now(), true))) throw conflict('This source has no identity secret.');
    await writeSource(tx, source);
    await record(tx, by, { action: 'source.identity-secret-ended', subject: subjectOf(source) });
  });
}
