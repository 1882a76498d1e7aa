import type { HandOff } from '@dandelion-loop/contract';
import type { Caller } from '../../kernel/caller.ts';
import { isOverdue } from '../../kernel/due-day.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { type BetRow, readBets } from '../plan/index.ts';
import { peopleOf } from '../rituals/index.ts';
import type { HandOffRow } from './records.ts';

export type Asking = Pick<Caller, 'actor' | 'member' | 'permissions'>;

/** Whether they may see the whole plan: a partner sees what names them alone. */
export const seesAll = ({ permissions }: Asking): boolean => permissions.has('plan:read');

export const namesThem = ({ fromId, toId }: Pick<HandOffRow, 'fromId' | 'toId'>, { member }: Asking): boolean =>
  member !== null && (fromId === member.id || toId === member.id);

/** Whether a bet names somebody: as its owner or as a partner who sees it. */
export const betNames = ({ ownerId, partnerIds }: Pick<BetRow, 'ownerId' | 'partnerIds'>, { member }: Asking) =>
  member !== null && (ownerId === member.id || partnerIds.includes(member.id));

/** Of bets that do not name a partner they are not told. */
export async function handOffViews(
  db: Records | Transaction,
  rows: readonly HandOffRow[],
  asking: Asking,
  today: string,
): Promise<HandOff[]> {
  const found = await readBets(
    db,
    rows.flatMap(({ fromBetId, toBetId }) => [fromBetId, toBetId].filter((id) => id !== null)),
  );
  const all = seesAll(asking);
  const bets = new Map(found.filter((bet) => all || betNames(bet, asking)).map((bet) => [bet.id, bet]));
  const people = await peopleOf(
    db,
    rows.flatMap(({ fromId, toId }) => [fromId, toId].filter((id) => id !== null)),
  );
  const changes = asking.permissions.has('plan:write');
  const bet = (id: string | null) => {
    const one = id === null ? undefined : bets.get(id);
    return one === undefined ? null : { id: one.id, name: one.name };
  };
  const person = (id: string | null) => (id === null ? null : (people.get(id) ?? null));
  return rows.map((row) => ({
    ...{ id: row.id, planId: row.planId, what: row.what, dueOn: row.dueOn, state: row.state, note: row.note },
    ...{ fromBet: bet(row.fromBetId), toBet: bet(row.toBetId), from: person(row.fromId), to: person(row.toId) },
    overdue: isOverdue(row, today),
    endedAt: row.endedAt?.toISOString() ?? null,
    endedBy: row.endedBy,
    ...{ by: row.createdBy, createdAt: row.createdAt.toISOString(), version: row.version },
    may: { end: changes || (asking.permissions.has('plan:answer') && namesThem(row, asking)), change: changes },
  }));
}
