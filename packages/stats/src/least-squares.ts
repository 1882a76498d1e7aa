import { dot, orthonormalBasis, outsideSpan } from './linear-span.ts';
import { studentTwoSided } from './student-t.ts';

export interface Coefficient {
  value: number;
  /** Null, like the p-value, without residual degrees of freedom, without residuals, and in a model of deficient rank. */
  standardError: number | null;
  /** Two-sided, that it is 0; Student's t. */
  pValue: number | null;
}

export interface LeastSquares {
  coefficients: readonly Coefficient[];
  rank: number;
  /** Sum of squared residuals. */
  residual: number;
  residualDf: number;
}

/** Columns of a matrix given by rows. */
function columnsOf(rows: readonly ArrayLike<number>[]): Float64Array[] {
  return Array.from({ length: rows[0]?.length ?? 0 }, (_, j) => Float64Array.from(rows, (row) => row[j]!));
}

/** x with U·x = `right` for an upper triangle given as u(i, j). */
function backSubstitute(size: number, u: (i: number, j: number) => number, right: readonly number[]): number[] {
  const x = [...right];
  for (let i = size - 1; i >= 0; i--) {
    for (let j = i + 1; j < size; j++) x[i]! -= u(i, j) * x[j]!;
    x[i]! /= u(i, i);
  }
  return x;
}

/**
 * Ordinary least squares of y on the columns of `rows`, with the usual standard errors √(σ²(XᵀX)⁻¹), one variance for all.
 * Where the columns depend on each other, the coefficients are the shortest solution (Moore and Penrose's), so fitted
 * values are the same as without the superfluous columns. By orthogonal columns, not by XᵀX.
 *
 * @param rows one per observation, an intercept is a column of 1; entries of similar size (not 1e9 beside 1)
 * @param y one per row
 * @returns null without rows
 */
export function leastSquares(rows: readonly ArrayLike<number>[], y: readonly number[]): LeastSquares | null {
  if (rows.length === 0) return null;
  const directions = orthonormalBasis(rows);
  const reduced = columnsOf(rows.map((row) => directions.map((direction) => dot(direction, row))));
  const columns = orthonormalBasis(reduced);
  const rank = columns.length;
  const u = (i: number, j: number) => dot(columns[i]!, reduced[j]!);
  const inReduced = backSubstitute(
    rank,
    u,
    columns.map((column) => dot(column, y)),
  );
  const rest = outsideSpan(columns, y);
  const residual = dot(rest, rest);
  const residualDf = rows.length - rank;
  const known = residualDf > 0 && residual > 0 && rank === rows[0]!.length;
  // The inverse of the triangle, column by column: (XᵀX)⁻¹ is the product of it with its transpose.
  const inverse = columns.map((_, i) =>
    backSubstitute(
      rank,
      u,
      columns.map((_, j) => (i === j ? 1 : 0)),
    ),
  );
  const coefficients = Array.from({ length: rows[0]!.length }, (_, j) => {
    const along = directions.map((direction) => direction[j]!);
    const value = dot(along, inReduced);
    if (!known) return { value, standardError: null, pValue: null };
    const spread = inverse.reduce((sum, column) => sum + dot(along, column) ** 2, 0);
    const standardError = Math.sqrt((residual / residualDf) * spread);
    return { value, standardError, pValue: studentTwoSided(value / standardError, residualDf) };
  });
  return { coefficients, rank, residual, residualDf };
}

/** Fitted values of coefficients at rows. */
export function fittedValues(fit: Pick<LeastSquares, 'coefficients'>, rows: readonly ArrayLike<number>[]): number[] {
  const values = fit.coefficients.map(({ value }) => value);
  return rows.map((row) => dot(values, row));
}
