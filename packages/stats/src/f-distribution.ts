import betainc from '@stdlib/math-base-special-betainc';

/**
 * P(F > f) of the F distribution.
 *
 * @param f from 0
 * @param df1 degrees of freedom of the numerator, positive
 * @param df2 of the denominator, positive
 */
export function fUpperTail(f: number, df1: number, df2: number): number {
  const part = df1 * f;
  // The argument stays away from 1, where it would lose digits.
  if (part < df2) return betainc(part / (part + df2), df1 / 2, df2 / 2, true, true);
  return betainc(df2 / (part + df2), df2 / 2, df1 / 2, true, false);
}
