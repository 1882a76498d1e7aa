import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluatePlan } from './evaluate-plan.ts';
import { headlines } from './headlines.ts';
import { outcomeAnswer } from './outcome-answer.ts';
import { answerPlan } from './plan-answer.ts';
import { concentrationSentence } from './plan-words.ts';
import { drawsThatFit } from './simulation.ts';
import { enumerated, type ShortBet, shortPlan } from './test-plans.ts';
import { withoutPairs } from './without-pairs.ts';

/*
 * Six bets, four domains that they share. Expected figures: all 2^10 states gone through in Python (itertools.product), and for the
 * three-point payoffs 4,000,000 draws of numpy's beta distribution.
 */
const failures = { newsletter: 0.1, page: 0.05, walks: 0.2, film: 0.3 };
const six: ShortBet[] = [
  { name: 'a', p: 0.4, payoff: 45, domains: ['newsletter'] },
  { name: 'b', p: 0.5, payoff: 30, ifFails: -5, domains: ['newsletter', 'page'] },
  { name: 'c', p: 0.6, payoff: 60, domains: ['walks'] },
  { name: 'd', p: 0.35, payoff: 80, domains: ['walks', 'film'] },
  { name: 'e', p: 0.8, payoff: 12.5 },
  { name: 'f', p: 0.25, payoff: 100, ifFails: -20, domains: ['page', 'film'] },
];
const ranges: Record<string, [number, number, number]> = {
  ...{ a: [20, 45, 90], b: [10, 30, 60], c: [20, 60, 90] },
  ...{ d: [40, 80, 160], e: [5, 10, 30], f: [0, 100, 240] },
};
const exactPlan = shortPlan([200, 320], six, failures);
const pertPlan = shortPlan(
  [200, 320],
  six.map((bet) => ({ ...bet, payoff: ranges[bet.name]! })),
  failures,
);
const on = '2027-01-01';

it('says how far an outcome hangs on few bets', () => {
  // 5 and 15 of 20 are expected: shares of 1/4 and 3/4, and 1 / (1/16 + 9/16) = 1.6.
  const two: ShortBet[] = [
    { name: 'small', p: 0.5, payoff: 10 },
    { name: 'large', p: 0.5, payoff: 30 },
  ];
  const { concentration } = answerPlan(shortPlan([0, 20], two, {}), { on }).outcomes[0]!;
  expect(concentrationSentence(concentration!)).toBe(
    'Its expected payoff is as concentrated as that of 1.6 equal bets; “large” has 75% of it.',
  );
});

