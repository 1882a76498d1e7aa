import { describe, expect, it } from 'vitest';
import { uniformSampler } from '../reference/random.ts';
import { indexOfLargest } from './index-of-largest.ts';
import { askProgressively, betaInformationGain, normalInformationGain, questionGains } from './information-gain.ts';
import { itemInformation, mostInformativeItem } from './item-information.ts';
import { betaValueOfInformation } from './voi-beta.ts';
import { discreteValueOfInformation } from './voi-discrete.ts';
import { normalValueOfInformation } from './voi-normal.ts';

/* Expected figures beside the reference cases: mpmath at 40 digits and scipy, by enumeration and quadrature. */

const seeds = [1, 2, 3, 4, 5, 6, 7, 8];

function distributions(seed: number) {
  const next = uniformSampler(seed);
  const distribution = (size: number) => {
    // Some exact zeros, as certain answers have.
    const weights = Array.from({ length: size }, () => (next() < 0.2 ? 0 : next()));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return total === 0 ? weights.map(() => 1 / size) : weights.map((weight) => weight / total);
  };
  return { next, distribution };
}

describe('discreteValueOfInformation', () => {
  it.each(seeds)('gives a sample at least nothing and at most what perfect information is worth (seed %i)', (seed) => {
    const { next, distribution } = distributions(seed);
    for (let decision = 0; decision < 50; decision++) {
      const likelihood = Array.from({ length: 4 }, () => distribution(3));
      const payoff = Array.from({ length: 3 }, () => Array.from({ length: 4 }, () => 200 * next() - 100));
      const { evsi, evpi, signals } = discreteValueOfInformation({ prior: distribution(4), payoff, likelihood });
      expect(evsi).toBeGreaterThanOrEqual(0);
      expect(evsi).toBeLessThanOrEqual(evpi);
      expect(signals.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 12);
    }
  });

  const decision = {
    prior: [0.3, 0.7],
    payoff: [
      [10, -4],
      [0, 0],
    ],
  };

  it('values a signal that tells the state at what perfect information is worth, and one that tells nothing at 0', () => {
    const telling = discreteValueOfInformation({
      ...decision,
      likelihood: [
        [1, 0],
        [0, 1],
      ],
    });
    // Prior: 3 - 2.8 = 0.2; knowing: 3.
    expect(telling.evpi).toBeCloseTo(2.8, 12);
    expect(telling.evsi).toBeCloseTo(2.8, 12);
    expect(
      discreteValueOfInformation({
        ...decision,
        likelihood: [
          [0.4, 0.6],
          [0.4, 0.6],
        ],
      }).evsi,
    ).toBeCloseTo(0, 12);
  });

  it('does not depend on the names of the signals', () => {
    const one = discreteValueOfInformation({
      ...decision,
      likelihood: [
        [0.9, 0.1],
        [0.2, 0.8],
      ],
    });
    const other = discreteValueOfInformation({
      ...decision,
      likelihood: [
        [0.1, 0.9],
        [0.8, 0.2],
      ],
    });
    expect(other.evsi).toBeCloseTo(one.evsi, 14);
    expect(other.signals[0]).toEqual(one.signals[1]);
  });

  it('says nothing about a signal that cannot occur', () => {
    const { signals, evsi } = discreteValueOfInformation({
      ...decision,
      likelihood: [
        [1, 0],
        [1, 0],
      ],
    });
    expect(signals[1]).toEqual({ probability: 0, posterior: null, bestAction: null, value: null });
    expect(evsi).toBe(0);
  });

  it('refuses what is no distribution or does not fit', () => {
    const likelihood = [
      [1, 0],
      [0, 1],
    ];
    expect(() => discreteValueOfInformation({ ...decision, prior: [0.3, 0.6], likelihood })).toThrow('prior');
    expect(() => discreteValueOfInformation({ ...decision, likelihood: [[1, 0]] })).toThrow('2 rows');
    expect(() => discreteValueOfInformation({ ...decision, likelihood: [[1, 0], [1]] })).toThrow('one length');
    expect(() => discreteValueOfInformation({ ...decision, payoff: [[1]], likelihood })).toThrow('payoff');
  });
});

describe('normalValueOfInformation', () => {
  it('keeps the digits of a small worth', () => {
    const { preposteriorSd, evpi, evsi } = normalValueOfInformation({ mean: 0.05, sd: 0.01 }, 0.0004);
    expect(preposteriorSd).toBeCloseTo(0.00447213595499958, 14);
    expect(evpi / 5.346165533832815e-10).toBeCloseTo(1, 10);
    expect(evsi / 1.0022230776529914e-32).toBeCloseTo(1, 9);
  });

  it('is the same for an effect and its opposite, grows with the sample and never beyond perfect information', () => {
    for (const mean of [0, 0.003, 0.02, 0.4]) {
      let before = 0;
      for (const n of [1, 10, 1e3, 1e6, 1e12]) {
        const { evsi, evpi } = normalValueOfInformation({ mean, sd: 0.01 }, 0.25 / n);
        expect(normalValueOfInformation({ mean: -mean, sd: 0.01 }, 0.25 / n).evsi).toBe(evsi);
        expect(evsi).toBeGreaterThanOrEqual(before);
        expect(evsi).toBeLessThanOrEqual(evpi);
        before = evsi;
      }
    }
  });

  it('is worth nothing where nothing is unknown or nothing is asked, and all where there is no noise', () => {
    expect(normalValueOfInformation({ mean: 0.1, sd: 0 }, 1)).toEqual({ preposteriorSd: 0, evpi: 0, evsi: 0 });
    expect(normalValueOfInformation({ mean: 0.1, sd: 1 }, Number.POSITIVE_INFINITY).evsi).toBe(0);
    const exact = normalValueOfInformation({ mean: 0.1, sd: 1 }, 0);
    expect(exact.evsi).toBe(exact.evpi);
  });

  it('refuses a variance below 0', () => {
    expect(() => normalValueOfInformation({ mean: 0, sd: 1 }, -1)).toThrow(RangeError);
    expect(() => normalValueOfInformation({ mean: 0, sd: -1 }, 1)).toThrow(RangeError);
  });
});

