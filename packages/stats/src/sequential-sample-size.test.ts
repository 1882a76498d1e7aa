import { describe, expect, test } from 'vitest';
import { confidenceSequence } from './asymptotic-confidence-sequence.ts';
import { sequentialSampleSize } from './sequential-sample-size.ts';

describe('units that a confidence sequence needs', () => {
  // scipy 1.17 (brentq on n = (c(n) + 0.8416212)² · variance / difference², c by the formula of docs/methods/sequential.md).
  test.each([
    [0.4, 0.02, 0.05, 0.8, 5000, 15_537.641802416178],
    [0.4, 0.02, 0.01, 0.9, 500, 27_483.15643546927],
    [4, 1, 0.05, 0.8, 20_000, 290.5861072167515],
  ])(
    'variance %d, difference %d, alpha %d, power %d, planned %d',
    (variance, difference, alpha, power, plannedUnits, n) => {
      expect(sequentialSampleSize({ variance, difference, alpha, power, plannedUnits })! / n).toBeCloseTo(1, 9);
    },
  );

  test('leave out zero when the estimate is short of the difference by z of the power', () => {
    const n = sequentialSampleSize({ variance: 0.4, difference: 0.02, alpha: 0.05, power: 0.8, plannedUnits: 5000 })!;
    const standardError = Math.sqrt(0.4 / n);
    const estimate = 0.02 - 0.8416212335729143 * standardError;
    const { low } = confidenceSequence({ estimate, standardError, n, plannedUnits: 5000, alpha: 0.05 });
    expect(low! / standardError).toBeCloseTo(0, 6);
  });

  test('are not defined without spread or without a difference', () => {
    const input = { variance: 1, difference: 1, alpha: 0.05, power: 0.8, plannedUnits: 5000 };
    expect(sequentialSampleSize({ ...input, variance: 0 })).toBeNull();
    expect(sequentialSampleSize({ ...input, difference: 0 })).toBeNull();
    expect(sequentialSampleSize({ ...input, difference: 1e-9 })).toBeNull();
    expect(sequentialSampleSize({ ...input, variance: 1e-12 })).toBe(1);
  });
});
