import { type Engine, EngineError } from '../../kernel/engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { showText } from './show-text.ts';

const memoryLimitExceeded = 241;

/** What a refusal of the engine while reading a file means. */
export function brokenFormat(error: EngineError, shown: string): DandelionFailure {
  if (error.code === memoryLimitExceeded) {
    return new DandelionFailure(
      'engine-failed',
      `${shown} needs more memory than this machine has left. Close other programs, or use a machine with more memory.`,
      { cause: error },
    );
  }
  const words = showText(error.message.split('\n')[0]!.replace(/[\s:.]*(\(in file\/uri.*)?$/, ''), 200);
  return new DandelionFailure('format-broken', `${shown} is damaged and cannot be read to its end (${words}).`, {
    cause: error,
  });
}

/** Does the work of filling a table. When it fails, nothing of the table stays. */
export async function fillingTable<Answer>(
  engine: Engine,
  table: string,
  shown: string,
  fill: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await fill();
  } catch (error) {
    // The engine may be gone or its disk full: what went wrong first is what counts.
    await engine.run({ sql: `DROP TABLE IF EXISTS ${table} SYNC` }).catch(() => {});
    throw error instanceof EngineError ? brokenFormat(error, shown) : error;
  }
}