describe('an outcome of all-or-nothing bets with shared causes', () => {
  const [answer] = answerPlan(exactPlan, { on }).outcomes;

  it('is exact: chance, mean, quantiles, shortfall', () => {
    expect(answer).toMatchObject({ method: 'exact', draws: null, standardError: null });
    expect(answer!.probability).toBeCloseTo(0.27603164, 12);
    expect(answer!.mean).toBeCloseTo(280.5925, 9);
    expect(answer!.quantiles).toEqual({ p05: 187.5, p25: 222.5, p50: 267.5, p75: 327.5, p95: 412.5 });
    expect(answer!.shortfall.mean).toBeCloseTo(54.9365288, 9);
    expect(answer!.shortfall.worstTenth).toBeCloseTo(136.1064125, 9);
  });

  it('says what is left without each part', () => {
    const left = Object.fromEntries(answer!.without.map(({ name, probability }) => [name, probability]));
    const expected = {
      ...{ a: 0.2082206, b: 0.2125088, c: 0.147098, d: 0.1884363, e: 0.2061122, f: 0.22388208 },
      ...{ newsletter: 0.170156, page: 0.1025472, walks: 0.1047375, film: 0.065664 },
    };
    for (const [name, probability] of Object.entries(expected)) expect(left[name]).toBeCloseTo(probability, 12);
    expect(Object.keys(left)).toHaveLength(10);
    expect(answer!.without[0]).toMatchObject({ kind: 'domain', name: 'film', domainKind: 'channel' });
    expect(answer!.without[0]!.drop).toBeCloseTo(0.27603164 - 0.065664, 12);
  });

  it('says how much hangs on each bet', () => {
    const birnbaum = { a: 0.1695276, b: 0.1500012, c: 0.2148894, d: 0.2502724, e: 0.0873993, f: 0.41787536 };
    const criticality = { a: 0.140498626211, b: 0.10359651629, d: 0.224701891668, f: 0.432900852186 };
    const found = new Map(answer!.importance.map((one) => [one.bet, one]));
    for (const [bet, value] of Object.entries(birnbaum)) expect(found.get(bet)!.birnbaum).toBeCloseTo(value, 12);
    for (const [bet, value] of Object.entries(criticality)) expect(found.get(bet)!.criticality).toBeCloseTo(value, 10);
  });

  it('says what is left without several parts', () => {
    const chance = (...together: { kind: 'bet' | 'domain'; name: string }[]) =>
      answerPlan(exactPlan, { on, together }).together!.outcomes[0]!.probability;
    expect(chance({ kind: 'bet', name: 'a' }, { kind: 'bet', name: 'c' })).toBeCloseTo(0.100415, 12);
    expect(chance({ kind: 'domain', name: 'newsletter' }, { kind: 'domain', name: 'film' })).toBe(0);
    expect(chance({ kind: 'bet', name: 'c' }, { kind: 'domain', name: 'walks' })).toBeCloseTo(0.1047375, 12);
  });

  it('agrees with its own simulation within the stated error', () => {
    const simulated = evaluatePlan(exactPlan, { method: 'simulated', seed: 3 });
    const other = outcomeAnswer(simulated, 0);
    const near = (got: number, expected: number, error: number) =>
      expect(Math.abs(got - expected)).toBeLessThan(4.5 * error + 1e-12);
    expect(other).toMatchObject({ method: 'simulated', draws: 100_000 });
    near(other.probability, answer!.probability, other.standardError!);
    near(other.shortfall.mean, answer!.shortfall.mean, 0.2);
    near(other.shortfall.worstTenth, answer!.shortfall.worstTenth, 0.2);
    expect(other.mean).toBeCloseTo(answer!.mean, 9);
    const left = new Map(answer!.without.map((one) => [one.name, one]));
    for (const { name, probability, drop, standardError } of other.without) {
      near(probability, left.get(name)!.probability, 0.0016);
      near(drop, left.get(name)!.drop, standardError!);
    }
    const importance = new Map(answer!.importance.map((one) => [one.bet, one.birnbaum]));
    for (const { bet, birnbaum } of other.importance) near(birnbaum, importance.get(bet)!, 0.0022);
  });

  it('has the chance of every pair that the plan without both has', () => {
    const evaluation = evaluatePlan(exactPlan);
    const { parts, probabilities, draws } = withoutPairs(evaluation, 0);
    expect([parts.length, draws]).toEqual([10, 100_000]);
    for (const [i, a] of parts.entries()) {
      for (const [j, b] of parts.entries()) {
        const { probability } = answerPlan(exactPlan, { on, together: [a, b] }).together!.outcomes[0]!;
        expect(Math.abs(probabilities[i * 10 + j]! - probability)).toBeLessThan(0.007);
      }
    }
  });
});

