import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { ClickHouseError, ClickHouseLogLevel, type ClickHouseSettings, createClient } from '@clickhouse/client';
import { type CopyableEngine, EngineError, type Question } from '../../kernel/engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { statement } from '../../kernel/trace.ts';
import { speaksOfFullDisk } from '../data-folder-failure.ts';
import { longestQuestionSeconds, secretHeader } from './engine-config.ts';
import { type EnginePlace, noSpace } from './engine-failures.ts';

/** All that is needed to ask an engine. Plain values, so that a worker thread can be given it. */
export interface EngineAddress {
  url: string;
  /** Null: somebody else's ClickHouse. User and password are in the URL. */
  secret: string | null;
  /** Null: the engine does not read files of this machine. */
  stagingFolder: string | null;
  /** Where engines that read files for this one are made (see connect-elsewhere.ts); left out: it reads them itself, or nobody does. */
  readersFolder?: string;
  /** Null: on another machine. */
  place: EnginePlace | null;
}

export interface EngineClient extends CopyableEngine {
  close(): Promise<void>;
}

/**
 * Asks ClickHouse over HTTP. `gone`, where the process of the engine is watched, settles when it has ended: a broken connection is
 * told in its words.
 */
export function connectEngine(address: EngineAddress, gone?: () => Promise<DandelionFailure>): EngineClient {
  const { url, secret, stagingFolder, place } = address;
  const client = createClient({
    url,
    ...(secret === null ? {} : { http_headers: { [secretHeader]: secret } }),
    // The engine ends what takes too long; this must not be earlier.
    request_timeout: (longestQuestionSeconds + 60) * 1000,
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: {
      output_format_json_quote_64bit_integers: 0,
      // NaN and infinities become null.
      output_format_json_quote_denormals: 0,
    },
  });

  const parameters = ({ sql, values, settings }: Question) => ({
    query: sql,
    query_params: values ?? {},
    clickhouse_settings: (settings ?? {}) as ClickHouseSettings,
  });

  async function explained<Answer>(work: Promise<Answer>): Promise<Answer> {
    try {
      return await work;
    } catch (error) {
      throw await explain(error, place, gone);
    }
  }

  /**
   * When the engine refuses a row it reads the rest of the data before it says so. Asking it not to (no keep-alive) makes it answer
   * at once and close, and in one of twenty tries the reset of the connection then overtook the answer: its reason was lost.
   */
  async function insert(question: Question, data: AsyncIterable<unknown>): Promise<void> {
    const { stream } = await client.exec({ ...parameters(question), values: Readable.from(data) });
    // The answer is empty, but its end is what says that the insert is complete.
    for await (const _ of stream);
  }

  return {
    get stagingFolder() {
      if (stagingFolder === null) throw noStaging();
      return stagingFolder;
    },
    fileReader: null,
    close: () => client.close(),
    rows: <Row>(question: Question) => {
      const asked = parameters(question);
      // 2: reads only, and settings may be given.
      asked.clickhouse_settings = { ...asked.clickhouse_settings, readonly: '2' };
      return statement('clickhouse', question.sql, () =>
        explained(client.query({ ...asked, format: 'JSONEachRow' }).then((answer) => answer.json<Row>())),
      );
    },
    run: (question) =>
      statement('clickhouse', question.sql, () =>
        explained(client.command(parameters(question)).then(() => undefined)),
      ),
    dump: (question) => explained(client.exec(parameters(question)).then(({ stream }) => stream)),
    async load(question, data) {
      const source = watched(data);
      try {
        await statement('clickhouse', question.sql, () => insert(question, source.chunks));
      } catch (error) {
        throw source.failure() ?? (await explain(error, place, gone));
      } finally {
        data.destroy();
      }
    },
  };
}

/**
 * The chunks of a stream, and the error if it was the stream that failed. A listener for `error` could not tell: when the connection
 * fails, the pipeline destroys its source with that error.
 */
function watched(data: Readable): { chunks: AsyncIterable<unknown>; failure: () => unknown } {
  let failure: unknown;
  async function* chunks() {
    const iterator = data[Symbol.asyncIterator]();
    for (;;) {
      const next = await iterator.next().catch((error: unknown) => {
        failure = error;
        throw error;
      });
      if (next.done) return;
      yield next.value;
    }
  }
  return { chunks: chunks(), failure: () => failure };
}

/** NOT_ENOUGH_SPACE, or the system's words by the codes of file operations. Other messages quote the data, which may say anything. */
function meansFullDisk({ code, message }: ClickHouseError): boolean {
  return code === '243' || (['75', '76', '1001'].includes(code) && speaksOfFullDisk(message));
}

function noStaging(): DandelionFailure {
  return new DandelionFailure(
    'format-unknown',
    'Parquet files cannot be read here, because the analytics engine on another machine does not see them. Save the data as CSV and try again.',
  );
}

async function explain(
  error: unknown,
  place: EnginePlace | null,
  gone?: () => Promise<DandelionFailure>,
): Promise<Error> {
  if (error instanceof ClickHouseError) {
    if (meansFullDisk(error)) return place === null ? remoteDiskFull(error) : noSpace(place, error);
    return new EngineError(Number(error.code), error.type ?? '', error.message, { cause: error });
  }
  // The engine's HTTP layer refuses without a number of ClickHouse's; errors of the connection carry a code of the system.
  if (error instanceof Error && !('code' in error)) return new EngineError(0, '', error.message, { cause: error });
  // A connection breaks a moment before the end of the process is known.
  const end = gone && (await Promise.race([gone(), sleep(1000, undefined)]));
  return (
    end ??
    new DandelionFailure(
      'engine-failed',
      `The connection to the analytics engine broke (${error instanceof Error ? error.message : error}). Try again.`,
      { cause: error },
    )
  );
}

function remoteDiskFull(cause: unknown): DandelionFailure {
  return new DandelionFailure('no-space', 'The disk of the analytics engine is full. Free some space there.', {
    cause,
  });
}
