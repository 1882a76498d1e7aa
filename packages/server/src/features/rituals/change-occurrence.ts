import type { BodyOf, Cadence, changeOccurrence as endpoint } from '@dandelion-loop/contract';
import { and, eq } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import type { RitualParts } from './change-rituals.ts';
import { changedMeanwhile, holdRitual, subjectOf } from './hold-ritual.ts';
import { checkLocalTime } from './local-time.ts';
import { type RitualException, timeOfRule } from './occurrences.ts';
import { type RitualRow, ritualExceptions, rituals } from './records.ts';
import { type Timed, timedOf } from './ritual-times.ts';

type Wanted = BodyOf<typeof endpoint>;

const refused = (why: string) => new DandelionFailure('conflict', why);

/** A rule with this many single times is another rule. */
const mostExceptions = 500;

function cadenceOf({ row }: Timed): Cadence {
  if (row.cadence === null)
    throw new DandelionFailure('wrong-use', 'This ritual is held when somebody starts it. It has no times to change.');
  if (row.endedAt !== null) throw refused('This ritual has ended. Let it go on before you change its times.');
  return row.cadence;
}

/** What becomes of the time, or null: it is as the rule has it, or is none. */
function exceptionOf(cadence: Cadence, before: RitualException | undefined, wanted: Wanted): RitualException | null {
  const { occurrence, change } = wanted;
  const reason = storable(wanted.reason);
  const inRule = timeOfRule(cadence, occurrence) !== null;
  if (change.to === 'add') {
    checkLocalTime(occurrence, cadence.timeZone);
    if (inRule || before) throw refused('There is a time at this moment already.');
    return { occurrence, kind: 'added', movedTo: null, reason };
  }
  if (!inRule && before?.kind !== 'added')
    throw new DandelionFailure(
      'not-found',
      `This ritual is not held at ${occurrence.replace('T', ' ')}. Look at its times as they are now.`,
    );
  if (change.to === 'restore') return null;
  if (change.to === 'cancel') return inRule ? { occurrence, kind: 'cancelled', movedTo: null, reason } : null;
  checkLocalTime(change.local, cadence.timeZone);
  if (change.local === occurrence && inRule) return null;
  // An added one has no other place to come back to.
  return inRule
    ? { occurrence, kind: 'moved', movedTo: change.local, reason }
    : { occurrence: change.local, kind: 'added', movedTo: null, reason };
}

/** Two at one moment would be one. */
function refuseTaken(cadence: Cadence, after: RitualException, others: readonly RitualException[]): void {
  const local = after.movedTo ?? after.occurrence;
  const held = ({ kind, movedTo, occurrence }: RitualException) =>
    kind === 'cancelled' ? null : (movedTo ?? occurrence);
  const taken = others.some((one) => held(one) === local || one.occurrence === after.occurrence);
  const gone = others.some(({ occurrence }) => occurrence === local);
  const ofRule = after.kind === 'added' || local !== after.occurrence;
  const planned = ofRule && !gone && timeOfRule(cadence, local) !== null;
  if (taken || planned) throw refused('There is a time at this moment already.');
}

async function replace(tx: Transaction, ritualId: string, occurrence: string, after: RitualException | null) {
  await tx
    .delete(ritualExceptions)
    .where(and(eq(ritualExceptions.ritualId, ritualId), eq(ritualExceptions.occurrence, occurrence)));
  if (after) await tx.insert(ritualExceptions).values({ ritualId, ...after });
}

const told = (exception: RitualException | null | undefined, occurrence: string) => ({
  occurrence,
  state: exception?.kind ?? 'as the rule has it',
  movedTo: exception?.movedTo ?? null,
  reason: exception?.reason ?? '',
});

/**
 * Moves, cancels, restores or adds one time. Fails with `not-found` when there is none, with `bad-value` when it cannot be then, with
 * `conflict` when another is there, a meeting of it was held, or the ritual is not as `version` says any more.
 */
export async function changeOccurrence(
  { records, now }: RitualParts,
  by: Actor,
  id: string,
  wanted: Wanted,
): Promise<RitualRow> {
  return records.transaction(async (tx) => {
    const before = await holdRitual(tx, id);
    if (before.version !== wanted.version) throw changedMeanwhile();
    const [timed] = await timedOf(tx, [before]);
    const cadence = cadenceOf(timed!);
    const { occurrence } = wanted;
    if (timed!.meetings.some((one) => one.occurrence === occurrence))
      throw refused('A meeting of this time was held. It stays where it was.');
    const present = timed!.exceptions.find((one) => one.occurrence === occurrence);
    const after = exceptionOf(cadence, present, wanted);
    const others = timed!.exceptions.filter((one) => one !== present);
    if (after && after.kind !== 'cancelled') refuseTaken(cadence, after, others);
    if (others.length >= mostExceptions)
      throw refused('So many times were changed that this is another cadence. Change the cadence.');
    await replace(tx, id, occurrence, after);
    const [row] = await tx
      .update(rituals)
      .set({ changedAt: now(), sequence: before.sequence + 1, version: before.version + 1 })
      .where(eq(rituals.id, id))
      .returning();
    await record(tx, by, {
      action: 'ritual.time-changed',
      subject: subjectOf(before),
      before: told(present, occurrence),
      after: told(after, after?.occurrence ?? occurrence),
    });
    return row!;
  });
}
