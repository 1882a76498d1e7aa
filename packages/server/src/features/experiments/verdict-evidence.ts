import type { AgendaOption, ExperimentVerdict } from '@dandelion-loop/contract';
import { answerOf, numbers, plain } from '@dandelion-loop/wording';
import { and, count, desc, eq, gt, lte, sql } from 'drizzle-orm';
import { dayIn } from '../../kernel/day-in.ts';
import { dayText } from '../../kernel/day-text.ts';
import { type EvidenceSource, mostItems, option } from '../../kernel/evidence-source.ts';
import type { Records } from '../../kernel/records.ts';
import { experiments, results } from './records.ts';

/** What can be acted on first. */
const order: readonly ExperimentVerdict[] = ['won', 'lost', 'no-difference', 'invalid', 'inconclusive'];

/** What there is to decide about a test with such a verdict. */
const options: Record<ExperimentVerdict, readonly AgendaOption[]> = {
  won: [
    option('Use it for everyone', 'As the result says.'),
    option('Test it once more', 'Where more depends on it than one test can carry.'),
    option('Leave it as it was', 'Against the result: say why.', true),
  ],
  lost: [
    option('Leave it as it was', 'As the result says.'),
    option('Change it and test again', 'Where the idea is still worth a try.'),
    option('Use it all the same', 'Against the result: say why.', true),
  ],
  'no-difference': [
    option('Take what costs less', 'Neither brings more that would be worth having.'),
    option('Test something that differs more', 'A small change was not enough.'),
  ],
  inconclusive: [
    option('Run it on', 'Until it can be told.'),
    option('End it and leave it as it was', 'What it would still tell is not worth the wait.'),
  ],
  invalid: [
    option('Repair what was wrong and run it again', 'Nothing can be read from it as it is.'),
    option('Let it be', 'It is not worth another run.'),
  ],
};

/** Tests that were judged since the meeting before, for the block `verdicts`. */
export function verdictEvidence(records: Records): EvidenceSource {
  return {
    kind: 'verdicts',
    async read({ since, now, timeZone }) {
      const recent = and(gt(experiments.judgedAt, since), lte(experiments.judgedAt, now));
      const place = sql`array_position(ARRAY[${sql.join(
        order.map((verdict) => sql`${verdict}::text`),
        sql`, `,
      )}], ${experiments.verdict})`;
      const [[counted], rows] = await Promise.all([
        records.select({ total: count() }).from(experiments).where(recent),
        records
          .select({
            ...{ id: experiments.id, title: experiments.title, verdict: experiments.verdict },
            answer: results.answer,
          })
          .from(experiments)
          .innerJoin(
            results,
            and(eq(results.experimentId, experiments.id), eq(results.analysisId, experiments.analysisId)),
          )
          .where(recent)
          .orderBy(place, desc(experiments.judgedAt), experiments.id)
          .limit(mostItems),
      ]);
      const total = counted!.total;
      const day = dayText(dayIn(timeZone, since));
      return {
        items: rows.map(({ id, title, verdict, answer }) => ({
          subject: { kind: 'experiment', id, name: title },
          sentence: plain(answerOf(answer)),
          page: `/experiments/${id}`,
          options: [...options[verdict as ExperimentVerdict]],
        })),
        more: Math.max(0, total - rows.length),
        because:
          total === 0
            ? `No test was judged since ${day}.`
            : `${numbers.counted(total, 'test')} ${total === 1 ? 'was' : 'were'} judged since ${day}.`,
      };
    },
  };
}
