import { mkdir } from 'node:fs/promises';
import { connectEngine, type EngineAddress, type EngineClient } from './engine-client.ts';
import { startPrivateEngine } from './start-private-engine.ts';

/**
 * Asks an engine that may be on another machine. That one cannot be streamed a Parquet file: it would hold the file in memory whole. So
 * an engine of this machine reads it, for as long as the file is worked at, and what it read is sent on as rows.
 */
export function connectAnywhere(address: EngineAddress): EngineClient {
  const engine = connectEngine(address);
  const { readersFolder } = address;
  if (readersFolder === undefined) return engine;
  const fileReader = async () => {
    await mkdir(readersFolder, { recursive: true, mode: 0o700 });
    return startPrivateEngine({ temporaryFolder: readersFolder });
  };
  return Object.assign(engine, { fileReader });
}
