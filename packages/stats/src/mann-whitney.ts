import { normalTwoSided } from './normal.ts';

export interface MannWhitney {
  /** Pairs in which treatment is the greater one, ties counted half. */
  u: number;
  /** u over the number of pairs: chance that a random unit of treatment exceeds one of control. */
  probabilityOfSuperiority: number;
  /** Two-sided. */
  pValue: number;
}

/**
 * Mann-Whitney U test by the normal approximation with tie and continuity correction (Mann & Whitney 1947), good from
 * about 10 units in each arm. It compares whole distributions, not means.
 *
 * Null when an arm is empty. When all values are equal nothing differs and the p-value is 1.
 */
export function mannWhitney(control: readonly number[], treatment: readonly number[]): MannWhitney | null {
  const [n1, n2] = [control.length, treatment.length];
  if (n1 === 0 || n2 === 0) return null;
  const all = [
    ...control.map((value) => ({ value, treated: false })),
    ...treatment.map((value) => ({ value, treated: true })),
  ];
  all.sort((a, b) => a.value - b.value);
  let rankSum = 0;
  let ties = 0;
  for (let start = 0; start < all.length; ) {
    let end = start;
    let treated = 0;
    for (; end < all.length && all[end]!.value === all[start]!.value; end++) if (all[end]!.treated) treated += 1;
    rankSum += treated * ((start + 1 + end) / 2);
    const tied = end - start;
    ties += tied * (tied * tied - 1);
    start = end;
  }
  const n = n1 + n2;
  const u = rankSum - (n2 * (n2 + 1)) / 2;
  const variance = ((n1 * n2) / 12) * (n + 1 - ties / (n * (n - 1)));
  const distance = Math.max(0, Math.abs(u - (n1 * n2) / 2) - 0.5);
  const pValue = variance > 0 ? normalTwoSided(distance / Math.sqrt(variance)) : 1;
  return { u, probabilityOfSuperiority: u / (n1 * n2), pValue };
}
