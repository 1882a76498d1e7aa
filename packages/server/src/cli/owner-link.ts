import { askForLink } from '../compose.ts';
import { readConfig } from '../config.ts';
import { readOptions } from './options.ts';

/** `dandelion owner-link`: a new one-time link for the owner of the workspace that runs on this machine. */
export async function ownerLink(args: string[]): Promise<void> {
  const { values } = readOptions('owner-link', args, { 'without-second-factor': { type: 'boolean' } });
  const { dataFolder } = readConfig({ insecure: true });
  const link = await askForLink(dataFolder, { withoutSecondFactor: values['without-second-factor'] ?? false });
  process.stdout.write(`${link}\n`);
}
