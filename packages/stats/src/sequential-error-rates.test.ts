import { describe, expect, it } from 'vitest';
import {
  type Look,
  naiveRule,
  passBandUpper,
  peekAtNormalStreams,
  peekAtRates,
  type RatePlan,
  type Rule,
} from '../reference/monte-carlo.ts';
import { normalSampler } from '../reference/random.ts';
import { acsHalfWidth, confidenceSequence } from './asymptotic-confidence-sequence.ts';
import { obrienFlemingDesign, pocockDesign, spendingDesign } from './group-sequential.ts';
import { msprt } from './msprt.ts';
import { asymptoticIsTrusted, logEvidenceAgainstDifference } from './sequential-small-counts.ts';
import { obrienFlemingSpending } from './spending-functions.ts';

/*
 * The Monte Carlo protocol: a method for any number of looks must reject a true "no difference" in at most alpha of
 * the streams (plus three standard errors), but not in hardly any, where the naive rule on the same streams rejects in
 * a third or more of them.
 */
const streams = 2000;
const alpha = 0.05;
const highest = passBandUpper(alpha, streams);

function expectHonest(rate: number, naive: number): void {
  expect(rate).toBeLessThanOrEqual(highest);
  expect(rate).toBeGreaterThan(0.005);
  expect(naive).toBeGreaterThan(0.3);
}

describe('normal streams, 2,000 observations, a look after every one', () => {
  const sizes = Array.from({ length: 2000 }, (_, index) => index + 1);

  it('mSPRT', () => {
    const limits = sizes.map((n) => msprt({ estimate: 0, variance: 1 / n, mixingVariance: 0.01, alpha })!.halfWidth);
    const { falsePositiveRate, naivePeekingRate } = peekAtNormalStreams({ streams, limits, sd: 1, seed: 11 });
    expectHonest(falsePositiveRate, naivePeekingRate);
  });

  it('asymptotic confidence sequence', () => {
    const limits = sizes.map((n) => acsHalfWidth({ variance: 4, n, alpha, plannedUnits: 1000 })!);
    const { falsePositiveRate, naivePeekingRate } = peekAtNormalStreams({ streams, limits, sd: 2, seed: 12 });
    expectHonest(falsePositiveRate, naivePeekingRate);
  });
});

/** Whether the interval of the asymptotic sequence leaves out `truth`. */
function asymptoticMisses(truth: number, plannedUnits: number): Rule {
  return ({ control, treatment }) => {
    const [p1, p2] = [control.successes / control.n, treatment.successes / treatment.n];
    const standardError = Math.sqrt((p1 * (1 - p1)) / control.n + (p2 * (1 - p2)) / treatment.n);
    const n = control.n + treatment.n;
    const { low, high } = confidenceSequence({ estimate: p2 - p1, standardError, n, plannedUnits, alpha });
    return low !== null && high !== null && (low > truth || high < truth);
  };
}

/** Whether the interval of the exact comparison leaves out `truth`. Few counts are possible, so each is done once. */
function exactMisses(truth: number, plannedUnits: number): Rule {
  const known = new Map<string, boolean>();
  return ({ control, treatment }: Look) => {
    const key = `${control.successes}/${control.n} ${treatment.successes}/${treatment.n}`;
    let missed = known.get(key);
    if (missed === undefined) {
      const evidence = logEvidenceAgainstDifference({ control, treatment, plannedUnits, alpha }, truth);
      missed = evidence >= -Math.log(alpha);
      known.set(key, missed);
    }
    return missed;
  };
}

function equalArms(rate: number, firstLook: number, step: number, last: number, seed: number): RatePlan {
  const looks = (last - firstLook) / step + 1;
  const both = (units: number) => ({ control: units, treatment: units });
  return { streams, rates: both(rate), firstLook: both(firstLook), step: both(step), looks, seed };
}

describe('two rates, asymptotic confidence sequence', () => {
  it.each([
    { rate: 0.05, firstLook: 200, step: 50 },
    { rate: 0.02, firstLook: 500, step: 100 },
  ])('keeps alpha at $rate with looks every $step users per arm', ({ rate, firstLook, step }) => {
    const plan = equalArms(rate, firstLook, step, 20_000, 21);
    const [rejected, naive] = peekAtRates(plan, [asymptoticMisses(0, 20_000), naiveRule]);
    expectHonest(rejected!, naive!);
  });

  it('covers a true difference at all looks together', () => {
    const plan = { ...equalArms(0.05, 200, 50, 10_000, 22), rates: { control: 0.05, treatment: 0.06 } };
    const [missed, refuted] = peekAtRates(plan, [asymptoticMisses(0.01, 5000), asymptoticMisses(0, 5000)]);
    expect(missed).toBeLessThanOrEqual(highest);
    expect(refuted).toBeGreaterThan(0.5);
  });
});

