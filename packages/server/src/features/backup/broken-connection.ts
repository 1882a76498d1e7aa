import { DandelionFailure } from '../../kernel/failure.ts';

/** Classes 08 and 57 of PostgreSQL, of the system, and of Node's streams. */
const codes = /^(08...|57P0\d|E(CONN\w+|PIPE|TIMEDOUT)|ERR_STREAM_(PREMATURE_CLOSE|DESTROYED))$/;
/** Of the PostgreSQL client and of Node's HTTP client, which give no code. */
const words = /^(Connection terminated|Client (has encountered|was closed)|aborted$|socket hang up$)/;

/** What it means when a database goes away in the middle of the work; anything else as it is. `kept`: a sentence about what there is then. */
export function explainBroken(error: unknown, kept: string): unknown {
  if (error instanceof DandelionFailure || !(error instanceof Error)) return error;
  const { code = '' } = error as { code?: string };
  if (!codes.test(code) && !words.test(error.message)) return error;
  return new DandelionFailure(
    'engine-failed',
    `A database stopped, or the connection to it broke (${error.message}). ${kept} Try again when it answers.`,
    { cause: error },
  );
}