describe('an outcome of bets with three-point payoffs', () => {
  const [answer] = answerPlan(pertPlan, { on, seed: 7 }).outcomes;

  it('agrees with an independent simulation', () => {
    expect(answer).toMatchObject({ method: 'simulated', draws: 100_000 });
    expect(Math.abs(answer!.probability - 0.2739185)).toBeLessThan(0.006);
    expect(Math.abs(answer!.mean - 284.1349)).toBeLessThan(0.1);
    const { p05, p25, p50, p75, p95 } = answer!.quantiles;
    const expected = [183.3, 226.72, 268.32, 327.73, 441.32];
    for (const [i, value] of [p05, p25, p50, p75, p95].entries()) {
      expect(Math.abs(value - expected[i]!)).toBeLessThan(2.5);
    }
    const left = new Map(answer!.without.map(({ name, probability }) => [name, probability]));
    expect(Math.abs(left.get('c')! - 0.17457)).toBeLessThan(0.006);
    expect(Math.abs(left.get('walks')! - 0.10978)).toBeLessThan(0.005);
    expect(Math.abs(answer!.shortfall.worstTenth - 138.13)).toBeLessThan(1);
  });

  it('is the same for the same seed and another for another', () => {
    const again = answerPlan(pertPlan, { on, seed: 7 }).outcomes[0];
    expect(again).toEqual(answer);
    expect(answerPlan(pertPlan, { on, seed: 8 }).outcomes[0]!.quantiles).not.toEqual(answer!.quantiles);
  });

  it('gives pairs as the plan without both, draw by draw', () => {
    const evaluation = evaluatePlan(pertPlan, { draws: 5000 });
    const { parts, probabilities } = withoutPairs(evaluation, 0);
    for (const [i, a] of parts.entries()) {
      for (const [j, b] of parts.entries()) {
        const both = evaluatePlan(pertPlan, { draws: 5000, removed: [a, b], method: 'simulated' });
        expect(probabilities[i * parts.length + j]).toBeCloseTo(both.figures[0]!.probability, 10);
      }
    }
  });
});

/** Plans of a few bets and domains, all or nothing. */
const domainNames = ['x', 'y', 'z'];
const chance = fc.oneof({ weight: 4, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) }, fc.constantFrom(0, 1));
const betArbitrary = (least: number) =>
  fc.record({
    p: chance,
    payoff: fc.integer({ min: least, max: 40 }).map((tenths) => tenths / 10),
    ifFails: fc.integer({ min: least === 0 ? 0 : -10, max: 0 }),
    domains: fc.subarray(domainNames),
  });
const planArbitrary = (least: number) =>
  fc
    .record({
      bets: fc.array(betArbitrary(least), { maxLength: 6 }),
      target: fc.integer({ min: -20, max: 60 }).map((tenths) => tenths / 10),
      failures: fc.tuple(chance, chance, chance),
    })
    .map(({ bets, target, failures: [x, y, z] }) =>
      shortPlan(
        [0, target],
        bets.map((bet, i) => ({ name: `bet ${i}`, ...bet })),
        { x, y, z },
      ),
    );

describe('any plan', () => {
  it('is what going through all states says, with every part and without', () => {
    fc.assert(
      fc.property(planArbitrary(-30), (plan) => {
        const answer = outcomeAnswer(evaluatePlan(plan), 0);
        expect(answer.method).toBe('exact');
        expect(answer.probability).toBeCloseTo(enumerated(plan), 10);
        for (const { kind, name, probability } of answer.without) {
          expect(probability).toBeCloseTo(enumerated(plan, { [kind]: name }), 10);
        }
      }),
      { seed: 11, numRuns: 150 },
    );
  });

  it('never gains by losing a bet that cannot hurt, or a domain of such bets: exactly, and in every draw', () => {
    fc.assert(
      fc.property(planArbitrary(0), fc.constantFrom('auto' as const, 'simulated' as const), (plan, method) => {
        const answer = outcomeAnswer(evaluatePlan(plan, { method, draws: 2000 }), 0);
        for (const { drop } of answer.without) expect(drop).toBeGreaterThanOrEqual(-1e-12);
        for (const { birnbaum } of answer.importance) expect(birnbaum).toBeGreaterThanOrEqual(-1e-12);
      }),
      { seed: 12, numRuns: 150 },
    );
  });

  it('is after any changes what it is from scratch', () => {
    const changes = fc.array(planArbitrary(-30), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(changes, (plans) => {
        let before = null;
        for (const plan of plans) {
          before = evaluatePlan(plan, { method: 'simulated', draws: 2000 }, before);
          const fresh = evaluatePlan(plan, { method: 'simulated', draws: 2000 });
          expect(headlines(before)[0]!.probability).toBe(headlines(fresh)[0]!.probability);
          expect(outcomeAnswer(before, 0).without.map(({ probability }) => probability)).toEqual(
            outcomeAnswer(fresh, 0).without.map(({ probability }) => probability),
          );
        }
      }),
      { seed: 13, numRuns: 60 },
    );
  });
});

