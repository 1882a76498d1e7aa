import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Upload } from '@dandelion-loop/contract';
import type { UploadRow } from './records.ts';

/**
 * The cells of a file that a person is shown, in a file beside it: they may be about people, and what is deleted from a database
 * stays in its pages and its log for a while. A file that is deleted is gone with them.
 */

/** The ending of its name. */
const lookEnding = '.look';

interface Look {
  /** By column, in their order. */
  examples: string[][];
  head: string[][];
}

const pathOf = (folder: string, id: string) => join(folder, `${id}${lookEnding}`);

export async function keepLook(
  folder: string,
  id: string,
  { columns, head }: Pick<Upload, 'columns' | 'head'>,
): Promise<void> {
  const look: Look = { examples: columns.map(({ examples }) => examples), head };
  await writeFile(pathOf(folder, id), JSON.stringify(look), { mode: 0o600, flush: true });
}

/** With what is shown of the cells; with nothing where the file has been deleted. */
export async function withLook(
  folder: string,
  { id, columns, deletedAt }: Pick<UploadRow, 'id' | 'columns' | 'deletedAt'>,
): Promise<Pick<Upload, 'columns' | 'head'>> {
  // The file can still be there for a while: a backup holds it.
  if (deletedAt !== null) return { columns: columns.map((column) => ({ ...column, examples: [] })), head: [] };
  const text = await readFile(pathOf(folder, id), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{"examples":[],"head":[]}';
    throw error;
  });
  const { examples, head } = JSON.parse(text) as Look;
  return { columns: columns.map((column, at) => ({ ...column, examples: examples[at] ?? [] })), head };
}

/** Takes the file and what was shown of it from the disk. */
export async function removeFile(folder: string, id: string): Promise<void> {
  await rm(join(folder, id), { force: true });
  await rm(pathOf(folder, id), { force: true });
}
