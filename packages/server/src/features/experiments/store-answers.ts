import { randomUUID } from 'node:crypto';
import type { TestAnswer } from '@dandelion-loop/contract';
import { and, eq, getTableColumns, inArray, ne, sql } from 'drizzle-orm';
import { storable } from '../../kernel/fold-text.ts';
import type { Transaction } from '../../kernel/records.ts';
import { experiments, results, type VariationMetric, variations } from './records.ts';
import { oneLine, searchTextOf, sortTitleOf } from './search-text.ts';
import { shownAnswer } from './shown-answer.ts';

export interface JudgedTest {
  /** In the file; empty when the file holds one test. */
  name: string;
  /** Words for people; without one the name, or the import's name, is the title. */
  title?: string;
  /** A day, ISO 8601; null when the file says nothing. */
  ranOn: string | null;
  answer: TestAnswer;
  /** What each variation of the answer is made of, by column; null where its rows differ. Left out: nobody said. */
  contents?: readonly Readonly<Record<string, string | null>>[];
}

export interface Answers {
  importId: string;
  analysisId: string;
  importName: string;
  /** Whether the file holds one test, which then bears the import's name. */
  single: boolean;
  judgedAt: Date;
  /** Of the workspace: where the day of judging begins. UTC when left out. */
  timeZone?: string;
  tests: Iterable<JudgedTest>;
}

/** Answers of thousands of tests are large: they are written when a batch has as many tests, or characters, as this. */
const mostTests = 200;
const mostCharacters = 2_000_000;

type Row = typeof experiments.$inferInsert;
type Known = Pick<Row, 'id' | 'title' | 'titledByPerson' | 'tags' | 'firstJudgedAt'>;

interface Draft {
  experiment: Row;
  /** As JSON. */
  answer: string;
  /** As JSON. */
  variations: string;
}

/** Waits for a person who is changing one of them, and keeps others waiting until the answers are in. */
async function knownTests(tx: Transaction, importId: string): Promise<Map<string, Known>> {
  const { id, name, title, titledByPerson, tags, firstJudgedAt } = getTableColumns(experiments);
  const rows = await tx
    .select({ id, name, title, titledByPerson, tags, firstJudgedAt })
    .from(experiments)
    .where(eq(experiments.importId, importId))
    .for('update');
  return new Map(rows.map(({ name, ...known }) => [name, known]));
}

/** What `jsonb` refuses is replaced; a lone half of a surrogate pair is always escaped by `JSON.stringify`. */
function asJson(value: unknown): string {
  const text = JSON.stringify(value);
  return text.replace(/(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f]..)/g, '$1\ufffd');
}

const dayIn = (timeZone: string) => {
  // The Swedish way to write a day is ISO 8601.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  return (moment: Date): string => format.format(moment);
};

function titleOf({ name, title }: JudgedTest, { single, importName }: Answers): string {
  return oneLine(title ?? '') || oneLine(single ? importName : name) || 'Without a name';
}

/** Rows of the table `variations`. */
function variationsOf({ answer, contents }: JudgedTest, experimentId: string) {
  return answer.source.variations.map(({ name }, place) => ({
    ...{ experiment_id: experimentId, place, name, content: contents?.[place] ?? {} },
    metrics: answer.metrics.flatMap((metric): VariationMetric[] => {
      const of = metric.variations.find((variation) => variation.name === name);
      if (of === undefined) return [];
      const { units, value, standardDeviation } = of;
      return [{ name: metric.name, kind: metric.kind, direction: metric.direction, units, value, standardDeviation }];
    }),
  }));
}

