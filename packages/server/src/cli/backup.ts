import { resolve } from 'node:path';
import { numbers } from '@dandelion-loop/wording';
import { backUp } from '../compose-backup.ts';
import { readConfig } from '../config.ts';
import { DandelionFailure } from '../kernel/failure.ts';
import { readOptions } from './options.ts';
import { untilInterrupted } from './until-interrupted.ts';

/** The one folder that a command names. */
export function readFolder(command: string, positionals: readonly string[]): string {
  const [folder, ...more] = positionals;
  if (folder === undefined || folder === '' || more.length > 0) {
    throw new DandelionFailure(
      'wrong-use',
      `Name one folder: ./dandelion ${command} DIR. See ./dandelion ${command} --help.`,
    );
  }
  return resolve(folder);
}

/** `dandelion backup`: a copy of the workspace at one moment. */
export async function backup(args: string[]): Promise<void> {
  const { positionals } = readOptions('backup', args, {});
  const folder = readFolder('backup', positionals);
  const config = readConfig({ insecure: true });
  const { moment, files, bytes, missing } = await untilInterrupted(
    (working) => backUp(config, folder, working),
    'The backup was stopped. Nothing of it was kept.',
  );
  for (const what of missing) process.stderr.write(`Missing, and so not in the backup: ${what}\n`);
  const size = `${numbers.count(Math.ceil(bytes / 1000))} kB`;
  process.stdout.write(`${folder}: the workspace as it was at ${moment} (${numbers.count(files)} files, ${size}).\n`);
}
