import type { Belief } from '@dandelion-loop/contract';
import { and, eq, inArray } from 'drizzle-orm';
import type { Caller } from '../../kernel/caller.ts';
import { groupBy } from '../../kernel/group-by.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { isPast } from './due.ts';
import { type BeliefRow, type ForecastRow, forecastReveals, forecasts, members, scoreSharing } from './records.ts';

/** Assumptions as whoever asks may see them: others' forecasts are withheld until one has given one's own and asked for theirs. */

export type Asking = Pick<Caller, 'actor' | 'member' | 'permissions'>;

interface Given {
  row: ForecastRow;
  name: string;
  shares: boolean;
}

async function givenFor(db: Records | Transaction, ids: readonly string[]): Promise<Map<string, Given[]>> {
  const rows = await db
    .select({ row: forecasts, name: members.name, sharing: scoreSharing.memberId })
    .from(forecasts)
    .innerJoin(members, eq(members.id, forecasts.memberId))
    .leftJoin(scoreSharing, eq(scoreSharing.memberId, forecasts.memberId))
    .where(inArray(forecasts.beliefId, [...ids]))
    .orderBy(forecasts.beliefId, forecasts.memberId, forecasts.number);
  const given = rows.map(({ row, name, sharing }) => ({ row, name, shares: sharing !== null }));
  return groupBy(given, ({ row }) => row.beliefId);
}

async function revealedTo(db: Records | Transaction, ids: readonly string[], memberId: string): Promise<Set<string>> {
  const rows = await db
    .select({ id: forecastReveals.beliefId })
    .from(forecastReveals)
    .where(and(eq(forecastReveals.memberId, memberId), inArray(forecastReveals.beliefId, [...ids])));
  return new Set(rows.map(({ id }) => id));
}

/** Of each member the last one before they looked at the others'. */
function counting(given: readonly Given[]): Map<string, Given> {
  return new Map(given.filter(({ row }) => !row.afterReveal).map((one) => [one.row.memberId, one]));
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length;

function forecastsOf(row: BeliefRow, given: readonly Given[], revealed: boolean, asking: Asking): Belief['forecasts'] {
  const counted = counting(given);
  const me = asking.member?.id ?? null;
  const own = given.filter((one) => one.row.memberId === me).map((one) => one.row);
  const mine = me === null ? undefined : counted.get(me);
  const shown = row.state !== 'open' || (revealed && mine !== undefined);
  const others = [...counted.values()].filter((one) => one.row.memberId !== me);
  return {
    count: counted.size,
    mine: mine
      ? {
          probability: mine.row.probability,
          history: own.map(({ probability, givenAt, afterReveal }) => ({
            ...{ probability, afterReveal },
            givenAt: givenAt.toISOString(),
          })),
        }
      : null,
    revealed,
    others: shown
      ? others
          // A role that one member has would name them.
          .map(({ row: { probability, role }, name, shares }) => ({
            ...{ probability, name: shares ? name : null, role: shares ? role : null },
          }))
          .sort((a, b) => a.probability - b.probability || (a.name ?? '').localeCompare(b.name ?? ''))
      : null,
    mean: shown ? mean([...counted.values()].map((one) => one.row.probability)) : null,
  };
}

export const othersAnswered = (given: readonly { memberId: string }[], asking: Asking): boolean =>
  given.some(({ memberId }) => memberId !== asking.member?.id);

function mayOf(
  row: BeliefRow,
  given: readonly Given[],
  revealed: boolean,
  asking: Asking,
  today: string,
): Belief['may'] {
  const open = row.state === 'open';
  const answers = asking.permissions.has('beliefs:answer') && asking.member !== null;
  const writes = asking.permissions.has('beliefs:write');
  const answered = given.some((one) => one.row.memberId === asking.member?.id);
  return {
    answer: answers && open && !isPast(row.dueOn, today),
    reveal: answers && open && answered && !revealed,
    change: writes && open,
    resolve: writes,
    delete:
      writes &&
      !othersAnswered(
        given.map((one) => one.row),
        asking,
      ),
  };
}

function viewOf(row: BeliefRow, given: readonly Given[], revealed: boolean, asking: Asking, today: string): Belief {
  const { id, claim, topic, hangsOn, costIfWrong, rule, dueOn, state, blocked, evidence, version } = row;
  return {
    ...{ id, claim, topic, hangsOn, costIfWrong, rule, dueOn, state, blocked, evidence, version },
    ...{ by: row.createdBy, createdAt: row.createdAt.toISOString() },
    forecasts: forecastsOf(row, given, revealed, asking),
    may: mayOf(row, given, revealed, asking, today),
  };
}

export async function viewsOf(
  db: Records | Transaction,
  rows: readonly BeliefRow[],
  asking: Asking,
  today: string,
): Promise<Belief[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const given = await givenFor(db, ids);
  const revealed = asking.member === null ? new Set<string>() : await revealedTo(db, ids, asking.member.id);
  return rows.map((row) => viewOf(row, given.get(row.id) ?? [], revealed.has(row.id), asking, today));
}
