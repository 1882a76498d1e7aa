import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PrivateEngine, startPrivateEngine } from '../../engines/clickhouse/start-private-engine.ts';
import { openPersonRows } from '../../kernel/person-rows.ts';
import { planMetrics } from './plan-metrics.ts';
import type { MetricRequest } from './request.ts';

let engine: PrivateEngine;
beforeAll(async () => {
  engine = await startPrivateEngine();
});
afterAll(() => engine.stop());

let tables = 0;

/** The plan of a metric whose column, called "x", has these cells. */
async function plan(cells: string[], changes: Partial<MetricRequest> = {}) {
  const table = `cells_${++tables}`;
  await engine.run({ sql: `CREATE TABLE ${table} (n UInt64, c0 String) ENGINE = Memory` });
  await engine.run({
    sql: `INSERT INTO ${table} SELECT n, cell FROM (SELECT {cells:Array(String)} AS cells) ARRAY JOIN cells AS cell, arrayEnumerate(cells) AS n`,
    values: { cells },
  });
  const request: MetricRequest = {
    ...{
      name: 'x',
      kind: null,
      numerator: 'x',
      denominator: null,
      covariate: null,
      currency: null,
      lowerIsBetter: false,
    },
    practical: { value: 0.01, relative: true },
    ...changes,
  };
  const filter = { sql: '1', values: {} };
  const requests = [request];
  const from = openPersonRows({ table, purpose: 'learn' });
  return planMetrics({
    engine,
    rows: { from, filter },
    cells: new Map([['x', 'c0']]),
    requests,
    hasUnit: false,
    door: 'command-line',
  });
}

describe('a cell that is no number is shown, with what to write', () => {
  test.each([
    ['money', ['1', '$1,234.50'], 'Row 2 has "$1,234.50" in "x", where a number belongs. Write 1234.50,'],
    ['a thousand or a decimal', ['1,200', '1,185'], 'Row 1 has "1,200" in "x", and it cannot be told'],
    ['what to write for it', ['1,200'], 'Write 1200 or 1.200,'],
    ['a second header', ['1', 'x'], 'Row 2 has "x" in "x", where a number belongs. It is the header again'],
    ['a long text', ['z'.repeat(1000)], `Row 1 has "${'z'.repeat(60)}…" in "x"`],
    [
      'an infinite value',
      ['1', '-inf'],
      'Row 2 has "-inf" in "x". That is beyond any sum: correct it or leave the cell empty.',
    ],
    ['nothing', ['', 'NaN', 'n/a'], 'Column "x" is empty in every row'],
  ])('%s', async (_name, cells, sentence) => {
    await expect(plan(cells)).rejects.toMatchObject({
      code: 'bad-value',
      message: expect.stringContaining(sentence),
    });
  });
});

test('a practical difference that no rate can have is refused, and one of a mean is not', async () => {
  const practical = { value: 5, relative: false };
  await expect(plan(['1', '0'], { practical })).rejects.toMatchObject({
    code: 'wrong-use',
    message: expect.stringContaining('Write --practical x=5% for a part'),
  });
  expect((await plan(['1', '2.5'], { practical })).metrics[0]?.plan.kind).toBe('mean');
});
