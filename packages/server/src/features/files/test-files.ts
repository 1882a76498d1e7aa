import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Engine } from '../../kernel/engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { type FileLimits, inspectFile, type LoadedTable, type LoadFile, loadFile } from './index.ts';

/** A folder of the test file for the files it makes, gone at its end. */
export function testFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'dandelion-files-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let files = 0;
  return {
    folder,
    /** Makes a file; text is written as UTF-8. */
    write(content: string | Uint8Array, name = `file-${++files}.csv`): string {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
  };
}

/** For files that need no engine to be looked at: it never starts. */
export const noEngine = new Promise<Engine>(() => {});

/** What a rejected promise says. */
export async function failureOf(work: Promise<unknown>): Promise<{ code: string; message: string }> {
  try {
    await work;
  } catch (error) {
    if (error instanceof DandelionFailure) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('it did not fail');
}

export interface Loading extends Pick<Partial<LoadFile>, 'onProgress' | 'table'> {
  /** All, when left out. */
  columns?: readonly string[];
  limits?: FileLimits;
}

export async function load(
  engine: Engine,
  path: string,
  { columns, limits, ...rest }: Loading = {},
): Promise<LoadedTable> {
  const file = await inspectFile(path, { engine, ...(limits && { limits }) });
  return await loadFile({ engine, file, columns: columns ?? file.columns, ...(limits && { limits }), ...rest });
}

/** Row numbers and cells in the order of the file. */
export async function cellsOf(engine: Engine, { table, columns }: LoadedTable): Promise<[number, ...string[]][]> {
  const rows = await engine.rows<{ row: [number, ...string[]] }>({
    sql: `SELECT tuple(n, ${[...columns.values()].join(', ')}) AS row FROM ${table} ORDER BY n`,
    // Tuples as arrays.
    settings: { output_format_json_named_tuples_as_objects: 0 },
  });
  return rows.map(({ row }) => row);
}
