import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PrivateEngine, startPrivateEngine } from '../../engines/clickhouse/start-private-engine.ts';
import { compileCondition, provePatterns } from './index.ts';

const columns = ['id', 'history', 'newbie', 'channel', 'signup', 'spend', 'visits'];
const resolver = (name: string) => `c${columns.indexOf(name)}`;

/** Every kind of cell that a file may hold. All expectations below are read off this table by hand. */
const cells = [
  ['1', '250', 'true', 'Web', '2024-01-31', '10', '4'],
  ['2', '100', 'FALSE', 'web', '2024-02-01T10:00:00+02:00', '0', '0'],
  ['3', '', '1', 'Phone', '', '5', '2.5'],
  ['4', 'unknown', 'no', '', '31.01.2024', 'abc', '1'],
  ['5', 'nan', 'maybe', 'Multichannel', '2024-02-30', '-3', '2'],
  ['6', 'inf', 'Yes', 'O\'Brien -- \\ "x" \0 /* 🦊', '2024-02-01 08:00', '1e308', '1e-5'],
  ['7', '99.5', '0', 'Größe', '2023-12-31T23:59:59.5Z', '9', '10'],
  ['8', '-7', 'y', 'line\nbreak', '2024-02-01', '10', '9'],
];

let engine: PrivateEngine;

beforeAll(async () => {
  engine = await startPrivateEngine();
  const definition = columns.map((_, index) => `c${index} String`).join(', ');
  await engine.run({ sql: `CREATE TABLE cells (${definition}) ENGINE = MergeTree ORDER BY tuple()` });
  for (const row of cells) {
    const values = Object.fromEntries(row.map((cell, index) => [`v${index}`, cell]));
    const bound = row.map((_, index) => `{v${index}:String}`).join(', ');
    await engine.run({ sql: `INSERT INTO cells SELECT ${bound}`, values });
  }
}, 60_000);

afterAll(() => engine?.stop());

async function chosen(source: string): Promise<string> {
  const condition = compileCondition(source, resolver, 'where_');
  await provePatterns(engine, condition);
  const sql = `SELECT c0 AS id, ${condition.sql} AS answer FROM cells ORDER BY id`;
  const rows = await engine.rows<{ id: string; answer: unknown }>({ sql, values: condition.values });
  for (const { answer } of rows) expect([0, 1]).toContain(answer);
  return rows.flatMap(({ id, answer }) => (answer === 1 ? [id] : [])).join(' ');
}