function draftOf(test: JudgedTest, known: Known | undefined, answers: Answers, dayOf: (moment: Date) => string): Draft {
  const { importId, analysisId, judgedAt } = answers;
  const titledByPerson = known?.titledByPerson ?? false;
  const title = known && titledByPerson ? known.title : titleOf(test, answers);
  const tags = known?.tags ?? [];
  const firstJudgedAt = known?.firstJudgedAt ?? judgedAt;
  const experiment: Row = {
    ...{ id: known?.id ?? randomUUID(), importId, name: storable(test.name), analysisId },
    ...{ title, titledByPerson, tags },
    ...shownAnswer(test.answer),
    ...{ ranOn: test.ranOn, listedOn: test.ranOn ?? dayOf(firstJudgedAt), firstJudgedAt, judgedAt },
    searchText: searchTextOf(
      title,
      test.answer.source.variations.map(({ name }) => name),
      tags ?? [],
    ),
    sortTitle: sortTitleOf(title),
  };
  return { experiment, answer: asJson(test.answer), variations: asJson(variationsOf(test, experiment.id)) };
}

const columns = Object.entries(getTableColumns(experiments));
/** What a person may have changed is the store's own. */
const written = columns.filter(([key]) => key !== 'note' && key !== 'version');
const names = sql.raw(written.map(([, { name }]) => name).join(', '));
/** What judging again writes anew: all but what belongs to the test itself, or to the person who changed it. */
const kept = ['id', 'importId', 'name', 'titledByPerson', 'tags', 'firstJudgedAt'];
const anew = sql.raw(
  written.flatMap(([key, { name }]) => (kept.includes(key) ? [] : [`${name} = excluded.${name}`])).join(', '),
);

/** As one value: thousands of rows of thirty would be as many values, and most of the time would go to counting them. */
const asRows = (drafts: readonly Draft[]): string =>
  JSON.stringify(
    drafts.map(({ experiment }) =>
      Object.fromEntries(written.map(([key, { name }]) => [name, experiment[key as keyof Row]])),
    ),
  );

async function write(tx: Transaction, drafts: readonly Draft[]): Promise<void> {
  if (drafts.length === 0) return;
  await tx.execute(sql`
    INSERT INTO ${experiments} (${names})
    SELECT ${names} FROM json_populate_recordset(NULL::${experiments}, ${asRows(drafts)}::json)
    ON CONFLICT (id) DO UPDATE SET ${anew}`);
  const ids = drafts.map(({ experiment }) => experiment.id);
  await tx.delete(variations).where(inArray(variations.experimentId, ids));
  for (const draft of drafts) {
    await tx.execute(sql`
      INSERT INTO ${variations} SELECT * FROM jsonb_populate_recordset(NULL::${variations}, ${draft.variations}::jsonb)`);
  }
  await tx.insert(results).values(
    drafts.map(({ experiment: { id, analysisId, verdict }, answer }) => ({
      ...{ experimentId: id, analysisId, verdict },
      answer: sql`${answer}::jsonb`,
    })),
  );
}

/**
 * Makes the answers of an analysis those that are shown. A test that was there keeps its id, tags and note, and its title if
 * a person gave it; tests that the new answers do not have go, with their old answers. Whole or not at all: by the caller's transaction.
 * Answers with how many tests have which verdict.
 */
export async function storeAnswers(tx: Transaction, answers: Answers): Promise<Record<string, number>> {
  const { importId, analysisId, timeZone = 'UTC', tests } = answers;
  const known = await knownTests(tx, importId);
  const dayOf = dayIn(timeZone);
  let batch: Draft[] = [];
  let characters = 0;
  const verdicts: Record<string, number> = {};
  for (const test of tests) {
    const draft = draftOf(test, known.get(storable(test.name)), answers, dayOf);
    batch.push(draft);
    verdicts[draft.experiment.verdict] = (verdicts[draft.experiment.verdict] ?? 0) + 1;
    characters += draft.answer.length;
    if (batch.length < mostTests && characters < mostCharacters) continue;
    await write(tx, batch);
    batch = [];
    characters = 0;
  }
  await write(tx, batch);
  await tx.delete(experiments).where(and(eq(experiments.importId, importId), ne(experiments.analysisId, analysisId)));
  return verdicts;
}
