import { randomUUID } from 'node:crypto';
import type { addLearningNote, BodyOf, Confirmation, ConfirmedLearning, NotedLearning } from '@dandelion-loop/contract';
import { and, asc, desc, eq, inArray, ne } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { learningConfirmations, learnings, type NotedRow, notedLearnings } from './records.ts';

/** Learnings that people wrote down, and who confirmed which learnings. */
export interface NotesService {
  list(): Promise<NotedLearning[]>;
  add(by: Actor, wanted: BodyOf<typeof addLearningNote>): Promise<NotedLearning>;
  /** Fails with `not-found`, and with `conflict` when it is not as `version` says any more. */
  change(by: Actor, id: string, wanted: NoteChange): Promise<NotedLearning>;
  remove(by: Actor, id: string, version: number): Promise<void>;
  /** With `yes` false one's own confirmation is withdrawn. */
  confirm(by: Actor, id: string, yes: boolean): Promise<NotedLearning>;
  confirmations(): Promise<ConfirmedLearning[]>;
  /** As `confirm`, of a computed learning. */
  confirmComputed(by: Actor, id: string, yes: boolean): Promise<ConfirmedLearning>;
}

interface NoteChange {
  version: number;
  sentence?: string | undefined;
  restsOn?: string | undefined;
  topic?: string | undefined;
}

const noNote = () =>
  new DandelionFailure('not-found', 'There is no such learning that somebody wrote down. Go back to the list.');
const noLearning = () =>
  new DandelionFailure('not-found', 'There is no such learning now, so it cannot be confirmed. Go back to the list.');
const changedMeanwhile = () =>
  new DandelionFailure(
    'conflict',
    'This learning was changed meanwhile. Look at it as it is now, then change what you still want.',
  );

const memberOf = ({ kind, id }: Actor): string => id ?? kind;

type Given = Confirmation & { subject: string; sentence: string };

async function readConfirmations(db: Records | Transaction, subjects?: readonly string[]): Promise<Given[]> {
  const rows = await db
    .select()
    .from(learningConfirmations)
    .where(subjects && inArray(learningConfirmations.subject, [...subjects]))
    .orderBy(asc(learningConfirmations.confirmedAt), asc(learningConfirmations.member));
  return rows.map(({ subject, confirmedBy, confirmedAt, sentence }) => ({
    ...{ subject, by: confirmedBy, at: confirmedAt.toISOString(), sentence },
  }));
}

function viewOf(row: NotedRow, given: readonly Given[]): NotedLearning {
  const { id, sentence, restsOn, topic, createdBy, createdAt, changedAt, version } = row;
  return {
    ...{ id, sentence, restsOn, topic, createdBy, version },
    ...{ createdAt: createdAt.toISOString(), changedAt: changedAt?.toISOString() ?? null },
    confirmedBy: given.filter(({ subject }) => subject === id).map(({ by, at }) => ({ by, at })),
  };
}

async function hold(tx: Transaction, id: string): Promise<NotedRow> {
  const [row] = await tx.select().from(notedLearnings).where(eq(notedLearnings.id, id)).for('update');
  if (!row) throw noNote();
  return row;
}

const saidOf = ({ sentence, restsOn, topic }: NotedRow) => ({ sentence, restsOn, topic });
const subjectOf = ({ id, sentence }: NotedRow) => ({ kind: 'noted-learning', id, name: sentence });

interface Parts {
  records: Records;
  now: () => Date;
}

async function change({ records, now }: Parts, by: Actor, id: string, { version, ...wanted }: NoteChange) {
  return records.transaction(async (tx) => {
    const before = await hold(tx, id);
    if (before.version !== version) throw changedMeanwhile();
    const set = {
      sentence: storable(wanted.sentence ?? before.sentence),
      restsOn: storable(wanted.restsOn ?? before.restsOn),
      topic: storable(wanted.topic ?? before.topic),
    };
    const asBefore = set.sentence === before.sentence && set.restsOn === before.restsOn;
    if (asBefore && set.topic === before.topic) return viewOf(before, await readConfirmations(tx, [id]));
    if (!asBefore) await tx.delete(learningConfirmations).where(eq(learningConfirmations.subject, id));
    const [after] = await tx
      .update(notedLearnings)
      .set({ ...set, version: version + 1, changedAt: now() })
      .where(eq(notedLearnings.id, id))
      .returning();
    await record(tx, by, {
      action: 'noted-learning.changed',
      subject: subjectOf(after!),
      ...{ before: saidOf(before), after: saidOf(after!) },
    });
    return viewOf(after!, await readConfirmations(tx, [id]));
  });
}

