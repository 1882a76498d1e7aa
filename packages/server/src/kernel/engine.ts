import type { Readable } from 'node:stream';

/** One statement for the engine. `values` are bound as `{name:Type}` parameters; text of a user is only ever a value. */
export interface Question {
  sql: string;
  values?: Record<string, unknown>;
  settings?: Record<string, string | number>;
}

/** The analytics engine as the features see it. `engines/clickhouse` fulfils it. */
export interface Engine {
  /** Rows of a query, as objects. 64-bit integers arrive as numbers. */
  rows<Row>(question: Question): Promise<Row[]>;
  /** A statement without an answer (DDL, INSERT ... SELECT). */
  run(question: Question): Promise<void>;
  /** An `INSERT ... FORMAT X` whose data is the stream. */
  load(question: Question, data: Readable): Promise<void>;
  /** A 0700 folder whose files the engine can read by base name with the table function `file()`. */
  readonly stagingFolder: string;
}
