import { describe, expect, it } from 'vitest';
import { passBandUpper } from '../reference/monte-carlo.ts';
import { binomialSampler } from '../reference/random.ts';
import { sequentialSampleRatio } from './sequential-sample-ratio.ts';

describe('sequentialSampleRatio', () => {
  it.each([
    // scipy.special.gammaln.
    [[100, 130, 70], [1, 1, 1], 100, 0.00432697351011241],
    [[520, 460, 1020], [1, 1, 2], 50, 1],
  ])('%j planned as %j', (counts, weights, concentration, expected) => {
    const [p] = sequentialSampleRatio({ cumulativeCounts: [counts], weights, concentration });
    expect(p).toBeCloseTo(expected, 12);
  });

  it('never rises and does not depend on the scale or order of the arms', () => {
    const looks = [
      [60, 40],
      [118, 82],
      [150, 150],
    ];
    const p = sequentialSampleRatio({ cumulativeCounts: looks, weights: [1, 1] });
    expect(p[1]).toBeLessThanOrEqual(p[0]!);
    expect(p[2]).toBe(p[1]);
    const mirrored = looks.map(([first, second]) => [second!, first!]);
    const same = sequentialSampleRatio({ cumulativeCounts: mirrored, weights: [7, 7] });
    for (const [index, value] of same.entries()) expect(value).toBeCloseTo(p[index]!, 12);
  });

  it('keeps alpha when watched after every ten arrivals', () => {
    const [streams, alpha] = [1000, 0.05];
    const draw = binomialSampler({ n: 10, p: 0.5, seed: 51 });
    let rejected = 0;
    for (let stream = 0; stream < streams; stream += 1) {
      let first = 0;
      const cumulativeCounts = Array.from({ length: 200 }, (_, index) => {
        first += draw();
        return [first, 10 * (index + 1) - first];
      });
      if (sequentialSampleRatio({ cumulativeCounts, weights: [1, 1] }).at(-1)! < alpha) rejected += 1;
    }
    expect(rejected / streams).toBeLessThanOrEqual(passBandUpper(alpha, streams));
    expect(rejected / streams).toBeGreaterThan(0.005);
  });

  it('answers 1 before anybody came and refuses what cannot be', () => {
    expect(sequentialSampleRatio({ cumulativeCounts: [[0, 0]], weights: [1, 1] })).toEqual([1]);
    expect(sequentialSampleRatio({ cumulativeCounts: [], weights: [1, 1] })).toEqual([]);
    const refused = [
      { cumulativeCounts: [[1, 2]], weights: [1, 0] },
      { cumulativeCounts: [[1, 2]], weights: [1, 1, 1] },
      { cumulativeCounts: [[1, -2]], weights: [1, 1] },
      { cumulativeCounts: [[1]], weights: [1] },
      { cumulativeCounts: [[1, 2]], weights: [1, 1], concentration: 0 },
    ];
    for (const input of refused) expect(() => sequentialSampleRatio(input)).toThrow(RangeError);
  });
});
