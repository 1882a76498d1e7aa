import type { Preference } from '@dandelion-loop/contract';
import { inArray } from 'drizzle-orm';
import type { Caller } from '../../kernel/caller.ts';
import { groupBy } from '../../kernel/group-by.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { preferenceFindings, preferenceShares } from './consensus-gap.ts';
import {
  experiments,
  type PreferenceAnswerRow,
  preferenceAnswers,
  preferencePictures,
  type QuestionRow,
} from './records.ts';

/** Questions as whoever asks may see them: others' answers are withheld until one has given one's own, or customers have. */

export type Asking = Pick<Caller, 'actor' | 'member' | 'permissions'>;

/** As the audit log names it. */
export const subjectOf = ({ id, question }: QuestionRow) => ({ kind: 'preference', id, name: question });

export const answeredByOthers = (answers: readonly { memberId: string }[], { member }: Asking): boolean =>
  answers.some(({ memberId }) => memberId !== member?.id);

/** What is kept of questions in other tables. */
interface Around {
  answers: ReadonlyMap<string, readonly PreferenceAnswerRow[]>;
  pictures: ReadonlyMap<string, readonly { place: number }[]>;
  /** By test. */
  titles: ReadonlyMap<string, string>;
}

/** The test that showed it, else the one whose variations the options are. */
const testOf = ({ customers, experimentId }: QuestionRow): string | null =>
  customers?.told.by === 'experiment' ? customers.told.experimentId : experimentId;

function testView(row: QuestionRow, { titles }: Around): Preference['test'] {
  const id = testOf(row);
  const title = id === null ? undefined : titles.get(id);
  return id === null || title === undefined ? null : { id, title };
}

function viewOf(row: QuestionRow, around: Around, asking: Asking): Preference {
  const { id, question, options, topic, customers, version } = row;
  const answers = around.answers.get(id) ?? [];
  const places = new Set(around.pictures.get(id)?.map(({ place }) => place));
  const mine = answers.find(({ memberId }) => memberId === asking.member?.id);
  const shown = mine !== undefined || customers !== null;
  const shares = shown ? preferenceShares(options, answers, customers?.shares ?? null) : null;
  const writes = asking.permissions.has('beliefs:write');
  const mayAnswer = asking.permissions.has('beliefs:answer') && asking.member !== null;
  return {
    ...{ id, question, options, topic, version, by: row.createdBy, createdAt: row.createdAt.toISOString() },
    looks: options.map((_, place) => ({ text: row.texts[place] ?? '', picture: places.has(place) })),
    answers: answers.length,
    mine: mine ? { prefers: mine.prefers, expects: mine.expects } : null,
    test: testView(row, around),
    customers: customers?.told ?? null,
    ...{ shares, findings: shares === null ? [] : preferenceFindings(shares) },
    may: {
      answer: mayAnswer && mine === undefined && customers === null,
      ...{ change: writes, delete: writes && !answeredByOthers(answers, asking) },
    },
  };
}

export async function answersTo(db: Records | Transaction, ids: readonly string[]) {
  const rows = await db
    .select()
    .from(preferenceAnswers)
    .where(inArray(preferenceAnswers.questionId, [...ids]));
  return groupBy(rows, ({ questionId }) => questionId);
}

async function picturesOf(db: Records, ids: readonly string[]) {
  const { questionId, place } = preferencePictures;
  const rows = await db
    .select({ questionId, place })
    .from(preferencePictures)
    .where(inArray(questionId, [...ids]));
  return groupBy(rows, (row) => row.questionId);
}

async function titlesOf(db: Records, ids: readonly string[]): Promise<Map<string, string>> {
  const { id, title } = experiments;
  const rows = await db
    .select({ id, title })
    .from(experiments)
    .where(inArray(id, [...ids]));
  return new Map(rows.map((row) => [row.id, row.title]));
}

/** In the order of the rows. */
export async function viewsOf(db: Records, rows: readonly QuestionRow[], asking: Asking): Promise<Preference[]> {
  const ids = rows.map(({ id }) => id);
  const tests = rows.map(testOf).filter((id) => id !== null);
  const [answers, pictures, titles] = await Promise.all([answersTo(db, ids), picturesOf(db, ids), titlesOf(db, tests)]);
  return rows.map((row) => viewOf(row, { answers, pictures, titles }, asking));
}
