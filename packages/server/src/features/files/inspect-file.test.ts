import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, test } from 'vitest';
import { defaultLimits, type FileLimits, inspectFile } from './index.ts';
import { failureOf, noEngine, testFolder } from './test-files.ts';

const { folder, write } = testFolder();
const inspect = (content: string | Uint8Array, limits: FileLimits = defaultLimits) =>
  inspectFile(write(content), { engine: noEngine, limits });
const refusal = (content: string | Uint8Array, limits?: FileLimits) => failureOf(inspect(content, limits));
const failureOfPath = (path: string) => failureOf(inspectFile(path, { engine: noEngine }));

describe('delimiters', () => {
  test.each([
    ['comma', 'a,b\n1,2\n', ','],
    ['semicolon', 'a;b\n1,5;2,5\n', ';'],
    ['tab', 'a\tb\n1,5\tx;y\n', '\t'],
    ['pipe', 'a|b\n1|2\n', '|'],
    ['a quoted delimiter in the header', '"a;1";"b,c,d"\n1;2\n', ';'],
    ['text full of other delimiters', 'headline,clicks\n"one; two; three",1\nfour|five,2\n', ','],
    ['decimal commas, also in the header', 'spend, EUR;clicks;x\n1,5;2;3\n0,5;1;2\n', ';'],
    ['delimiters in quotes everywhere', '"a,b";"c,d"\n"1,2";"3,4"\n', ';'],
    ['one column', 'variation\nA\nB\n', ','],
  ])('%s', async (_name, content, delimiter) => {
    expect((await inspect(content)).layout).toMatchObject({ format: 'csv', delimiter });
  });

  test('the line sep= of a spreadsheet', async () => {
    const file = await inspect('sep=;\r\na;b\r\n1;2\r\n');
    expect(file).toMatchObject({ columns: ['a', 'b'], head: [{ a: '1', b: '2' }], layout: { leadingRows: 2 } });
    expect((await inspect('sep=#\na#b\n1#2\n')).head).toMatchObject([{ a: '1', b: '2' }]);
  });
});

describe('lines of comment above the table', () => {
  test.each([
    ['of a web tool', '# ------\n# Pages, views\r\n# 20240101-20240131\n# ------\n\ngroup;sent\nA;12\n', 5],
    ['after a byte order mark', '\ufeff# report "of, the week\ngroup;sent\nA;12\n', 2],
    ['before sep=', '#x\nsep=;\ngroup;sent\nA;12\n', 3],
  ])('%s', async (_name, content, leadingRows) => {
    const file = await inspect(content);
    expect(file).toMatchObject({ columns: ['group', 'sent'], layout: { delimiter: ';', leadingRows } });
    expect(file.head).toMatchObject([{ group: 'A', sent: '12' }]);
  });

  test('a header may begin with their sign', async () => {
    expect((await inspect('#,group\n1,A\n2,B\n')).columns).toEqual(['#', 'group']);
  });

  test('they count as lines, and nothing below them is nothing', async () => {
    expect((await refusal('# one\n# two\na,b\n1,"2\n')).message).toContain('opens on line 4');
    expect(await refusal('# one\n# two\n')).toMatchObject({ code: 'no-rows' });
  });
});

