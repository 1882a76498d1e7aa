import type { BetPrinciple, Principle, PrincipleBet } from '@dandelion-loop/contract';
import { desc, eq, inArray } from 'drizzle-orm';
import { dayIn } from '../../kernel/day-in.ts';
import { groupBy } from '../../kernel/group-by.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { timeZoneOf } from '../../kernel/workspace-day.ts';
import { type BetRow, bets } from '../plan/index.ts';
import { peopleOf } from '../rituals/index.ts';
import { type PrincipleRow, type StandRow, stands } from './records.ts';
import { tallyOf, tallyVerdict } from './tally.ts';

/** Principles as they are told, with what bets said of them. */

type Db = Records | Transaction;
type Decided = Pick<BetRow, 'decidedOn'>;

/** On the day of the verdict nobody knows which was first: it counts. */
const isAfterwards = ({ at }: StandRow, { decidedOn }: Decided, zone: string) =>
  decidedOn !== null && dayIn(zone, at) > decidedOn;

const standOf = (row: StandRow, bet: Decided, zone: string) => ({
  ...{ stand: row.stand, reason: row.reason, by: row.by, at: row.at.toISOString() },
  afterwards: isAfterwards(row, bet, zone),
});

const readSaid = (db: Db, ids: readonly string[]) =>
  db
    .select({
      stand: stands,
      bet: { id: bets.id, name: bets.name, status: bets.status, decidedOn: bets.decidedOn },
    })
    .from(stands)
    .innerJoin(bets, eq(bets.id, stands.betId))
    .where(inArray(stands.principleId, [...ids]))
    .orderBy(desc(stands.at), stands.betId);

export async function principleViews(db: Db, rows: readonly PrincipleRow[]): Promise<Principle[]> {
  if (rows.length === 0) return [];
  const said = await readSaid(
    db,
    rows.map(({ id }) => id),
  );
  const zone = await timeZoneOf(db);
  const byPrinciple = groupBy(said, ({ stand }) => stand.principleId);
  const people = await peopleOf(
    db,
    rows.flatMap(({ ownerId }) => ownerId ?? []),
  );
  return rows.map(({ id, sentence, why, ownerId, state, createdBy, createdAt, version }) => {
    const own = (byPrinciple.get(id) ?? []).map(({ stand, bet }) => ({
      ...{ stand: stand.stand, status: bet.status, afterwards: isAfterwards(stand, bet, zone) },
    }));
    const [follows, breaks] = [tallyOf('follows', own), tallyOf('breaks', own)];
    return {
      ...{ id, sentence, why, state, follows, breaks, verdict: tallyVerdict(follows, breaks), version },
      owner: ownerId === null ? null : (people.get(ownerId) ?? null),
      ...{ by: createdBy, createdAt: createdAt.toISOString() },
    };
  });
}

export async function betsOf(db: Db, principleId: string): Promise<PrincipleBet[]> {
  const zone = await timeZoneOf(db);
  return (await readSaid(db, [principleId])).map(({ stand, bet }) => ({ bet, ...standOf(stand, bet, zone) }));
}

export async function standViews(
  db: Db,
  rows: readonly { stand: StandRow; principle: PrincipleRow }[],
  bet: Decided,
): Promise<BetPrinciple[]> {
  const zone = await timeZoneOf(db);
  return rows.map(({ stand, principle: { id, sentence, state } }) => ({
    principle: { id, sentence, state },
    ...standOf(stand, bet, zone),
  }));
}
