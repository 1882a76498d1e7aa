import type { Readable } from 'node:stream';

/** One statement for the engine. `values` are bound as `{name:Type}` parameters; text of a user is only ever a value. */
export interface Question {
  sql: string;
  values?: Record<string, unknown>;
  settings?: Record<string, string | number>;
}

/**
 * The analytics engine as the features see it. `engines/clickhouse` fulfils it.
 *
 * Every call rejects with an `EngineError` when the engine refuses the statement (the caller knows what it asked and can say
 * what that means), and with a `DandelionFailure` when the disk is full (`no-space`) or the engine is gone (`engine-failed`).
 */
export interface Engine {
  /**
   * Rows of a query, as objects; it can read only. No FORMAT clause. 64-bit integers arrive as numbers (exact up to 2^53),
   * NaN and infinities as null.
   */
  rows<Row>(question: Question): Promise<Row[]>;
  /** A statement without an answer (DDL, INSERT ... SELECT). */
  run(question: Question): Promise<void>;
  /**
   * An `INSERT ... FORMAT X` whose data is the stream. When the stream fails, the insert is aborted and this rejects with the stream's error.
   * After a rejection the table can hold a part of the rows: drop it.
   */
  load(question: Question, data: Readable): Promise<void>;
  /** A 0700 folder whose files the engine can read by base name with the table function `file()`. An engine elsewhere has none: it throws. */
  readonly stagingFolder: string;
  /** Null: it reads files itself. Else somebody on this machine who reads them for it, until `stop`. */
  readonly fileReader: (() => Promise<FileReader>) | null;
}

/** An engine whose tables can be taken out as they are, for backups. */
export interface CopyableEngine extends Engine {
  /** The answer of a query as bytes, in the FORMAT that it names. The stream fails when the answer is not whole. */
  dump(question: Question): Promise<Readable>;
}

/** Reads files of this machine for an engine elsewhere, which is then sent the bytes. */
export interface FileReader extends Pick<CopyableEngine, 'rows' | 'dump' | 'stagingFolder'> {
  /** Ends it; what is in its folder is gone. */
  stop(): Promise<void>;
}

/** The engine's own no to a statement. Its message can quote values of the data: neutralise it before it is shown. */
export class EngineError extends Error {
  /** ClickHouse's number, for instance 27 CANNOT_PARSE_INPUT_ASSERTION_FAILED. */
  readonly code: number;
  /** ClickHouse's name of it. */
  readonly type: string;

  constructor(code: number, type: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EngineError';
    this.code = code;
    this.type = type;
  }
}