/** Writes or takes away one confirmation. Answers whether anything changed. */
async function setConfirmation(
  tx: Transaction,
  by: Actor,
  { subject, sentence, yes, now }: { subject: string; sentence: string; yes: boolean; now: Date },
): Promise<boolean> {
  const mine = and(eq(learningConfirmations.subject, subject), eq(learningConfirmations.member, memberOf(by)));
  if (!yes) return (await tx.delete(learningConfirmations).where(mine).returning()).length > 0;
  const row = { subject, member: memberOf(by), confirmedBy: by, confirmedAt: now, sentence };
  const { subject: ofSubject, member, sentence: said } = learningConfirmations;
  const written = await tx
    .insert(learningConfirmations)
    .values(row)
    .onConflictDoUpdate({ target: [ofSubject, member], set: row, setWhere: ne(said, sentence) })
    .returning();
  return written.length > 0;
}

async function confirmNote({ records, now }: Parts, by: Actor, id: string, yes: boolean): Promise<NotedLearning> {
  return records.transaction(async (tx) => {
    const row = await hold(tx, id);
    if (await setConfirmation(tx, by, { subject: id, sentence: row.sentence, yes, now: now() }))
      await record(tx, by, {
        action: yes ? 'noted-learning.confirmed' : 'noted-learning.confirmation-withdrawn',
        subject: subjectOf(row),
      });
    return viewOf(row, await readConfirmations(tx, [id]));
  });
}

const confirmedView = (id: string, given: readonly Given[]): ConfirmedLearning => ({
  id,
  confirmedBy: given.filter(({ subject }) => subject === id).map(({ by, at, sentence }) => ({ by, at, sentence })),
});

async function confirmComputed({ records, now }: Parts, by: Actor, id: string, yes: boolean) {
  return records.transaction(async (tx) => {
    const [row] = await tx.select({ learning: learnings.learning }).from(learnings).where(eq(learnings.id, id));
    const [old] = await readConfirmations(tx, [id]);
    // One's own confirmation can be withdrawn when the learning is gone.
    const sentence = row?.learning.sentence ?? (yes ? undefined : old?.sentence);
    if (sentence === undefined) throw noLearning();
    if (await setConfirmation(tx, by, { subject: id, sentence, yes, now: now() }))
      await record(tx, by, {
        action: yes ? 'learning.confirmed' : 'learning.confirmation-withdrawn',
        subject: { kind: 'learning', id, name: sentence },
      });
    return confirmedView(id, await readConfirmations(tx, [id]));
  });
}

export function createNotes(parts: Parts): NotesService {
  const { records, now } = parts;
  return {
    async list() {
      const [rows, given] = await Promise.all([
        records.select().from(notedLearnings).orderBy(desc(notedLearnings.createdAt), desc(notedLearnings.id)),
        readConfirmations(records),
      ]);
      return rows.map((row) => viewOf(row, given));
    },
    async add(by, { sentence, restsOn, topic }) {
      const id = randomUUID();
      const said = { sentence: storable(sentence), restsOn: storable(restsOn), topic: storable(topic) };
      return records.transaction(async (tx) => {
        const values = { id, ...said, createdBy: by, createdAt: now() };
        const [row] = await tx.insert(notedLearnings).values(values).returning();
        await record(tx, by, { action: 'noted-learning.created', subject: subjectOf(row!), after: said });
        return viewOf(row!, []);
      });
    },
    change: (by, id, wanted) => change(parts, by, id, wanted),
    async remove(by, id, version) {
      await records.transaction(async (tx) => {
        const row = await hold(tx, id);
        if (row.version !== version) throw changedMeanwhile();
        await tx.delete(learningConfirmations).where(eq(learningConfirmations.subject, id));
        await tx.delete(notedLearnings).where(eq(notedLearnings.id, id));
        await record(tx, by, { action: 'noted-learning.deleted', subject: subjectOf(row), before: saidOf(row) });
      });
    },
    confirm: (by, id, yes) => confirmNote(parts, by, id, yes),
    async confirmations() {
      const [given, notes] = await Promise.all([
        readConfirmations(records),
        records.select({ id: notedLearnings.id }).from(notedLearnings),
      ]);
      const written = new Set(notes.map(({ id }) => id));
      const ids = [...new Set(given.map(({ subject }) => subject))].filter((id) => !written.has(id));
      return ids.map((id) => confirmedView(id, given));
    },
    confirmComputed: (by, id, yes) => confirmComputed(parts, by, id, yes),
  };
}
