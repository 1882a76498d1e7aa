import type { Counts } from '@dandelion-loop/contract';
import { eq } from 'drizzle-orm';
import { system } from '../../kernel/caller.ts';
import type { Transaction } from '../../kernel/records.ts';
import { methodVersion, quickAnswer } from '../analyses/index.ts';
import { storeAnswers } from '../experiments/index.ts';
import { createWorkspace } from '../workspace/index.ts';
import { announceVerdict } from './announce-outcome.ts';
import { recordImport } from './audited-import.ts';
import { quickRequest } from './choices.ts';
import { analyses, type ImportRow, imports } from './records.ts';

/** Judges counts that were typed: at once, in the transaction of the caller, since nothing is read and little is computed. */
export async function judgeCounts(
  tx: Transaction,
  of: ImportRow,
  { id: analysisId, number, counts }: { id: string; number: number; counts: Counts },
  now: Date,
): Promise<void> {
  const { schema: _, ...answer } = quickAnswer(quickRequest(counts));
  const { timeZone } = await createWorkspace({ records: tx }).read();
  const verdicts = await storeAnswers(tx, {
    ...{ importId: of.id, analysisId, importName: of.name, single: true, judgedAt: now, timeZone },
    tests: [{ name: '', ranOn: null, answer }],
  });
  await tx.update(analyses).set({ state: 'done', methodVersion, finishedAt: now }).where(eq(analyses.id, analysisId));
  await tx.update(imports).set({ currentAnalysisId: analysisId }).where(eq(imports.id, of.id));
  await recordImport(tx, system, 'judged', of, { after: { analysis: number, methodVersion, verdicts } });
  await announceVerdict(tx, of, { verdicts, answers: [answer] }, now);
}
