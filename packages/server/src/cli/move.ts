import { numbers } from '@dandelion-loop/wording';
import { move as moveWorkspace } from '../compose-backup.ts';
import { readConfig, readStoreUrls } from '../config.ts';
import { DandelionFailure } from '../kernel/failure.ts';
import { readOptions } from './options.ts';
import { untilInterrupted } from './until-interrupted.ts';

/** `dandelion move`: the workspace to databases of your own. */
export async function move(args: string[]): Promise<void> {
  const options = { database: { type: 'string' }, clickhouse: { type: 'string' } } as const;
  const { positionals, values } = readOptions('move', args, options);
  if (positionals.length > 0 || (values.database === undefined && values.clickhouse === undefined)) {
    throw new DandelionFailure(
      'wrong-use',
      'Name --database URL, --clickhouse URL or both. See ./dandelion move --help.',
    );
  }
  const to = readStoreUrls(values);
  const config = readConfig({ insecure: true });
  const { recordTables, engineTables } = await untilInterrupted(
    (working) => moveWorkspace(config, to, working),
    'The move was stopped. The workspace is where it was.',
  );
  const did = [
    to.databaseUrl === null ? '' : `${numbers.counted(recordTables, 'table')} of records`,
    to.clickhouseUrl === null ? '' : `the rows of ${numbers.counted(engineTables, 'import')}`,
  ].filter((part) => part !== '');
  const settings = [
    to.databaseUrl === null ? '' : `  DATABASE_URL=${to.databaseUrl}\n`,
    to.clickhouseUrl === null ? '' : `  CLICKHOUSE_URL=${to.clickhouseUrl}\n`,
  ].join('');
  process.stdout.write(
    `Copied ${did.join(' and ')}, and compared. From now on start Dandelion with the same DANDELION_DATA (files and keys stay there) and\n\n${settings}\nWhat was there before is still there, unchanged. Remove it when you are content.\n`,
  );
}
