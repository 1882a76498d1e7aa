import { describe, expect, test } from 'vitest';
import { valueAssumption } from './assumptions.ts';
import type { Candidate } from './candidate.ts';
import { rankProposals as rank } from './rank-proposals.ts';
import { runCampaign } from './test-campaign.ts';
import { bestSize, type Economy, priceOfWeek, rateOf, sizesOf } from './value-tests.ts';

const economy: Economy = {
  ...{ variance: 0.05 * 0.95, unitsPerWeek: 7000, weeks: 26, valueOfOne: 1, costPerTest: 0, costPerWeek: 0 },
  ...{ mostVariations: 2, reach: 'everywhere' },
};

const candidate = (id: string, mean: number, sd: number, more: Partial<Candidate> = {}): Candidate => ({
  ...{ id, kind: 'uncertain', from: [], belief: { mean, sd, between: 0 }, share: 1, apartFrom: [], worthOfGain: null },
  ...{ attribute: { id, name: id, levels: ['absent', 'present'] }, title: id, why: '' },
  ...more,
});

const rankProposals = (candidates: readonly Candidate[], of: Economy) => rank(candidates, of).tests;

function testOf(belief: Candidate['belief'], changes: Partial<Economy> = {}) {
  const of = { ...economy, ...changes };
  const best = bestSize(sizesOf([candidate('a', 0, 0, { belief })], 2, of), 0)!;
  return { ...best, rate: rateOf(of, 0, best) };
}

/** Computed with scipy from E[max(posterior mean, 0)] - max(mean, 0) and the same durations. */
describe('a test at its best size', () => {
  const belief = { mean: 0.001, sd: 0.004, between: 0.002 };

  test('is worth what numerical reference says, in the metric itself', () => {
    const valued = testOf(belief);
    expect([valued.days, valued.unitsPerVariation, valued.cost]).toEqual([28, 14_000, 0]);
    expect(valued.worth).toBeCloseTo(122.7831782764875, 6);
    expect(valued.rate).toBeCloseTo(30.695794569121876, 6);
    expect(valued.changesMind).toBeCloseTo(0.37317033171605485, 9);
    const other = testOf({ mean: -0.002, sd: 0.003, between: 0.001 });
    expect([other.days, other.worth]).toEqual([42, expect.closeTo(36.56253905461948, 6)]);
  });

  test('is shorter when it costs, and worth more of one place when places differ', () => {
    const paid = { valueOfOne: 3, costPerTest: 500, costPerWeek: 100 };
    const everywhere = testOf(belief, paid);
    expect([everywhere.days, everywhere.cost]).toEqual([7, 600]);
    expect(everywhere.worth).toBeCloseTo(269.8314619139447, 6);
    expect(everywhere.rate).toBeCloseTo(0.4497191031899078, 9);
    expect(testOf(belief, { ...paid, reach: 'one-place' }).worth).toBeCloseTo(433.14148750756743, 6);
  });

  test('is worth nothing when all is known, or nobody comes by', () => {
    expect(testOf({ mean: 0.01, sd: 0, between: 0 }).worth).toBe(0);
    expect(bestSize(sizesOf([candidate('a', 0, 0.01)], 2, { ...economy, unitsPerWeek: 10, weeks: 1 }), 0)).toBeNull();
  });
});