describe('the rows a condition chooses', () => {
  it.each([
    // Numbers: missing, text, NaN and infinity match nothing, and ! turns that around.
    ['history > 99', '1 2 7'],
    ['history == 100', '2'],
    ['history != 100', '1 7 8'],
    ['!(history == 100)', '1 3 4 5 6 7 8'],
    ['history <= 99.5', '7 8'],
    ['history >= -7', '1 2 7 8'],
    ['history < 0', '8'],
    ['100 < history', '1'],
    ['!(history > 99) && history != null', '4 5 6 8'],
    ['history in [250, -7, 1000]', '1 8'],
    ['!(history in [250, -7])', '2 3 4 5 6 7'],
    ['history > 99 ? newbie : newbie == false', '1 4'],
    // Missing.
    ['history == null', '3'],
    ['has(history)', '1 2 4 5 6 7 8'],
    ['channel == ""', '4'],
    ['channel in [null, "Web"]', '1 4'],
    // Texts.
    ['channel == "Web"', '1'],
    ['channel != "Web"', '2 3 4 5 6 7 8'],
    ['channel.lowerAscii() == "web"', '1 2'],
    ['channel.upperAscii() == "GRößE"', '7'],
    ['channel in ["Web", "Phone", 5]', '1 3'],
    ['history in ["unknown", 100]', '2 4'],
    ['channel < "P"', '5 6 7'],
    ['channel >= "P"', '1 2 3 8'],
    ['history == "100"', '2'],
    ['spend == "10.0"', ''],
    ['spend == 10.0', '1 8'],
    ['channel == "O\'Brien -- \\\\ \\"x\\" \\000 /* 🦊"', '6'],
    ['channel.startsWith("W")', '1'],
    ['channel.endsWith("e")', '3 7'],
    ['channel.contains("e")', '1 2 3 5 6 7 8'],
    ['channel.contains("")', '1 2 3 4 5 6 7 8'],
    ['channel.contains("\'")', '6'],
    ['channel.contains("\\000")', '6'],
    ['channel.contains("\\n")', '8'],
    ['size(channel) == 5', '3 7'],
    ['channel.size() in [0, 3]', '1 2 4'],
    ['size(channel) * 2 == 10', '3 7'],
    // Patterns: anywhere unless tied, a dot is no line break, alternatives keep their precedence.
    ['channel.matches("e")', '1 2 3 5 6 7 8'],
    ['channel.matches("^.e.$")', '1 2'],
    ['channel.matches("line.break")', ''],
    ['channel.matches("(?s)line.break")', '8'],
    ['channel.matches("^Web|one$")', '1 3'],
    ['channel.matches("(?i)^WEB$")', '1 2'],
    ['channel.matches(r"\\\\ \\"")', '6'],
    ['channel.matches("(a*)*(b*)*$")', '1 2 3 4 5 6 7 8'],
    // Yes and no.
    ['newbie', '1 3 6 8'],
    ['!newbie', '2 4 5 7'],
    ['newbie == true', '1 3 6 8'],
    ['newbie != true', '2 4 7'],
    ['newbie == false', '2 4 7'],
    ['newbie == 1', '3'],
    ['(history > 99) == (visits > 3)', '1 3 4 5 6 7'],
    ['true', '1 2 3 4 5 6 7 8'],
    ['false || 1 > 2', ''],
    // Calculation.
    ['spend / visits >= 2', '1 3'],
    ['spend / visits == 0 || spend / visits != 0', '1 3 5 7 8'],
    ['spend % 4 == 2', '1 8'],
    ['spend % visits >= 0', '1 3 7 8'],
    ['spend % 0.5 == 0', '1 2 3 5 7 8'],
    ['spend * 10 > 0', '1 3 7 8'],
    ['-spend > 0', '5'],
    ['spend + visits * 2 == 28 || spend - -visits == 7.5', '3 8'],
    ['spend - visits - 1 == 0', '8'],
    // Two columns: numbers where both are, else texts; order needs both.
    ['spend < visits', '5 7'],
    ['spend == visits', '2'],
    ['history < newbie', '1 2 8'],
    ['channel != newbie', '1 2 3 4 5 6 7 8'],
    // Dates: only ISO ones, zones counted, a day that does not exist matches nothing.
    ['timestamp(signup) >= timestamp("2024-02-01")', '2 6 8'],
    ['timestamp(signup) < timestamp("2024-02-01")', '1 7'],
    ['timestamp(signup) == timestamp("2024-02-01T08:00:00Z")', '2 6'],
    ['timestamp(signup) > timestamp("2023-12-31T23:59:59.499Z")', '1 2 6 7 8'],
    ['timestamp(signup) != timestamp("1969-07-20T20:17:40Z")', '1 2 6 7 8'],
    ['!(timestamp(signup) >= timestamp("2024-02-01"))', '1 3 4 5 7'],
    ['signup >= "2024-01-31" && signup < "2024-02-01"', '1'],
    // Precedence.
    ['newbie || history > 99 && channel == "web"', '1 2 3 6 8'],
    ['(newbie || history > 99) && channel == "web"', '2'],
  ])('%s', async (source, expected) => {
    expect(await chosen(source)).toBe(expected);
  });

  it('is the same for every condition and its opposite together', async () => {
    for (const source of [
      'history > 99',
      'spend / visits < 3',
      'timestamp(signup) < timestamp(id)',
      'channel < spend',
    ]) {
      const both = `${await chosen(source)} ${await chosen(`!(${source})`)}`;
      expect(both.split(' ').filter(Boolean).sort().join(' ')).toBe('1 2 3 4 5 6 7 8');
    }
  });

  it('joins two conditions in one statement', async () => {
    const a = compileCondition('channel == "Web"', resolver, 'a_');
    const b = compileCondition('spend > 4', resolver, 'b_');
    const rows = await engine.rows<{ a: number; b: number }>({
      sql: `SELECT countIf(${a.sql}) AS a, countIf(${b.sql}) AS b FROM cells`,
      values: { ...a.values, ...b.values },
    });
    expect(rows).toEqual([{ a: 1, b: 5 }]);
  });

  it('binds every character as it is', async () => {
    const every = Array.from({ length: 0x250 }, (_, code) => String.fromCharCode(code)).join('');
    const source = `channel == ${JSON.stringify(every).replaceAll('\u007f', '\\u007f')}`;
    const { values } = compileCondition(source, resolver);
    const rows = await engine.rows<{ hex: string }>({ sql: 'SELECT lower(hex({p0:String})) AS hex', values });
    expect(rows).toEqual([{ hex: Buffer.from(every).toString('hex') }]);
  });
});

describe('patterns', () => {
  const tooLarge = `(\\pL{1,30}){1,33}${'(\\pN{1,30}){1,33}'.repeat(8)}`;

  it.each(['(', '(?=a)', '(a)\\1', 'a**', '((a{1000}){1000}){1000}', '\\pX', tooLarge])(
    '%s is refused by the engine with a sentence',
    async (pattern) => {
      const condition = compileCondition(`channel.matches(r'${pattern}')`, resolver);
      const proof = provePatterns(engine, condition);
      await expect(proof).rejects.toMatchObject({ code: 'bad-condition' });
      await expect(proof).rejects.toThrow(/^The condition cannot be used: the pattern “.+” of matches\(\) is not a/);
    },
  );

  it('does not take another failure for a bad pattern', async () => {
    const condition = compileCondition('channel.matches("a")', resolver);
    const broken = { ...engine, rows: () => Promise.reject(new Error('gone')) };
    await expect(provePatterns(broken, condition)).rejects.toThrow('gone');
  });
});
