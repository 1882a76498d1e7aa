import type { ASTNode } from '@marcbachmann/cel-js';
import { refusalAt } from './refusals.ts';

/**
 * A part of a condition as SQL.
 * - `column`: a cell, text that may be read as number, yes/no or date; `sql` is only its physical identifier
 * - `number`, `time`: Nullable(Float64) and Nullable(Int64) milliseconds; NULL when it cannot be told
 * - `text`: String, never NULL
 * - `condition`: 0 or 1, never NULL: every comparison turns NULL into 0 at once, so that `!` is a plain opposite
 * - `missing`: the word null
 */
export interface Operand {
  kind: 'column' | 'number' | 'time' | 'text' | 'condition' | 'missing';
  sql: string;
  node: ASTNode;
  /** The value of a literal number, text, or yes/no; absent for everything computed. */
  literal?: number | string | boolean;
}

/** What compiling one condition collects. `bind` is the only way for text or a number of the user into the statement. */
export interface Scope {
  source: string;
  bind(value: string, type: 'String'): string;
  bind(value: number, type: 'Float64'): string;
  column(name: string): string;
  pattern(pattern: string): void;
}

const kindWords: Record<Operand['kind'], string> = {
  column: 'a column',
  number: 'a number',
  time: 'a point in time',
  text: 'a text',
  condition: 'a condition (yes or no)',
  missing: 'null',
};

export const wordsFor = (operand: Operand) => kindWords[operand.kind];

/** The words that the analysis of a metric takes for yes and no, too. Any case. */
const yesWords = "('1', 'true', 'yes', 'y', 't', '1.0')";
const noWords = "('0', 'false', 'no', 'n', 'f', '0.0')";

export const isYes = (column: Operand) => `in(lower(${column.sql}), ${yesWords})`;
export const isNo = (column: Operand) => `in(lower(${column.sql}), ${noWords})`;

/** An ISO 8601 date, or date and time; without a zone it is UTC. Only what both JavaScript and the engine read alike. */
const isoPattern =
  '^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?$';

function refuse(scope: Scope, operand: Operand, wanted: string): Error {
  return refusalAt(scope.source, operand.node.start, `${wordsFor(operand)} stands where ${wanted} is needed`);
}

/** Infinite, not a number and not numeric at all are NULL alike: the row then matches no comparison. */
const finite = (sql: string) => `ifNotFinite(${sql}, NULL)`;

export function asNumber(scope: Scope, operand: Operand): string {
  if (operand.kind === 'number') return operand.sql;
  if (operand.kind === 'column') return finite(`toFloat64OrNull(${operand.sql})`);
  throw refuse(scope, operand, 'a number');
}

/** Arithmetic may overflow, so what is compared is made finite once more. */
export function asComparableNumber(scope: Scope, operand: Operand): string {
  const sql = asNumber(scope, operand);
  return operand.kind === 'column' || operand.literal !== undefined ? sql : finite(sql);
}

export function asText(scope: Scope, operand: Operand): string {
  if (operand.kind === 'text' || operand.kind === 'column') return operand.sql;
  throw refuse(scope, operand, 'a text');
}

export function asCondition(scope: Scope, operand: Operand): string {
  if (operand.kind === 'condition') return operand.sql;
  if (operand.kind === 'column') return isYes(operand);
  throw refuse(scope, operand, 'a condition');
}

/** A cell as milliseconds since 1970 UTC; NULL when it is no ISO date. */
export function timeOfColumn(column: Operand): string {
  const iso = `if(match(${column.sql}, '${isoPattern}'), ${column.sql}, '')`;
  return `toUnixTimestamp64Milli(parseDateTime64BestEffortOrNull(${iso}, 3, 'UTC'))`;
}

/** The same for a literal; null when it is no ISO date, or a day that does not exist. */
export function timeOfText(text: string): number | null {
  if (!new RegExp(isoPattern).test(text)) return null;
  const day = text.slice(0, 10);
  const zone = /(?:Z|[+-]\d{2}:\d{2})$/.exec(text.slice(10))?.[0] ?? 'Z';
  // Three decimals of a second, as the engine keeps them.
  const [clock = '', decimals = ''] = text.slice(11, text.length).replace(zone, '').split('.');
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(day)) return null;
  const time = Date.parse(
    `${day}T${(clock === '' ? '00:00' : clock).padEnd(8, ':00')}.${decimals.slice(0, 3).padEnd(3, '0')}${zone}`,
  );
  return Number.isNaN(time) ? null : time;
}
