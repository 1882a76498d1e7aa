// A process with both lasting engines that ends in the way its first argument says. engines-that-last.test.ts bundles and starts it.
import { startLastingClickhouse } from './clickhouse/start-lasting-clickhouse.ts';
import { openDataFolder } from './data-folder.ts';
import { choosePostgresAccount, waysToRun } from './postgres/postgres-account.ts';
import { findPostgres } from './postgres/postgres-binaries.ts';
import { startPostgres } from './postgres/start-postgres.ts';

/** What it prints, on one line, when both are ready. */
export interface Told {
  url: string;
}

const [ending = '', path = '', tie = 'tied'] = process.argv.slice(2);

const data = await openDataFolder(path);
const url = 'http://localhost:4600';
const told = () => url;
data.answer({
  ...{ status: told, 'owner-link': () => `${url}/link`, 'owner-link-without-second-factor': told, stores: told },
  pause: async () => async () => url,
});
// As on a system where nothing ends PostgreSQL with its parent.
const untied = waysToRun().filter(({ prefix }) => !prefix.includes('setpriv'));
const account = tie === 'untied' ? await choosePostgresAccount(findPostgres(), untied) : undefined;
const starts = Promise.all([
  startPostgres({ folder: data.folders.postgres, ...(account && { account }) }),
  startLastingClickhouse({ folder: data.folders.clickhouse }),
]);
if (ending === 'signal while starting') process.stdout.write('{"url":""}\n');
const [postgres, clickhouse] = await starts;
await clickhouse.run({ sql: 'CREATE TABLE IF NOT EXISTS kept (a UInt64) ENGINE = MergeTree ORDER BY a' });
await clickhouse.run({ sql: 'INSERT INTO kept SELECT number FROM numbers(1000)' });
process.stdout.write(`${JSON.stringify({ url: postgres.url } satisfies Told)}\n`);
if (ending === 'exit') process.exit(0);
if (ending === 'exception') throw new Error('thrown on purpose');
if (ending === 'stop') {
  await Promise.all([postgres.stop(), clickhouse.stop()]);
  await data.release();
}
if (ending === 'busy' || ending === 'signal') {
  // The engine works at the moment of the end.
  await clickhouse.rows({ sql: 'SELECT count() FROM numbers(1e13) WHERE NOT ignore(sipHash64(number))' });
}
