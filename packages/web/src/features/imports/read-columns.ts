import type { Choices, Import, Upload, UploadColumn } from '@dandelion-loop/contract';

/** Which columns can be chosen when an import is judged again. */

const columnsOf = (choices: Choices): (string | null)[] => [
  choices.variation,
  choices.unit,
  choices.test,
  choices.period,
  ...choices.segments,
  ...choices.search,
  ...choices.metrics.flatMap(({ numerator, denominator, covariate }) => [numerator, denominator, covariate]),
];

/** Columns that were read before: they can be read again without the file. */
function readBefore({ analyses }: Pick<Import, 'analyses'>): Set<string> {
  const names = analyses.flatMap(({ choices }) => (choices === null ? [] : columnsOf(choices)));
  return new Set(names.filter((name) => name !== null));
}

/** All of the file while it is there, else those that were read before. Without a file nothing is known but their names. */
export function choosableColumns(imported: Pick<Import, 'analyses'>, upload: Upload | null): readonly UploadColumn[] {
  if (upload !== null && upload.deletedAt === null) return upload.columns;
  const before = readBefore(imported);
  if (upload !== null) return upload.columns.filter(({ name }) => before.has(name));
  return [...before].map((name) => ({ name, examples: [], guess: 'none', kind: null }));
}
