import { pino } from 'pino';
import { composeServer } from './compose-server.ts';
import { hasDesktop, readConfig } from './config.ts';

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

/** Runs the server until it is told to stop. */
export async function serve({ insecure }: { insecure: boolean }): Promise<void> {
  const config = readConfig({ insecure });
  const stopAsked = untilSignal();
  say('Starting Dandelion ...');
  const log = pino({ level: 'warn', base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
  const starting = composeServer(config, log);
  const early = await Promise.race([starting.then(() => null), stopAsked]);
  const server = await starting;
  if (early === null) {
    say(`Dandelion runs on ${server.url}`);
    say(`Data: ${config.dataFolder}`);
    const link = await server.ownerLink();
    say(`\nSign in with this link. It works once, within a day:\n\n  ${link}\n`);
    say('Ctrl-C stops it. A new link: ./dandelion link');
    await offerToOpen(link);
    await stopAsked;
  }
  say('Stopping ...');
  await server.stop();
  say('Stopped.');
  process.exit(0);
}
