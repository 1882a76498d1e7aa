import { type Analysis, type AnnouncementData, failureCodes, type TestAnswer } from '@dandelion-loop/contract';
import { answerOf, plain } from '@dandelion-loop/wording';
import { eq } from 'drizzle-orm';
import { storable } from '../../kernel/fold-text.ts';
import type { Transaction } from '../../kernel/records.ts';
import { announce } from '../announcements/index.ts';
import { experiments, type ImportRow } from './records.ts';

/** What is told of an analysis that ended, in the transaction in which it does. */

type Failure = NonNullable<Analysis['failure']>;
type Named = Pick<ImportRow, 'id' | 'name'>;
type Verdicts = AnnouncementData['verdict.reached']['verdicts'];

const none: Verdicts = { won: 0, lost: 0, 'no-difference': 0, inconclusive: 0, invalid: 0 };

/** `answers` are those of all its tests; they are stored already. */
export async function announceVerdict(
  tx: Transaction,
  { id, name }: Named,
  { verdicts, answers }: { verdicts: Record<string, number>; answers: readonly TestAnswer[] },
  now: Date,
): Promise<void> {
  let test: AnnouncementData['verdict.reached']['test'] = null;
  if (answers.length === 1) {
    const [one] = await tx.select().from(experiments).where(eq(experiments.importId, id));
    const sentence = storable(plain(answerOf(answers[0]!)));
    test = { id: one!.id, title: one!.title, verdict: one!.verdict, sentence };
  }
  const data = { import: { id, name }, tests: answers.length, verdicts: { ...none, ...verdicts }, test };
  await announce(tx, { type: 'verdict.reached', data }, now);
}

/** Without its message, which can quote a cell of the file. */
export async function announceFailure(
  tx: Transaction,
  { id, name }: Named,
  { code }: Failure,
  now: Date,
): Promise<void> {
  const failure = { code, title: failureCodes[code].title };
  await announce(tx, { type: 'import.failed', data: { import: { id, name }, failure } }, now);
}
