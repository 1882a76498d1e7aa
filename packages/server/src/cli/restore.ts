import { restore as restoreWorkspace } from '../compose-backup.ts';
import { readConfig } from '../config.ts';
import { readFolder } from './backup.ts';
import { readOptions } from './options.ts';
import { untilInterrupted } from './until-interrupted.ts';

/** `dandelion restore`: puts a backup in the place of the workspace. */
export async function restore(args: string[]): Promise<void> {
  const { positionals, values } = readOptions('restore', args, { replace: { type: 'boolean' } });
  const folder = readFolder('restore', positionals);
  const config = readConfig({ insecure: true });
  const { moment, url } = await untilInterrupted(
    (working) => restoreWorkspace(config, { folder, replace: values.replace ?? false }, working),
    'The restore was stopped. The workspace is as it was before.',
  );
  const next = url === null ? 'Start it with npm start.' : `It runs again on ${url}.`;
  process.stdout.write(`The workspace is as it was at ${moment}. ${next}\n`);
}
