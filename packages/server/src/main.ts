import type { Logger } from 'pino';
import { composeServer, type RunningServer } from './compose-server.ts';
import { hasDesktop, readConfig, readLogSettings } from './config.ts';
import { openLog } from './open-log.ts';

/** Door of the server: starts all, says where it is, and stops all again. */

const say = (line: string) => process.stderr.write(`${line}\n`);

/** Enter opens the link, where there is a screen and somebody at the terminal. */
async function offerToOpen(link: string): Promise<void> {
  if (!process.stdin.isTTY || !hasDesktop()) return;
  say('Press Enter to open it in your browser.');
  process.stdin.once('data', () => {
    process.stdin.pause();
    void import('open').then(({ default: open }) => open(link)).catch(() => say(`Open it by hand: ${link}`));
  });
  process.stdin.unref();
}

/** The listeners stay: without one, whoever also listens would end the process in the midst of stopping. */
function untilSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
  });
}

/** What the start and the end say. A log is kept and read by others: no link to sign in is in it. */
interface Voice {
  starting(): void;
  running(server: RunningServer, dataFolder: string): Promise<void>;
  stopping(): void;
  stopped(): void;
}

const toPerson: Voice = {
  starting: () => say('Starting Dandelion ...'),
  async running(server, dataFolder) {
    say(`Dandelion runs on ${server.url}`);
    say(`Data: ${dataFolder}`);
    const link = await server.firstLink();
    if (link !== null) say(`\nSign in with this link. It works once, within a day:\n\n  ${link}\n`);
    say('Ctrl-C stops it. A link for the owner: ./dandelion owner-link');
    await offerToOpen(link ?? server.url);
  },
  stopping: () => say('Stopping ...'),
  stopped: () => say('Stopped.'),
};

const toLog = (log: Logger): Voice => ({
  starting: () => log.info('Starting Dandelion'),
  async running(server, dataFolder) {
    log.info({ url: server.url, dataFolder }, 'Dandelion runs. A link for the owner: ./dandelion owner-link');
  },
  stopping: () => log.info('Stopping'),
  stopped: () => log.info('Stopped'),
});

/** Runs the server until it is told to stop. */
export async function serve({ insecure }: { insecure: boolean }): Promise<void> {
  const config = readConfig({ insecure });
  const settings = readLogSettings();
  const log = openLog(settings);
  const voice = settings.structured ? toLog(log) : toPerson;
  const stopAsked = untilSignal();
  voice.starting();
  const starting = composeServer(config, log);
  const early = await Promise.race([starting.then(() => null), stopAsked]);
  const server = await starting;
  if (early === null) {
    await voice.running(server, config.dataFolder);
    await Promise.race([stopAsked, server.broken]);
  }
  voice.stopping();
  await server.stop();
  voice.stopped();
  process.exit(0);
}