describe('at the ends', () => {
  it('answers without bets, and without outcomes', () => {
    const empty = answerPlan(shortPlan([10, 20], []), { on });
    expect(empty.outcomes[0]).toMatchObject({ probability: 0, mean: 10, method: 'exact', concentration: null });
    expect(empty.notes).toContain('The period has no bets yet.');
    expect(answerPlan(shortPlan([20, 20], []), { on }).outcomes[0]!.probability).toBe(1);
    expect(answerPlan(shortPlan([0, 0], [], {}, { outcomes: [] }), { on }).outcomes).toEqual([]);
  });

  it('takes chances of 0 and 1 for what they are', () => {
    const sure = { name: 'sure', p: 1, payoff: 10 };
    const never = { name: 'never', p: 0, payoff: [5, 6, 7] as [number, number, number] };
    const { outcomes, notes } = answerPlan(shortPlan([0, 10], [sure, never]), { on, draws: 1000 });
    expect(outcomes[0]!.probability).toBe(1);
    expect(outcomes[0]!.importance[0]).toMatchObject({ bet: 'sure', birnbaum: 1, criticality: null });
    expect(notes.join(' ')).toContain('A success that is certain is no bet: “sure”.');
  });

  it('takes what is decided as it was decided', () => {
    const plan = shortPlan(
      [0, 50],
      [
        { name: 'won', p: 0.1, payoff: [1, 2, 3], status: 'succeeded', actualPayoff: 30, domains: ['x'] },
        { name: 'lost', p: 0.9, payoff: [100, 200, 300], ifFails: -1, status: 'failed', actualPayoff: -10 },
        { name: 'halted', p: 0.9, payoff: 100, ifFails: -2, status: 'stopped' },
        { name: 'open', p: 0.5, payoff: 32, domains: ['x'] },
      ],
      { x: 0.5 },
    );
    const answer = outcomeAnswer(evaluatePlan(plan), 0);
    expect(answer).toMatchObject({ method: 'exact', probability: 0.25 });
    expect(answer.mean).toBeCloseTo(30 - 10 - 2 + 8, 10);
    const without = new Map(answer.without.map((one) => [one.name, one.probability]));
    expect([without.get('won'), without.get('lost'), without.get('x')]).toEqual([0, 0.25, 0]);
    expect(answer.importance.map(({ birnbaum }) => birnbaum)).toEqual([0, 0, 0, 0.5]);
  });

  it('mirrors an outcome that should fall', () => {
    const outcomes = [{ name: 'donors', baseline: 100, target: 80, direction: 'fall' }];
    const bets = [
      { name: 'a', p: 0.6, payoff: -15 },
      { name: 'b', p: 0.3, payoff: -10, ifFails: 4 },
    ];
    const answer = outcomeAnswer(evaluatePlan(shortPlan([0, 0], bets, {}, { outcomes })), 0);
    expect(answer.probability).toBeCloseTo(0.18, 12);
    expect(answer.mean).toBeCloseTo(100 - 9 - 3 + 2.8, 10);
    expect([answer.quantiles.p05, answer.quantiles.p95]).toEqual([75, 104]);
  });

  it('says which bets can hurt and which only do, by the direction of their outcome', () => {
    const notesOf = (target: number, direction: string, bets: Parameters<typeof shortPlan>[1]) =>
      answerPlan(shortPlan([0, 0], bets, {}, { outcomes: [{ name: 'donors', baseline: 50, target, direction }] }), {
        ...{ on, draws: 1000 },
      }).notes;
    const helps = { name: 'helps', p: 0.5, payoff: [-30, -20, -10] as [number, number, number] };
    const risky = { name: 'risky', p: 0.5, payoff: -30, ifFails: 4 };
    const harms = { name: 'harms', p: 0.5, payoff: 5 };
    expect(notesOf(40, 'fall', [helps, risky, harms])).toEqual([
      'Whatever becomes of it, the target is no nearer: “harms”.',
      'Can move its outcome away from the target: “risky”.',
    ]);
    expect(notesOf(52, 'rise', [helps, risky, harms])).toEqual([
      'Whatever becomes of it, the target is no nearer: “helps”.',
      'Can move its outcome away from the target: “risky”.',
    ]);
  });

  it('says that a target is out of reach, or where it is already', () => {
    const notesOf = (from: number, to: number, bets: Parameters<typeof shortPlan>[1], more = {}) =>
      answerPlan(shortPlan([from, to], bets, { gone: 1, shaky: 0.5 }, more), { on, draws: 1000 }).notes;
    const ten = { name: 'ten', p: 0.5, payoff: 10 };
    // 10, at most 12, −1 that is certain, and 3 of what is stopped: 24.
    const most = [
      ten,
      { name: 'range', p: 0.2, payoff: [1, 2, 12] as [number, number, number], domains: ['shaky'] },
      { name: 'never', p: 0.9, payoff: 50, ifFails: -1, domains: ['gone'] },
      { name: 'stopped', p: 0.9, payoff: 50, ifFails: 3, status: 'stopped' },
    ];
    const short = '“donors” cannot reach its target: when all goes as well as it can it ends at 24, not at 24.5.';
    expect(notesOf(0, 24.5, most)).toContain(short);
    expect(notesOf(0, 24, most).join()).not.toContain('cannot reach');
    const outcomes = [{ name: 'donors', baseline: 100, target: 80, direction: 'fall' }];
    expect(notesOf(0, 0, [{ ...ten, payoff: -15 }], { outcomes })).toEqual([
      '“donors” cannot reach its target: when all goes as well as it can it ends at 85, not at 80.',
    ]);
    expect(notesOf(10, 10, [ten])).toEqual(['The target is where it is without any bet: “donors”.']);
  });

  it('adds decimals as people do', () => {
    const tenths = Array.from({ length: 3 }, (_, i) => ({ name: `t${i}`, p: 0.5, payoff: 0.1 }));
    expect(evaluatePlan(shortPlan([0, 0.3], tenths)).figures[0]!.probability).toBe(0.125);
    const simulated = evaluatePlan(shortPlan([0, 0.3], tenths), { method: 'simulated' });
    expect(Math.abs(simulated.figures[0]!.probability - 0.125)).toBeLessThan(0.006);
  });

  it('holds 5,000 bets, with as many draws as fit', () => {
    const bets = Array.from({ length: 5000 }, (_, i) => ({
      ...{ name: `bet ${i}`, p: 0.3 },
      payoff: [i % 7, 10, 20] as [number, number, number],
      domains: [`d${i % 40}`],
    }));
    const domains = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`d${i}`, 0.1]));
    const evaluation = evaluatePlan(shortPlan([0, 14_000], bets, domains), { draws: 1000 });
    expect(evaluation.figures[0]!.probability).toBeGreaterThan(0.01);
    const { outcomes } = evaluation.model;
    expect(drawsThatFit(1000, outcomes, 40)).toBe(1000);
    // 2^28 bytes over 5 a bet, 8 an outcome, 1 a domain.
    expect(drawsThatFit(100_000, outcomes, 40)).toBe(10_716);
  });

  it('names a single point of failure in a sentence, and no small ones', () => {
    const plan = shortPlan(
      [200, 320],
      [
        { name: 'series', p: 0.9, payoff: 120, domains: ['newsletter'] },
        { name: 'stall', p: 0.3, payoff: 130 },
      ],
      { newsletter: 0.1 },
    );
    const { singlePoints, probability } = outcomeAnswer(evaluatePlan(plan), 0);
    expect(probability).toBeCloseTo(1 - 0.19 * 0.7, 12);
    expect(singlePoints.map(({ sentence }) => sentence)).toEqual([
      'If the newsletter fails, the target for donors is missed 7 times in 10.',
      'If the bet “series” is not run, the target for donors is missed 7 times in 10.',
    ]);
  });
});
