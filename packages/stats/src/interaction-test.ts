import { chiSquareUpperTail } from './chi-square.ts';

/** The effect of one segment with its squared standard error, in one unit for all segments. */
export interface SegmentEffect {
  effect: number | null;
  variance: number | null;
}

export interface InteractionTest {
  /** Cochran's Q. */
  q: number;
  /** Segments with an effect, less one. */
  df: number;
  /** P(as different or more, by chance). */
  pValue: number;
}

/**
 * Do the effects of segments that were named before the test differ by more than chance? Cochran's Q.
 *
 * Q = Σ w (d − d̄)² with w = 1 / variance and d̄ the weighted mean; chi-square with one degree of freedom less than there
 * are segments, if all effects are equal. Cochran, "The combination of estimates from different experiments",
 * Biometrics 10(1), 1954. Use it with enough data per segment for its effect to be nearly normal.
 *
 * @param segments those without an effect, or with a variance that is 0 or unknown, are left out: their weight is undefined
 * @returns null with fewer than two segments left
 */
export function interactionTest(segments: readonly SegmentEffect[]): InteractionTest | null {
  const known = segments.filter(
    (segment): segment is { effect: number; variance: number } =>
      Number.isFinite(segment.effect) && Number.isFinite(segment.variance) && (segment.variance ?? 0) > 0,
  );
  if (known.length < 2) return null;
  // Weights relative to the largest, so that variances of 1e−300 do not overflow.
  const smallest = Math.min(...known.map(({ variance }) => variance));
  const weights = known.map(({ variance }) => smallest / variance);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = known.reduce((sum, { effect }, i) => sum + (weights[i]! / total) * effect, 0);
  const q = known.reduce((sum, { effect, variance }) => sum + ((effect - mean) / Math.sqrt(variance)) ** 2, 0);
  if (!Number.isFinite(q)) return null;
  const df = known.length - 1;
  return { q, df, pValue: chiSquareUpperTail(q, df) };
}