describe('betaValueOfInformation', () => {
  it.each([
    [0.5, 0.5, 20, 0.4, 0.1, 0.10856397124734941, 0.11234878193163272],
    [30, 970, 2000, 0.028, 0.002, 0.0008865137655618276, 0.001248742094808377],
    [1, 1, 0, 0.5, 0, 0, 0.125],
    [2, 3, 7, 0, 0.4, 0, 0],
    [2, 3, 7, 1, 0, 0, 0],
  ])('of Beta(%d, %d), %i trials, threshold %d', (alpha, beta, n, threshold, without, evsi, evpi) => {
    const worth = betaValueOfInformation({ alpha, beta }, n, threshold);
    expect(worth.withoutInformation).toBeCloseTo(without, 14);
    expect(worth.evsi).toBeCloseTo(evsi, 12);
    expect(worth.evpi).toBeCloseTo(evpi, 12);
  });

  it('stays between nothing and perfect information for many trials', () => {
    const worth = betaValueOfInformation({ alpha: 3, beta: 97 }, 200_000, 0.035);
    expect(worth.evsi).toBeGreaterThan(0.99 * worth.evpi);
    expect(worth.evsi).toBeLessThanOrEqual(worth.evpi);
  });

  it('refuses half a trial and a threshold that is no rate', () => {
    expect(() => betaValueOfInformation({ alpha: 1, beta: 1 }, 1.5, 0.5)).toThrow('whole');
    expect(() => betaValueOfInformation({ alpha: 1, beta: 1 }, 1, 1.5)).toThrow('threshold');
  });
});

describe('information gain', () => {
  it.each(seeds)('lies between nothing and the entropy (seed %i)', (seed) => {
    const { distribution } = distributions(seed);
    for (let round = 0; round < 50; round++) {
      const questions = Array.from({ length: 3 }, () => Array.from({ length: 5 }, () => distribution(4)));
      const { entropy, gains, best } = questionGains(distribution(5), questions);
      for (const gain of gains) {
        expect(gain).toBeGreaterThanOrEqual(0);
        expect(gain).toBeLessThanOrEqual(entropy);
      }
      expect(gains[best!]).toBeCloseTo(Math.max(...gains), 12);
    }
  });

  const sure = [
    [1, 0],
    [0, 1],
  ];
  const nothing = [
    [0.5, 0.5],
    [0.5, 0.5],
  ];

  it('is the whole entropy for a question that tells the segment, and 0 for one that does not', () => {
    expect(questionGains([0.5, 0.5], [nothing, sure])).toEqual({ entropy: 1, gains: [0, 1], best: 1 });
    expect(questionGains([1, 0], [sure])).toEqual({ entropy: 0, gains: [0], best: 0 });
    expect(questionGains([1, 0], []).best).toBeNull();
  });

  it('takes the first of equal questions', () => {
    const third = [
      [1 / 3, 2 / 3],
      [2 / 3, 1 / 3],
    ];
    const mirrored = [
      [2 / 3, 1 / 3],
      [1 / 3, 2 / 3],
    ];
    expect(questionGains([0.7, 0.3], [mirrored, third]).best).toBe(0);
    expect(questionGains([0.7, 0.3], [third, mirrored]).best).toBe(0);
  });

  it('ends where an answer is impossible', () => {
    const steps = askProgressively([1, 0], [sure, nothing], [1, 0]);
    expect(steps).toEqual([{ question: 0, gain: 0, answer: 1, posterior: null }]);
  });

  it.each([
    [0.01, 0.02, 0.6152805626532319],
    [1e6, 3e6, 1.2499997743055555e-7],
    [49, 51, 0.004974987914282982],
    [50, 50, 0.004975001249750106],
    [0.5, 1e5, 3.6481675318132835e-6],
  ])('of one observation of a Beta(%d, %d) rate', (alpha, beta, gain) => {
    expect(betaInformationGain({ alpha, beta }) / gain).toBeCloseTo(1, 8);
  });

  it('of a normal mean keeps small gains and needs noise', () => {
    expect(normalInformationGain(1e-12, 1, 1) / 5e-13).toBeCloseTo(1, 11);
    expect(normalInformationGain(1, 4, 0)).toBe(0);
    expect(() => normalInformationGain(1, 0, 1)).toThrow(RangeError);
  });
});

describe('indexOfLargest', () => {
  it('does not let rounding decide a tie', () => {
    expect(indexOfLargest([0.3, 0.1 + 0.2])).toBe(0);
    expect(indexOfLargest([-0.1 - 0.2, -0.3])).toBe(0);
    expect(indexOfLargest([0, 1e-6])).toBe(1);
  });
});

describe('item information', () => {
  it('is highest at the difficulty, even around it, and 0 far away', () => {
    const item = { a: 1.5, b: 0.3 };
    expect(itemInformation(item, 0.3)).toBeCloseTo(1.5 ** 2 / 4, 14);
    expect(itemInformation(item, 1.3)).toBeCloseTo(itemInformation(item, -0.7), 14);
    expect(itemInformation(item, 1e6)).toBe(0);
    expect(mostInformativeItem([], 0)).toBeNull();
    expect(mostInformativeItem([item, item], 0)).toBe(0);
  });
});
