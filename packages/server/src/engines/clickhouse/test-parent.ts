// A process with a private engine that ends in the way its first argument says. engine-lifetime.test.ts bundles and starts it.
import { dirname } from 'node:path';
import { startPrivateEngine } from './start-private-engine.ts';

/** What it prints, on one line, when it is ready. */
export interface Told {
  folder: string;
}

const [ending = '', temporaryFolder = ''] = process.argv.slice(2);

if (ending === 'signal while starting') {
  void startPrivateEngine({ temporaryFolder });
  process.stdout.write('{"folder":""}\n');
} else {
  if (ending === 'own handler') process.on('SIGINT', () => process.exit(130));
  const engine = await startPrivateEngine({ temporaryFolder });
  await engine.run({ sql: 'CREATE TABLE busy (a UInt64) ENGINE = MergeTree ORDER BY a' });
  const folder = dirname(engine.stagingFolder);
  process.stdout.write(`${JSON.stringify({ folder } satisfies Told)}\n`);
  if (ending === 'exit') process.exit(0);
  if (ending === 'exception') throw new Error('thrown on purpose');
  if (ending === 'stop') await engine.stop();
  if (ending === 'killed' || ending === 'signal' || ending === 'own handler') {
    // The engine writes at the moment of the end.
    const sql = 'INSERT INTO busy SELECT number FROM numbers(1000000000000)';
    await engine.run({ sql, settings: { max_insert_block_size: 10_000, max_block_size: 10_000 } });
  }
}
