import type { Engine } from './kernel/engine.ts';
import { DandelionFailure } from './kernel/failure.ts';

/** The wiring of a command: which engine fulfils which port. The server's is compose-server.ts. */

/** A private engine for one command; `stop` removes all it wrote. Loaded late, so that `quick` and `size` need none. */
export async function privateEngine(): Promise<Engine & { stop(): Promise<void> }> {
  const { startPrivateEngine } = await import('./engines/clickhouse/start-private-engine.ts');
  return startPrivateEngine();
}

/** Where the API of the server on the data folder is, with a key for this user; null when none runs. */
export async function localApi(dataFolder: string): Promise<{ url: string; key: string } | null> {
  const { readKey } = await import('./engines/data-folder.ts');
  return readKey(dataFolder);
}

/** A new one-time link of the server that runs on the data folder. */
export async function askForLink(dataFolder: string, { withoutSecondFactor = false } = {}): Promise<string> {
  const { askRunning } = await import('./engines/control-socket.ts');
  const answer = await askRunning(dataFolder, withoutSecondFactor ? 'owner-link-without-second-factor' : 'owner-link');
  if (answer.running && answer.url !== null) return answer.url;
  throw new DandelionFailure(
    'wrong-use',
    answer.running
      ? 'Dandelion is still starting. Ask again in a few seconds.'
      : `No Dandelion runs on ${dataFolder}. Start it with npm start: it prints a link.`,
  );
}
