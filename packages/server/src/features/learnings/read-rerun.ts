import type { Choices, LearnedAttribute, LearningRerun } from '@dandelion-loop/contract';
import { desc, eq, inArray, sql } from 'drizzle-orm';
import type { Records } from '../../kernel/records.ts';
import { learnCommand, sampleFileName } from '../analyses/index.ts';
import { readCoderDefinitions, readMergedLevels } from '../codes/index.ts';
import { analyses, experiments, imports, type LearningSettings, uploads } from './records.ts';

/** How a learning is computed again from the files that carry it, one command a file. */

const coderFileName = 'coders.json';

interface Source {
  importId: string;
  name: string;
  source: string;
  file: string | null;
  choices: Choices | null;
  tests: number;
}

async function sourcesOf(records: Records, carriers: readonly string[]): Promise<Source[]> {
  if (carriers.length === 0) return [];
  const tests = sql<number>`count(*)::int`;
  return records
    .select({
      ...{ importId: imports.id, name: imports.name, source: imports.source, file: uploads.name },
      ...{ choices: analyses.choices, tests },
    })
    .from(experiments)
    .innerJoin(imports, eq(imports.id, experiments.importId))
    .innerJoin(analyses, eq(analyses.id, experiments.analysisId))
    .leftJoin(uploads, eq(uploads.id, imports.uploadId))
    .where(inArray(experiments.id, [...carriers]))
    .groupBy(imports.id, analyses.id, uploads.id)
    .orderBy(desc(tests), imports.id);
}

function whyNone({ choices }: Source): string {
  if (choices === null) return 'Its counts were typed: there is no file.';
  if (choices.test === null) return 'It brought one test, and the command learns from files of many.';
  return 'A variation in its planned split has a name that cannot be written in an option.';
}

const byHand =
  'People chose these levels here, variation by variation, so no file has them. Put them into a column of the file, and name it as an attribute.';

/** @param carriers ids of all experiments that carry it */
export async function readRerun(
  records: Records,
  attribute: LearnedAttribute,
  carriers: readonly string[],
  { level, practical }: LearningSettings,
): Promise<LearningRerun> {
  if (attribute.column === null) return { imports: [], coderFile: null, notes: [byHand] };
  const [sources, coders, merged] = await Promise.all([
    sourcesOf(records, carriers),
    readCoderDefinitions(records),
    readMergedLevels(records),
  ]);
  const coderFile = coders.length === 0 ? null : coderFileName;
  const found = sources.map((source) => {
    const { importId, name, tests, choices } = source;
    const file = source.source === 'sample' ? sampleFileName : (source.file ?? 'FILE');
    const command = choices && learnCommand(choices, file, { level, practical, coderFile });
    return { importId, name, tests, command, why: command === null ? whyNone(source) : null };
  });
  const usesCoders = coderFile !== null && found.some(({ command }) => command?.includes(coderFileName));
  return {
    imports: found,
    coderFile: usesCoders ? { name: coderFileName, content: JSON.stringify(coders, null, 2) } : null,
    notes: [
      ...(found.length > 1 ? ['It is pooled over several imports: each command gives what its own file says.'] : []),
      ...(attribute.coder === null && merged.columns.has(attribute.column)
        ? ['Levels were put together here. In the file they are apart: write them alike there first.']
        : []),
    ],
  };
}
