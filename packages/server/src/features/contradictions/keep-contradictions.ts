import { eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Records } from '../../kernel/records.ts';
import { announce } from '../announcements/index.ts';
import { record } from '../audit/index.ts';
import type { Range } from './ranges.ts';
import { type ContradictionRow, contradictions } from './records.ts';
import type { Said } from './say-notices.ts';

/** What was found is kept by its id, so that it is told once and stays dismissed until its numbers change. */

/** By more than this share of what it was, a difference is another one. */
const muchOfIt = 0.5;
/** Of one announcement. */
const mostNamed = 20;

/** Whether a difference is not the one that was dismissed any more: outside its interval, or changed by more than half. */
const isAnother = (now: Range, then: Range): boolean =>
  now.value < then.low || now.value > then.high || Math.abs(now.value - then.value) > muchOfIt * Math.abs(then.value);

interface Parts {
  records: Records;
  now: () => Date;
}

/**
 * Brings what is kept up to date with what was found, and announces what is found for the first time.
 *
 * @param found without what only some may see
 */
export async function keepFound({ records, now }: Parts, found: readonly Said[]): Promise<void> {
  await records.transaction(async (tx) => {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(4600041)`);
    const rows = await tx.select().from(contradictions);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const at = now();
    const there = new Set(found.map(({ id }) => id));
    const gone = rows.filter(({ id, goneAt }) => goneAt === null && !there.has(id)).map(({ id }) => id);
    if (gone.length > 0) await tx.update(contradictions).set({ goneAt: at }).where(inArray(contradictions.id, gone));
    const fresh = found.filter(({ id }) => !byId.has(id));
    for (const { id, kind } of fresh) await tx.insert(contradictions).values({ id, kind, raisedAt: at });
    for (const { id, size } of found) {
      const row = byId.get(id);
      if (row === undefined) continue;
      const back = row.dismissedSize !== null && isAnother(size.effect, row.dismissedSize);
      if (row.goneAt === null && !back) continue;
      const set = { goneAt: null, ...(back && { ...undismissed, returnedAt: at }) };
      await tx.update(contradictions).set(set).where(eq(contradictions.id, id));
    }
    if (fresh.length === 0) return;
    const named = fresh.slice(0, mostNamed).map(({ id, kind, sentence, learning }) => ({
      ...{ id, kind, sentence, learning: { id: learning.id } },
    }));
    await announce(tx, { type: 'contradiction.found', data: { found: fresh.length, contradictions: named } }, at);
  });
}

/** The reason stays, to be told when it is back. */
const undismissed = { dismissedAt: null, dismissedBy: null, dismissedSize: null };

const subjectOf = ({ id, sentence }: Said) => ({ kind: 'contradiction', id, name: sentence });

/** Fails with `conflict` where somebody has: the reason that was given first stays. */
export async function dismiss({ records, now }: Parts, by: Actor, said: Said, because: string): Promise<void> {
  const reason = storable(because);
  await records.transaction(async (tx) => {
    const at = now();
    const set = { dismissedAt: at, dismissedBy: by, reason, dismissedSize: said.size.effect, returnedAt: null };
    const changed = await tx
      .insert(contradictions)
      .values({ id: said.id, kind: said.kind, raisedAt: at, ...set })
      .onConflictDoUpdate({ target: contradictions.id, set, setWhere: isNull(contradictions.dismissedAt) })
      .returning({ id: contradictions.id });
    if (changed.length === 0) {
      throw new DandelionFailure('conflict', 'Somebody dismissed it already. Read the reason given, or take it back.');
    }
    await record(tx, by, { action: 'contradiction.dismissed', subject: subjectOf(said), after: { reason } });
  });
}

export async function restore({ records }: Parts, by: Actor, said: Said): Promise<void> {
  await records.transaction(async (tx) => {
    const [row] = await tx.select().from(contradictions).where(eq(contradictions.id, said.id)).for('update');
    if (row?.dismissedAt == null) {
      throw new DandelionFailure('conflict', 'This contradiction is not dismissed. Look at the list as it is now.');
    }
    await tx
      .update(contradictions)
      .set({ ...undismissed, reason: null, returnedAt: null })
      .where(eq(contradictions.id, said.id));
    await record(tx, by, {
      action: 'contradiction.restored',
      subject: subjectOf(said),
      before: { reason: row.reason },
    });
  });
}

export async function readKept(records: Records): Promise<Map<string, ContradictionRow>> {
  const rows = await records.select().from(contradictions);
  return new Map(rows.map((row) => [row.id, row]));
}

export async function countOpen(records: Records): Promise<number> {
  const rows = await records
    .select({ id: contradictions.id })
    .from(contradictions)
    .where(sql`${isNull(contradictions.goneAt)} AND ${isNull(contradictions.dismissedAt)}`);
  return rows.length;
}
