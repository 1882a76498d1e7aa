import type { ExperimentVerdict, SinceItem, TodayItem } from '@dandelion-loop/contract';
import { answerOf, plain } from '@dandelion-loop/wording';
import { and, count, desc, eq, gte, inArray, notInArray, sql } from 'drizzle-orm';
import { dayIn } from '../../kernel/day-in.ts';
import { dayAfter } from '../../kernel/day-text.ts';
import type { Records } from '../../kernel/records.ts';
import {
  dayOfMoment,
  idsOf,
  nothingFound,
  type TodayAsked,
  type TodayFact,
  type TodaySource,
  waitingSince,
} from '../../kernel/today-source.ts';
import { experiments, results } from './records.ts';

/** Tests that were won or lost and that no decision names yet, for Today; and those that ended without a need to act. */

/** What ended longer ago is of the library. */
const freshDays = 30;
/** Of an import with more tests than that nobody acts on each: it is an archive. */
const mostOfImport = 20;
const minutes = 8;
const mostSince = 3;

/** Judged lately, run lately (or of an unknown day), and not of an archive. */
function fresh(records: Records, today: string) {
  const from = dayAfter(today, -freshDays);
  const judged = and(gte(experiments.judgedAt, new Date(`${from}T00:00:00Z`)), gte(experiments.listedOn, from));
  const small = records
    .select({ id: experiments.importId })
    .from(experiments)
    .where(gte(experiments.judgedAt, new Date(`${from}T00:00:00Z`)))
    .groupBy(experiments.importId)
    .having(sql`count(*) <= ${mostOfImport}`);
  return and(judged, inArray(experiments.importId, small));
}

const undecided = sql`NOT EXISTS (SELECT 1 FROM decisions WHERE decisions.evidence @> jsonb_build_array(jsonb_build_object('kind', 'experiment', 'id', ${experiments.id}::text)))`;

const columns = {
  ...{ id: experiments.id, title: experiments.title, verdict: experiments.verdict },
  ...{ judgedAt: experiments.judgedAt, answer: results.answer },
};
type Row = { [Name in keyof typeof columns]: (typeof columns)[Name]['_']['data'] };

function read(records: Records, of: ReturnType<typeof and>) {
  const current = and(eq(results.experimentId, experiments.id), eq(results.analysisId, experiments.analysisId));
  return records.select(columns).from(experiments).innerJoin(results, current).where(of).$dynamic();
}

const factOf = ({ id, title, verdict, judgedAt, answer }: Row, asked: TodayAsked): TodayFact => ({
  ...{ id, class: 'verdict', mark: verdict as TodayItem['mark'], minutes, mine: false },
  title: `“${title}” has its verdict`,
  fact: plain(answerOf(answer)),
  basis: `Verdict of a test, since ${dayOfMoment(judgedAt, asked)} · no decision names it yet`,
  waiting: waitingSince(dayIn(asked.timeZone, judgedAt)),
  subject: { kind: 'experiment', id, name: title.slice(0, 300) },
  action: { does: 'open', label: 'Decide', page: `/experiments/${id}` },
});

const quiet: readonly ExperimentVerdict[] = ['no-difference', 'inconclusive', 'invalid'];

export function verdictsToday(records: Records): TodaySource {
  return {
    name: 'tests',
    async read(asked) {
      const { caller, today, since, except, limit } = asked;
      if (!caller.permissions.has('experiments:read')) return nothingFound;
      const due = and(
        fresh(records, today),
        inArray(experiments.verdict, ['won', 'lost']),
        undecided,
        notInArray(experiments.id, idsOf(except)),
      );
      const [[counted], rows, ended] = await Promise.all([
        records.select({ all: count() }).from(experiments).where(due),
        read(records, due).orderBy(experiments.judgedAt, experiments.id).limit(limit),
        read(
          records,
          and(fresh(records, today), inArray(experiments.verdict, [...quiet]), gte(experiments.judgedAt, since)),
        )
          .orderBy(desc(experiments.judgedAt), experiments.id)
          .limit(mostSince),
      ]);
      const rest = counted!.all - rows.length;
      return {
        items: rows.map((row) => factOf(row, asked)),
        more: { all: rest, urgent: rest },
        since: ended.map(
          ({ id, title, verdict, judgedAt, answer }): SinceItem => ({
            ...{ mark: verdict as SinceItem['mark'], page: `/experiments/${id}`, at: judgedAt.toISOString() },
            sentence: `“${title}”: ${plain(answerOf(answer))}`,
          }),
        ),
      };
    },
  };
}
