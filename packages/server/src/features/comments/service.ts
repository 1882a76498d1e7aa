import { randomUUID } from 'node:crypto';
import type { AnswerOf, Comment, listComments } from '@dandelion-loop/contract';
import { count, desc, eq } from 'drizzle-orm';
import type { Actor, Caller } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { type CommentRow, comments, experiments } from './records.ts';

/** Who asks; what they may with a comment depends on whose it is. */
type Asking = Pick<Caller, 'actor' | 'member' | 'permissions'>;

export interface CommentsService {
  /** The newest `limit`, newest last. Fails with `not-found`. */
  list(asking: Asking, experimentId: string, limit: number): Promise<AnswerOf<typeof listComments>>;
  add(asking: Asking, experimentId: string, text: string): Promise<Comment>;
  /** Fails with `not-allowed` when it is somebody else’s, and with `conflict` when it is not as `version` says any more. */
  change(asking: Asking, id: string, change: { version: number; text: string }): Promise<Comment>;
  /** As `change`; an owner deletes any. Of a deleted one no text stays here. */
  remove(asking: Asking, id: string, version: number): Promise<Comment>;
}

const noExperiment = () =>
  new DandelionFailure('not-found', 'There is no such experiment, and no comment on it. Go back to the list.');

const noComment = () =>
  new DandelionFailure('not-found', 'There is no such comment. It went with its experiment. Go back to the list.');

const changedMeanwhile = () =>
  new DandelionFailure(
    'conflict',
    'This comment was changed or deleted meanwhile. Look at it as it is now, then change what you still want.',
  );

const notYours = (what: string) =>
  new DandelionFailure('not-allowed', `Only whoever wrote this comment can ${what} it.`);

const same = (one: Actor, other: Actor): boolean => one.kind === other.kind && one.id === other.id;

/** Whoever can use the machine can be owner whenever they like. */
const isOwner = ({ actor, member }: Asking): boolean => member?.role === 'owner' || actor.kind === 'machine';

function mayOf(row: CommentRow, asking: Asking): Comment['may'] {
  const writes = asking.permissions.has('comments:write') && row.deletedAt === null;
  const own = same(row.createdBy, asking.actor);
  return { change: writes && own, delete: writes && (own || isOwner(asking)) };
}

function viewOf(row: CommentRow, asking: Asking): Comment {
  const { id, experimentId, createdBy, deletedBy, version } = row;
  return {
    ...{ id, experimentId, by: createdBy, deletedBy, version },
    text: row.deletedAt === null ? row.text : null,
    createdAt: row.createdAt.toISOString(),
    changedAt: row.changedAt?.toISOString() ?? null,
    deletedAt: row.deletedAt?.toISOString() ?? null,
    may: mayOf(row, asking),
  };
}

async function subjectOf(tx: Transaction, id: string, experimentId: string) {
  const [found] = await tx
    .select({ title: experiments.title })
    .from(experiments)
    .where(eq(experiments.id, experimentId))
    .for('key share');
  if (!found) throw noExperiment();
  return { kind: 'comment', id, name: found.title };
}

/** Nobody else changes it until the transaction is over. */
async function hold(tx: Transaction, id: string): Promise<CommentRow> {
  const [row] = await tx.select().from(comments).where(eq(comments.id, id)).for('update');
  if (!row) throw noComment();
  return row;
}

async function write(tx: Transaction, id: string, set: Partial<CommentRow>): Promise<CommentRow> {
  const [row] = await tx.update(comments).set(set).where(eq(comments.id, id)).returning();
  return row!;
}

async function list(records: Records, asking: Asking, experimentId: string, limit: number) {
  const of = eq(comments.experimentId, experimentId);
  const [[there], [counted], newest] = await Promise.all([
    records.select({ id: experiments.id }).from(experiments).where(eq(experiments.id, experimentId)),
    records.select({ total: count() }).from(comments).where(of),
    records.select().from(comments).where(of).orderBy(desc(comments.createdAt), desc(comments.id)).limit(limit),
  ]);
  if (!there) throw noExperiment();
  return {
    comments: newest.reverse().map((row) => viewOf(row, asking)),
    earlier: Math.max(0, counted!.total - newest.length),
  };
}

interface Parts {
  records: Records;
  now: () => Date;
}

async function change(
  { records, now }: Parts,
  asking: Asking,
  id: string,
  { version, text }: { version: number; text: string },
): Promise<CommentRow> {
  return records.transaction(async (tx) => {
    const before = await hold(tx, id);
    if (!same(before.createdBy, asking.actor)) throw notYours('change');
    if (before.version !== version || before.deletedAt !== null) throw changedMeanwhile();
    const after = storable(text);
    if (after === before.text) return before;
    const row = await write(tx, id, { text: after, changedAt: now(), version: version + 1 });
    await record(tx, asking.actor, {
      action: 'comment.changed',
      subject: await subjectOf(tx, id, before.experimentId),
      ...{ before: { text: before.text }, after: { text: after } },
    });
    return row;
  });
}

async function remove({ records, now }: Parts, asking: Asking, id: string, version: number): Promise<CommentRow> {
  return records.transaction(async (tx) => {
    const before = await hold(tx, id);
    const { text, createdBy } = before;
    if (!same(createdBy, asking.actor) && !isOwner(asking)) throw notYours('delete');
    if (before.version !== version || before.deletedAt !== null) throw changedMeanwhile();
    const row = await write(tx, id, {
      ...{ text: '', deletedBy: asking.actor, deletedAt: now() },
      version: version + 1,
    });
    await record(tx, asking.actor, {
      action: 'comment.deleted',
      subject: await subjectOf(tx, id, before.experimentId),
      before: { text, by: createdBy.name },
    });
    return row;
  });
}

export function createComments({ records, now }: Parts): CommentsService {
  return {
    list: (asking, experimentId, limit) => list(records, asking, experimentId, limit),
    async add(asking, experimentId, text) {
      const id = randomUUID();
      const row = await records.transaction(async (tx) => {
        const subject = await subjectOf(tx, id, experimentId);
        const [added] = await tx
          .insert(comments)
          .values({ id, experimentId, text: storable(text), createdBy: asking.actor, createdAt: now() })
          .returning();
        await record(tx, asking.actor, { action: 'comment.created', subject, after: { text: added!.text } });
        return added!;
      });
      return viewOf(row, asking);
    },
    change: async (asking, id, wanted) => viewOf(await change({ records, now }, asking, id, wanted), asking),
    remove: async (asking, id, version) => viewOf(await remove({ records, now }, asking, id, version), asking),
  };
}
