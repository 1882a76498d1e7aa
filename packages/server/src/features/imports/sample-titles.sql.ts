import type { TestAnswer } from '@dandelion-loop/contract';
import { primaryMetric, testVerdict } from '@dandelion-loop/wording';
import type { Engine } from '../../kernel/engine.ts';
import type { AnalysisRows } from '../analyses/index.ts';

/** The ids of the sample's tests mean nothing to people: their titles are headlines. */
export const headlineColumn = 'headline';

/** Which headline had each variation of each test? */
export async function readHeadlines(
  engine: Engine,
  { from, columns }: AnalysisRows,
  { test, variation }: { test: string; variation: string },
): Promise<(test: string, variation: string) => string | undefined> {
  const [tests, variations, headlines] = [test, variation, headlineColumn].map((name) => columns.get(name)!);
  const rows = await engine.rows<{ test: string; variation: string; headline: string }>({
    sql: `SELECT ${tests} AS test, ${variations} AS variation, argMin(${headlines}, n) AS headline
          FROM ${from.source} GROUP BY test, variation`,
  });
  const found = new Map(rows.map((row) => [JSON.stringify([row.test, row.variation]), row.headline]));
  return (ofTest, ofVariation) => found.get(JSON.stringify([ofTest, ofVariation]));
}

/** The variation that gives a test its title: the winner, or else the first. */
export function titleVariation(answer: TestAnswer): string {
  const first = answer.source.variations[0]?.name ?? '';
  const metric = primaryMetric(answer);
  if (metric === undefined || metric === null || testVerdict(answer) !== 'won') return first;
  const sign = metric.direction === 'lower-is-better' ? -1 : 1;
  const gain = ({ difference }: (typeof metric.comparisons)[number]) => sign * (difference.value ?? 0);
  const better = metric.comparisons.filter(({ verdict }) => verdict === 'better');
  return better.toSorted((a, b) => gain(b) - gain(a))[0]?.variation ?? first;
}
