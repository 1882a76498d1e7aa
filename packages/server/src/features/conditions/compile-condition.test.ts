import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DandelionFailure } from '../../kernel/failure.ts';
import { type ColumnResolver, compileCondition, conditionColumns } from './index.ts';

/** a is c0, b is c1, and so on; `history` is c7; a name with capitals or blanks is c9. */
const resolver: ColumnResolver = (name) =>
  /^[a-f]$/.test(name) ? `c${name.charCodeAt(0) - 97}` : name === 'history' ? 'c7' : 'c9';

const sqlOf = (source: string) => compileCondition(source, resolver).sql;
const compiled = (source: string) => {
  const { sql, values } = compileCondition(source, resolver);
  return [sql, values];
};
const numberOf = (cell: string) => `ifNotFinite(toFloat64OrNull(${cell}), NULL)`;
const yes = (cell: string) => `in(lower(${cell}), ('1', 'true', 'yes', 'y', 't', '1.0'))`;
const no = (cell: string) => `in(lower(${cell}), ('0', 'false', 'no', 'n', 'f', '0.0'))`;

function failureOf(source: string): DandelionFailure {
  try {
    compileCondition(source, resolver);
  } catch (error) {
    if (error instanceof DandelionFailure) return error;
    throw error;
  }
  throw new Error(`compiled: ${source}`);
}

