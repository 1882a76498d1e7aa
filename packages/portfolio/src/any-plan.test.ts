import type { PlanDocument } from '@dandelion-loop/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluatePlan } from './evaluate-plan.ts';
import { outcomeAnswer } from './outcome-answer.ts';
import { answerPlan } from './plan-answer.ts';
import { planOfOutcome } from './plan-model.ts';
import { enumerated, type ShortBet, shortPlan } from './test-plans.ts';
import { withoutPairs } from './without-pairs.ts';
import { pairsSentence, worstPairs } from './worst-pairs.ts';

/** Random plans: what holds of each of them, exact or simulated. */

const names = ['x', 'y', 'z'];
const chance = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: 0.02, max: 0.98, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1) },
);
const tenths = (min: number, max: number) => fc.integer({ min, max }).map((value) => value / 10);

/** `hurts`: payoffs and what is left of a failure may be below 0. */
const bets = (hurts: boolean) =>
  fc.array(
    fc.record({
      p: chance,
      payoff: tenths(hurts ? -30 : 0, 40),
      ifFails: hurts ? tenths(-20, 20) : fc.constant(0),
      domains: fc.subarray(names),
    }),
    { minLength: 1, maxLength: 6 },
  );

const planOf = (own: readonly Omit<ShortBet, 'name'>[], target: number, [x, y, z]: [number, number, number]) =>
  shortPlan(
    [0, target],
    own.map((bet, i) => ({ name: `bet ${i}`, ...bet }) as ShortBet),
    { x, y, z },
  );

const plans = (hurts: boolean) =>
  fc
    .tuple(bets(hurts), tenths(-20, 60), fc.tuple(chance, chance, chance))
    .map(([own, target, failures]) => planOf(own, target, failures));

/** Three ascending points; their order is found after. */
const ranged = fc
  .tuple(tenths(-30, 60), tenths(-30, 60), tenths(-30, 60))
  .map((points) => points.toSorted((a, b) => a - b) as [number, number, number]);

const rangedPlans = fc
  .tuple(
    fc.array(fc.record({ p: chance, payoff: ranged, ifFails: tenths(-20, 0), domains: fc.subarray(names) }), {
      minLength: 1,
      maxLength: 6,
    }),
    tenths(-20, 60),
    fc.tuple(chance, chance, chance),
  )
  .map(([own, target, failures]) => planOf(own, target, failures));

const onlyFirst = (one: string, at: number, all: readonly string[]) => all.indexOf(one) === at;

const simulated = (plan: PlanDocument, seed = 1, draws = 20_000) =>
  outcomeAnswer(evaluatePlan(plan, { method: 'simulated', seed, draws }), 0);

