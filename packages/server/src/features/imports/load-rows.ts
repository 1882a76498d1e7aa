import type { Choices } from '@dandelion-loop/contract';
import type { Engine } from '../../kernel/engine.ts';
import { openPersonRows, type PersonRows } from '../../kernel/person-rows.ts';
import type { AnalysisRows } from '../analyses/index.ts';
import { compileCondition, conditionColumns, provePatterns } from '../conditions/index.ts';
import { inspectFile, type LoadFile, loadFile, unstage } from '../files/index.ts';
import { hashUnits } from './kept-rows.sql.ts';
import { goneWithTheFile, type KeptColumn, type KeptRows, rowsFor } from './kept-rows.ts';
import { dropTables, type tableNames } from './questions.sql.ts';

/** The file of an import as an analysis finds it. */
export interface StoredFile {
  /** Null: it was deleted. */
  path: string | null;
  /** As people know it. */
  name: string;
  deletedAt: Date | null;
}

export interface LoadRows {
  engine: Engine;
  unitKey: Buffer;
  file: StoredFile;
  choices: Pick<Choices, 'unit' | 'where'>;
  /** Of earlier analyses of the import, newest first. */
  kept: readonly KeptRows[];
  tables: ReturnType<typeof tableNames>;
  onProgress: NonNullable<LoadFile['onProgress']>;
}

export interface Loaded {
  rows: AnalysisRows;
  /** What is to be kept when the analysis succeeds. */
  keep: KeptRows;
}

/** Rows in which the ids of units are as they are in the file. */
interface PlainRows {
  from: PersonRows;
  columns: readonly KeptColumn[];
}

function loaded(from: PersonRows, keep: KeptRows, load: LoadRows, fits: string | null): Loaded {
  const columns = new Map(keep.columns.map(({ name, cell }) => [name, cell]));
  return { rows: { from, columns, fits, unitsTable: load.tables.units }, keep };
}

/** Copies rows so that ids of units are keyed hashes. A condition that reads the ids is evaluated here: later nobody can. */
async function withHashedUnits({ from, columns }: PlainRows, unit: string, load: LoadRows): Promise<Loaded> {
  const { engine, unitKey, tables } = load;
  const { where } = load.choices;
  const cellOf = (name: string) => columns.find((column) => column.name === name)!.cell;
  const readsIds = where !== null && conditionColumns(where).includes(unit);
  const condition = readsIds ? compileCondition(where, cellOf) : null;
  if (condition !== null) await provePatterns(engine, condition);
  const cells = columns.map(({ cell }) => cell);
  const hashing = { engine, rows: from, cells, unit: cellOf(unit), unitKey, condition, into: tables.rows };
  const hashed = await hashUnits(hashing);
  const kept = columns.map((column) => ({ ...column, hashed: column.hashed || column.name === unit }));
  return loaded(hashed, { table: tables.rows, columns: kept }, load, readsIds ? 'fits' : null);
}

async function fromKept(kept: KeptRows, load: LoadRows): Promise<Loaded> {
  const { unit } = load.choices;
  const from = openPersonRows({ table: kept.table, purpose: 'learn' });
  const plain = unit !== null && kept.columns.some(({ name, hashed }) => name === unit && !hashed);
  return plain ? withHashedUnits({ from, columns: kept.columns }, unit, load) : loaded(from, kept, load, null);
}

async function fromFile(path: string, columns: readonly string[], load: LoadRows): Promise<Loaded> {
  const { engine, tables, onProgress } = load;
  const { unit } = load.choices;
  const table = unit === null ? tables.rows : tables.raw;
  const file = await inspectFile(path, { engine, name: load.file.name });
  const places = await loadFile({ engine, file, columns, table, onProgress }).finally(() => unstage(engine, file));
  const plain = [...places.columns].map(([name, cell]) => ({ name, cell, hashed: false }));
  const from = openPersonRows({ table, purpose: 'learn' });
  if (unit === null) return loaded(from, { table, columns: plain }, load, null);
  const hashed = await withHashedUnits({ from, columns: plain }, unit, load);
  await dropTables(engine, [table]);
  return hashed;
}

/** Rows with these columns: what was kept before where that will do, else from the file. Fails with what is gone when it is deleted. */
export async function loadRows(columns: readonly string[], load: LoadRows): Promise<Loaded> {
  const { file, choices, kept } = load;
  const needs = { columns, unit: choices.unit, where: choices.where };
  const before = rowsFor(needs, kept);
  if (before !== null) return fromKept(before, load);
  if (file.path === null) throw goneWithTheFile(needs, kept, file);
  return fromFile(file.path, columns, load);
}
