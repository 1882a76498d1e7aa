import { Readable } from 'node:stream';
import type {
  AnswerOf,
  answerPreference,
  BodyOf,
  Customers,
  createPreference,
  listPreferences,
  Preference,
} from '@dandelion-loop/contract';
import { and, count, desc, eq } from 'drizzle-orm';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import type { Download } from '../../kernel/route.ts';
import { record } from '../audit/index.ts';
import { addQuestion } from './add-question.ts';
import { type Asking, answeredByOthers, answersTo, subjectOf, viewsOf } from './question-views.ts';
import { readCustomers } from './read-customers.ts';
import { preferenceAnswers, preferencePictures, preferenceQuestions, type QuestionRow } from './records.ts';

export interface PreferencesService {
  list(asking: Asking, page: { offset: number; limit: number }): Promise<AnswerOf<typeof listPreferences>>;
  /** Fails with `not-found`. */
  read(asking: Asking, id: string): Promise<Preference>;
  add(asking: Asking, body: BodyOf<typeof createPreference>): Promise<Preference>;
  /** Of an option, by its place. Fails with `not-found`. */
  picture(id: string, place: number): Promise<Download>;
  /** Once. Fails with `conflict` when one has answered, or it is known what customers prefer. */
  answer(asking: Asking, id: string, body: BodyOf<typeof answerPreference>): Promise<Preference>;
  setCustomers(asking: Asking, id: string, version: number, customers: Customers): Promise<Preference>;
  /** Fails with `conflict` when others answered it. */
  remove(asking: Asking, id: string, version: number): Promise<void>;
}

interface Parts {
  records: Records;
  now: () => Date;
}

const noQuestion = () => new DandelionFailure('not-found', 'There is no such question. Go back to the list.');
const changedMeanwhile = () =>
  new DandelionFailure('conflict', 'This question was changed meanwhile. Look at it as it is now.');

/** Nobody else changes it until the transaction is over. */
async function hold(tx: Transaction, id: string): Promise<QuestionRow> {
  const [row] = await tx.select().from(preferenceQuestions).where(eq(preferenceQuestions.id, id)).for('update');
  if (!row) throw noQuestion();
  return row;
}

/** Shares as people write them may miss 1 by a rounding: they are brought to it. */
function wholeShares(expects: readonly number[], { options }: QuestionRow): number[] {
  const sum = expects.reduce((total, one) => total + one, 0);
  if (expects.length === options.length && Math.abs(sum - 1) <= 0.0101) return expects.map((one) => one / sum);
  throw new DandelionFailure(
    'wrong-use',
    expects.length === options.length
      ? 'The shares of customers add up to 100%. Change them until they do.'
      : `There are ${options.length} options. Give a share of customers for each of them.`,
  );
}

async function answer({ records, now }: Parts, asking: Asking, id: string, body: BodyOf<typeof answerPreference>) {
  const { member } = asking;
  if (member === null)
    throw new DandelionFailure('not-allowed', 'Only a person prefers something. Sign in as yourself.');
  await records.transaction(async (tx) => {
    const row = await hold(tx, id);
    if (row.customers !== null) {
      throw new DandelionFailure('conflict', 'It is known what customers prefer: nobody can expect it any more.');
    }
    if (body.prefers >= row.options.length) throw new DandelionFailure('wrong-use', 'There is no such option.');
    const expects = wholeShares(body.expects, row);
    const given = { questionId: id, memberId: member.id, role: member.role, prefers: body.prefers, expects };
    const added = await tx
      .insert(preferenceAnswers)
      .values({ ...given, givenAt: now() })
      .onConflictDoNothing()
      .returning();
    if (added.length === 0) {
      throw new DandelionFailure('conflict', 'You have answered this, and have seen what others expect since.');
    }
    await record(tx, asking.actor, { action: 'preference.answered', subject: subjectOf(row) });
  });
}

async function setCustomers({ records }: Parts, { actor }: Asking, id: string, version: number, told: Customers) {
  await records.transaction(async (tx) => {
    const before = await hold(tx, id);
    if (before.version !== version) throw changedMeanwhile();
    const shares = await readCustomers(tx, told, before.options);
    await tx
      .update(preferenceQuestions)
      .set({ customers: { told, shares }, version: version + 1 })
      .where(eq(preferenceQuestions.id, id));
    await record(tx, actor, {
      action: 'preference.customers-set',
      subject: subjectOf(before),
      ...{ before: { customers: before.customers?.told ?? null }, after: { customers: told } },
    });
  });
}

async function remove({ records }: Parts, asking: Asking, id: string, version: number) {
  await records.transaction(async (tx) => {
    const before = await hold(tx, id);
    if (before.version !== version) throw changedMeanwhile();
    if (answeredByOthers((await answersTo(tx, [id])).get(id) ?? [], asking)) {
      throw new DandelionFailure('conflict', 'Others have answered this: what they said is theirs.');
    }
    await tx.delete(preferenceQuestions).where(eq(preferenceQuestions.id, id));
    const { question, options } = before;
    await record(tx, asking.actor, {
      ...{ action: 'preference.deleted', subject: subjectOf(before), before: { question, options } },
    });
  });
}

async function picture({ records }: Parts, id: string, place: number): Promise<Download> {
  const [found] = await records
    .select()
    .from(preferencePictures)
    .where(and(eq(preferencePictures.questionId, id), eq(preferencePictures.place, place)));
  if (!found) throw new DandelionFailure('not-found', 'There is no such picture.');
  return { fileName: null, mediaType: found.mediaType, content: Readable.from([found.bytes]) };
}

export function createPreferences(parts: Parts): PreferencesService {
  const { records } = parts;
  const read = async (asking: Asking, id: string): Promise<Preference> => {
    const rows = await records.select().from(preferenceQuestions).where(eq(preferenceQuestions.id, id));
    const [view] = await viewsOf(records, rows, asking);
    if (!view) throw noQuestion();
    return view;
  };
  return {
    read,
    async list(asking, { offset, limit }) {
      const [counted] = await records.select({ total: count() }).from(preferenceQuestions);
      const rows = await records
        .select()
        .from(preferenceQuestions)
        .orderBy(desc(preferenceQuestions.createdAt), preferenceQuestions.id)
        .offset(offset)
        .limit(limit);
      return { total: counted!.total, preferences: await viewsOf(records, rows, asking) };
    },
    add: async (asking, body) => read(asking, (await addQuestion(parts, asking.actor, body)).id),
    picture: (id, place) => picture(parts, id, place),
    async answer(asking, id, body) {
      await answer(parts, asking, id, body);
      return read(asking, id);
    },
    async setCustomers(asking, id, version, customers) {
      await setCustomers(parts, asking, id, version, customers);
      return read(asking, id);
    },
    remove: (asking, id, version) => remove(parts, asking, id, version),
  };
}