describe('any small plan', () => {
  it('is simulated as it is exactly, within the error that is stated', () => {
    const misses: number[] = [];
    fc.assert(
      fc.property(plans(true), fc.integer({ min: 1, max: 1e6 }), (plan, seed) => {
        const drawn = simulated(plan, seed);
        const off = (drawn.probability - enumerated(plan)) / drawn.standardError!;
        expect(Math.abs(off)).toBeLessThan(5);
        misses.push(Math.abs(off) > 1.96 ? 1 : 0);
        const left = new Map(
          drawn.without.map(({ kind, name, drop, standardError }) => [`${kind} ${name}`, { drop, standardError }]),
        );
        for (const { name } of plan.domains) {
          const found = left.get(`domain ${name}`);
          if (found === undefined) continue;
          const drop = enumerated(plan) - enumerated(plan, { domain: name });
          expect(Math.abs(found.drop - drop)).toBeLessThan(5 * found.standardError!);
        }
        for (const { name } of plan.bets) {
          const drop = enumerated(plan) - enumerated(plan, { bet: name });
          const found = left.get(`bet ${name}`)!;
          expect(Math.abs(found.drop - drop)).toBeLessThan(5 * found.standardError!);
        }
      }),
      { seed: 31, numRuns: 120 },
    );
    // Of 95% intervals: 14 of 120 or more would be chance 3 times in 1,000.
    expect(misses.reduce((sum, one) => sum + one, 0)).toBeLessThan(14);
  });

  it('never gains by losing a bet that cannot hurt, however it pays', () => {
    const harmless = fc
      .tuple(
        fc.array(
          fc.record({
            p: chance,
            payoff: fc.tuple(tenths(0, 20), tenths(20, 40), tenths(40, 60)),
            domains: fc.subarray(names),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        tenths(-20, 90),
        fc.tuple(chance, chance, chance),
      )
      .map(([own, target, failures]) => planOf(own, target, failures));
    fc.assert(
      fc.property(harmless, (plan) => {
        const evaluation = evaluatePlan(plan, { draws: 2000 });
        const answer = outcomeAnswer(evaluation, 0);
        for (const { drop } of answer.without) expect(drop).toBeGreaterThanOrEqual(0);
        for (const { beyond } of worstPairs(withoutPairs(evaluation, 0), 100)) expect(beyond).toBeGreaterThanOrEqual(0);
      }),
      { seed: 32, numRuns: 100 },
    );
  });

  it('can gain by losing a bet that hurts', () => {
    const plan = shortPlan([10, 10], [{ name: 'risky', p: 0.5, payoff: 5, ifFails: -5 }]);
    for (const answer of [outcomeAnswer(evaluatePlan(plan), 0), simulated(plan)]) {
      expect(answer.without[0]!.probability).toBe(1);
      expect(answer.without[0]!.drop).toBeCloseTo(-0.5, 1);
      expect(answer.importance[0]!.birnbaum).toBe(1);
    }
    const harm = shortPlan([10, 10], [{ name: 'harm', p: 0.3, payoff: -4, ifFails: 0 }]);
    expect(outcomeAnswer(evaluatePlan(harm), 0)).toMatchObject({ method: 'exact', probability: 0.7, mean: 8.8 });
  });

  it('with ranges has its mean exactly, its quantiles in order and probabilities between 0 and 1', () => {
    fc.assert(
      fc.property(rangedPlans, (plan) => {
        const answer = simulated(plan, 5, 4000);
        const failures = new Map(plan.domains.map(({ name, failure }) => [name, failure]));
        const mean = plan.bets.reduce((sum, { probability, payoff: { low, likely, high }, ifFails, domains }) => {
          const pays = domains.reduce((product, name) => product * (1 - failures.get(name)!), probability);
          return sum + pays * ((low + 4 * likely + high) / 6) + (1 - pays) * ifFails;
        }, 0);
        expect(answer.mean).toBeCloseTo(mean, 9);
        const { p05, p25, p50, p75, p95 } = answer.quantiles;
        expect([p05, p25, p50, p75, p95]).toEqual([p05, p25, p50, p75, p95].toSorted((a, b) => a - b));
        for (const { probability } of [answer, ...answer.without]) {
          expect(probability).toBeGreaterThanOrEqual(0);
          expect(probability).toBeLessThanOrEqual(1);
        }
        expect(answer.shortfall.worstTenth).toBeGreaterThanOrEqual(answer.shortfall.mean - 1e-9);
      }),
      { seed: 33, numRuns: 100 },
    );
  });

  it('is certain where every chance is 0 or 1', () => {
    const certain = fc.constantFrom(0, 1);
    const plan = fc
      .tuple(
        fc.array(
          fc.record({ p: certain, payoff: tenths(-30, 40), ifFails: tenths(-20, 20), domains: fc.subarray(names) }),
          {
            maxLength: 6,
          },
        ),
        tenths(-20, 60),
        fc.tuple(certain, certain, certain),
      )
      .map(([own, target, failures]) => planOf(own, target, failures));
    fc.assert(
      fc.property(plan, (one) => {
        for (const method of ['auto', 'simulated'] as const) {
          const answer = outcomeAnswer(evaluatePlan(one, { method, draws: 1000 }), 0);
          expect(answer.probability).toBe(Math.round(enumerated(one)));
          expect(answer.quantiles.p05).toBeCloseTo(answer.mean, 9);
          expect(answer.quantiles.p95).toBeCloseTo(answer.mean, 9);
        }
      }),
      { seed: 34, numRuns: 100 },
    );
  });

  it('has the chances of each outcome that it has alone', () => {
    fc.assert(
      fc.property(rangedPlans, rangedPlans, (first, second) => {
        const both: PlanDocument = {
          ...first,
          outcomes: [first.outcomes[0]!, { ...second.outcomes[0]!, name: 'visits' }],
          bets: [
            ...first.bets,
            ...second.bets.map((bet) => ({ ...bet, name: `other ${bet.name}`, outcome: 'visits' })),
          ],
        };
        for (const position of [0, 1]) {
          const whole = outcomeAnswer(evaluatePlan(both, { draws: 1000 }), position);
          expect(outcomeAnswer(evaluatePlan(planOfOutcome(both, position), { draws: 1000 }), 0)).toEqual(whole);
        }
      }),
      { seed: 35, numRuns: 50 },
    );
  });
});

describe('where going through all is too much', () => {
  /** Each payoff another power of 2: no two sums are alike. */
  const manySums = (count: number) =>
    shortPlan(
      [0, 2 ** (count - 1)],
      Array.from({ length: count }, (_, i) => ({ name: `b${i}`, p: 0.5, payoff: 2 ** i })),
    );

  it('goes over to simulation, which agrees with what is known', () => {
    // The largest decides alone: half of all sums have it.
    expect(answerPlan(manySums(12), { on: '2027-01-01' }).outcomes[0]).toMatchObject({
      method: 'exact',
      probability: 0.5,
    });
    const many = answerPlan(manySums(30), { on: '2027-01-01' }).outcomes[0]!;
    expect(many).toMatchObject({ method: 'simulated', draws: 100_000 });
    expect(Math.abs(many.probability - 0.5)).toBeLessThan(4 * many.standardError!);
    expect(many.standardError).toBeCloseTo(0.5 / Math.sqrt(100_000), 5);
  });

  it('does so for bets bound by many shared domains, all or nothing', () => {
    // 60 bets, each on 5 of 40 domains that hardly ever fail: its chance is that of the bets alone, but for a hundred-thousandth.
    const domains = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`d${i}`, 1e-7]));
    const own = Array.from({ length: 60 }, (_, i) => ({
      ...{ name: `b${i}`, p: 0.5, payoff: 1 },
      domains: [1, 3, 5, 7, 9].map((step, at) => `d${(i * step + at * 3) % 40}`).filter(onlyFirst),
    }));
    const answer = outcomeAnswer(evaluatePlan(shortPlan([0, 30], own, domains)), 0);
    expect(answer.method).toBe('simulated');
    // scipy.stats.binom.sf(29, 60, 0.5)
    expect(Math.abs(answer.probability - 0.5512890865042847)).toBeLessThan(4 * answer.standardError!);
  });
});

