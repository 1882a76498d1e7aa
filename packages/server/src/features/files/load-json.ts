import { Readable } from 'node:stream';
import { numbers } from '@dandelion-loop/wording';
import { DandelionFailure } from '../../kernel/failure.ts';
import { decodeText, type Encoding } from './decode-text.ts';
import { type Filling, inOrder } from './filling.ts';
import { blanks } from './inspected-file.ts';
import { jsonElements } from './json-elements.ts';
import { progressOf, readBytes } from './read-bytes.ts';
import { unknownColumn } from './resolve-columns.ts';
import { showText } from './show-text.ts';

// Values of the column `problem`; nested in c0 is 2, in c1 is 3, and so on.
const notAnObject = 1;
const nestedFrom = 2;
const lineFeed = 0x0a;

/** Each object is one line of text to the engine; keys are bound values. */
export async function loadJson(
  filling: Filling,
  layout: { format: 'json-lines' | 'json-array'; encoding: Encoding },
): Promise<Encoding> {
  const { engine, file, table, asked, limits, most, onCut, onProgress } = filling;
  await engine.run({ sql: `ALTER TABLE ${table} ADD COLUMN problem UInt32` });
  let { encoding } = layout;
  const bytes = readBytes(file, limits, progressOf(file.bytes, onProgress));
  const decoded = decodeText(bytes, encoding, () => {
    encoding = 'windows-1252';
  });
  const text = layout.format === 'json-array' ? jsonElements(decoded, file.shown) : decoded;
  await engine.load(
    {
      sql: insertion(table, asked.length),
      values: Object.fromEntries(asked.map((name, at) => [`key${at}`, name])),
      settings: { ...inOrder },
    },
    Readable.from(firstLines(text, most, onCut), { objectMode: false, highWaterMark: 1024 * 1024 }),
  );
  await checkRows(filling);
  await engine.run({ sql: `ALTER TABLE ${table} DROP COLUMN problem`, settings: { mutations_sync: 1 } });
  return encoding;
}

/** Whole lines, until there are so many bytes of them. */
async function* firstLines(source: AsyncIterable<Buffer>, most: number, onCut: () => void): AsyncGenerator<Buffer> {
  let passed = 0;
  for await (const chunk of source) {
    passed += chunk.length;
    const end = passed >= most ? chunk.lastIndexOf(lineFeed) + 1 : 0;
    yield end > 0 ? chunk.subarray(0, end) : chunk;
    if (end > 0) return onCut();
  }
}

/** A string without its quotes and escapes, a number or boolean as it is, nothing for null and for a key that is not there. */
function insertion(table: string, columns: number): string {
  const places = Array.from({ length: columns }, (_, at) => at);
  const raw = places.map((at) => `pairs.2[indexOf(pairs.1, {key${at}:String})] AS raw${at}`);
  const cells = places.map(
    (at) =>
      `multiIf(startsWith(raw${at}, '"'), trimBoth(JSONExtractString(raw${at}), '${blanks}'), raw${at} = 'null', '', raw${at})`,
  );
  const nested = places.map((at) => `startsWith(raw${at}, '{') OR startsWith(raw${at}, '['), ${nestedFrom + at}`);
  return `INSERT INTO ${table}
    WITH JSONExtractKeysAndValuesRaw(line) AS pairs, ${raw.join(', ')}
    SELECT rowNumberInAllBlocks() + 1, ${cells.join(', ')},
      multiIf(empty(pairs) AND JSONType(line) != 'Object', ${notAnObject}, ${nested.join(', ')}, 0)
    FROM input('line String')
    WHERE notEmpty(trimBoth(line, '${blanks}'))
    FORMAT LineAsString`;
}

async function checkRows({ engine, file, table, asked }: Filling): Promise<void> {
  const { shown } = file;
  const [found] = await engine.rows<{ n: number; problem: number }>({
    sql: `SELECT n, problem FROM ${table} WHERE problem != 0 ORDER BY n LIMIT 1`,
  });
  if (found?.problem === notAnObject) {
    throw new DandelionFailure(
      'format-broken',
      `Row ${numbers.count(found.n)} of ${shown} is not one complete JSON object. (NaN is not JSON, and whole numbers above 20 digits need quotes.)`,
    );
  }
  if (found !== undefined) {
    throw new DandelionFailure(
      'format-broken',
      `Column "${showText(asked[found.problem - nestedFrom]!)}" holds nested values, first in row ${numbers.count(found.n)} of ${shown}. Name a column of single values, or write the nested value into one.`,
    );
  }
  // A key may first appear after the rows that were looked at.
  for (const [at, name] of asked.entries()) {
    if (file.columns.includes(name)) continue;
    const [some] = await engine.rows<{ n: number }>({ sql: `SELECT n FROM ${table} WHERE notEmpty(c${at}) LIMIT 1` });
    if (some === undefined) throw unknownColumn(name, file);
  }
}
