import { randomUUID } from 'node:crypto';
import type { BodyOf, Customer, decideLink, LinkDecision } from '@dandelion-loop/contract';
import { asc, desc, eq, isNull } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import type { Engine } from '../../kernel/engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Records } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { decisionStatements, readHeld } from './decide-links.sql.ts';
import { addUp } from './move-steps.ts';
import { type LinkDecisionRow, linkDecisions } from './records.ts';

/** Links that people make and undo by hand. The record store has who decided what; the engine is told after, and again after a crash. */

export interface LinkParts {
  records: Records;
  engine: Engine;
  now: () => Date;
  /**
   * Does work while no window of events is being moved, and none is half moved: what is added up anew from events must not be added
   * once more by a window.
   */
  betweenWindows: <Answer>(work: () => Promise<Answer>) => Promise<Answer>;
  /** Told that ids belong to others now, before anybody reads of them: `actors` selects the ids, with `values` bound. */
  relinked: (actors: string, values: Record<string, unknown>) => Promise<void>;
}

/** Tells the engine of a decision. May be done again. */
async function tell({ records, engine, now, relinked }: LinkParts, row: LinkDecisionRow): Promise<void> {
  const { statements, values, touched } = decisionStatements(row);
  // What says the same as once before must not pass for its repetition.
  const settings = () => ({ insert_deduplication_token: randomUUID() });
  for (const sql of statements) await engine.run({ sql, values, settings: settings() });
  await relinked(touched, values);
  await addUp(engine, touched, values);
  await records.update(linkDecisions).set({ doneAt: now() }).where(eq(linkDecisions.seq, row.seq));
}

/** What was decided and not told: something died in between. In the order in which it was decided. */
async function tellRest(parts: LinkParts): Promise<void> {
  const rows = await parts.records
    .select()
    .from(linkDecisions)
    .where(isNull(linkDecisions.doneAt))
    .orderBy(asc(linkDecisions.seq));
  for (const row of rows) await tell(parts, row);
}

export const settleLinks = (parts: LinkParts): Promise<void> => parts.betweenWindows(() => tellRest(parts));

/** Fails with `conflict` where there is nothing to decide, and with `not-found` for an id that nothing came with. */
async function check({ engine }: LinkParts, { id }: Customer, { anonymous, linked }: BodyOf<typeof decideLink>) {
  const held = await readHeld(engine, anonymous);
  if (!held.seen) {
    throw new DandelionFailure('not-found', 'Nothing came with this anonymous id. Look at how it is written.');
  }
  if (linked && held.customer === id) {
    throw new DandelionFailure('conflict', 'This anonymous id is linked to this customer already.');
  }
  if (linked && held.customer !== null) {
    throw new DandelionFailure(
      'conflict',
      `This anonymous id is linked to another customer (${held.customer}). Undo that link first.`,
    );
  }
  if (!linked && held.customer !== id) {
    throw new DandelionFailure('conflict', 'This anonymous id is not linked to this customer. Nothing was undone.');
  }
  return held;
}

/** Links or undoes, and adds up both anew. */
export async function decide(
  parts: LinkParts,
  by: Actor,
  customer: Customer,
  body: BodyOf<typeof decideLink>,
): Promise<void> {
  const { user } = customer;
  if (user === null) {
    throw new DandelionFailure(
      'conflict',
      'This customer has no user id. Anonymous ids are linked to customers who have one.',
    );
  }
  await parts.betweenWindows(async () => {
    await tellRest(parts);
    const { actor } = await check(parts, customer, body);
    const row = await parts.records.transaction(async (tx) => {
      const { anonymous, linked, reason } = body;
      const [made] = await tx
        .insert(linkDecisions)
        .values({
          ...{ id: randomUUID(), actor, customer: customer.id, anonymous, user, linked },
          ...{ reason: storable(reason), by, at: parts.now() },
        })
        .returning();
      // The log stays when a person is erased: it names the decision, and nobody.
      await record(tx, by, {
        action: linked ? 'identity-link.created' : 'identity-link.undone',
        subject: { kind: 'identity-link', id: made!.id, name: made!.id },
      });
      return made!;
    });
    await tell(parts, row);
  });
}

export async function decisionsOf(records: Records, customer: string): Promise<LinkDecision[]> {
  const rows = await records
    .select()
    .from(linkDecisions)
    .where(eq(linkDecisions.customer, customer))
    .orderBy(desc(linkDecisions.seq))
    .limit(100);
  return rows.map(({ actor, linked, reason, by, at }) => ({ id: actor, linked, reason, by, at: at.toISOString() }));
}
