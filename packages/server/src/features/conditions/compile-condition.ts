import type { ASTNode } from '@marcbachmann/cel-js';
import { compileFunction, compileMethod } from './calls.ts';
import { type Comparison, compare, compareWithList } from './comparisons.ts';
import { asCondition, asNumber, type Operand, type Scope } from './operands.ts';
import { parseCondition } from './parse-condition.ts';
import { refusalAt } from './refusals.ts';

/**
 * From the name of a column as the user writes it to the identifier in the engine, which is trusted and is put into the
 * statement as it is. Throws `unknown-column` for a name it does not know.
 */
export type ColumnResolver = (name: string) => string;

export interface CompiledCondition {
  /** An expression that is 0 or 1 for every row, a tree of function calls from a closed list. */
  sql: string;
  /** The values of its `{name:Type}` parameters: all text and all numbers of the user are here. */
  values: Record<string, unknown>;
  /** The columns it mentions, by the user's names, each once, in order. */
  columns: string[];
  /** The patterns of `matches`, for `provePatterns`. */
  patterns: string[];
}

const identifier = /^[a-z][a-z0-9_]*$/;
/** Not ending in a digit, so that the parameters of two prefixes never meet. */
const parameterPrefix = /^[a-z](?:[a-z0-9_]*[a-z_])?$/;

function openScope(source: string, columns: ColumnResolver, prefix: string) {
  const values: Record<string, unknown> = {};
  const identifiers = new Map<string, string>();
  const patterns: string[] = [];
  let bound = 0;
  const scope: Scope = {
    source,
    bind: (value: string | number, type: string) => {
      const name = `${prefix}${bound}`;
      bound += 1;
      values[name] = value;
      return `{${name}:${type}}`;
    },
    column: (name) => {
      const known = identifiers.get(name);
      if (known !== undefined) return known;
      const physical = columns(name);
      // A lookup that found nothing gives undefined, which the test alone would take for the word.
      if (typeof physical !== 'string' || !identifier.test(physical))
        throw new Error(`Not an identifier of a column: ${JSON.stringify(physical)}`);
      identifiers.set(name, physical);
      return physical;
    },
    pattern: (pattern) => patterns.push(pattern),
  };
  return { scope, values, identifiers, patterns };
}

function literal(scope: Scope, node: ASTNode & { op: 'value' }, sign: 1 | -1 = 1): Operand {
  const value = node.args;
  if (value === null) return { kind: 'missing', sql: 'NULL', node };
  if (typeof value === 'boolean') return { kind: 'condition', sql: value ? '1' : '0', node, literal: value };
  if (typeof value === 'string') return { kind: 'text', sql: scope.bind(value, 'String'), node, literal: value };
  if (typeof value !== 'number' && typeof value !== 'bigint') {
    throw refusalAt(scope.source, node.start, 'there is a number with u or a text with b, which is not supported');
  }
  const number = sign * Number(value);
  if (typeof value === 'bigint' && !Number.isSafeInteger(number)) {
    const advice = 'Put it between quotes to compare it as text, for example order == "12345678901234567890".';
    throw refusalAt(scope.source, node.start, 'there is a whole number too large to be compared exactly', advice);
  }
  return { kind: 'number', sql: scope.bind(number, 'Float64'), node, literal: number };
}

/** `name`, `row.name` and `row["any name"]`; undefined for every other way to reach into something. */
function columnName(node: ASTNode): string | undefined {
  if (node.op === 'id') return node.args;
  if (node.op !== '.' && node.op !== '[]') return undefined;
  const [owner, member] = node.args;
  if (owner.op !== 'id' || owner.args !== 'row') return undefined;
  if (typeof member === 'string') return member;
  return member.op === 'value' && typeof member.args === 'string' ? member.args : undefined;
}

function column(scope: Scope, node: ASTNode): Operand {
  const name = columnName(node);
  if (name !== undefined) return { kind: 'column', sql: scope.column(name), node };
  const advice = 'A column is written as its name, or as row["its name"] where it has spaces or signs.';
  throw refusalAt(scope.source, node.start, 'reaching into a value with . or [ ] is not supported', advice);
}

function compileList(scope: Scope, node: ASTNode): Operand[] {
  if (node.op !== 'list' || node.args.length === 0) {
    throw refusalAt(scope.source, node.start, '“in” needs a list with values', 'Write channel in ["Web", "Phone"].');
  }
  return node.args.map((item) => {
    const operand = compileNode(scope, item);
    if (operand.literal !== undefined || operand.kind === 'missing') return operand;
    throw refusalAt(scope.source, item.start, 'a list holds something else than plain values');
  });
}

