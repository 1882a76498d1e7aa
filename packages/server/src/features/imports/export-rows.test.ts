import type { Readable } from 'node:stream';
import { text as readText } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import type { CopyableEngine } from '../../kernel/engine.ts';
import { testActor } from '../../kernel/test-caller.ts';
import { createRowsExport } from './export-rows.ts';
import { choose, metric, newest, smallFile, type TestServer, untilEnded, useStores } from './test-imports.ts';

const stores = useStores();
const exporting = () =>
  createRowsExport({ records: stores.records(), engine: stores.engine() as unknown as CopyableEngine });

async function importText(server: TestServer, text: string, choices = choose()): Promise<string> {
  const uploadId = await stores.store(text);
  const made = await server.imports.create(testActor, { source: 'file', name: 'Spring', uploadId, choices });
  const done = await untilEnded(server.imports, made.id);
  expect(newest(done)).toMatchObject({ state: 'done', failure: null });
  return made.id;
}

const linesOf = (csv: string) => csv.replace(/^\ufeff/, '').split('\r\n');

describe('the rows of an import', () => {
  test('are the columns that were read, ids as hashes, in the order of the file; and it is noted', async () => {
    const server = await stores.serve();
    const id = await importText(server, smallFile(), choose({ unit: 'id', segments: ['country'] }));
    const { fileName, mediaType, content } = await exporting()(testActor, id, 'csv');
    expect({ fileName, mediaType }).toEqual({ fileName: 'Spring, rows.csv', mediaType: 'text/csv; charset=utf-8' });
    const csv = await readText(content as Readable);
    expect(csv).not.toContain('example.org');
    const [head, ...lines] = linesOf(csv);
    const names = head!.split(',');
    expect([...names].sort()).toEqual(['country', 'group', 'id', 'y']);
    expect(lines.pop()).toBe('');
    const rows = lines.map((line) =>
      Object.fromEntries(line.split(',').map((cell, at) => [names[at], JSON.parse(cell)])),
    );
    expect(rows.length).toBe(200);
    expect(new Set(rows.map((row) => row.id)).size).toBe(200);
    expect(rows.every((row) => /^[0-9a-f]{32}$/.test(row.id))).toBe(true);
    expect(rows.map(({ group, y, country }) => [group, y, country])).toEqual(
      Array.from({ length: 200 }, (_, n) => ['AB'[n % 2], n % 3 === 0 ? '1' : '0', n % 5 < 3 ? 'NL' : 'DE']),
    );
    const [noted] = await stores.ask(
      `SELECT actor ->> 'name' AS by, subject_id AS of, after FROM audit_log WHERE action = 'import.rows-downloaded'`,
    );
    expect(noted).toEqual({ by: testActor.name, of: id, after: { analysis: 1, format: 'csv', columns: names } });
  });

  test('as Parquet have the names of the file, whatever they are', async () => {
    const server = await stores.serve();
    const odd = 'n` FROM system.users --';
    const file = `n,c0,"${odd}",group\n${Array.from({ length: 40 }, (_, n) => `${39 - n},${n % 3},=x${n},${'AB'[n % 2]}`).join('\n')}\n`;
    const id = await importText(server, file, choose({ metrics: [metric('n'), metric('c0')], segments: [odd] }));
    const { content } = await exporting()(testActor, id, 'parquet');
    const chunks: Buffer[] = [];
    for await (const chunk of content as Readable) chunks.push(chunk);
    // Read by the way that files of people take.
    const uploadId = await stores.store(Buffer.concat(chunks), 'rows.parquet');
    const { columns, head } = await stores.uploads().get(uploadId);
    const names = columns.map(({ name }) => name);
    expect([...names].sort()).toEqual(['c0', 'group', 'n', odd].sort());
    const first = Object.fromEntries(names.map((name, at) => [name, head[0]![at]]));
    expect(first).toEqual({ n: '39', c0: '0', [odd]: '=x0', group: 'A' });
  });

  test('in CSV are no formulas, and numbers stay numbers', async () => {
    const server = await stores.serve();
    const cells = [
      '=1+1',
      '-5',
      '+3.5e-2',
      '@SUM(A1)',
      '-1+cmd',
      ' =2',
      'a=b',
      '-12%',
      '"x ""y"""',
      '+31 6 1',
      'x',
      '\u00a0=3',
    ];
    const file = `group,y,said\n${Array.from({ length: 40 }, (_, n) => `${'AB'[n % 2]},${n % 3},${cells[n % cells.length]}`).join('\n')}\n`;
    const id = await importText(server, file, choose({ segments: ['said'] }));
    const { content } = await exporting()(testActor, id, 'csv');
    const [head, ...lines] = linesOf(await readText(content as Readable));
    const at = head!.split(',').indexOf('said');
    const said = lines.slice(0, cells.length).map((line) => line.match(/"((?:[^"]|"")*)"/g)![at]!);
    expect(said.map((cell) => cell.slice(1, -1).replaceAll('""', '"'))).toEqual([
      ...[
        "'=1+1",
        '-5',
        '+3.5e-2',
        "'@SUM(A1)",
        "'-1+cmd",
        "'=2",
        'a=b',
        '-12%',
        'x "y"',
        "'+31 6 1",
        'x',
        "'\u00a0=3",
      ],
    ]);
  });

  test('are refused where there are none', async () => {
    const server = await stores.serve();
    const counted = await server.imports.create(testActor, {
      ...{ source: 'counts', name: 'Typed' },
      counts: {
        variations: [
          { name: 'A', tried: 100, succeeded: 10 },
          { name: 'B', tried: 100, succeeded: 20 },
        ],
        ...{ split: null, lowerIsBetter: false, plannedUnits: 5000 },
      },
    });
    await expect(exporting()(testActor, counted.id, 'csv')).rejects.toThrow(/was typed/);
    await expect(exporting()(testActor, crypto.randomUUID(), 'csv')).rejects.toMatchObject({ code: 'not-found' });
    const id = await importText(server, smallFile());
    const [kept] = await stores.ask<{ rows_table: string }>('SELECT rows_table FROM analyses WHERE import_id = $1', [
      id,
    ]);
    await stores.engine().run({ sql: `DROP TABLE ${kept!.rows_table} SYNC` });
    await expect(exporting()(testActor, id, 'csv')).rejects.toThrow(/not there any more/);
    const noted = await stores.ask(
      `SELECT 1 FROM audit_log WHERE action = 'import.rows-downloaded' AND subject_id = $1`,
      [id],
    );
    expect(noted).toEqual([]);
  });
});
