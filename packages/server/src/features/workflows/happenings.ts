import { arrayContains, desc, eq } from 'drizzle-orm';
import type { Transaction } from '../../kernel/records.ts';
import type { Told } from '../announcements/index.ts';
import { type BetRow, bets, type PlanState } from '../plan/index.ts';
import type { Happening } from './begin-runs.ts';
import { meetings } from './records.ts';

/** What can begin a workflow, read from how a plan changed and from what is announced. */

function ofBet(before: BetRow, after: BetRow): Happening[] {
  const common = {
    about: { kind: 'bet', id: after.id, name: after.name },
    betOwnerId: after.ownerId,
  };
  // A bet's version counts its changes: the same one is never told twice.
  const event = (what: string) => `${what}:${after.id}:${after.version}`;
  const began = before.startedOn === null && after.startedOn !== null;
  const tripped = before.stoppedBy === null && after.stoppedBy !== null;
  const isDecided = after.decidedOn !== null && after.stoppedBy === null;
  const decided = isDecided && (before.status !== after.status || before.stoppedBy !== null);
  const reason = after.decidedBecause === '' ? '' : ` ${after.decidedBecause}`;
  return [
    ...(began
      ? [{ ...common, trigger: 'bet-started' as const, event: event('started'), because: `“${after.name}” began.` }]
      : []),
    ...(tripped
      ? [
          {
            ...{ ...common, trigger: 'breaker-tripped' as const, event: event('tripped') },
            because: `A breaker stopped “${after.name}”.${reason}`,
          },
        ]
      : []),
    ...(decided
      ? [
          {
            ...{ ...common, trigger: 'bet-decided' as const, event: event('decided'), verdicts: [after.status] },
            because: `“${after.name}” ${after.status === 'stopped' ? 'was stopped' : after.status}.${reason}`,
          },
        ]
      : []),
  ];
}

/** A bet that came with a document as one that runs did not begin here. */
export function happeningsOf(before: PlanState, after: PlanState): Happening[] {
  const was = new Map(before.bets.map((bet) => [bet.id, bet]));
  return after.bets.flatMap((bet) => {
    const earlier = was.get(bet.id);
    return earlier === undefined ? [] : ofBet(earlier, bet);
  });
}

/** The owner of the newest bet that a test is for. */
async function ownerOfTest(tx: Transaction, experimentId: string): Promise<string | null> {
  const [bet] = await tx
    .select({ ownerId: bets.ownerId })
    .from(bets)
    .where(arrayContains(bets.experimentIds, [experimentId]))
    .orderBy(desc(bets.seq))
    .limit(1);
  return bet?.ownerId ?? null;
}

/** Null: it begins nothing. A test that is judged again with the same verdict is no news. */
export async function happeningOf(tx: Transaction, told: Told): Promise<Happening | null> {
  if (told.type === 'meeting.ended') {
    const { id, name } = told.data.meeting;
    const [meeting] = await tx.select().from(meetings).where(eq(meetings.id, id));
    return {
      ...{ trigger: 'meeting-ended', event: `meeting:${id}`, about: { kind: 'meeting', id, name }, betOwnerId: null },
      because: `${name} was held.`,
      ...(meeting !== undefined && { ritualId: meeting.ritualId }),
    };
  }
  if (told.type !== 'verdict.reached') return null;
  const { test, import: of, verdicts } = told.data;
  if (test === null) {
    const reached = Object.entries(verdicts).flatMap(([verdict, count]) => (count > 0 ? [verdict] : []));
    return {
      ...{ trigger: 'test-judged', event: `import:${of.id}`, verdicts: reached, betOwnerId: null },
      ...{ about: { kind: 'import', id: of.id, name: of.name }, because: `Tests of ${of.name} were judged.` },
    };
  }
  return {
    ...{ trigger: 'test-judged', event: `test:${test.id}:${test.verdict}`, verdicts: [test.verdict] },
    about: { kind: 'experiment', id: test.id, name: test.title },
    because: test.sentence,
    betOwnerId: await ownerOfTest(tx, test.id),
  };
}