describe('operators', () => {
  it.each([
    ['==', 'equals'],
    ['!=', 'notEquals'],
    ['<', 'less'],
    ['<=', 'lessOrEquals'],
    ['>', 'greater'],
    ['>=', 'greaterOrEquals'],
  ])('%s with a number compares numbers, and what cannot be told is no', (operator, name) => {
    expect(compiled(`a ${operator} 5`)).toEqual([`ifNull(${name}(${numberOf('c0')}, {p0:Float64}), 0)`, { p0: 5 }]);
  });

  it('== and != with a text compare exactly', () => {
    expect(compiled('a == "x"')).toEqual(['equals(c0, {p0:String})', { p0: 'x' }]);
    expect(compiled('"x" != a')).toEqual(['notEquals({p0:String}, c0)', { p0: 'x' }]);
  });

  it.each(['<', '<=', '>', '>='])('a %s text leaves missing cells out', (operator) => {
    const [sql, values] = compiled(`a ${operator} "2024-01-01"`);
    expect(sql).toMatch(/^and\(notEmpty\(c0\), (less|greater)(OrEquals)?\(c0, \{p0:String\}\)\)$/);
    expect(values).toEqual({ p0: '2024-01-01' });
  });

  it('null asks for missing cells', () => {
    expect(sqlOf('a == null')).toBe('empty(c0)');
    expect(sqlOf('null != a')).toBe('notEmpty(c0)');
    expect(sqlOf('has(a)')).toBe('notEmpty(c0)');
  });

  it('true and false ask for the words of yes and no', () => {
    expect(sqlOf('a')).toBe(yes('c0'));
    expect(sqlOf('a == true')).toBe(yes('c0'));
    expect(sqlOf('a != true')).toBe(no('c0'));
    expect(sqlOf('false == a')).toBe(no('c0'));
    expect(sqlOf('a != false')).toBe(yes('c0'));
    expect(sqlOf('true')).toBe('1');
    expect(sqlOf('!false')).toBe('not(0)');
  });

  it('two columns are compared as numbers where both are, else as texts', () => {
    const numbers = (name: string) => `${name}(${numberOf('c0')}, ${numberOf('c1')})`;
    expect(sqlOf('a == b')).toBe(`ifNull(${numbers('equals')}, equals(c0, c1))`);
    expect(sqlOf('a < b')).toBe(`and(notEmpty(c0), notEmpty(c1), ifNull(${numbers('less')}, less(c0, c1)))`);
  });

  it('&&, || and ! join conditions, chains flat', () => {
    expect(sqlOf('a && b && c || !d')).toBe(`or(and(${yes('c0')}, ${yes('c1')}, ${yes('c2')}), not(${yes('c3')}))`);
    expect(sqlOf('a && (b || c)')).toBe(`and(${yes('c0')}, or(${yes('c1')}, ${yes('c2')}))`);
    expect(sqlOf('(a > 1) == (b == "")')).toBe(
      `equals(ifNull(greater(${numberOf('c0')}, {p0:Float64}), 0), equals(c1, {p1:String}))`,
    );
  });

  it('in takes texts and numbers of one list apart', () => {
    expect(compiled('a in ["x", "y"]')).toEqual(['in(c0, tuple({p0:String}, {p1:String}))', { p0: 'x', p1: 'y' }]);
    expect(compiled('a in [-1, 2.5]')).toEqual([
      `ifNull(in(${numberOf('c0')}, tuple({p0:Float64}, {p1:Float64})), 0)`,
      { p0: -1, p1: 2.5 },
    ]);
    expect(sqlOf('a in ["x", 1, null, true]')).toBe(
      `or(in(c0, tuple({p0:String})), ifNull(in(${numberOf('c0')}, tuple({p1:Float64})), 0), empty(c0), ${yes('c0')})`,
    );
  });

  it.each([
    ['+', 'plus(A, B)'],
    ['-', 'minus(A, B)'],
    ['*', 'multiply(A, B)'],
    ['/', 'divide(A, nullIf(B, 0))'],
    ['%', 'modulo(A, nullIf(B, 0))'],
  ])('%s calculates with numbers', (operator, form) => {
    const sum = form.replace('A', numberOf('c0')).replace('B', numberOf('c1'));
    expect(sqlOf(`a ${operator} b > 0`)).toBe(`ifNull(greater(ifNotFinite(${sum}, NULL), {p0:Float64}), 0)`);
  });

  it('takes the precedence of CEL', () => {
    expect(sqlOf('a + b * 2 > 0')).toContain(`plus(${numberOf('c0')}, multiply(${numberOf('c1')}, {p0:Float64}))`);
  });

  it('folds the sign of a number and negates a column', () => {
    expect(compiled('a > -5')[1]).toEqual({ p0: -5 });
    expect(sqlOf('-a > 0')).toBe(`ifNull(greater(ifNotFinite(negate(${numberOf('c0')}), NULL), {p0:Float64}), 0)`);
    expect(sqlOf('a - -b > 0')).not.toContain('--');
  });

  it('? : chooses between conditions', () => {
    expect(sqlOf('a ? b : c')).toBe(`if(${yes('c0')}, ${yes('c1')}, ${yes('c2')})`);
  });

  it.each([
    ['a.startsWith("x")', 'startsWith(c0, {p0:String})'],
    ['a.endsWith("x")', 'endsWith(c0, {p0:String})'],
    ['a.contains("x")', 'notEquals(position(c0, {p0:String}), 0)'],
    ['a.contains(b)', 'notEquals(position(c0, c1), 0)'],
    ['a.lowerAscii() == "x"', 'equals(lower(c0), {p0:String})'],
    ['a.upperAscii().startsWith("x")', 'startsWith(upper(c0), {p0:String})'],
  ])('%s', (source, sql) => expect(sqlOf(source)).toBe(sql));

  it('size counts characters', () => {
    const sql = 'ifNull(equals(ifNotFinite(toFloat64(lengthUTF8(c0)), NULL), {p0:Float64}), 0)';
    expect(sqlOf('size(a) == 3')).toBe(sql);
    expect(sqlOf('a.size() == 3')).toBe(sql);
  });

  it('matches binds its pattern with the line break rule of CEL', () => {
    const condition = compileCondition('a.matches("^x.$")', resolver);
    expect(condition.sql).toBe('match(c0, {p0:String})');
    expect(condition.values).toEqual({ p0: '(?-s)^x.$' });
    expect(condition.patterns).toEqual(['^x.$']);
  });

  // Milliseconds by Python: datetime(2024, 1, 31, tzinfo=utc).timestamp() * 1000 and so on.
  it.each([
    ['2024-01-31', 1706659200000],
    ['2024-01-31T18:30', 1706725800000],
    ['2024-01-31 18:30:15', 1706725815000],
    ['2024-01-31T18:30:15.1239Z', 1706725815123],
    ['2024-01-31T18:30:00+02:00', 1706718600000],
    ['1969-12-31T23:59:59Z', -1000],
  ])('timestamp("%s") is bound as milliseconds', (text, milliseconds) => {
    const { sql, values } = compileCondition(`timestamp(a) < timestamp("${text}")`, resolver);
    expect(sql).toMatch(
      /^ifNull\(less\(toUnixTimestamp64Milli\(parseDateTime64BestEffortOrNull\(if\(match\(c0, '[^']+'\), c0, ''\), 3, 'UTC'\)\), \{p0:Float64\}\), 0\)$/,
    );
    expect(values).toEqual({ p0: milliseconds });
  });
});

describe('columns', () => {
  it('are names, row.name or row["any name"]', () => {
    expect(conditionColumns('b > 1 && row.a == "x" && row["E-mail group"] == "A" && b < 5')).toEqual([
      'b',
      'a',
      'E-mail group',
    ]);
    expect(conditionColumns('row["for"] == "x" || has(row["Größe; DROP"]) || row == "y"')).toEqual([
      'for',
      'Größe; DROP',
      'row',
    ]);
    expect(conditionColumns('constructor == "a" && row["__proto__"] > 1 && toString')).toEqual([
      'constructor',
      '__proto__',
      'toString',
    ]);
  });

  it('leaves the failure of the resolver as it is', () => {
    const unknown = new DandelionFailure('unknown-column', 'There is no column histroy. Did you mean history?');
    const strict: ColumnResolver = () => {
      throw unknown;
    };
    expect(() => compileCondition('histroy > 1', strict)).toThrow(unknown);
  });

  it.each(['', 'C1', '1c', 'c 1', 'c1)', "c1'", 'c1\n', '`c1`', 'c-1'])(
    'takes %j of the resolver for a bug',
    (name) => {
      expect(() => compileCondition('a > 1', () => name)).toThrow(/^Not an identifier/);
    },
  );

  it('takes a resolver that finds nothing for a bug', () => {
    const found = new Map<string, string>();
    expect(() => compileCondition('a > 1', (name) => found.get(name)!)).toThrow(/^Not an identifier/);
  });

  it('names its parameters by the prefix', () => {
    const { sql, values } = compileCondition('a == "x" && b == "y"', resolver, 'where_');
    expect(sql).toBe('and(equals(c0, {where_0:String}), equals(c1, {where_1:String}))');
    expect(values).toEqual({ where_0: 'x', where_1: 'y' });
  });

  it.each(['', 'p1', 'P', 'p-', 'p:String} OR {q'])('takes the prefix %j for a bug', (prefix) => {
    expect(() => compileCondition('a > 1', resolver, prefix)).toThrow(/^Not a prefix/);
  });
});

describe('what is not supported is said with its place', () => {
  it.each([
    ['', 'it is empty', ''],
    ['  ', 'it is empty', ''],
    ['a = 1', 'at character 3, “=” is not expected there', '=='],
    ['a <> 1', 'at character 4, “>” is not expected there', '!='],
    ['a and b', 'at character 3, “and” is not expected there', '&&'],
    ['not a', 'at character 5, “a” is not expected there', '!'],
    ['a & b', 'at character 3, “&” is not expected there', '&&'],
    ['a like "x%"', 'at character 3', 'contains'],
    ['a is null', 'at character 3', '== null'],
    ['a between 1 and 2', 'at character 3', '>= 100 && history <= 200'],
    ['a == “x”', 'at character 6, there is a curly quote', 'straight quotes'],
    ['größe > 1', 'at character 3, “ö” is not expected there', 'row["its name"]'],
    ['`a b` > 1', 'at character 1', 'row["its name"]'],
    ['a > ', 'it ends too early', ''],
    ['a in [1', 'it ends too early', ''],
    ['a == "x', 'at character 6, a text is not closed', 'quotes'],
    ['a == "x\ny"', 'a text is not closed', ''],
    ['a == "\\d"', 'at character 7, a backslash', 'r before the quotes'],
    ['package == 1', 'at character 1, “package” is a reserved word', 'row["package"]'],
    ['a > 1e999', 'at character 5, there is a number that is too large', ''],
    ['a > 1e+', 'at character 8, there is a number that is too large or not complete', ''],
    ['a == 9007199254740993', 'at character 6, there is a whole number too large', 'quotes'],
    ['a == -99999999999999999999', 'too large', 'quotes'],
    ['a == 5u', 'a number with u', ''],
    ['a == b"x"', 'a text with b', ''],
    ['a.exists(x, x > 1)', 'at character 1, .exists() is not supported', 'contains'],
    ['a.all(x, x > 1)', '.all() is not supported', ''],
    ['a.map(1, 2) == a', 'a function that is not supported', ''],
    ['cel.bind(x, 1, x > a)', '.bind() is not supported', ''],
    ['int(a) > 1', 'the function int() is not supported', 'timestamp'],
    ['contains(a, "x")', 'the function contains() is not supported', 'channel.contains(…)'],
    ['duration("1h") > a', 'duration() is not supported', ''],
    ['a.b > 1', 'reaching into a value', 'row["its name"]'],
    ['a["b"] > 1', 'reaching into a value', ''],
    ['row.a.b > 1', 'reaching into a value', ''],
    ['row[a] > 1', 'reaching into a value', ''],
    ['row[1] > 1', 'reaching into a value', ''],
    ['{"a": 1} == a', 'something that is not supported', ''],
    ['[1, 2]', 'a list stands alone', 'in ["Web"'],
    ['a == [1]', 'a list stands alone', ''],
    ['a in b', '“in” needs a list', ''],
    ['a in []', '“in” needs a list with values', ''],
    ['a in [b]', 'a list holds something else', ''],
    ['a in [1 + 1]', 'a list holds something else', ''],
    ['a + 1 in ["x"]', 'a number is compared with a text', ''],
    ['a > 1 > 2', 'a condition (yes or no) is compared with a number', 'history > 100 && history < 200'],
    ['1 < a < 5', 'a condition (yes or no) is compared with a number', 'history > 100 && history < 200'],
    ['a == (b > 1)', 'a column is compared with a condition', 'newbie == true'],
    ['(a > 1) == 1', 'is compared with a number', ''],
    ['a < true', 'is compared with a condition', ''],
    ['a < null', 'a column is compared with null', 'history == null'],
    ['1 == null', 'a number is compared with null', ''],
    ['null', 'null stands where a condition is needed', ''],
    ['5', 'a number stands where a condition is needed', ''],
    ['"x"', 'a text stands where a condition is needed', ''],
    ['a + 1', 'a number stands where a condition is needed', ''],
    ['!(a + 1)', 'a number stands where a condition is needed', ''],
    ['a && "x"', 'at character 6, a text stands', ''],
    ['1 == "1"', 'a number is compared with a text', ''],
    ['a + "x" == "yx"', 'a text stands beside +', ''],
    ['a + true > 1', 'a condition (yes or no) stands where a number is needed', ''],
    ['-"x" == 1', 'a text stands where a number is needed', ''],
    ['(a ? 1 : 2) > 1', 'a number stands where a condition is needed', ''],
    ['has(1)', 'has() is not about a column', ''],
    ['has()', 'has() takes exactly one value', ''],
    ['size(a, b) > 1', 'size() takes exactly one value', ''],
    ['size(1) > 1', 'a number stands where a text is needed', ''],
    ['a.contains()', '.contains() takes exactly one value', ''],
    ['a.contains(1)', 'a number stands where a text is needed', ''],
    ['a.lowerAscii("x") == a', '.lowerAscii() takes nothing', ''],
    ['a.matches(b)', 'matches() has no pattern in quotes', ''],
    [`a.matches("${'x'.repeat(201)}")`, 'a pattern is longer than 200 characters', ''],
    ['a > timestamp("2024-01-31")', 'a column is compared with a point in time', 'timestamp() on both sides'],
    ['timestamp(a) > "2024-01-31"', 'a point in time is compared with a text', ''],
    ['timestamp(a) > timestamp("2024-02-30")', 'timestamp() needs a column or a date', ''],
    ['timestamp(a) > timestamp("31.1.2024")', 'timestamp() needs a column or a date', ''],
    ['timestamp(a) > timestamp("2024-01-31T24:00Z")', 'timestamp() needs a column or a date', ''],
    ['timestamp(a) > timestamp(1)', 'timestamp() needs a column or a date', ''],
    ['a?.b', '“.” is not expected there', ''],
    ['🦊🦊 > 1', 'at character 1, “🦊”', 'row["its name"]'],
    ['a == "🦊🦊" and b', 'at character 11, “and”', '&&'],
    ['a == "\ud800"', 'at character 7, there is a broken character', ''],
  ])('%s', (source, problem, advice) => {
    const failure = failureOf(source);
    expect(failure.code).toBe('bad-condition');
    expect(failure.message).toContain(problem);
    expect(failure.message).toContain(advice);
    expect(failure.message).toMatch(/^The condition cannot be used: .*\.$/);
    expect(failure.message).not.toContain('undefined');
  });
});

describe('docs/how-to/conditions.md', () => {
  const page = readFileSync(new URL('../../../../../docs/how-to/conditions.md', import.meta.url), 'utf8');
  const section = /^## Operators\n(.+?)^## /ms.exec(page)?.[1] ?? '';
  const secondCells = section.split('\n').map((line) => line.split(/(?<!\\)\|/)[2] ?? '');
  const examples = secondCells
    .flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)])
    .map(([, example]) => example!.replaceAll('\\|', '|'));

  it('has examples', () => expect(examples.length).toBeGreaterThan(25));
  it.each(examples)('%s', (example) => expect(() => conditionColumns(example)).not.toThrow());
});
