import type { Comparison, Experiment, ExperimentRow, Metric, Result } from '@dandelion-loop/contract';
import type { TextDownload } from '../../kernel/route.ts';
import { type Cell, writeCsv } from '../../kernel/write-csv.ts';

/** Answers as files, for spreadsheets and programs. Rates and lifts are fractions, as in the API. Pure. */

/** No signs that a file system refuses, and short enough for all of them. */
function fileNameOf(title: string, ending: string): string {
  const plain = title
    .replaceAll(/[\p{C}\\/:*?"<>|]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return `${
    [...plain]
      .slice(0, 80)
      .join('')
      .replace(/^[. ]+|[. ]+$/g, '') || 'experiment'
  }.${ending}`;
}

interface Group {
  column: string | null;
  value: string | null;
  metric: Metric;
}

type Column<Of> = readonly [head: string, cell: (of: Of) => Cell];
type ComparisonRow = Group & { experiment: Experiment; comparison: Comparison };

const ofVariation = ({ metric, comparison }: ComparisonRow) =>
  metric.variations.find(({ name }) => name === comparison.variation);
const ofControl = ({ metric, comparison }: ComparisonRow) =>
  metric.variations.find(({ name }) => name === comparison.control);

const comparisonColumns: readonly Column<ComparisonRow>[] = [
  ['experiment', ({ experiment }) => experiment.title],
  ['experiment verdict', ({ experiment }) => experiment.verdict],
  ['health', ({ experiment }) => experiment.answer.health.verdict],
  ['segment', ({ column }) => column],
  ['segment value', ({ value }) => value],
  ['metric', ({ metric }) => metric.name],
  ['kind', ({ metric }) => metric.kind],
  ['currency', ({ metric }) => metric.currency ?? null],
  ['decides', ({ metric }) => (metric.primary ? 'yes' : 'no')],
  ['direction', ({ metric }) => metric.direction],
  ['variation', ({ comparison }) => comparison.variation],
  ['compared with', ({ comparison }) => comparison.control ?? 'all others'],
  ['units', (row) => ofVariation(row)?.units ?? null],
  ['units compared with', (row) => ofControl(row)?.units ?? null],
  ['value', (row) => ofVariation(row)?.value ?? null],
  ['value compared with', (row) => ofControl(row)?.value ?? null],
  ['difference', ({ comparison }) => comparison.difference.value],
  ['difference low', ({ comparison }) => comparison.difference.low],
  ['difference high', ({ comparison }) => comparison.difference.high],
  ['lift', ({ comparison }) => comparison.lift.value],
  ['lift low', ({ comparison }) => comparison.lift.low],
  ['lift high', ({ comparison }) => comparison.lift.high],
  ['level', ({ comparison }) => comparison.level],
  ['inference', ({ comparison }) => comparison.inference],
  ['p-value', ({ comparison }) => comparison.pValue],
  ['adjusted p-value', ({ comparison }) => comparison.adjustedPValue],
  ['chance to win', ({ comparison }) => comparison.chanceToWin],
  ['expected loss', ({ comparison }) => comparison.expectedLoss],
  ['practical margin', ({ comparison }) => comparison.practicalMargin],
  ['units needed in each variation', ({ comparison }) => comparison.unitsNeeded],
  ['verdict', ({ comparison }) => comparison.verdict],
  ['worth having', ({ comparison }) => comparison.worthHaving],
  ['sentence', ({ comparison }) => comparison.sentence],
  ['method', ({ comparison }) => comparison.method],
];

function groupsOf({ metrics, segments }: Experiment['answer']): Group[] {
  const inSegments = segments.flatMap(({ column, values }) =>
    values.flatMap(({ value, metrics: own }) => own.map((metric) => ({ column, value, metric }))),
  );
  return [...metrics.map((metric) => ({ column: null, value: null, metric })), ...inSegments];
}

const tableOf = <Of>(columns: readonly Column<Of>[], rows: readonly Of[]): string =>
  writeCsv(
    columns.map(([head]) => head),
    rows.map((row) => columns.map(([, cell]) => cell(row))),
  );

function answerAsCsv(experiment: Experiment): string {
  const rows = groupsOf(experiment.answer).flatMap((group) =>
    group.metric.comparisons.map((comparison) => ({ ...group, experiment, comparison })),
  );
  return tableOf(comparisonColumns, rows);
}

/** The answer as the command line prints it, and what it belongs to. */
function answerAsJson({ answer, ...meta }: Experiment): string {
  const result: Result = { schema: 1, ...answer };
  const { id, title, name, importName, uploadName, ranOn, tags, note, verdict, analysis, importNotes } = meta;
  const { number, finishedAt, methodVersion, choices, counts } = analysis;
  const experiment = { id, title, name, importName, uploadName, ranOn, tags, note, verdict };
  const of = { number, finishedAt, methodVersion, choices, counts, notes: importNotes };
  return `${JSON.stringify({ ...result, experiment, analysis: of }, null, 2)}\n`;
}

export function exportAnswer(experiment: Experiment, format: 'csv' | 'json'): TextDownload {
  const fileName = fileNameOf(experiment.title, format);
  return format === 'csv'
    ? { fileName, mediaType: 'text/csv; charset=utf-8', content: answerAsCsv(experiment) }
    : { fileName, mediaType: 'application/json; charset=utf-8', content: answerAsJson(experiment) };
}

const listColumns: readonly Column<ExperimentRow>[] = [
  ['experiment', ({ title }) => title],
  ['verdict', ({ verdict }) => verdict],
  ['health', ({ health }) => health],
  ['invalid because', ({ invalidBecause }) => invalidBecause],
  ['variations', ({ variations }) => variations],
  ['units', ({ units }) => units],
  ['metric', ({ metric }) => metric],
  ['kind', ({ kind }) => kind],
  ['currency', ({ currency }) => currency],
  ['variation', ({ variation }) => variation],
  ['compared with', ({ variation, control }) => (variation === null ? null : (control ?? 'all others'))],
  ['difference', ({ difference }) => difference.value],
  ['difference low', ({ difference }) => difference.low],
  ['difference high', ({ difference }) => difference.high],
  ['lift', ({ lift }) => lift.value],
  ['lift low', ({ lift }) => lift.low],
  ['lift high', ({ lift }) => lift.high],
  ['ran on', ({ ranOn }) => ranOn],
  ['judged at', ({ judgedAt }) => judgedAt],
  ['tags', ({ tags }) => tags.join('; ')],
  ['import', ({ importName }) => importName],
  ['id', ({ id }) => id],
];

export const exportList = (rows: readonly ExperimentRow[]): TextDownload => ({
  fileName: 'experiments.csv',
  mediaType: 'text/csv; charset=utf-8',
  content: tableOf(listColumns, rows),
});
