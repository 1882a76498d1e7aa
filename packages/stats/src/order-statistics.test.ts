import fc from 'fast-check';
import { expect, it } from 'vitest';
import { orderStatistics } from './order-statistics.ts';

const values = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 400 }),
  fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 400 }),
);

it('are those of all values in order, whatever was asked for before', () => {
  const asked = fc.tuple(values, fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { maxLength: 12 }));
  fc.assert(
    fc.property(asked, ([all, levels]) => {
      const sorted = Float64Array.from(all).sort();
      const found = orderStatistics(Float64Array.from(all));
      for (const level of levels) {
        const rank = Math.floor(level * all.length);
        expect(found.at(rank)).toBe(sorted[rank]! + 0);
        const below = sorted.subarray(0, rank).reduce((sum, one) => sum + one, 0) + level * sorted[rank]!;
        expect(Math.abs(found.sumBelow(rank, level) - below)).toBeLessThan(1e-6);
      }
    }),
    { seed: 21, numRuns: 300 },
  );
});

it('takes values in order, in reverse and all alike', () => {
  const size = 100_000;
  const up = Float64Array.from({ length: size }, (_, i) => i);
  const middle = (of: Float64Array) => orderStatistics(of).at(size / 4);
  expect([middle(up), middle(up.toReversed()), middle(new Float64Array(size).fill(3))]).toEqual([25_000, 25_000, 3]);
});