describe('two rates with few successes', () => {
  it('exact comparison keeps alpha from the first look on', () => {
    const plan = equalArms(0.1, 10, 10, 500, 31);
    const [rejected, naive] = peekAtRates(plan, [exactMisses(0, 500), naiveRule]);
    // It answers for every pair of equal rates, of which only one is true, so its own rate is far below alpha; that
    // it does find differences is in the next test.
    expect(rejected).toBeLessThanOrEqual(highest);
    expect(rejected).toBeGreaterThan(0);
    expect(naive).toBeGreaterThan(0.3);
  });

  it('exact comparison covers a true difference at all looks together', () => {
    const plan = { ...equalArms(0.01, 50, 50, 1000, 32), rates: { control: 0.01, treatment: 0.04 } };
    const [missed, refuted] = peekAtRates(plan, [exactMisses(0.03, 1000), exactMisses(0, 1000)]);
    expect(missed).toBeLessThanOrEqual(highest);
    expect(refuted).toBeGreaterThan(0.5);
  });

  /** Few units get the treatment: there the skewness of rare events weighs most. */
  function lopsided(rate: number, treatment: number): RatePlan {
    const units = { control: 200 - treatment, treatment };
    const rates = { control: rate, treatment: rate };
    return { streams, rates, firstLook: units, step: units, looks: 100, seed: 33 };
  }

  it.each([
    [0.02, 20],
    [0.1, 10],
    [0.5, 4],
  ])(
    'rate %d, %d of 200 treated: asymptotic fails from the first look on, and holds once trusted',
    (rate, treatment) => {
      const asymptotic = asymptoticMisses(0, 5000);
      const whenTrusted: Rule = (look) => asymptoticIsTrusted(look) && asymptotic(look);
      const [always, trusted] = peekAtRates(lopsided(rate, treatment), [asymptotic, whenTrusted]);
      expect(always).toBeGreaterThan(highest);
      expect(trusted).toBeLessThanOrEqual(highest);
      expect(trusted).toBeGreaterThan(0.005);
    },
  );

  it('exact until the asymptotic sequence is trusted keeps alpha', () => {
    const [exact, asymptotic] = [exactMisses(0, 5000), asymptoticMisses(0, 5000)];
    const inTurn: Rule = (look) => (asymptoticIsTrusted(look) ? asymptotic(look) : exact(look));
    const [rejected, naive] = peekAtRates(lopsided(0.02, 20), [inTurn, naiveRule]);
    expectHonest(rejected!, naive!);
  });
});

describe('group sequential designs, two-sided', () => {
  /** Share of streams with |Z| beyond its limit at any look. */
  function rejectionRate(information: number[], z: (number | null)[], seed: number): number {
    const draw = normalSampler(seed);
    let rejected = 0;
    for (let stream = 0; stream < 10_000; stream += 1) {
      let sum = 0;
      let out = false;
      for (const [look, fraction] of information.entries()) {
        sum += draw() * Math.sqrt(fraction - (information[look - 1] ?? 0));
        out ||= Math.abs(sum) / Math.sqrt(fraction) >= z[look]!;
      }
      if (out) rejected += 1;
    }
    return rejected / 10_000;
  }

  it.each([
    ['Pocock', [0.2, 0.4, 0.6, 0.8, 1], pocockDesign({ looks: 5, alpha, sided: 2 }).z],
    ["O'Brien-Fleming", [0.2, 0.4, 0.6, 0.8, 1], obrienFlemingDesign({ looks: 5, alpha, sided: 2 }).z],
    [
      'spending at uneven looks',
      [0.3, 0.45, 0.9, 1],
      spendingDesign({ information: [0.3, 0.45, 0.9, 1], alpha, sided: 2, spending: obrienFlemingSpending }).z,
    ],
  ] as const)('%s spends alpha, no more and no less', (_, information, z) => {
    const rate = rejectionRate([...information], z, 41);
    const standardError = Math.sqrt((alpha * (1 - alpha)) / 10_000);
    expect(Math.abs(rate - alpha)).toBeLessThanOrEqual(3 * standardError);
    expect(
      rejectionRate(
        [...information],
        z.map(() => 1.96),
        41,
      ),
    ).toBeGreaterThan(0.1);
  });
});
