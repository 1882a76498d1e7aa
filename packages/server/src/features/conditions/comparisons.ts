import {
  asComparableNumber,
  asCondition,
  asNumber,
  asText,
  isNo,
  isYes,
  type Operand,
  type Scope,
  wordsFor,
} from './operands.ts';
import { refusalAt } from './refusals.ts';

const sqlFunctions = {
  '==': 'equals',
  '!=': 'notEquals',
  '<': 'less',
  '<=': 'lessOrEquals',
  '>': 'greater',
  '>=': 'greaterOrEquals',
} as const;

export type Comparison = keyof typeof sqlFunctions;

const isEquality = (comparison: Comparison) => comparison === '==' || comparison === '!=';
const either = (a: Operand, b: Operand, kind: Operand['kind']) => a.kind === kind || b.kind === kind;

/** The one place where what cannot be told becomes "no". */
const collapsed = (sql: string) => `ifNull(${sql}, 0)`;

function mismatch(scope: Scope, a: Operand, b: Operand, advice?: string): Error {
  const problem = `${wordsFor(a)} is compared with ${wordsFor(b)}`;
  return refusalAt(scope.source, a.node.start, problem, advice);
}

function compareWithMissing(scope: Scope, comparison: Comparison, a: Operand, b: Operand): string {
  const column = a.kind === 'missing' ? b : a;
  if (column.kind !== 'column' || !isEquality(comparison)) {
    throw mismatch(scope, a, b, 'Only a column can be missing: write history == null or history != null.');
  }
  return comparison === '==' ? `empty(${column.sql})` : `notEmpty(${column.sql})`;
}

function compareConditions(scope: Scope, comparison: Comparison, a: Operand, b: Operand): string {
  if (!isEquality(comparison)) {
    throw mismatch(scope, a, b, 'Two limits are written apart: history > 100 && history < 200.');
  }
  const column = a.kind === 'column' ? a : b;
  const other = column === a ? b : a;
  if (column.kind === 'column') {
    if (typeof other.literal !== 'boolean') {
      throw mismatch(scope, a, b, 'A column is compared with true or false: newbie == true.');
    }
    // A cell that is neither yes nor no matches neither `== true` nor `!= true`.
    return other.literal === (comparison === '==') ? isYes(column) : isNo(column);
  }
  if (!(a.kind === 'condition' && b.kind === 'condition')) throw mismatch(scope, a, b);
  return `${sqlFunctions[comparison]}(${asCondition(scope, a)}, ${asCondition(scope, b)})`;
}

function compareTexts(scope: Scope, comparison: Comparison, a: Operand, b: Operand): string {
  const sql = `${sqlFunctions[comparison]}(${asText(scope, a)}, ${asText(scope, b)})`;
  if (isEquality(comparison)) return sql;
  // Otherwise a missing date would be before every date.
  const present = [a, b].filter((side) => side.literal === undefined).map((side) => `notEmpty(${side.sql})`);
  return present.length === 0 ? sql : `and(${[...present, sql].join(', ')})`;
}

/** As numbers where both cells are numbers, else as texts. */
function compareColumns(scope: Scope, comparison: Comparison, a: Operand, b: Operand): string {
  const numbers = `${sqlFunctions[comparison]}(${asNumber(scope, a)}, ${asNumber(scope, b)})`;
  const texts = `${sqlFunctions[comparison]}(${a.sql}, ${b.sql})`;
  const sql = `ifNull(${numbers}, ${texts})`;
  return isEquality(comparison) ? sql : `and(notEmpty(${a.sql}), notEmpty(${b.sql}), ${sql})`;
}

/** One comparison as a condition that is 0 or 1 for every row. */
export function compare(scope: Scope, comparison: Comparison, a: Operand, b: Operand): string {
  if (either(a, b, 'missing')) return compareWithMissing(scope, comparison, a, b);
  if (either(a, b, 'condition')) return compareConditions(scope, comparison, a, b);
  if (either(a, b, 'time')) {
    if (a.kind !== b.kind) {
      throw mismatch(scope, a, b, 'Write timestamp() on both sides: timestamp(signup) >= timestamp("2024-01-31").');
    }
    return collapsed(`${sqlFunctions[comparison]}(${a.sql}, ${b.sql})`);
  }
  if (either(a, b, 'number')) {
    if (either(a, b, 'text')) throw mismatch(scope, a, b);
    return collapsed(`${sqlFunctions[comparison]}(${asComparableNumber(scope, a)}, ${asComparableNumber(scope, b)})`);
  }
  if (either(a, b, 'text')) return compareTexts(scope, comparison, a, b);
  return compareColumns(scope, comparison, a, b);
}

/** `x in [ ... ]`: the same as `x == a || x == b`, with one set for the texts and one for the numbers. */
export function compareWithList(scope: Scope, value: Operand, list: readonly Operand[]): string {
  const texts = list.filter((item) => item.kind === 'text');
  const numbers = list.filter((item) => item.kind === 'number');
  const others = list.filter((item) => item.kind !== 'text' && item.kind !== 'number');
  const wrong = value.kind === 'column' ? undefined : list.find((item) => item.kind !== value.kind);
  if (wrong !== undefined) throw mismatch(scope, value, wrong);
  const setOf = (items: readonly Operand[]) => `tuple(${items.map((item) => item.sql).join(', ')})`;
  const parts = [
    ...(texts.length > 0 ? [`in(${asText(scope, value)}, ${setOf(texts)})`] : []),
    ...(numbers.length > 0 ? [collapsed(`in(${asComparableNumber(scope, value)}, ${setOf(numbers)})`)] : []),
    ...others.map((item) => compare(scope, '==', value, item)),
  ];
  return parts.length === 1 ? parts[0]! : `or(${parts.join(', ')})`;
}
