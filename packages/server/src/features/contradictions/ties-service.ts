import { randomUUID } from 'node:crypto';
import type { StoredTie, Tie } from '@dandelion-loop/contract';
import { eq } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { beliefs, notedLearnings, ties } from './records.ts';

/** What assumptions and written learnings say of computed ones: people say it, nothing is guessed from the words. */

export type Tied = StoredTie['of'];

const nothing = (kind: Tied['kind']) =>
  new DandelionFailure(
    'not-found',
    kind === 'belief'
      ? 'There is no such assumption. Go back to the list.'
      : 'There is no such learning that somebody wrote down. Go back to the list.',
  );

async function nameOf(tx: Transaction, { kind, id }: Tied): Promise<string> {
  const [row] =
    kind === 'belief'
      ? await tx.select({ name: beliefs.claim }).from(beliefs).where(eq(beliefs.id, id)).for('update')
      : await tx
          .select({ name: notedLearnings.sentence })
          .from(notedLearnings)
          .where(eq(notedLearnings.id, id))
          .for('update');
  if (row === undefined) throw nothing(kind);
  return row.name;
}

const subjectOf = ({ kind, id }: Tied, name: string) => ({
  ...{ kind: kind === 'belief' ? 'belief' : 'noted-learning', id, name },
});
const whereOf = ({ kind, id }: Tied) => eq(kind === 'belief' ? ties.beliefId : ties.noteId, id);

/** Fails with `not-found`. */
export async function setTie(records: Records, by: Actor, of: Tied, asked: Tie): Promise<StoredTie> {
  const tie: Tie = {
    ...{ attribute: storable(asked.attribute), level: storable(asked.level), metric: storable(asked.metric) },
    direction: asked.direction,
  };
  await records.transaction(async (tx) => {
    const name = await nameOf(tx, of);
    const [old] = await tx.delete(ties).where(whereOf(of)).returning();
    const whose = of.kind === 'belief' ? { beliefId: of.id } : { noteId: of.id };
    await tx.insert(ties).values({ id: randomUUID(), ...whose, ...tie });
    const { attribute, level, metric, direction } = old ?? {};
    await record(tx, by, {
      action: 'tie.set',
      subject: subjectOf(of, name),
      ...(old && { before: { attribute: attribute!, level: level!, metric: metric!, direction: direction! } }),
      after: { ...tie },
    });
  });
  return { ...tie, of, byRule: false };
}

/** Fails with `not-found` where nothing is tied. */
export async function deleteTie(records: Records, by: Actor, of: Tied): Promise<void> {
  await records.transaction(async (tx) => {
    const name = await nameOf(tx, of);
    const [old] = await tx.delete(ties).where(whereOf(of)).returning();
    if (old === undefined)
      throw new DandelionFailure('not-found', 'It is not tied to a learning. Look at it as it is now.');
    const { attribute, level, metric, direction } = old;
    await record(tx, by, {
      action: 'tie.deleted',
      subject: subjectOf(of, name),
      before: { attribute, level, metric, direction },
    });
  });
}
