import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { startPrivateEngine } from '../engines/clickhouse/start-private-engine.ts';
import { recordStatements } from './record-statements.ts';

test('statements are kept with their time and without their values, as many and as much as anybody reads', async () => {
  const real = await startPrivateEngine();
  try {
    const { engine, statements } = recordStatements(real);
    expect(engine.stagingFolder).toBe(real.stagingFolder);
    await engine.run({ sql: 'CREATE TABLE t (a String) ENGINE = MergeTree ORDER BY a' });
    await engine.load({ sql: 'INSERT INTO t FORMAT CSV' }, Readable.from(['x\n']));
    const rows = await engine.rows({
      sql: 'SELECT count() AS n FROM t WHERE a = {a:String}',
      values: { a: 'private' },
    });
    expect(rows).toEqual([{ n: 0 }]);
    await expect(engine.rows({ sql: 'SELECT broken' })).rejects.toThrow();
    expect(statements.map(({ sql }) => sql)).toEqual([
      'CREATE TABLE t (a String) ENGINE = MergeTree ORDER BY a',
      'INSERT INTO t FORMAT CSV',
      'SELECT count() AS n FROM t WHERE a = {a:String}',
      'SELECT broken',
    ]);
    expect(JSON.stringify(statements)).not.toContain('private');
    expect(statements.every(({ milliseconds }) => Number.isInteger(milliseconds) && milliseconds >= 0)).toBe(true);
    await engine.rows({ sql: `SELECT '${'x'.repeat(21_000)}' AS long` });
    expect(statements.at(-1)!.sql).toMatch(/^.{20000}\n-- and more$/);
    for (let n = 0; n < 200; n++) await engine.rows({ sql: 'SELECT 1' });
    expect(statements).toHaveLength(200);
  } finally {
    await real.stop();
  }
});
