import { eq } from 'drizzle-orm';
import { DandelionFailure } from '../../kernel/failure.ts';
import { foldText } from '../../kernel/fold-text.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { readRitual } from '../rituals/index.ts';
import { type MeetingRow, meetings } from './records.ts';

const noMeeting = () => new DandelionFailure('not-found', 'There is no such meeting. Go back to the list.');

export const changedMeanwhile = ({ endedAt }: MeetingRow) =>
  new DandelionFailure(
    'conflict',
    endedAt === null
      ? 'Somebody else changed this meeting or turned its clock meanwhile. Look at it as it is now, then change what you still want.'
      : 'Somebody else ended this meeting meanwhile. Nothing of yours was lost; its notes can still be written.',
  );

/** Nobody else changes it until the transaction is over. */
export async function holdMeeting(tx: Transaction, id: string): Promise<MeetingRow> {
  const [row] = await tx.select().from(meetings).where(eq(meetings.id, id)).for('update');
  if (!row) throw noMeeting();
  return row;
}

/** Running, and as `version` says. */
export async function holdRunning(tx: Transaction, id: string, version: number): Promise<MeetingRow> {
  const row = await holdMeeting(tx, id);
  if (row.version !== version || row.endedAt !== null) throw changedMeanwhile(row);
  return row;
}

export async function readMeeting(db: Records | Transaction, id: string): Promise<MeetingRow> {
  const [row] = await db.select().from(meetings).where(eq(meetings.id, id));
  if (!row) throw noMeeting();
  return row;
}

/** As the audit log names it: by its ritual. */
export async function subjectOf(tx: Transaction, { id, ritualId }: Pick<MeetingRow, 'id' | 'ritualId'>) {
  return { kind: 'meeting', id, name: (await readRitual(tx, ritualId)).name };
}

export const searchTextOf = (ritual: string, about: string, notes: string): string =>
  foldText([ritual, about, notes].join('\n'));
