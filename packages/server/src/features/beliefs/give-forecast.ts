import { and, count, eq, max } from 'drizzle-orm';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import type { Asking } from './belief-views.ts';
import { isPast } from './due.ts';
import { holdBelief, subjectOf } from './hold-belief.ts';
import { type BeliefRow, forecastReveals, forecasts } from './records.ts';

/** What members believe. The audit log says that somebody answered and not what: it would tell those who have not. */

interface Parts {
  records: Records;
  now: () => Date;
  today: () => Promise<string>;
}

export function answering(asking: Asking): NonNullable<Asking['member']> {
  if (asking.member !== null) return asking.member;
  throw new DandelionFailure('not-allowed', 'Only a person believes something. Sign in as yourself.');
}

const warningOf = (probability: number): string[] => {
  if (probability !== 0 && probability !== 1) return [];
  const sure = probability === 1 ? '100%' : '0%';
  return [
    `${sure} leaves no room to be wrong: if it turns out otherwise, no other forecast costs as much, and only a bound keeps the log score finite. Is there really nothing that could happen?`,
  ];
};

const own = (beliefId: string, memberId: string) =>
  and(eq(forecasts.beliefId, beliefId), eq(forecasts.memberId, memberId));

async function isRevealed(tx: Transaction, beliefId: string, memberId: string): Promise<boolean> {
  const [found] = await tx
    .select({ id: forecastReveals.beliefId })
    .from(forecastReveals)
    .where(and(eq(forecastReveals.beliefId, beliefId), eq(forecastReveals.memberId, memberId)));
  return found !== undefined;
}

/** Answers with what 0 and 1 cost. */
export async function giveForecast(
  { records, now, today }: Parts,
  asking: Asking,
  id: string,
  probability: number,
): Promise<{ row: BeliefRow; warnings: string[] }> {
  const member = answering(asking);
  const day = await today();
  const row = await records.transaction(async (tx) => {
    const belief = await holdBelief(tx, id);
    if (belief.state !== 'open') throw new DandelionFailure('conflict', 'It is resolved: what happened is known now.');
    if (isPast(belief.dueOn, day)) {
      throw new DandelionFailure('conflict', `The day has passed: it could be answered until ${belief.dueOn}.`);
    }
    const [last] = await tx
      .select({ number: max(forecasts.number) })
      .from(forecasts)
      .where(own(id, member.id));
    const number = (last?.number ?? 0) + 1;
    const afterReveal = await isRevealed(tx, id, member.id);
    await tx.insert(forecasts).values({
      ...{ beliefId: id, memberId: member.id, number, role: member.role, probability },
      ...{ givenAt: now(), afterReveal },
    });
    await record(tx, asking.actor, {
      action: 'belief.answered',
      subject: subjectOf(belief),
      after: { answer: number },
    });
    return belief;
  });
  return { row, warnings: warningOf(probability) };
}

/** Fails with `conflict` when one has not answered. Once is enough: asking again changes nothing. */
export async function revealForecasts({ records, now }: Parts, asking: Asking, id: string): Promise<BeliefRow> {
  const member = answering(asking);
  return records.transaction(async (tx) => {
    const belief = await holdBelief(tx, id);
    if (belief.state !== 'open' || (await isRevealed(tx, id, member.id))) return belief;
    const [answers] = await tx.select({ total: count() }).from(forecasts).where(own(id, member.id));
    if (answers!.total === 0) {
      throw new DandelionFailure('conflict', 'Say first how sure you are: what others believe would change it.');
    }
    await tx.insert(forecastReveals).values({ beliefId: id, memberId: member.id, revealedAt: now() });
    await record(tx, asking.actor, { action: 'belief.revealed', subject: subjectOf(belief) });
    return belief;
  });
}
