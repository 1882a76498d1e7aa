import type { Analysis, Experiment, ExperimentVerdict, TestAnswer } from '@dandelion-loop/contract';
import { and, desc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records } from '../../kernel/records.ts';
import { analyzeCommand, quickCommand, sampleFileName } from '../analyses/index.ts';
import { analyses, experiments, imports, results, uploads } from './records.ts';

/** One experiment with an answer: the current one, or an older one of its history. */

export const gone = () =>
  new DandelionFailure(
    'not-found',
    'There is no such experiment. It was deleted with its import, or its import was judged again without it. Go back to the list.',
  );

const noSuchAnswer = () =>
  new DandelionFailure(
    'not-found',
    'This experiment has no answer of that analysis. Choose one from its history, or name none for the current one.',
  );

/** Which answer is meant: that of the analysis asked for, else the current one. */
const meant = (analysis: string | undefined): SQL =>
  analysis === undefined ? eq(results.analysisId, experiments.analysisId) : eq(results.analysisId, analysis);

const { statements: _, notes: __, ...ofAnalysis } = getTableColumns(analyses);
const { searchText: ___, sortTitle: ____, ...ofExperiment } = getTableColumns(experiments);

function answered(records: Records, id: string, analysis: string | undefined) {
  return records
    .select({
      experiment: ofExperiment,
      import: { name: imports.name, version: imports.version, source: imports.source },
      siblings: sql<number>`(SELECT count(*)::int - 1 FROM experiments AS others WHERE others.import_id = ${imports.id})`,
      upload: { name: uploads.name, deletedAt: uploads.deletedAt },
      analysis: ofAnalysis,
      notes: analyses.notes,
      result: { verdict: results.verdict, answer: results.answer },
    })
    .from(experiments)
    .innerJoin(imports, eq(imports.id, experiments.importId))
    .leftJoin(uploads, eq(uploads.id, imports.uploadId))
    .leftJoin(results, and(eq(results.experimentId, experiments.id), meant(analysis)))
    .leftJoin(analyses, eq(analyses.id, results.analysisId))
    .where(eq(experiments.id, id));
}

function historyOf(records: Records, id: string) {
  return records
    .select({
      analysisId: analyses.id,
      number: analyses.number,
      finishedAt: analyses.finishedAt,
      createdAt: analyses.createdAt,
      verdict: results.verdict,
      methodVersion: analyses.methodVersion,
    })
    .from(results)
    .innerJoin(analyses, eq(analyses.id, results.analysisId))
    .where(eq(results.experimentId, id))
    .orderBy(desc(analyses.number));
}

type AnalysisRow = Omit<typeof analyses.$inferSelect, 'statements' | 'notes'>;

const analysisOf = ({ createdAt, finishedAt, ...row }: AnalysisRow): Analysis => ({
  ...row,
  state: row.state as Analysis['state'],
  failure: row.failure as Analysis['failure'],
  createdAt: createdAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
});

/** How to get the same answer without the workspace. */
function commandOf({ choices, counts }: Analysis, file: string, { why }: TestAnswer): string | null {
  if (counts !== null) return quickCommand(counts);
  return choices && analyzeCommand(choices, file, why?.funnel?.[0]?.metrics ?? null);
}

export async function readExperiment(records: Records, id: string, analysis?: string): Promise<Experiment> {
  const [[found], history] = await Promise.all([answered(records, id, analysis), historyOf(records, id)]);
  if (!found) throw gone();
  if (found.result === null || found.analysis === null) throw noSuchAnswer();
  const { experiment, upload } = found;
  const shown = analysisOf(found.analysis);
  const answer = found.result.answer as TestAnswer;
  return {
    ...{ id, title: experiment.title, name: experiment.name === '' ? null : experiment.name },
    ...{ importId: experiment.importId, importName: found.import.name, importVersion: found.import.version },
    siblings: found.siblings,
    uploadName: upload?.name ?? null,
    // The sample comes with the program.
    uploadThere: found.import.source === 'sample' || (upload !== null && upload.deletedAt === null),
    ...{ ranOn: experiment.ranOn, tags: experiment.tags, note: experiment.note, version: experiment.version },
    verdict: found.result.verdict as ExperimentVerdict,
    analysis: shown,
    history: history.map(({ finishedAt, createdAt, verdict, methodVersion, ...rest }) => ({
      ...rest,
      finishedAt: (finishedAt ?? createdAt).toISOString(),
      verdict: verdict as ExperimentVerdict,
      methodVersion: methodVersion ?? '',
      current: rest.analysisId === experiment.analysisId,
    })),
    answer,
    command: commandOf(shown, found.import.source === 'sample' ? sampleFileName : (upload?.name ?? 'FILE'), answer),
    importNotes: found.notes ?? [],
  };
}

export async function readStatements(records: Records, id: string, analysis?: string) {
  const [found] = await records
    .select({ statements: analyses.statements })
    .from(experiments)
    .leftJoin(results, and(eq(results.experimentId, experiments.id), meant(analysis)))
    .leftJoin(analyses, eq(analyses.id, results.analysisId))
    .where(eq(experiments.id, id));
  if (!found) throw gone();
  if (found.statements === null) throw noSuchAnswer();
  return { statements: found.statements };
}