describe('proposals', () => {
  test('come in the order of worth over weeks, and of worth over cost where tests cost', () => {
    const sure = candidate('sure', 0.01, 0.002);
    const open = candidate('open', 0, 0.004);
    const wide = candidate('wide', 0, 0.008);
    expect(rankProposals([sure, open, wide], economy).map(({ id }) => id)).toEqual(['wide', 'open', 'sure']);
    const dear = { ...economy, valueOfOne: 1, costPerTest: 200 };
    const ranked = rankProposals([sure, open, wide], dear);
    expect(ranked.map(({ id }) => id)).toEqual(['wide', 'open']);
    for (const { rate, worth, cost } of ranked) expect(rate).toBe(worth / cost);
  });

  test('a small part of all units counts for as much as it is', () => {
    const part = candidate('part', 0, 0.004, { share: 0.25 });
    const [whole, quarter] = rankProposals([part, candidate('whole', 0, 0.004)], economy);
    expect([whole!.id, quarter!.id]).toEqual(['whole', 'part']);
    expect(quarter!.units / quarter!.days).toBeCloseTo(whole!.units / whole!.days / 4, 0);
  });

  test('of different attributes are tested at once where variations allow it: one unit counts for all', () => {
    const some = [candidate('a', 0, 0.004), candidate('b', 0, 0.004), candidate('c', 0, 0.003)];
    const same = candidate('a2', 0, 0.004, { attribute: { id: 'a', name: 'a', levels: ['absent', 'twice'] } });
    const of = (mostVariations: number) => rankProposals([...some, same], { ...economy, mostVariations })[0]!;
    expect(of(2).candidates.map(({ id }) => id)).toEqual(['a']);
    expect([of(4).variations, of(4).candidates.map(({ id }) => id)]).toEqual([4, ['a', 'b']]);
    expect([of(8).variations, of(8).candidates.map(({ id }) => id)]).toEqual([8, ['a', 'b', 'c']]);
    const tied = [some[0]!, candidate('b', 0, 0.004, { apartFrom: ['a'] }), some[2]!];
    expect(rankProposals(tied, { ...economy, mostVariations: 4 })[0]!.candidates.map(({ id }) => id)).toEqual([
      'a',
      'c',
    ]);
    // Two that are alike are worth twice one of them in the same test.
    const [both, alone] = rankProposals(some.slice(0, 2), { ...economy, mostVariations: 4 });
    expect(both!.worth).toBeCloseTo(2 * alone!.worth, 6);
    expect(both!.changesMind).toBeCloseTo(1 - (1 - alone!.changesMind) ** 2, 9);
  });

  test('an idea with a worth of its own is valued by it', () => {
    const idea = candidate('idea', 0.002, 0.004, { worthOfGain: 1_000_000 });
    const plain = candidate('plain', 0.002, 0.004);
    const [first, second] = rankProposals([plain, idea], economy);
    expect(first!.id).toBe('idea');
    expect(first!.worth / second!.worth).toBeCloseTo(1_000_000 / (7000 * 26), 3);
  });
});

test('an assumption is worth what the tree of its decision says', () => {
  // p = 0.7: rely on it and lose 1,000 × 0.3. After "true" (0.7×0.8 + 0.3×0.05): lose 15; after "false": min(140, 285).
  const valued = valueAssumption({ id: 'x', claim: '', probability: 0.7, costIfWrong: 1000 }, economy, 0);
  expect(valued.worth).toBeCloseTo(300 - 15 - 140, 9);
  expect(valued.changesMind).toBeCloseTo(0.7 * 0.2 + 0.3 * 0.95, 9);
});

describe('the price of a week', () => {
  const many = Array.from({ length: 40 }, (_, at) => candidate(`c${at}`, 0, 0.002 + 0.0002 * at));

  const sizes = many.map((one) => sizesOf([one], 2, economy));

  test('is nothing where all tests fit, and where a week has its own cost', () => {
    expect(priceOfWeek(sizes.slice(0, 2), economy)).toBe(0);
    expect(priceOfWeek(sizes, { ...economy, costPerWeek: 5 })).toBe(0);
  });

  test('is such that the tests worth more than their weeks fill the weeks, and makes tests of a long queue shorter', () => {
    const weekPrice = priceOfWeek(sizes, economy);
    const weeksAt = (price: number) =>
      sizes
        .map((one) => bestSize(one, price)!)
        .filter(({ worth, days }) => worth > (price * days) / 7)
        .reduce((sum, { days }) => sum + days / 7, 0);
    expect(weeksAt(weekPrice)).toBeLessThanOrEqual(26);
    expect(weeksAt(0.99 * weekPrice)).toBeGreaterThan(26);
    const alone = rankProposals([many[39]!], economy)[0]!;
    const among = rankProposals(many, economy).find(({ id }) => id === 'c39')!;
    expect(among.days).toBeLessThan(alone.days);
    expect(among.rate).toBeGreaterThan(alone.rate);
  });
});

test('choosing by value gains more than choosing by chance in invented campaigns', () => {
  let [byValue, byChance, atBest] = [0, 0, 0];
  for (let seed = 1; seed <= 400; seed++) {
    const gains = runCampaign({ seed: seed * 7919, candidates: 30, days: 84, economy });
    byValue += gains.byValue;
    byChance += gains.byChance;
    atBest += gains.atBest;
  }
  expect(byValue / byChance).toBeGreaterThan(1.5);
  expect(byValue).toBeLessThan(atBest);
});
