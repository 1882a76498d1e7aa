import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PrivateEngine, startPrivateEngine } from '../../engines/clickhouse/start-private-engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { type CompiledCondition, compileCondition, conditionColumns, provePatterns } from './index.ts';

const columns = ['a', 'b', 'row'];

function resolver(name: string): string {
  const index = columns.indexOf(name);
  if (index < 0) throw new DandelionFailure('unknown-column', `There is no column ${name}.`);
  return `c${index}`;
}

/** All that a statement may hold. What is not here, quotes of a user, operators, comments, semicolons, is an escape. */
const tokens = [
  /(?:and|or|not|if|in|tuple|equals|notEquals|less|lessOrEquals|greater|greaterOrEquals)\(/,
  /(?:plus|minus|multiply|divide|modulo|negate|nullIf|ifNull|ifNotFinite|toFloat64OrNull|toFloat64)\(/,
  /(?:empty|notEmpty|lower|upper|startsWith|endsWith|position|match|lengthUTF8)\(/,
  /(?:toUnixTimestamp64Milli|parseDateTime64BestEffortOrNull)\(/,
  /\('1', 'true', 'yes', 'y', 't', '1\.0'\)|\('0', 'false', 'no', 'n', 'f', '0\.0'\)/,
  /'\^\[0-9\]\{4\}[-0-9[\](){}|:.,?TZ+ ]+\$'/,
  /'', |''|3, 'UTC'|NULL|[01](?!\d)|c[012](?!\w)|\{p\d+:(?:String|Float64)\}|, |\)/,
];
const statement = new RegExp(`^(?:${tokens.map((token) => token.source).join('|')})+$`);

function tryCompile(source: string): CompiledCondition | undefined {
  try {
    return compileCondition(source, resolver);
  } catch (error) {
    if (!(error instanceof DandelionFailure)) throw error;
    expect(['bad-condition', 'unknown-column']).toContain(error.code);
    return undefined;
  }
}

function expectHarmless({ sql, values }: CompiledCondition): void {
  expect(sql).toMatch(statement);
  const named = [...sql.matchAll(/\{(p\d+):(String|Float64)\}/g)].map(([, name, type]) => [name, type]);
  // Every value is used, and once.
  expect(named.map(([name]) => name).sort()).toEqual(Object.keys(values).sort());
  for (const [name, type] of named) expect(typeof values[name!]).toBe(type === 'String' ? 'string' : 'number');
}

let engine: PrivateEngine;
let folder: string;
let secretFile: string;
const secret = 'the-secret-of-the-server';

beforeAll(async () => {
  engine = await startPrivateEngine();
  folder = mkdtempSync(join(tmpdir(), 'dandelion-hostile-'));
  secretFile = join(folder, 'secret.txt');
  writeFileSync(secretFile, secret);
  await engine.run({ sql: 'CREATE TABLE cells (c0 String, c1 String, c2 String) ENGINE = MergeTree ORDER BY tuple()' });
  await engine.run({
    sql: "INSERT INTO cells SELECT {secret:String}, '1', 'x' UNION ALL SELECT 'other', '', 'y'",
    values: { secret },
  });
}, 60_000);

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await engine?.stop();
});

/** Cells of column a in the chosen rows. */
async function chosen(condition: CompiledCondition): Promise<string[]> {
  const sql = `SELECT c0 FROM cells WHERE ${condition.sql} ORDER BY c0`;
  const rows = await engine.rows<{ c0: string }>({ sql, values: condition.values });
  return rows.map((row) => row.c0);
}

describe('a file of the server', () => {
  it('could be read by whoever reaches the engine with SQL: this is what is at stake', async () => {
    const rows = await engine.rows({ sql: `SELECT c1 FROM cells WHERE c0 = file('${secretFile}')` });
    expect(rows).toEqual([{ c1: '1' }]);
  });

  const payloads = (path: string) => [
    `file('${path}')`,
    `' OR c0 = file('${path}') OR '`,
    `\\' OR c0 = file('${path}') --`,
    `\\\\' OR c0 = file('${path}') /*`,
    `'' OR c0 = file('${path}') #`,
    `%27 OR c0 = file(%27${path}%27) OR %27`,
    `x') OR c0 = file('${path}') OR equals('`,
    `{p0:String}' OR c0 = file('${path}') OR '{p1:String}`,
    `{p0:Identifier}`,
    `\0' OR c0 = file('${path}') --`,
    `\n' OR c0 = file('${path}') --`,
    `＇ OR c0 = file(＇${path}＇) －－`,
    `ʼ OR c0 = file(ʼ${path}ʼ) --`,
    `(SELECT file('${path}'))`,
    `x' UNION ALL SELECT file('${path}'), '', '' --`,
    `x'; SELECT file('${path}') FORMAT TSV; --`,
    `url('file://${path}', 'LineAsString')`,
    `system`,
    `$$' OR c0 = file('${path}') OR $$`,
    '$heredoc$ OR 1 $heredoc$',
    '`c0`',
    '*',
    'c0',
  ];

  const forms: ((payload: string) => string)[] = [
    (payload) => payload,
    (payload) => `a == ${payload}`,
    (payload) => `a == "${payload}"`,
    (payload) => `a == '${payload}'`,
    (payload) => `a == """${payload}"""`,
    (payload) => `a == r'''${payload}'''`,
    (payload) => `a == ${JSON.stringify(payload)}`,
    (payload) => `a in [${JSON.stringify(payload)}, "${payload}"]`,
    (payload) => `a.startsWith(${JSON.stringify(payload)})`,
    (payload) => `a.contains(${JSON.stringify(payload)})`,
    (payload) => `a.${payload}`,
    (payload) => `row[${JSON.stringify(payload)}] == a`,
    (payload) => `row.${payload} == a`,
    (payload) => `timestamp(${JSON.stringify(payload)}) > timestamp(a)`,
    (payload) => `a == "x" // ${payload}`,
    (payload) => `a == "x" -- ${payload}`,
    (payload) => `a == "x" /* */ ${payload}`,
    (payload) => `a == "x"; ${payload}`,
    (payload) => `a == "x" || a == (${payload})`,
    (payload) => `a == "x" UNION SELECT ${payload}`,
    (payload) => `(select a) == ${payload}`,
  ];

  it('is not read by a hostile condition', async () => {
    let compiled = 0;
    for (const payload of payloads(secretFile)) {
      for (const form of forms) {
        const condition = tryCompile(form(payload));
        if (condition === undefined) continue;
        compiled += 1;
        expectHarmless(condition);
        expect(condition.sql).not.toContain(secretFile);
        expect(await chosen(condition), form(payload)).not.toContain(secret);
      }
    }
    // Texts are harmless as texts: most forms with quotes must have been carried out.
    expect(compiled).toBeGreaterThan(100);
  }, 60_000);

  it('is not read by way of the name of a column', () => {
    const hostile = `c0 = file('${secretFile}')`;
    expect(conditionColumns(`row[${JSON.stringify(hostile)}] == "x"`)).toEqual([hostile]);
    expect(() => compileCondition(`row[${JSON.stringify(hostile)}] == "x"`, (name) => name)).toThrow(/^Not an ident/);
  });

  it('is not read by a pattern', async () => {
    for (const payload of payloads(secretFile)) {
      const condition = tryCompile(`a.matches(${JSON.stringify(payload)})`);
      if (condition === undefined) continue;
      expectHarmless(condition);
      const taken = await provePatterns(engine, condition).then(
        () => true,
        (error: DandelionFailure) => error.code !== 'bad-condition',
      );
      // "*" and "$$" and the like are patterns; none of these matches the secret but by being part of it.
      if (taken) expect(await chosen(condition)).not.toContain(secret);
    }
  });
});

describe('a text that means something elsewhere', () => {
  it.each([
    `'`,
    `''`,
    `\\`,
    `\\'`,
    `"`,
    `\0`,
    `a\0b`,
    `\\N`,
    `{p0:String}`,
    `{p1:Float64}`,
    '--',
    '/*',
    '; DROP TABLE cells',
    '%',
    '\r\n',
    '\u2028',
    '🦊',
    'ʼ＇',
  ])('%j is only itself', async (text) => {
    const condition = compileCondition(`a == ${JSON.stringify(text)} && b == "{p0:String}"`, resolver);
    expectHarmless(condition);
    const sql = `SELECT {cell:String} AS c0, '{p0:String}' AS c1, ${condition.sql} AS answer`;
    const rows = await engine.rows({ sql, values: { ...condition.values, cell: text } });
    expect(rows).toEqual([{ c0: text, c1: '{p0:String}', answer: 1 }]);
  });
});

describe('what is too much', () => {
  it.each([
    ['brackets', `${'('.repeat(10_000)}a${')'.repeat(10_000)}`],
    ['negations', `${'!'.repeat(5_000)}a`],
    ['signs', `${'-'.repeat(5_000)}a > 1`],
    ['a chain', Array.from({ length: 5_000 }, () => 'a').join(' && ')],
    ['a text', `a == "${'x'.repeat(5_000)}"`],
    ['brackets of 2,000 characters', `${'('.repeat(999)}a${')'.repeat(999)}`],
    ['lists of 2,000 characters', `a in ${'['.repeat(990)}1${']'.repeat(990)}`],
    ['negations of 2,000 characters', `${'!'.repeat(1_999)}a`],
    ['signs of 2,000 characters', `${'- '.repeat(996)}a > 1`],
    ['choices of 2,000 characters', `${'a?a:'.repeat(499)}a`],
    ['calls of 2,000 characters', `${'a('.repeat(650)}a${')'.repeat(650)}`],
    ['methods of 2,000 characters', `a${'.size()'.repeat(280)} > 1`],
    ['members of 2,000 characters', `a${'.a'.repeat(990)}`],
    ['parts of 2,000 characters', Array.from({ length: 600 }, () => 'a').join('||')],
    ['open brackets', '('.repeat(2_000)],
    ['maps', '{'.repeat(2_000)],
    ['33 levels', `${'!'.repeat(32)}a`],
  ])('%s: refused with a sentence', (_, source) => {
    expect(() => compileCondition(source, resolver)).toThrow(DandelionFailure);
    expect(() => compileCondition(source, resolver)).toThrow(/^The condition cannot be used: it (is longer|has too m)/);
  });

  it.each([
    ['32 levels', `${'!'.repeat(31)}a`, 2],
    ['30 signs', `${'- '.repeat(30)}b == 1`, 1],
    ['30 sums', `b${' + 1'.repeat(30)} == 31`, 1],
    ['30 brackets', `${'('.repeat(30)}b == 1${')'.repeat(30)}`, 1],
    ['a chain of 125', Array.from({ length: 125 }, (_, index) => `b==${index}`).join('||'), 1],
    ['a list of 480', `b in [${Array.from({ length: 480 }, (_, index) => index).join(',')}]`, 1],
    ['a text of 1,990', `a != "${'ß'.repeat(1_990)}"`, 2],
    ['dates', Array.from({ length: 38 }, () => 'timestamp(a)<timestamp("2024-01-01")').join('||'), 0],
    ['nested comparisons', `${'('.repeat(29)}b==1${')==true'.repeat(29)}`, 1],
  ])('%s: taken by the engine', async (_, source, rows) => {
    const condition = compileCondition(source, resolver);
    expectHarmless(condition);
    expect(condition.sql.length).toBeLessThan(20_000);
    expect(await chosen(condition)).toHaveLength(rows);
  });

  it.each([
    '1e999',
    '-1e999',
    '1e308 * 10',
    '9223372036854775808',
    '-9223372036854775808',
    '0xffffffffffffffffff',
    '5 / 0',
  ])('the number %s is refused or matches nothing', async (number) => {
    const condition = tryCompile(`b == ${number} || b != ${number}`);
    if (condition === undefined) return;
    expectHarmless(condition);
    expect(await chosen(condition)).toEqual([]);
  });
});

/** Mulberry32: the same sequence in every run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('random conditions', () => {
  const words =
    `a b row row["a"] row.b c0 1 -1 2.5 0 1e9 "x" '2024-01-01' "'" '"' r"\\" "\\\\'" "{p0:String}" "1" true false null ( ) ( ) [ ] , . ? : == != < <= > >= && || ! + - * / % in ` +
    `.contains( .matches( .startsWith( .size() .lowerAscii() size( has( timestamp( file( url( -- /* */ // ; ' " \` { } $ @ # \\ = & | select union from`;
  const vocabulary = words.split(' ');

  const sound = [
    'a == "x" && b > 1',
    '! ( row["a"] in [ "x" , 1 , null ] )',
    'a .contains( "x" ) || b != null',
    'timestamp( a ) < timestamp( "2024-01-01" ) ? a : b == true',
    'size( a ) % 2 + b / -1 >= 0',
  ].map((source) => source.split(' '));

  it('of arbitrary tokens never give anything outside the closed list', () => {
    const random = randomNumbers(20_240_131);
    const below = (limit: number) => Math.floor(random() * limit);
    let compiled = 0;
    for (let round = 0; round < 8_000; round++) {
      const picked = [...sound[round % sound.length]!];
      // One to three tokens are put in, taken out or exchanged.
      for (let change = below(3); change >= 0; change--) {
        picked.splice(
          below(picked.length + 1),
          below(2),
          ...(below(4) === 0 ? [] : [vocabulary[below(vocabulary.length)]!]),
        );
      }
      const condition = tryCompile(picked.join(below(2) === 0 ? ' ' : ''));
      if (condition === undefined) continue;
      compiled += 1;
      expectHarmless(condition);
    }
    expect(compiled).toBeGreaterThan(500);
  }, 60_000);

  it('of arbitrary grammar give 0 or 1 on the engine, whatever the cells', async () => {
    const random = randomNumbers(7);
    const oneOf = (...choices: (() => string)[]) => choices[Math.floor(random() * choices.length)]!();
    const cell = () =>
      oneOf(
        () => 'a',
        () => 'b',
        () => 'row["row"]',
      );
    const literal = () =>
      oneOf(
        () => '1',
        () => '-2.5',
        () => '0',
        () => '"x"',
        () => '"1"',
        () => 'null',
        () => 'true',
      );
    const value = (depth: number): string =>
      depth === 0
        ? oneOf(cell, literal)
        : oneOf(
            cell,
            literal,
            () => `(${value(depth - 1)} ${oneOf(...[...'+-*/%'].map((sign) => () => sign))} ${value(depth - 1)})`,
            () => `(- ${value(depth - 1)})`,
            () => `size(${cell()})`,
            () => `${cell()}.lowerAscii()`,
            () => `timestamp(${cell()})`,
            () => condition(depth - 1),
          );
    const condition = (depth: number): string =>
      oneOf(
        ...['==', '!=', '<', '>=', '>'].map((sign) => () => `(${value(depth)} ${sign} ${value(depth)})`),
        () => `!${depth === 0 ? cell() : condition(depth - 1)}`,
        () => (depth === 0 ? cell() : `(${condition(depth - 1)} && ${condition(depth - 1)})`),
        () => (depth === 0 ? cell() : `(${condition(depth - 1)} ? ${condition(depth - 1)} : ${condition(depth - 1)})`),
        () => `(${cell()} in [${literal()}, ${literal()}])`,
        () => `${cell()}.contains(${cell()})`,
        () => `${cell()}.matches("^[a-z]+$")`,
      );
    let asked = 0;
    for (let round = 0; round < 4_000 && asked < 250; round++) {
      const compiled = tryCompile(condition(3));
      if (compiled === undefined) continue;
      asked += 1;
      expectHarmless(compiled);
      const sql = `SELECT DISTINCT ${compiled.sql} AS answer FROM cells`;
      const rows = await engine.rows<{ answer: unknown }>({ sql, values: compiled.values });
      for (const { answer } of rows) expect([0, 1]).toContain(answer);
    }
    expect(asked).toBe(250);
  }, 60_000);
});
