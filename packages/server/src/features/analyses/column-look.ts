import type { MetricKind } from '@dandelion-loop/contract';
import { isMissingText, isYesOrNoText } from './cells.ts';
import { plainName } from './guess-columns.ts';

/** A column as its name and its values in the first rows make it look. */
export interface ColumnLook {
  name: string;
  /** Its name without capitals, accents and signs. */
  plain: string;
  /** Cells in the order of the rows, as they are. */
  cells: readonly string[];
  /** Those that hold something. */
  filled: readonly string[];
  distinct: number;
  yesOrNo: boolean;
  /** In the order of the rows, NaN where there is none; null when a cell holds something else. */
  numbers: readonly number[] | null;
  /** Numbers that are whole and not negative. */
  counts: boolean;
}

const numberPattern = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const decimalComma = /^[+-]?\d+,\d+$/;

/** As the analysis reads it (cells.ts). */
function numberOfText(text: string): number | null {
  if (isMissingText(text)) return Number.NaN;
  if (numberPattern.test(text)) return Number(text);
  return decimalComma.test(text) ? Number(text.replace(',', '.')) : null;
}

export function lookAt(name: string, cells: readonly string[]): ColumnLook {
  const filled = cells.filter((cell) => !isMissingText(cell));
  const numbers = cells.map(numberOfText);
  const numeric = filled.length > 0 && numbers.every((number) => number !== null);
  return {
    name,
    plain: plainName(name),
    cells,
    filled,
    distinct: new Set(filled).size,
    yesOrNo: filled.length > 0 && filled.every(isYesOrNoText),
    numbers: numeric ? (numbers as number[]) : null,
    counts: numeric && numbers.every((number) => Number.isNaN(number) || (Number.isInteger(number) && number! >= 0)),
  };
}

/** The kind that the analysis would take it for; null when it cannot be a metric. */
export function kindOf({ yesOrNo, numbers, counts }: ColumnLook): MetricKind | null {
  if (yesOrNo) return 'proportion';
  if (numbers === null) return null;
  return counts ? 'count' : 'mean';
}

/** Nobody's value: neither a word nor a number that a group could share. */
export const mostlyDifferent = ({ distinct, filled }: ColumnLook): boolean => distinct >= 0.95 * filled.length;

/** Share of the filled cells that fit. */
export const shareOf = ({ filled }: ColumnLook, pattern: RegExp): number =>
  filled.length === 0 ? 0 : filled.filter((cell) => pattern.test(cell)).length / filled.length;
