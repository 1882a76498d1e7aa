import { describe, expect, test } from 'vitest';
import { type CsvRows, csvRows } from './csv-rows.ts';
import { decodeText } from './decode-text.ts';
import { jsonElements } from './json-elements.ts';
import { defaultLimits } from './limits.ts';

/** Bytes in pieces of a size, as a stream may cut them. */
async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield Buffer.from(bytes.subarray(at, at + size));
}

async function joined(source: AsyncIterable<Buffer>): Promise<string> {
  const all: Buffer[] = [];
  for await (const piece of source) all.push(piece);
  return Buffer.concat(all).toString();
}

/** The data rows, and how many they are. */
async function rowsOf(text: string, size: number, shape: Partial<CsvRows> = {}): Promise<[string, number]> {
  let rows = 0;
  const options: CsvRows = {
    ...{ delimiter: ',', leadingRows: 1, cells: 2, lastOptional: false, shown: 'x.csv', limits: defaultLimits },
    ...{ most: Number.POSITIVE_INFINITY, onCut: () => {} },
    onRow: () => rows++,
    ...shape,
  };
  return [await joined(csvRows(pieces(Buffer.from(text), size), options)), rows];
}

const sizes = [1, 2, 3, 5, 7, 1000];

describe.each(sizes)('in pieces of %i bytes', (size) => {
  test.each([
    ['line feeds', 'a,b\n1,2\n3,4\n', '1,2\n3,4\n', 2],
    ['no line end at the end', 'a,b\n1,2\n3,4', '1,2\n3,4', 2],
    ['an empty last cell at the end', 'a,b\n1,2\n3,', '1,2\n3,', 2],
    ['carriage returns', 'a,b\r\n1,2\r\n3,4\r\n', '1,2\r\n3,4\r\n', 2],
    ['lone carriage returns', 'a,b\r1,2\r3,4\r', '1,2\n3,4\n', 2],
    ['blank lines', '\r\n\na,b\n\n1,2\n  \t\n\n3,4\n\r\n \n', '1,2\n3,4\n', 2],
    ['quotes', 'a,b\n"1\n\r\n,","x""y"\n"","\r"\n', '"1\n\r\n,","x""y"\n"","\r"\n', 2],
    ['a header over two lines', '"a\nc",b\n1,2\n', '1,2\n', 1],
    ['nothing but a header', 'a,b\n\n', '', 0],
  ])('%s', async (_name, text, data, rows) => {
    expect(await rowsOf(text, size)).toEqual([data, rows]);
  });

  test('only the first rows, whole', async () => {
    let cuts = 0;
    const first = await rowsOf('a,b\n1,2\n3,"4\n5"\n6,7\n', size, { most: 13, onCut: () => cuts++ });
    expect([first, cuts]).toEqual(size > 100 ? [['1,2\n3,"4\n5"\n6,7\n', 3], 1] : [['1,2\n', 1], 1]);
    cuts = 0;
    expect(await rowsOf('a,b\n1,2', size, { most: 100, onCut: () => cuts++ })).toEqual(['1,2', 1]);
    expect(cuts).toBe(0);
  });

  test('failures name the row and the line', async () => {
    await expect(rowsOf('a,b\n\n"1\n2",3\r4,5,6\n', size)).rejects.toThrow('Row 2 of x.csv (line 5) has 3 cells');
    await expect(rowsOf('a,b\n1,2\n3,"4\n5\n', size)).rejects.toThrow('opens on line 3');
    await expect(rowsOf('a,b\n1,"2"x\n', size)).rejects.toThrow('Row 1 of x.csv (line 2) has text after');
  });

  test('characters cut in the middle, and single bytes of Windows-1252', async () => {
    const bytes = Buffer.concat([
      Buffer.from('\ufeffäß€😀'),
      Buffer.from('\x80\xe4\xf0\x9f', 'latin1'),
      Buffer.from('é'),
    ]);
    let foreign = 0;
    const text = await joined(decodeText(pieces(bytes, size), 'utf-8', () => foreign++));
    expect(text).toBe('äß€😀€äðŸé');
    expect(foreign).toBe(1);
    let none = 0;
    expect(await joined(decodeText(pieces(Buffer.from('äß€😀'), size), 'utf-8', () => none++))).toBe('äß€😀');
    expect(none).toBe(0);
    expect(await joined(decodeText(pieces(Buffer.from('\ufeffä😀', 'utf16le'), size), 'utf-16le', () => {}))).toBe(
      'ä😀',
    );
  });

  test('elements of a JSON list', async () => {
    const text = '\n[ {"a":\n[1,{"b":2}]},\r\n"x\\",]\\\\",3 ]\n';
    const lines = await joined(jsonElements(pieces(Buffer.from(text), size), 'x.json'));
    expect(lines.split('\n').map((line) => line.trim())).toEqual(['{"a": [1,{"b":2}]}', '"x\\",]\\\\"', '3']);
  });
});