describe('cells of the head', () => {
  test.each([
    ['line feeds', 'a,b\n1,2\n3,4\n'],
    ['carriage returns with line feeds', 'a,b\r\n1,2\r\n3,4\r\n'],
    ['lone carriage returns', 'a,b\r1,2\r3,4\r'],
    ['no line end at the end', 'a,b\n1,2\n3,4'],
    ['blank lines', '\n\na,b\n\n1,2\n   \n3,4\n\n\n'],
    ['white space', ' a ,\tb\n 1 , 2\t\n"3 ", "4"\n'],
    ['a byte order mark', '\ufeffa,b\n1,2\n3,4\n'],
  ])('%s', async (_name, content) => {
    const { columns, head } = await inspect(content);
    expect(columns).toEqual(['a', 'b']);
    expect(head.map(({ a, b }) => [a, b])).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  test('quotes with line breaks, delimiters and doubled quotes', async () => {
    const { columns, head } = await inspect('"a\nb","c ""d"""\n"1,\r\n2","say ""hi"""\n5" pipe,""\n');
    expect(columns).toEqual(['a\nb', 'c "d"']);
    expect(head.map((row) => Object.values(row))).toEqual([
      ['1,\r\n2', 'say "hi"'],
      ['5" pipe', ''],
    ]);
  });

  test('missing names are called by their place, and a name of an object method is a name', async () => {
    const { columns, head } = await inspect(',constructor,,column 1,__proto__\nx,1,2,3,4\n');
    expect(columns).toEqual(["column 1'", 'constructor', 'column 3', 'column 1', '__proto__']);
    expect(head[0]).toMatchObject({ constructor: '1', 'column 3': '2' });
    expect(Object.entries(head[0] ?? {})).toContainEqual(['__proto__', '4']);
  });

  test('of two columns with one name, the first is shown', async () => {
    const { columns, head } = await inspect('a,a\n1,2\n');
    expect(columns).toEqual(['a', 'a']);
    expect(head[0]?.a).toBe('1');
  });

  test('a first row larger than the first look', async () => {
    const cell = 'x'.repeat(6_000_000);
    const { head } = await inspect(`a,b\n${cell},2\n`);
    expect(head[0]?.a).toHaveLength(cell.length);
  });

  test('no more than 200 rows', async () => {
    expect((await inspect(`a,b\n${'1,2\n'.repeat(100_000)}`)).head).toHaveLength(200);
  });
});

describe('encodings', () => {
  const text = 'größe;€uro\n“naïve” – ok;1\n';
  const windows = Buffer.from(
    text.replace(/[€“”–]/g, (sign) => ({ '€': '\x80', '“': '\x93', '”': '\x94', '–': '\x96' })[sign]!),
    'latin1',
  );
  const swapped = Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  test.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['Windows-1252', windows, 'windows-1252'],
    ['UTF-16, little end first', Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le'],
    ['UTF-16, big end first', swapped, 'utf-16be'],
    ['gzip', gzipSync(windows), 'windows-1252'],
  ])('%s', async (_name, bytes, encoding) => {
    const file = await inspect(bytes);
    expect(file).toMatchObject({ columns: ['größe', '€uro'], layout: { encoding } });
    expect(file.head[0]).toMatchObject({ größe: '“naïve” – ok' });
  });

  it('says that UTF-16 needs its mark', async () => {
    expect(await refusal(Buffer.from(text.repeat(10), 'utf16le'))).toMatchObject({
      code: 'format-unknown',
      message: expect.stringContaining('looks like UTF-16'),
    });
  });
});

describe('JSON', () => {
  test('lines: keys of all rows, numbers, nothing, nested values', async () => {
    const file = await inspect('{"a":1,"b":" x "}\n\n{"a":null,"c":{"d":[1]}}\r\n{"b":true}');
    expect(file).toMatchObject({ columns: ['a', 'b', 'c'], layout: { format: 'json-lines' } });
    expect(file.head.map((row) => Object.values(row))).toEqual([
      ['1', 'x', ''],
      ['', '', '{"d":[1]}'],
      ['', 'true', ''],
    ]);
  });

  test('an array of objects, spread over lines', async () => {
    const file = await inspect('\ufeff[\n  {\n "a": "x,[{\\"",\n "b": [1, {"c": 2}] },\n {"a": "y"}\n]\n');
    expect(file).toMatchObject({ columns: ['a', 'b'], layout: { format: 'json-array' } });
    expect(file.head.map(({ a }) => a)).toEqual(['x,[{"', 'y']);
  });

  test.each([
    ['one object over many lines', '{\n  "a": 1\n}\n', 'format-broken', 'Write one object on each line'],
    ['an object cut off', '{"a": 1', 'format-broken', 'not a complete JSON object'],
    [
      'an object too deep',
      `{"a": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      'format-broken',
      'not a complete JSON object',
    ],
    ['an empty list', '[]', 'no-rows', 'without rows'],
    ['a list of numbers', '[1,2,3]', 'format-broken', 'one list of objects'],
    ['a list of lists', '[["group","clicks"],\n["A",1]]', 'format-broken', 'one list of objects'],
  ])('%s', async (_name, content, code, message) => {
    expect(await refusal(content)).toMatchObject({ code, message: expect.stringContaining(message) });
  });

  test('a header that begins with a bracket is a header', async () => {
    expect((await inspect('[id],[name]\n1,2\n')).columns).toEqual(['[id]', '[name]']);
  });
});

describe('files that are no table', () => {
  test.each([
    [
      'an Excel workbook',
      'PK\x03\x04\x14\0\x06\0\b\0\0\0!\0[Content_Types].xml....xl/workbook.xml',
      'save the sheet as CSV',
    ],
    ['a ZIP archive', 'PK\x03\x04\x14\0\0\0\b\0report.csv', 'Unpack it'],
    ['an old Excel workbook', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0', 'save the sheet as CSV'],
    ['a PDF document', '%PDF-1.7\n%\xe2\xe3', 'as CSV'],
    ['a SQLite database', 'SQLite format 3\0\x10', 'as CSV'],
    ['a picture', '\x89PNG\r\n\x1a\n', 'as CSV'],
    ['a web page', '<!DOCTYPE html><html><body>Sign in</body></html>', 'log-in page'],
    ['a tar archive', `${'a.csv'.padEnd(257, '\0')}ustar`, 'Unpack it'],
    ['binary data', String.fromCharCode(...Array.from({ length: 4096 }, (_, at) => (at * 7919) % 251)), 'binary data'],
  ])('%s', async (is, content, advice) => {
    const { code, message } = await refusal(Buffer.from(content, 'latin1'));
    expect(code).toBe('format-unknown');
    expect(message).toContain(is);
    expect(message).toContain(advice);
  });

  test('gzip in gzip', async () => {
    expect(await refusal(gzipSync(gzipSync('a,b\n1,2\n')))).toMatchObject({
      message: expect.stringContaining('compressed twice'),
    });
  });

  test('a control character in a cell is no reason', async () => {
    expect((await inspect('a,b\nx\0y,\x07\n')).head[0]).toMatchObject({ a: 'x\0y', b: '\x07' });
  });
});

describe('files without data', () => {
  test.each([
    ['nothing', '', 'no-rows', 'is empty'],
    ['nothing but blanks', '\n \n\n', 'no-rows', 'is empty'],
    ['nothing, compressed', gzipSync(''), 'no-rows', 'is empty'],
    ['only a header', 'a,b\n\n', 'no-rows', 'has a header but no rows. Columns: "a", "b".'],
    ['numbers for a header', '1200,118.5\n1185,152\n', 'format-broken', 'Add a first line that names the columns'],
    ['a quote never closed in the header', 'a,"b\n1,2\n', 'format-broken', 'opens on line 1'],
    ['too many columns', `${'a,'.repeat(10_000)}b\n`, 'file-too-large', 'Keep the columns of the test'],
  ])('%s', async (_name, content, code, message) => {
    expect(await refusal(content)).toMatchObject({ code, message: expect.stringContaining(message) });
  });

  test('a row that never ends', async () => {
    const limits = { ...defaultLimits, rowBytes: 10_000 };
    expect(await refusal(`a,b\n1,"${'x\n'.repeat(2_500_000)}`, limits)).toMatchObject({
      code: 'format-broken',
      message: expect.stringContaining('Look for a quote that is not closed'),
    });
  });
});

