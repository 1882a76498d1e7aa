import { fUpperTail } from './f-distribution.ts';
import { dot, orthonormalBasis, outsideSpan } from './linear-span.ts';

/** Something whose share of the variation is asked for: a factor, an interaction, blocks. */
export interface AnovaTerm {
  name: string;
  /** Its columns of the model, each with one entry per observation. */
  columns: readonly (readonly number[])[];
}

export interface AnovaRow {
  name: string;
  df: number;
  sumOfSquares: number;
  /** Null, like the p-value, without residual degrees of freedom or residuals. */
  f: number | null;
  pValue: number | null;
}

/** 1 for the observations of a level, else 0, for every level: the columns of blocks or of a factor. */
export function indicatorColumns(values: readonly (string | number)[]): number[][] {
  return [...new Set(values)].map((level) => values.map((value) => (value === level ? 1 : 0)));
}

/**
 * Analysis of variance by least squares, each term after those before it (type I), the mean first. A term that adds
 * nothing to those before it (confounded with blocks) gets no row. Fisher 1925; as R's `aov`.
 *
 * @param terms in the order of adjustment
 * @param y one per observation
 */
export function sequentialAnova(
  terms: readonly AnovaTerm[],
  y: readonly number[],
): { rows: AnovaRow[]; residualDf: number; residual: number } {
  let span = orthonormalBasis([y.map(() => 1)]);
  let rest = outsideSpan(span, y);
  const found = terms.flatMap(({ name, columns }) => {
    const before = span.length;
    span = orthonormalBasis([...span, ...columns]);
    const added = span.slice(before);
    if (added.length === 0) return [];
    const sumOfSquares = added.reduce((sum, direction) => sum + dot(direction, rest) ** 2, 0);
    rest = outsideSpan(added, rest);
    return [{ name, df: added.length, sumOfSquares }];
  });
  const residualDf = y.length - span.length;
  const residual = residualDf > 0 ? dot(rest, rest) : 0;
  const rows = found.map((row) => {
    if (residual <= 0) return { ...row, f: null, pValue: null };
    const f = row.sumOfSquares / row.df / (residual / residualDf);
    return { ...row, f, pValue: fUpperTail(f, row.df, residualDf) };
  });
  return { rows, residualDf, residual };
}
