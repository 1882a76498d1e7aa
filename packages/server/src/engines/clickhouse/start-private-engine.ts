import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { onExit } from 'signal-exit';
import type { CopyableEngine } from '../../kernel/engine.ts';
import { connectEngine } from './engine-client.ts';
import { engineFolders } from './engine-config.ts';
import { folderFailure } from './engine-failures.ts';
import { findEngineLibrary, type Machine } from './engine-library.ts';
import { makePrivateFolder, removeFolder, sweepLeftovers } from './private-folder.ts';
import { type EngineStart, type RunningEngine, startEngine } from './start-engine.ts';

export interface PrivateEngine extends CopyableEngine {
  /** Ends the engine and removes all it had. Whatever is being asked of it fails as `interrupted`. */
  stop(): Promise<void>;
}

export interface PrivateEngineOptions extends Pick<EngineStart, 'memoryBytes' | 'patienceSeconds'> {
  /** Where the engine's own folder is made. The system's temporary folder when left out. */
  temporaryFolder?: string;
  machine?: Machine;
}

/**
 * A ClickHouse for this process alone, in a folder of its own. Both are gone with this process, however it ends:
 * in order (`stop`), by exit, exception or signal (the handler here), by kill -9 (the engine sees its parent die),
 * by kill -9 of both (the next start sweeps). It does not keep the process alive.
 */
export async function startPrivateEngine(options: PrivateEngineOptions = {}): Promise<PrivateEngine> {
  const { temporaryFolder = tmpdir(), machine, ...limits } = options;
  const library = findEngineLibrary(machine);
  const folder = preparePrivateFolder(temporaryFolder);
  let engine: RunningEngine | undefined;
  const removeNow = () => {
    engine?.kill();
    try {
      removeFolder(folder);
    } catch {
      // The next start sweeps it. What this process was about to say matters more.
    }
  };
  const forgetExit = onExit(removeNow);
  try {
    engine = await startEngine({ ...limits, folder, library, disposable: true });
  } catch (error) {
    forgetExit();
    removeNow();
    throw error;
  }

  const { url, secret, gone, kill, hold } = engine;
  const { staging: stagingFolder } = engineFolders(folder);
  const client = connectEngine({ url, secret, stagingFolder, place: { folder, disposable: true } }, () => gone);
  let stopped: Promise<void> | undefined;

  async function stopNow(): Promise<void> {
    hold();
    kill();
    await gone;
    await client.close();
    removeFolder(folder);
    forgetExit();
  }

  return { ...client, stop: () => (stopped ??= stopNow()) };
}

function preparePrivateFolder(temporaryFolder: string): string {
  try {
    // The engine compares real paths, and a temporary folder is often a link (macOS).
    const parent = realpathSync(temporaryFolder);
    sweepLeftovers(parent);
    return makePrivateFolder(parent);
  } catch (error) {
    throw folderFailure({ folder: temporaryFolder, disposable: true }, error);
  }
}