describe('what is no file', () => {
  test('a missing one, with the nearest name', async () => {
    write('a\n1\n', 'results.csv');
    expect(await failureOfPath(join(folder, 'result.csv'))).toMatchObject({
      code: 'file-not-found',
      message: expect.stringContaining('Did you mean "results.csv"'),
    });
    expect((await failureOfPath(join(folder, 'none', 'x'))).code).toBe('file-not-found');
    expect((await failureOfPath('a\0b')).code).toBe('file-not-found');
  });

  test('a folder and a named pipe', async () => {
    const inner = join(folder, 'inner');
    mkdirSync(inner);
    expect((await failureOfPath(inner)).message).toContain('is a folder');
    const pipe = join(folder, 'pipe');
    execFileSync('sh', ['-c', 'mkfifo "$0"', pipe]);
    expect(await failureOfPath(pipe)).toMatchObject({
      code: 'file-unreadable',
      message: expect.stringContaining('is a named pipe'),
    });
  });

  test.skipIf(process.getuid?.() === 0)(
    'a file without permission (not tried as root, who may read everything)',
    async () => {
      const path = write('a\n1\n');
      chmodSync(path, 0);
      expect(await failureOfPath(path)).toMatchObject({
        code: 'file-unreadable',
        message: expect.stringContaining('do not have permission'),
      });
    },
  );

  test('a name that is not UTF-8', async () => {
    const { message } = await failureOfPath(join(folder, 'caf\ufffd.csv'));
    expect(message).toContain('rename it');
  });

  test('hostile names are shown without control characters', async () => {
    const { message } = await failureOfPath(join(folder, 'x\u001b[31m\u202ey\n.csv'));
    expect(message).not.toMatch(/[\u0000-\u001f\u202e]/);
  });
});
