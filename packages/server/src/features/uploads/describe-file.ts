import type { MetricKind, Upload, UploadColumn } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { InspectedFile } from '../files/index.ts';
import { isStorable, storable } from './file-name.ts';

/** What an upload tells of its file: kind, columns, first rows. Pure. */

/** What columns seem to be, by names and first rows. */
export type GuessRoles = (
  columns: readonly string[],
  head: InspectedFile['head'],
) => readonly { guess: UploadColumn['guess']; kind: MetricKind | null }[];

/** As in the choices of an import: a longer name could not be chosen. */
const longestColumnName = 1000;
const mostRows = 20;
const mostExamples = 5;
const longestCell = 200;
const longestExample = 60;
/** Characters of all rows that are shown: a row of a wide file is long. */
const mostCharacters = 500_000;

const delimiters: Record<string, string> = { ';': 'semicolons', '\t': 'tabs', '|': 'vertical bars' };

function formatWords({ layout, compression }: InspectedFile): string {
  const zipped = compression === 'none' ? '' : ', zipped';
  switch (layout.format) {
    case 'csv': {
      const delimiter = delimiters[layout.delimiter];
      const with_ = layout.delimiter === ',' ? '' : ` with ${delimiter ?? `“${layout.delimiter}” between cells`}`;
      return `CSV${with_}${zipped}`;
    }
    case 'json-lines':
      return `JSON lines${zipped}`;
    case 'json-array':
      return `JSON list${zipped}`;
    case 'parquet':
      return `Parquet${zipped}`;
  }
}

function cut(text: string, longest: number): string {
  const characters = text.length > longest ? [...text.slice(0, 2 * longest + 2)] : null;
  const shown = characters && characters.length > longest ? `${characters.slice(0, longest).join('')}…` : text;
  return storable(shown);
}

function checkNames({ columns, shown }: InspectedFile): void {
  const long = columns.findIndex((name) => name.length > longestColumnName);
  if (long >= 0) {
    throw new DandelionFailure(
      'format-broken',
      `The name of column ${numbers.count(long + 1)} of ${shown} is longer than ${numbers.count(longestColumnName)} characters. Check that the first line names the columns.`,
    );
  }
  const odd = columns.findIndex((name) => !isStorable(name));
  if (odd >= 0) {
    throw new DandelionFailure(
      'format-broken',
      `The name of column ${numbers.count(odd + 1)} of ${shown} holds a character that is no text. Rename the column.`,
    );
  }
}

function headOf({ columns, head }: InspectedFile): string[][] {
  const rows: string[][] = [];
  let characters = 0;
  for (const row of head.slice(0, mostRows)) {
    const cells = columns.map((name) => cut(row[name] ?? '', longestCell));
    characters += cells.reduce((sum, cell) => sum + cell.length, 0);
    if (rows.length > 0 && characters > mostCharacters) break;
    rows.push(cells);
  }
  return rows;
}

function examplesOf(name: string, head: InspectedFile['head']): string[] {
  const examples = new Set<string>();
  for (const row of head) {
    const cell = row[name] ?? '';
    if (cell !== '') examples.add(cut(cell, longestExample));
    if (examples.size === mostExamples) break;
  }
  return [...examples];
}

/** Fails when a column could not be spoken of. */
export function describeFile(file: InspectedFile, guessRoles: GuessRoles): Pick<Upload, 'format' | 'columns' | 'head'> {
  checkNames(file);
  const guesses = guessRoles(file.columns, file.head);
  return {
    format: formatWords(file),
    columns: file.columns.map((name, at) => ({ name, examples: examplesOf(name, file.head), ...guesses[at]! })),
    head: headOf(file),
  };
}