/** The members of a chain of the same `&&` or `||`, in order. */
function chainOf(node: ASTNode & { op: '&&' | '||' }): ASTNode[] {
  const members: ASTNode[] = [];
  const open: ASTNode[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.op === node.op) open.push(next.args[1], next.args[0]);
    else members.push(next);
  }
  return members;
}

function arithmetic(scope: Scope, node: ASTNode & { op: '+' | '-' | '*' | '/' | '%' }): Operand {
  const [a, b] = node.args.map((side) => {
    const operand = compileNode(scope, side);
    if (operand.kind !== 'text') return asNumber(scope, operand);
    const advice =
      'Signs such as + and - calculate with numbers; a column with such a sign in its name is row["e-mail"].';
    throw refusalAt(scope.source, side.start, `a text stands beside ${node.op}`, advice);
  }) as [string, string];
  const sqlOf = {
    '+': () => `plus(${a}, ${b})`,
    '-': () => `minus(${a}, ${b})`,
    '*': () => `multiply(${a}, ${b})`,
    // Nothing divided by zero can be told.
    '/': () => `divide(${a}, nullIf(${b}, 0))`,
    '%': () => `modulo(${a}, nullIf(${b}, 0))`,
  }[node.op];
  return { kind: 'number', sql: sqlOf(), node };
}

function negation(scope: Scope, node: ASTNode & { op: '-_' }): Operand {
  if (node.args.op === 'value' && (typeof node.args.args === 'number' || typeof node.args.args === 'bigint')) {
    return { ...literal(scope, node.args, -1), node };
  }
  return { kind: 'number', sql: `negate(${asNumber(scope, compileNode(scope, node.args))})`, node };
}

/** One node of the tree. A closed list: what is not named here is refused. */
function compileNode(scope: Scope, node: ASTNode): Operand {
  const condition = (sql: string): Operand => ({ kind: 'condition', sql, node });
  const yesNo = (part: ASTNode) => asCondition(scope, compileNode(scope, part));
  switch (node.op) {
    case 'value':
      return literal(scope, node);
    case 'id':
    case '.':
    case '[]':
      return column(scope, node);
    case '&&':
    case '||':
      return condition(`${node.op === '&&' ? 'and' : 'or'}(${chainOf(node).map(yesNo).join(', ')})`);
    case '!_':
      return condition(`not(${yesNo(node.args)})`);
    case '?:':
      return condition(`if(${node.args.map(yesNo).join(', ')})`);
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const comparison: Comparison = node.op;
      const [a, b] = node.args;
      return condition(compare(scope, comparison, compileNode(scope, a), compileNode(scope, b)));
    }
    case 'in':
      return condition(compareWithList(scope, compileNode(scope, node.args[0]), compileList(scope, node.args[1])));
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return arithmetic(scope, node);
    case '-_':
      return negation(scope, node);
    case 'call':
      return compileFunction(scope, node, (part) => compileNode(scope, part));
    case 'rcall':
      return compileMethod(scope, node, (part) => compileNode(scope, part));
    case 'list': {
      const advice = 'A list stands on the right of “in”: channel in ["Web", "Phone"].';
      throw refusalAt(scope.source, node.start, 'a list stands alone', advice);
    }
    default:
      throw refusalAt(scope.source, node.start, 'there is something that is not supported');
  }
}

/**
 * A condition in CEL as SQL for a table whose columns are all text, an empty cell being a missing one. See
 * docs/how-to/conditions.md for its meaning. `prefix` begins the names of its parameters, so that several conditions fit
 * into one statement. Throws `bad-condition`, and what `columns` throws.
 */
export function compileCondition(source: string, columns: ColumnResolver, prefix = 'p'): CompiledCondition {
  if (!parameterPrefix.test(prefix)) throw new Error(`Not a prefix of parameters: ${JSON.stringify(prefix)}`);
  const { scope, values, identifiers, patterns } = openScope(source, columns, prefix);
  const sql = asCondition(scope, compileNode(scope, parseCondition(source)));
  return { sql, values, columns: [...identifiers.keys()], patterns };
}

/** The columns a condition mentions, by the user's names. Throws `bad-condition` for all that needs no file to be seen. */
export function conditionColumns(source: string): string[] {
  return compileCondition(source, () => 'c0').columns;
}
