/**
 * Two-level screening design from a generating row: its cyclic shifts, and a row of −1 (Plackett & Burman, "The design of
 * optimum multifactorial experiments", Biometrika 33, 1946). Main effects are clear of each other where the generator is
 * one of theirs; each is mixed with parts of many interactions.
 *
 * @param generator entries 1 and −1, one per factor
 * @returns one row per run, one run more than factors
 * @throws RangeError for another entry
 */
export function plackettBurman(generator: readonly number[]): number[][] {
  if (generator.length === 0 || generator.some((sign) => Math.abs(sign) !== 1))
    throw new RangeError('a generator holds 1 and −1.');
  const shifts = generator.map((_, shift) => [...generator.slice(shift), ...generator.slice(0, shift)]);
  return [...shifts, generator.map(() => -1)];
}
