import { checkPositive } from './check-range.ts';

/*
 * The little linear algebra that models of cell means need: which combinations of coefficients a set of rows
 * determines, and solving symmetric positive systems. Sizes of some hundreds.
 */

/** Below this share of its own length a vector counts as lying in a span. Codings hold small whole numbers. */
const negligible = 1e-9;

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** The part of `vector` outside the span of an orthonormal basis; twice, which restores the digits lost the first time. */
export function outsideSpan(basis: readonly Float64Array[], vector: ArrayLike<number>): Float64Array {
  const rest = Float64Array.from(vector);
  for (let round = 0; round < 2; round++) {
    for (const direction of basis) {
      const along = dot(direction, rest);
      for (let i = 0; i < rest.length; i++) rest[i]! -= along * direction[i]!;
    }
  }
  return rest;
}

/**
 * Orthonormal basis of the space that the rows span (modified Gram-Schmidt, repeated). Its length is the rank.
 *
 * @param rows all of one length, entries of similar size
 */
export function orthonormalBasis(rows: readonly ArrayLike<number>[]): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const row of rows) {
    if (basis.length === row.length) break;
    const size = Math.sqrt(dot(row, row));
    const rest = outsideSpan(basis, row);
    const length = Math.sqrt(dot(rest, rest));
    if (length > negligible * size) basis.push(rest.map((value) => value / length));
  }
  return basis;
}

/** Lower triangle L with L·Lᵀ = `matrix` (Cholesky), or null when the matrix is not positive definite to 13 digits. */
function choleskyFactor(matrix: readonly ArrayLike<number>[]): Float64Array[] | null {
  const factor: Float64Array[] = [];
  for (let i = 0; i < matrix.length; i++) {
    const row = new Float64Array(matrix.length);
    for (let j = 0; j <= i; j++) {
      let value = matrix[i]![j]!;
      const other = j === i ? row : factor[j]!;
      for (let k = 0; k < j; k++) value -= row[k]! * other[k]!;
      if (j < i) row[j] = value / other[j]!;
      else if (value > 1e-13 * matrix[i]![i]!) row[i] = Math.sqrt(value);
      else return null;
    }
    factor.push(row);
  }
  return factor;
}

/**
 * Solver of `matrix` · x = right side, for a symmetric positive definite matrix.
 *
 * @returns null when the matrix is singular, or holds something that is not a number
 */
export function positiveSolver(
  matrix: readonly ArrayLike<number>[],
): ((right: ArrayLike<number>) => Float64Array) | null {
  const factor = choleskyFactor(matrix);
  if (factor === null) return null;
  return (right) => {
    const x = Float64Array.from(right);
    for (let i = 0; i < x.length; i++) {
      for (let k = 0; k < i; k++) x[i]! -= factor[i]![k]! * x[k]!;
      x[i]! /= factor[i]![i]!;
    }
    for (let i = x.length - 1; i >= 0; i--) {
      for (let k = i + 1; k < x.length; k++) x[i]! -= factor[k]![i]! * x[k]!;
      x[i]! /= factor[i]![i]!;
    }
    return x;
  };
}

/**
 * Sums of products of the columns of `rows`, each row counted `weights[i]` times: XᵀWX.
 *
 * @param weights one per row, above 0
 */
export function crossProducts(rows: readonly ArrayLike<number>[], weights?: ArrayLike<number>): Float64Array[] {
  const size = rows[0]?.length ?? 0;
  checkPositive('columns', size);
  const products = Array.from({ length: size }, () => new Float64Array(size));
  rows.forEach((row, r) => {
    const weight = weights?.[r] ?? 1;
    for (let i = 0; i < size; i++) {
      const scaled = weight * row[i]!;
      if (scaled !== 0) for (let j = 0; j <= i; j++) products[i]![j]! += scaled * row[j]!;
    }
  });
  for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) products[i]![j] = products[j]![i]!;
  return products;
}
