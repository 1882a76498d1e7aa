import type { BodyOf, changeExperiment } from '@dandelion-loop/contract';
import { and, eq, sql } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { gone } from './read-experiment.ts';
import { experiments, results } from './records.ts';
import { oneLine, searchTextOf, sortTitleOf } from './search-text.ts';

const collator = new Intl.Collator('en', { numeric: true });

/** On one line each, the first of those that differ in capitals only, in the order of the alphabet. */
function tidyTags(tags: readonly string[]): string[] {
  const bySmall = new Map<string, string>();
  for (const tag of tags.map(oneLine)) {
    const small = tag.toLowerCase();
    if (tag !== '' && !bySmall.has(small)) bySmall.set(small, tag);
  }
  return [...bySmall.values()].sort((a, b) => collator.compare(a, b) || (a < b ? -1 : 1));
}

/** The names are kept in the answer only. */
async function variationsOf(tx: Transaction, id: string, analysisId: string): Promise<string[]> {
  const [found] = await tx
    .select({ names: sql<string[]>`jsonb_path_query_array(${results.answer}, '$.source.variations[*].name')` })
    .from(results)
    .where(and(eq(results.experimentId, id), eq(results.analysisId, analysisId)));
  return found?.names ?? [];
}

/** The one test of an import is called as its import is, unless a person gave it a title. */
export async function followImportName(
  tx: Transaction,
  by: Actor,
  { importId, importName }: { importId: string; importName: string },
): Promise<void> {
  const [only] = await tx
    .select()
    .from(experiments)
    .where(and(eq(experiments.importId, importId), eq(experiments.name, ''), eq(experiments.titledByPerson, false)))
    .for('update');
  if (!only) return;
  const title = oneLine(importName) || only.title;
  const searchText = searchTextOf(title, await variationsOf(tx, only.id, only.analysisId), only.tags);
  await tx
    .update(experiments)
    .set({ title, searchText, sortTitle: sortTitleOf(title) })
    .where(eq(experiments.id, only.id));
  await recordChange(tx, by, only, { title });
}

type Audited = Pick<typeof experiments.$inferSelect, 'title' | 'tags' | 'note'>;

async function recordChange(
  tx: Transaction,
  by: Actor,
  { id, title, tags, note }: Audited & { id: string },
  change: Partial<Audited>,
): Promise<void> {
  const before = { title, tags, note };
  const after = { ...before, ...change };
  await record(tx, by, {
    action: 'experiment.changed',
    subject: { kind: 'experiment', id, name: after.title },
    ...{ before, after },
  });
}

/** Fails with `conflict` when somebody else changed it since `version`. What is left out stays. */
export async function applyChange(
  records: Records,
  by: Actor,
  id: string,
  { version, title, tags, note }: BodyOf<typeof changeExperiment>,
): Promise<void> {
  await records.transaction(async (tx) => {
    const [now] = await tx.select().from(experiments).where(eq(experiments.id, id)).for('update');
    if (!now) throw gone();
    if (now.version !== version) {
      throw new DandelionFailure(
        'conflict',
        'Somebody changed this experiment meanwhile. Look at it as it is now, then change what you still want.',
      );
    }
    const newTitle = title === undefined ? now.title : oneLine(title) || now.title;
    const newTags = tags === undefined ? now.tags : tidyTags(tags);
    const newNote = note === undefined ? now.note : storable(note);
    await tx
      .update(experiments)
      .set({
        title: newTitle,
        titledByPerson: now.titledByPerson || newTitle !== now.title,
        tags: newTags,
        note: newNote,
        searchText: searchTextOf(newTitle, await variationsOf(tx, id, now.analysisId), newTags),
        sortTitle: sortTitleOf(newTitle),
        version: version + 1,
      })
      .where(eq(experiments.id, id));
    await recordChange(tx, by, now, { title: newTitle, tags: newTags, note: newNote });
  });
}
