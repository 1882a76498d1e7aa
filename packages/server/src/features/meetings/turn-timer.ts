import type { BodyOf, turnTimer as endpoint } from '@dandelion-loop/contract';
import { eq } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { holdRunning, subjectOf } from './hold-meeting.ts';
import { type MeetingRow, meetings } from './records.ts';

/** The clock of a meeting: which block is on, since when, and what each had. All by the clock of the server. */

export type Timer = Pick<MeetingRow, 'block' | 'blockSince' | 'spentSeconds' | 'givenSeconds'>;
type Turn = BodyOf<typeof endpoint>['turn'];

/** With the seconds since it was turned added to the block that was on, and standing still. */
export function stopped({ block, blockSince, spentSeconds, givenSeconds }: Timer, now: Date): Timer {
  if (block === null || blockSince === null) return { block, blockSince: null, spentSeconds, givenSeconds };
  const seconds = Math.max(0, (now.getTime() - blockSince.getTime()) / 1000);
  return {
    ...{ block, blockSince: null, givenSeconds },
    spentSeconds: spentSeconds.map((spent, place) => (place === block ? spent + seconds : spent)),
  };
}

/** Fails with `bad-value` where there is no such block, or none that could get more time. */
function turned(timer: Timer, turn: Turn, now: Date): Timer {
  if (turn.to === 'pause') return stopped(timer, now);
  if (turn.to === 'block') {
    if (turn.block < timer.givenSeconds.length) return { ...stopped(timer, now), block: turn.block, blockSince: now };
    throw new DandelionFailure('bad-value', `This agenda has ${timer.givenSeconds.length} blocks, counted from 0.`);
  }
  const { block } = timer;
  if (block === null) throw new DandelionFailure('bad-value', 'No block is on. Go to one first.');
  if (turn.to === 'resume') return { ...timer, blockSince: timer.blockSince ?? now };
  return {
    ...timer,
    givenSeconds: timer.givenSeconds.map((given, place) => (place === block ? given + turn.minutes * 60 : given)),
  };
}

/** Fails with `conflict` when somebody else turned it since `version`. */
export async function turnTimer(
  { records, now }: { records: Records; now: () => Date },
  by: Actor,
  id: string,
  { version, turn }: BodyOf<typeof endpoint>,
): Promise<MeetingRow> {
  return records.transaction(async (tx) => {
    const before = await holdRunning(tx, id, version);
    const [row] = await tx
      .update(meetings)
      .set({ ...turned(before, turn, now()), version: version + 1 })
      .where(eq(meetings.id, id))
      .returning();
    const block = row!.block === null ? null : (before.agenda.blocks[row!.block]?.title ?? null);
    await record(tx, by, {
      action: 'meeting.clock-turned',
      subject: await subjectOf(tx, before),
      after: { ...turn, block },
    });
    return row!;
  });
}
