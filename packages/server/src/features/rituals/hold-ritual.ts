import { eq, inArray } from 'drizzle-orm';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { meetings, type RitualRow, rituals } from './records.ts';

const noRitual = () =>
  new DandelionFailure('not-found', 'There is no such ritual. It may have been deleted. Go back to the list.');

export const changedMeanwhile = () =>
  new DandelionFailure(
    'conflict',
    'This ritual was changed meanwhile. Look at it as it is now, then change what you still want.',
  );

/** Nobody else changes it until the transaction is over. */
export async function holdRitual(tx: Transaction, id: string): Promise<RitualRow> {
  const [row] = await tx.select().from(rituals).where(eq(rituals.id, id)).for('update');
  if (!row) throw noRitual();
  return row;
}

export async function readRitual(db: Records | Transaction, id: string): Promise<RitualRow> {
  const [row] = await db.select().from(rituals).where(eq(rituals.id, id));
  if (!row) throw noRitual();
  return row;
}

/** Of meetings, by id, the names of the rituals that they were. */
export async function ritualsOfMeetings(db: Records | Transaction, meetingIds: readonly string[]) {
  if (meetingIds.length === 0) return new Map<string, { id: string; ritual: string }>();
  const rows = await db
    .select({ id: meetings.id, ritual: rituals.name })
    .from(meetings)
    .innerJoin(rituals, eq(rituals.id, meetings.ritualId))
    .where(inArray(meetings.id, [...meetingIds]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** As the audit log names it. */
export const subjectOf = ({ id, name }: Pick<RitualRow, 'id' | 'name'>) => ({ kind: 'ritual', id, name });