describe('5,000 bets', () => {
  const domains = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`d${i}`, 0.1]));
  const own = Array.from({ length: 5000 }, (_, i) => ({
    ...{ name: `bet ${i}`, p: 0.3 },
    payoff: [i % 7, 10, 20] as [number, number, number],
    // Every two domains share a hundred bets or more, which makes each of their pairs dear.
    domains: Array.from({ length: 6 }, (_, at) => `d${(i * (at + 1) + at * 11) % 40}`).filter(onlyFirst),
  }));
  const evaluation = evaluatePlan(shortPlan([0, 8000], own, domains), { draws: 1000 });

  it('are put in pairs as far as time allows, and the rest is named', () => {
    const shares: number[] = [];
    const pairs = withoutPairs(evaluation, 0, {
      mostDraws: 100_000,
      onProgress: (share) => shares.push(share),
    });
    const { parts, draws, leftOut } = pairs;
    expect(parts.length + leftOut).toBe(5040);
    expect(parts.length).toBe(400);
    // A pair costs a look at each draw, and another for each bet that both hit, which domains share by the hundred.
    const hits = parts.map(({ kind, name }) =>
      kind === 'bet' ? [name] : own.filter((bet) => bet.domains.includes(name)).map((bet) => bet.name),
    );
    const looks = hits.reduce((sum, one, i) => {
      const set = new Set(one);
      const shared = hits.slice(0, i).map((other) => other.filter((name) => set.has(name)).length);
      return sum + i + shared.reduce((all, count) => all + count, 0);
    }, 0);
    expect(looks).toBeGreaterThan(140_000);
    expect(looks * draws).toBeLessThan(7e8);
    expect(draws).toBeGreaterThanOrEqual(2000);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect([shares.length, shares.at(-1)]).toEqual([parts.length, 1]);
    expect(pairsSentence(pairs)).toBe(
      `By ${draws.toLocaleString('en-US')} imagined periods; each chance is within ±${(98 / Math.sqrt(draws)).toFixed(1)} in 100. Of 5,040 parts only the ${parts.length} parts without which the chance falls most are put in pairs; ${leftOut.toLocaleString('en-US')} parts would take too long and are left out.`,
    );
  }, 120_000);
});
