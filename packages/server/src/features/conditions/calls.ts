import type { ASTNode } from '@marcbachmann/cel-js';
import { asText, type Operand, type Scope, timeOfColumn, timeOfText } from './operands.ts';
import { excerpt, refusalAt } from './refusals.ts';

/** A pattern is compiled by the engine for every statement: a short one cannot cost much. */
const longestPattern = 200;

const supported =
  'The functions are has(COLUMN), size(COLUMN), timestamp("2024-01-31"), and after a column .startsWith("…"), .endsWith("…"), .contains("…"), .matches("…"), .size(), .lowerAscii(), .upperAscii().';

interface Call {
  node: ASTNode;
  /** What the call is about (the receiver of a method comes first), as many as the call takes. */
  parts: readonly ASTNode[];
  /** One of the parts, compiled. A text that is only looked at is not compiled, so that nothing is bound for nothing. */
  operand: (index: number) => Operand;
}

type Compile = (scope: Scope, call: Call) => Omit<Operand, 'node'>;

/** The value of a part that is a text between quotes. */
function quoted(part: ASTNode | undefined): string | undefined {
  return part?.op === 'value' && typeof part.args === 'string' ? part.args : undefined;
}

const textTest =
  (sqlOf: (subject: string, part: string) => string): Compile =>
  (scope, { operand }) => ({
    kind: 'condition',
    sql: sqlOf(asText(scope, operand(0)), asText(scope, operand(1))),
  });

const textOf =
  (sqlFunction: string): Compile =>
  (scope, { operand }) => ({ kind: 'text', sql: `${sqlFunction}(${asText(scope, operand(0))})` });

const matches: Compile = (scope, { node, parts, operand }) => {
  const pattern = quoted(parts[1]);
  if (pattern === undefined) {
    throw refusalAt(scope.source, node.start, 'matches() has no pattern in quotes', 'Write code.matches("^A[0-9]+$").');
  }
  if (pattern.length > longestPattern) {
    throw refusalAt(scope.source, node.start, `a pattern is longer than ${longestPattern} characters`);
  }
  const text = asText(scope, operand(0));
  scope.pattern(pattern);
  return { kind: 'condition', sql: `match(${text}, ${scope.bind(engineForm(pattern), 'String')})` };
};

/** In the engine a dot also takes a line break; in CEL, as in RE2, it does not. */
export const engineForm = (pattern: string) => `(?-s)${pattern}`;

const size: Compile = (scope, { operand }) => ({
  kind: 'number',
  sql: `toFloat64(lengthUTF8(${asText(scope, operand(0))}))`,
});

const has: Compile = (scope, { node, operand }) => {
  const subject = operand(0);
  if (subject.kind === 'column') return { kind: 'condition', sql: `notEmpty(${subject.sql})` };
  throw refusalAt(scope.source, node.start, 'has() is not about a column', 'Write has(history), or history != null.');
};

const timestamp: Compile = (scope, { node, parts, operand }) => {
  const text = quoted(parts[0]);
  const time = text === undefined ? null : timeOfText(text);
  if (time !== null) return { kind: 'time', sql: scope.bind(time, 'Float64') };
  if (text === undefined) {
    const subject = operand(0);
    if (subject.kind === 'column') return { kind: 'time', sql: timeOfColumn(subject) };
  }
  const problem = 'timestamp() needs a column or a date such as "2024-01-31" or "2024-01-31T18:30:00Z"';
  throw refusalAt(scope.source, node.start, problem, 'Write timestamp(signup) >= timestamp("2024-01-31").');
};

const methods = new Map<string, { given: 0 | 1; compile: Compile }>([
  ['startsWith', { given: 1, compile: textTest((text, part) => `startsWith(${text}, ${part})`) }],
  ['endsWith', { given: 1, compile: textTest((text, part) => `endsWith(${text}, ${part})`) }],
  ['contains', { given: 1, compile: textTest((text, part) => `notEquals(position(${text}, ${part}), 0)`) }],
  ['matches', { given: 1, compile: matches }],
  ['size', { given: 0, compile: size }],
  ['lowerAscii', { given: 0, compile: textOf('lower') }],
  ['upperAscii', { given: 0, compile: textOf('upper') }],
]);

const functions = new Map<string, Compile>([
  ['has', has],
  ['size', size],
  ['timestamp', timestamp],
]);

type CompilePart = (part: ASTNode) => Operand;

const callOf = (node: ASTNode, parts: readonly ASTNode[], compile: CompilePart): Call => ({
  node,
  parts,
  operand: (index) => compile(parts[index]!),
});

/** `name(a)`, closed list. */
export function compileFunction(scope: Scope, node: ASTNode & { op: 'call' }, compilePart: CompilePart): Operand {
  const [name, parts] = node.args;
  const compile = functions.get(name);
  if (compile === undefined) {
    const advice = methods.has(name) ? `Write it after a column: channel.${name}(…). ${supported}` : supported;
    throw refusalAt(scope.source, node.start, `the function ${excerpt(name)}() is not supported`, advice);
  }
  if (parts.length !== 1) {
    throw refusalAt(scope.source, node.start, `${name}() takes exactly one value`, supported);
  }
  return { node, ...compile(scope, callOf(node, parts, compilePart)) };
}

/** `a.name(b)`, closed list. */
export function compileMethod(scope: Scope, node: ASTNode & { op: 'rcall' }, compilePart: CompilePart): Operand {
  const [name, receiver, given] = node.args;
  const method = methods.get(name);
  if (method === undefined) {
    throw refusalAt(scope.source, node.start, `.${excerpt(name)}() is not supported`, supported);
  }
  if (given.length !== method.given) {
    const wanted = method.given === 0 ? 'nothing' : 'exactly one value';
    throw refusalAt(scope.source, node.start, `.${name}() takes ${wanted} between its brackets`, supported);
  }
  return { node, ...method.compile(scope, callOf(node, [receiver, ...given], compilePart)) };
}
