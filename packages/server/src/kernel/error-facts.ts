/** What may be written down of an error. */
export interface ErrorFacts {
  type: string;
  /** Of the system, of PostgreSQL, of ClickHouse, or a code of ours. */
  code?: string;
  message?: string;
  /** Names of the record store's things, never values. */
  where?: Record<string, string>;
  /** Of a statement with placeholders. */
  statement?: string;
  at: string[];
  cause?: ErrorFacts;
}

/** Kinds whose messages are the program's own words, or the machine's. */
const ownWords = new Set([
  'Error',
  'TypeError',
  'RangeError',
  'ReferenceError',
  'EvalError',
  'AssertionError',
  'AbortError',
]);
const mostFrames = 12;
const longestMessage = 300;
const deepest = 4;

/** What stands between quotation marks can be data: "Cannot create property 'x' on string 'somebody@example.org'". */
const withoutQuotes = (text: string) => text.replaceAll(/(["'`]).*?\1/gs, '$1…$1').slice(0, longestMessage);

const isText = (value: unknown): value is string => typeof value === 'string';

function place(error: Record<string, unknown>): Record<string, string> | undefined {
  const named = ['severity', 'schema', 'table', 'column', 'constraint', 'routine'].flatMap((name) => {
    const value = error[name];
    return isText(value) ? [[name, value] as const] : [];
  });
  return named.length > 0 ? Object.fromEntries(named) : undefined;
}

/** Frames only: the first lines of a stack repeat the message. */
function framesOf(stack: unknown): string[] {
  if (!isText(stack)) return [];
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, mostFrames)
    .map((line) => line.trim());
}

/**
 * An error for the log. Messages of databases, parsers and checks of shapes quote what somebody typed or uploaded, so of those the
 * kind, the code and the place in the program are told and nothing else.
 */
export function errorFacts(error: unknown, depth = 0): ErrorFacts {
  if (!(error instanceof Error)) return { type: typeof error, at: [] };
  const of = error as Error & Record<string, unknown>;
  const type = of.constructor.name || of.name;
  const facts: ErrorFacts = { type, at: framesOf(of.stack) };
  if (isText(of.code) || typeof of.code === 'number') facts.code = String(of.code);
  // A file of the program itself: its name is what one needs to know.
  if (facts.code?.endsWith('MODULE_NOT_FOUND')) facts.message = of.message.slice(0, longestMessage);
  else if (ownWords.has(type) && !('query' in of)) facts.message = withoutQuotes(of.message);
  // Drizzle's: the text has $1, $2, ...; its message has the values as well.
  if (isText(of.query)) facts.statement = of.query.slice(0, 2000);
  const where = place(of);
  if (where !== undefined) facts.where = where;
  if (of.cause !== undefined && depth < deepest) facts.cause = errorFacts(of.cause, depth + 1);
  return facts;
}
