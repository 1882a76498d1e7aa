import { type AgendaItem, isOpenBet } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { and, asc, eq, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import { dayIn } from '../../kernel/day-in.ts';
import { dayAfter, dayText } from '../../kernel/day-text.ts';
import { dueWords, type EvidenceSource, mostItems, option } from '../../kernel/evidence-source.ts';
import type { Records } from '../../kernel/records.ts';
import { members, readBets } from '../plan/index.ts';
import { peopleOf } from '../rituals/index.ts';
import { type HandOffRow, handOffs } from './records.ts';

/** Hand-offs that nobody takes, that are over their day, and that are due within a week, for the block `hand-offs`. */

const soonDays = 7;

type Ends = Awaited<ReturnType<typeof readEnds>>;

async function readEnds(records: Records, rows: readonly HandOffRow[]) {
  const [people, found] = await Promise.all([
    peopleOf(
      records,
      rows.flatMap(({ fromId, toId }) => [fromId, toId].filter((id) => id !== null)),
    ),
    readBets(
      records,
      rows.flatMap(({ toBetId }) => toBetId ?? []),
    ),
  ]);
  return { people, bets: new Map(found.map((bet) => [bet.id, bet])) };
}

/** Who is to do what until when, and what waits for it. */
function handOffSentence(row: HandOffRow, { people, bets }: Ends, today: string): string {
  const { toId, fromId, dueOn, toBetId } = row;
  const to = toId === null ? null : people.get(toId);
  const from = fromId === null ? null : people.get(fromId);
  const who =
    to == null
      ? 'Nobody takes it'
      : to.left
        ? `${to.name}, who was to take it, has left`
        : `${from == null || from.left ? '' : `From ${from.name} `}${from == null || from.left ? 'To' : 'to'} ${to.name}`;
  const waits = toBetId === null ? undefined : bets.get(toBetId);
  const waiting = waits !== undefined && isOpenBet(waits) ? ` “${waits.name}” waits for it.` : '';
  return `${who}, ${dueWords(dueOn, today)}.${waiting}`;
}

const given = option('Say who takes it, and until when', 'What nobody takes is not done.');
const moved = option('Agree on a new day', 'And tell those who wait for it.');
const dropped = option('Drop it', 'Nothing waits for it any more.');

export function handOffEvidence(records: Records): EvidenceSource {
  return {
    kind: 'hand-offs',
    async read({ today, timeZone, since }) {
      const gone = records.select({ id: members.id }).from(members).where(isNotNull(members.leftAt));
      const nobody = or(isNull(handOffs.toId), inArray(handOffs.toId, gone));
      const told = and(eq(handOffs.state, 'open'), or(nobody, lte(handOffs.dueOn, dayAfter(today, soonDays))));
      const late = sql`(${handOffs.dueOn} IS NOT NULL AND ${handOffs.dueOn} < ${today})`;
      const [[counts], rows] = await Promise.all([
        records
          .select({
            all: sql<number>`count(*)::int`,
            late: sql<number>`count(*) FILTER (WHERE ${late})::int`,
            loose: sql<number>`count(*) FILTER (WHERE ${nobody})::int`,
            newLoose: sql<number>`count(*) FILTER (WHERE ${nobody} AND ${handOffs.createdAt} > ${since.toISOString()})::int`,
          })
          .from(handOffs)
          .where(told),
        records
          .select()
          .from(handOffs)
          .where(told)
          .orderBy(
            sql`${late} DESC`,
            sql`${nobody} DESC`,
            sql`${handOffs.dueOn} ASC NULLS LAST`,
            asc(handOffs.createdAt),
            asc(handOffs.id),
          )
          .limit(mostItems),
      ]);
      const ends = await readEnds(records, rows);
      const { all, late: over, loose, newLoose } = counts!;
      const parts = [
        ...(over > 0
          ? [`${numbers.counted(over, 'hand-off')} ${over === 1 ? 'is over its day' : 'are over their day'}`]
          : []),
        ...(loose > 0
          ? [
              `${numbers.counted(loose, 'hand-off')} ${loose === 1 ? 'has' : 'have'} nobody who takes ${loose === 1 ? 'it' : 'them'}${newLoose > 0 ? `, ${newLoose} new since ${dayText(dayIn(timeZone, since))}` : ''}`,
            ]
          : []),
      ];
      return {
        items: rows.map(
          (row): AgendaItem => ({
            subject: { kind: 'hand-off', id: row.id, name: row.what },
            sentence: handOffSentence(row, ends, today),
            page: '/plan',
            options: [row.toId === null ? given : moved, dropped],
          }),
        ),
        more: all - rows.length,
        because:
          parts.length > 0
            ? `${parts.join('; ')}.`
            : all === 0
              ? 'No hand-off is loose, over its day or due within a week.'
              : `${numbers.counted(all, 'hand-off')} ${all === 1 ? 'is' : 'are'} due within a week.`,
      };
    },
  };
}
