import { askForLink } from '../compose.ts';
import { readConfig } from '../config.ts';
import { readOptions } from './options.ts';

/** `dandelion link`: a new one-time link to the workspace that runs on this machine. */
export async function link(args: string[]): Promise<void> {
  readOptions('link', args, {});
  const { dataFolder } = readConfig({ insecure: true });
  process.stdout.write(`${await askForLink(dataFolder)}\n`);
}
