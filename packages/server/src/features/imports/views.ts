import type { Analysis, AnswerOf, getWork, Import } from '@dandelion-loop/contract';
import { and, desc, eq, gt, inArray, or, sql } from 'drizzle-orm';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records } from '../../kernel/records.ts';
import { analyses, experiments, imports, type ShownRow, shownColumns, uploads } from './records.ts';

/** Imports as people see them. */

const shownAnalysis = (row: ShownRow): Analysis => ({
  id: row.id,
  number: row.number,
  state: row.state,
  stage: row.stage,
  fraction: row.fraction,
  failure: row.failure,
  choices: row.choices,
  counts: row.counts,
  methodVersion: row.methodVersion,
  createdAt: row.createdAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

interface Brought {
  count: number;
  only: string | null;
}

/** How many tests each import brought, and the id of one that is alone. */
async function readBrought(records: Records, importIds: readonly string[]): Promise<(importId: string) => Brought> {
  if (importIds.length === 0) return () => ({ count: 0, only: null });
  const rows = await records
    .select({
      importId: experiments.importId,
      count: sql<number>`count(*)::int`,
      only: sql<string>`min(${experiments.id}::text)`,
    })
    .from(experiments)
    .where(inArray(experiments.importId, [...importIds]))
    .groupBy(experiments.importId);
  const found = new Map(
    rows.map(({ importId, count, only }) => [importId, { count, only: count === 1 ? only : null }]),
  );
  return (importId) => found.get(importId) ?? { count: 0, only: null };
}

/** Newest first; of one import where its id is given. */
export async function readImports(records: Records, id?: string): Promise<Import[]> {
  // First: what is done by now is in what is read after it.
  const judged = await records
    .select(shownColumns)
    .from(analyses)
    .where(id === undefined ? undefined : eq(analyses.importId, id))
    .orderBy(desc(analyses.number));
  const rows = await records
    .select({ of: imports, stored: sql<boolean>`${uploads.id} IS NOT NULL AND ${uploads.deletedAt} IS NULL` })
    .from(imports)
    .leftJoin(uploads, eq(uploads.id, imports.uploadId))
    .where(id === undefined ? undefined : eq(imports.id, id))
    .orderBy(desc(imports.createdAt), imports.id);
  const ids = rows.map(({ of }) => of.id);
  if (ids.length === 0) return [];
  const broughtBy = await readBrought(records, ids);
  const byImport = new Map(ids.map((importId) => [importId, [] as ShownRow[]]));
  for (const row of judged) byImport.get(row.importId)?.push(row);
  return rows.flatMap(({ of, stored }) => {
    const brought = broughtBy(of.id);
    const own = byImport.get(of.id) ?? [];
    // It came a moment ago.
    if (own.length === 0) return [];
    return {
      ...{
        id: of.id,
        name: of.name,
        source: of.source,
        uploadId: of.uploadId,
        uploadThere: of.source === 'sample' || stored,
      },
      analyses: own.map(shownAnalysis),
      ...{ currentAnalysisId: of.currentAnalysisId, experiments: brought.count, experimentId: brought.only },
      ...{ version: of.version, createdAt: of.createdAt.toISOString() },
    };
  });
}

export async function readImport(records: Records, id: string): Promise<Import> {
  const [found] = await readImports(records, id);
  if (found === undefined) throw noImport();
  return found;
}

export const noImport = () => new DandelionFailure('not-found', 'There is no such import. It may have been deleted.');

/** What is under way, and what ended after `since`; newest first, one line an import. */
export async function readWork(records: Records, since: Date | null): Promise<AnswerOf<typeof getWork>['work']> {
  const underWay = inArray(analyses.state, ['queued', 'running']);
  const rows = await records
    .selectDistinctOn([analyses.importId], { name: imports.name, analysis: shownColumns })
    .from(analyses)
    .innerJoin(imports, eq(imports.id, analyses.importId))
    .where(since === null ? underWay : or(underWay, gt(analyses.finishedAt, since)))
    .orderBy(analyses.importId, desc(analyses.number));
  const broughtBy = await readBrought(
    records,
    rows.map(({ analysis }) => analysis.importId),
  );
  return rows
    .toSorted((a, b) => b.analysis.createdAt.getTime() - a.analysis.createdAt.getTime())
    .map(({ name, analysis: { importId, state, stage, fraction, failure, finishedAt } }) => {
      const brought = broughtBy(importId);
      return {
        ...{ importId, name, state, stage, fraction },
        message: failure?.message ?? null,
        ...{ experiments: brought.count, experimentId: brought.only },
        finishedAt: finishedAt?.toISOString() ?? null,
      };
    });
}

/** Whether an analysis that is under way reads this upload, or is about to. */
export async function readsUpload(records: Records, uploadId: string): Promise<boolean> {
  const found = await records
    .select({ id: imports.id })
    .from(imports)
    .innerJoin(analyses, eq(analyses.importId, imports.id))
    .where(and(eq(imports.uploadId, uploadId), inArray(analyses.state, ['queued', 'running'])))
    .limit(1);
  return found.length > 0;
}
