import betainc from '@stdlib/math-base-special-betainc';

/**
 * P(F > x) of Fisher's F distribution, as an incomplete beta function, so that small tails keep their digits.
 *
 * @param x at least 0
 * @param df1 degrees of freedom of the numerator, positive
 * @param df2 degrees of freedom of the denominator, positive, not necessarily whole
 */
export function fUpperTail(x: number, df1: number, df2: number): number {
  const scaled = df1 * x;
  // Both arguments stay away from 1, where they would lose digits.
  if (scaled < df2) return betainc(scaled / (df2 + scaled), df1 / 2, df2 / 2, true, true);
  return betainc(df2 / (df2 + scaled), df2 / 2, df1 / 2, true, false);
}
