import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { experimentFiltersSchema, resultSchema } from '@dandelion-loop/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PrivateEngine, startPrivateEngine } from '../../engines/clickhouse/start-private-engine.ts';
import { testActor } from '../../kernel/test-caller.ts';
import { writeCsv } from '../../kernel/write-csv.ts';
import { inspectFile, loadFile } from '../files/index.ts';
import { answerOf } from './test-answers.ts';
import { useExperiments } from './test-experiments.ts';

const { experiments, makeImport, judge } = useExperiments();

let folder: string;
let engine: PrivateEngine;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dandelion-export-'));
  engine = await startPrivateEngine();
});
afterAll(async () => {
  await engine?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Read back by the engine, as somebody would who analyses the file. */
async function readBack(csv: string): Promise<Record<string, string>[]> {
  const path = join(folder, `${Math.random()}.csv`);
  writeFileSync(path, csv);
  const file = await inspectFile(path, { engine });
  const loaded = await loadFile({ engine, file, columns: file.columns });
  const rows = await engine.rows<Record<string, string>>({ sql: `SELECT * FROM ${loaded.table} ORDER BY n` });
  return rows.map((row) => Object.fromEntries(file.columns.map((name) => [name, row[loaded.columns.get(name)!]!])));
}

const hostile = [
  '=1+1',
  '+49 30',
  '-20% off',
  '@SUM(A1)',
  ' =2',
  '＝3',
  '"quoted", with comma',
  'two\nlines',
  "it's",
  'naïve €',
];

describe('one experiment', () => {
  test('as CSV: one row a comparison, segments too', async () => {
    const file = await makeImport('export.csv');
    const answer = answerOf({ variations: ['Control', 'A', 'B'], lifts: [0.25, -0.5], metric: 'Umsatz' });
    const segment = { value: 'NL', units: 10, metrics: answer.metrics };
    await judge(file, [
      {
        name: 'x',
        ranOn: null,
        answer: { ...answer, segments: [{ column: 'country', interactions: [], values: [segment] }] },
      },
    ]);
    const filters = experimentFiltersSchema.parse({ import: file.importId });
    const { rows } = await experiments().list(filters, { sort: 'newest', offset: 0, limit: 1 });
    const { fileName, mediaType, content } = await experiments().exportOne(rows[0]!.id, 'csv');
    expect([fileName, mediaType]).toEqual(['x.csv', 'text/csv; charset=utf-8']);
    const read = await readBack(content);
    expect(read.map((row) => [row.segment, row['segment value'], row.variation, row['compared with']])).toEqual([
      ['', '', 'A', 'Control'],
      ['', '', 'B', 'Control'],
      ['country', 'NL', 'A', 'Control'],
      ['country', 'NL', 'B', 'Control'],
    ]);
    expect(read[1]).toMatchObject({
      ...{ experiment: 'x', 'experiment verdict': 'won', metric: 'Umsatz', decides: 'yes', units: '333' },
      ...{ value: '0.1', 'value compared with': '0.2', lift: '-0.5', 'lift low': '-0.55', difference: '-0.1' },
      ...{ level: '0.95', 'p-value': '0.01', 'chance to win': '', verdict: 'better', sentence: '“B”, by -0.5.' },
    });
  });

  test('as JSON: the answer in the schema of the command line, and what it belongs to', async () => {
    const file = await makeImport('json.csv');
    const first = await judge(file, [{ name: 'y', ranOn: '2013-05-06', answer: answerOf() }]);
    await judge(file, [{ name: 'y', ranOn: '2013-05-06', answer: answerOf({ verdict: 'lost', lifts: [-0.1] }) }]);
    const filters = experimentFiltersSchema.parse({ import: file.importId });
    const [row] = (await experiments().list(filters, { sort: 'newest', offset: 0, limit: 1 })).rows;
    const read = JSON.parse((await experiments().exportOne(row!.id, 'json', first)).content);
    expect(resultSchema.parse(read)).toEqual({ schema: 1, ...answerOf() });
    expect(read.experiment).toMatchObject({
      id: row!.id,
      title: 'y',
      verdict: 'won',
      ranOn: '2013-05-06',
      importName: 'json.csv',
    });
    expect(read.analysis).toMatchObject({ number: 1, methodVersion: '1', notes: ['A note.'] });
  });
});

describe('the list', () => {
  test('as CSV: the rows that fit, in their order, formulas made harmless', async () => {
    const file = await makeImport('=HYPERLINK("http://example.invalid")');
    await judge(
      file,
      hostile.map((name) => ({ name, ranOn: null, answer: answerOf({ variations: ['Control', name], metric: '+1' }) })),
    );
    const filters = experimentFiltersSchema.parse({ import: file.importId });
    const { rows } = await experiments().list(filters, { sort: 'title', offset: 0, limit: 100 });
    await experiments().change(testActor, rows[0]!.id, { version: 1, tags: ['@b', 'a'] });
    const { fileName, content } = await experiments().exportList(filters, 'title');
    expect(fileName).toBe('experiments.csv');
    expect(Buffer.from(content).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const read = await readBack(content);
    const harmless = (text: string) => (/^\s*[=+\-@＝]/.test(text) ? `'${text}` : text);
    expect(read.map((row) => row.experiment)).toEqual(rows.map(({ title }) => harmless(title)));
    expect(read.map((row) => row.id)).toEqual(rows.map(({ id }) => id));
    expect(read[0]).toMatchObject({
      metric: "'+1",
      import: `'${file.importName}`,
      tags: "'@b; a",
      lift: '0.1',
      'invalid because': '',
    });
    for (const cell of read.flatMap((row) => Object.values(row))) expect(cell).not.toMatch(/^[=+@\t\r]/);
  });
});

describe('CSV', () => {
  test('whatever the cells hold, they come back; numbers stay numbers', async () => {
    const rows = [...hostile, '', "''", ' blanks ', 'a\r\nb', ',', '"', '\t=1'].map((text, at) => [
      `row ${at}`,
      text,
      (at + 1) / -3,
      null,
    ]);
    const read = await readBack(writeCsv(['name', 'text', 'number', 'nothing'], rows));
    expect(read.map((row) => row.text)).toEqual(
      rows.map(([, text]) => (/^\s*[=+\-@＝]/.test(text as string) ? `'${text}` : (text as string).trim())),
    );
    expect(read.map((row) => Number(row.number))).toEqual(rows.map((row) => row[2]));
    expect(read.every((row) => row.nothing === '')).toBe(true);
  });
});
