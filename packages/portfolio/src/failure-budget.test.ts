import { describe, expect, it } from 'vitest';
import { betsPace, moneyPace } from './budget-pace.ts';
import { capVerdicts } from './cap-verdicts.ts';
import { failureBudget } from './failure-budget.ts';
import { answerPlan } from './plan-answer.ts';
import { type ShortBet, shortPlan } from './test-plans.ts';

/* A period of 100 days with a budget of 5 bets and 5,000. Expected figures by hand, chances by scipy. */

const period = { from: '2027-01-01', to: '2027-04-11', failureBudget: { bets: 5, money: 5000 } };
const record = { hypothesis: 'It works.', cap: 2000, killCriteria: ['Fewer than 5'], agreedOn: '2026-12-20' };
const open = (count: number, p = 0.5): ShortBet[] =>
  Array.from({ length: count }, (_, i) => ({ name: `open ${i}`, p, payoff: 10, stake: { money: 1000 }, ...record }));
const failed = (name: string, decidedOn: string, more: Record<string, unknown> = {}): ShortBet => ({
  ...{ name, p: 0.5, payoff: 10, stake: { money: 1000 }, status: 'failed', startedOn: '2027-01-01', decidedOn },
  ...{ ...record, ...more },
});
const plan = (bets: readonly ShortBet[], more: Record<string, unknown> = {}) =>
  shortPlan([0, 50], bets, {}, { period, ...more });
const used = (bets: readonly ShortBet[], on: string) => failureBudget(plan(bets), on)!;

describe('the failure budget', () => {
  it('counts bets and money, against an even pace', () => {
    const answer = used(
      [...open(8), failed('a', '2027-01-20', { spent: 600 }), failed('b', '2027-02-01', { status: 'stopped' })],
      '2027-02-20',
    );
    expect(answer).toMatchObject({ bets: 5, money: 5000, usedBets: 2, usedMoney: 1600, verdict: 'on track' });
    expect(answer.expectedBets).toBeCloseTo(2.5, 12);
    expect(answer.expectedMoney).toBeCloseTo(2500, 9);
    // 2 of 5 after half of the time; at that pace the fifth fails on day 125.
    expect(answer.burnRate).toBeCloseTo(0.8, 12);
    expect(answer.exhaustedOn).toBeNull();
    expect(answer.lossesAvoided).toBe(400);
    expect([answer.forecastBets, answer.forecastMoney]).toEqual([6, 5600]);
    const [whole, weeks, week] = answer.windows;
    expect(whole).toMatchObject({ days: 50, bets: 2, money: 1600 });
    expect(weeks).toMatchObject({ from: '2027-01-23', days: 28, bets: 1, money: 1000 });
    expect(weeks!.betsRate).toBeCloseTo(1 / (5 * 0.28), 12);
    expect(week).toMatchObject({ days: 7, bets: 0, betsRate: 0 });
  });

  it('knows when it is used up, and when it was', () => {
    const at = ['2027-01-11', '2027-01-16', '2027-01-21', '2027-01-24', '2027-01-26'];
    const four = at.slice(0, 4).map((on, i) => failed(`f${i}`, on));
    // 4 of 5 in 25 days: the fifth on day 32 (31.25).
    expect(used([...open(9), ...four], '2027-01-26').exhaustedOn).toBe('2027-02-02');
    const five = at.map((on, i) => failed(`f${i}`, on));
    const answer = used([...open(9), ...five], '2027-02-20');
    expect(answer.exhaustedOn).toBe('2027-01-26');
    expect(answer.alerts[0]!.sentence).toBe('The failure budget was used up on 2027-01-26.');
  });

  it('is over-used beyond the budget, and before that beyond chance', () => {
    const six = Array.from({ length: 6 }, (_, i) => failed(`f${i}`, '2027-03-20', { spent: 100 }));
    expect(used([...open(9), ...six], '2027-04-11').verdict).toBe('over-used');
    // Three of twelve after ten days, when 0.5 are expected: P(X >= 3) = 0.012 of a binomial 12, 0.5/12.
    const three = Array.from({ length: 3 }, (_, i) => failed(`f${i}`, '2027-01-08', { spent: 100 }));
    const answer = used([...open(9), ...three], '2027-01-11');
    expect(answer.verdict).toBe('over-used');
    expect(answer.alerts.map(({ kind }) => kind)).toEqual(['over-used', 'fast']);
    expect(answer.sentence).toContain('3 bets of 5 failed, 0.5 at an even pace');
  });

  it('is under-used only beyond chance', () => {
    // None of twelve when 2.5 are expected: (1 − 2.5/12)^12 = 0.061; when 2 are, 0.112.
    expect(used(open(12), '2027-02-20').verdict).toBe('under-used');
    expect(used(open(12), '2027-02-10').verdict).toBe('on track');
    expect(used(open(12), '2027-02-20').alerts[0]!.sentence).toMatch(
      /^Under-used: 0 bets of 5 failed, 2\.5 at an even pace/,
    );
  });

  it('is under-used in money by small change, however many fail', () => {
    const small = Array.from({ length: 4 }, (_, i) => failed(`f${i}`, '2027-03-01', { spent: 50 }));
    const { verdict, sentence } = used([...open(20), ...small], '2027-04-01');
    expect(verdict).toBe('under-used');
    expect(sentence).toBe(
      'Under-used: 200 of 5,000 is lost, 4,500 at an even pace. What is not risked is not learned: bolder bets fit.',
    );
  });

  it('gives bets time to come, and then misses them', () => {
    expect(used([], '2027-01-10').verdict).toBe('on track');
    expect(used([], '2027-03-01').verdict).toBe('under-used');
    expect(used([], '2026-12-01')).toMatchObject({ verdict: 'on track', burnRate: null, exhaustedOn: null });
    expect(failureBudget(plan([], { period: { ...period, failureBudget: null } }), '2027-01-10')).toBeNull();
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['no hypothesis', { hypothesis: '' }, 'it had no hypothesis.'],
    ['no cap and no kill criteria', { cap: null, killCriteria: [] }, 'it had no cap, no kill criteria.'],
    ['records after the start', { agreedOn: '2027-01-02' }, 'were recorded on 2027-01-02, after its start.'],
    ['records of no day', { agreedOn: null }, 'it is not known when'],
    ['a start of no day', { startedOn: null }, 'it is not known when it started'],
    ['a verdict before the period', { startedOn: '2026-12-22', decidedOn: '2026-12-31' }, 'before the period'],
    ['a verdict to come', { decidedOn: '2027-03-30' }, 'after the day that is asked for'],
  ])('does not count a failure with %s', (_name, more, reason) => {
    const answer = used([...open(5), failed('empty', '2027-01-20', more)], '2027-02-20');
    expect(answer).toMatchObject({ usedBets: 0, usedMoney: 0 });
    expect(answer.notCounted).toMatchObject([{ bet: 'empty', reason: expect.stringContaining(reason) }]);
  });

  it('takes failures on trust where a document keeps no records at all, and says so', () => {
    const bare = { name: 'bare', p: 0.5, payoff: 1, status: 'failed', stake: { money: 700 } };
    const answer = answerPlan(plan([bare]), { on: '2027-02-20' });
    expect(answer.failureBudget).toMatchObject({ usedBets: 1, usedMoney: 700 });
    expect(answer.notes.join(' ')).toContain('counted as if they were');
  });
});

describe('an even pace', () => {
  const bets = [0.9, 0.5, 0.5, 0.2, 0.1].map((failure, i) => ({ failure, money: 100 * (i + 1) }));

  it('has the chances of its Poisson-binomial count', () => {
    // All chances times 1/2.2: expected 1.
    const pace = betsPace(bets, 1, 0)!;
    expect(pace.atMost).toBeCloseTo(evenCount(0), 8);
    expect(betsPace(bets, 1, 2)!.atLeast).toBeCloseTo(1 - evenCount(0) - evenCount(1), 8);
    expect(betsPace(bets, 5.1, 0)).toBeNull();
  });

  /** P(exactly so many) by going through all states. */
  function evenCount(count: number): number {
    let sum = 0;
    for (let state = 0; state < 32; state++) {
      let [p, failures] = [1, 0];
      for (const [i, { failure }] of bets.entries()) {
        const fails = (state >> i) % 2 === 1;
        p *= fails ? failure / 2.2 : 1 - failure / 2.2;
        failures += fails ? 1 : 0;
      }
      if (failures === count) sum += p;
    }
    return sum;
  }

  it('has the chances of its sums of money', () => {
    // Expected 330 of 0.9·100 + 0.5·200 + 0.5·300 + 0.2·400 + 0.1·500 = 470, a factor of 330/470.
    let [atMost, atLeast] = [0, 0];
    for (let state = 0; state < 32; state++) {
      let [p, lost] = [1, 0];
      for (const [i, { failure, money }] of bets.entries()) {
        const fails = (state >> i) % 2 === 1;
        const chance = (failure * 330) / 470;
        p *= fails ? chance : 1 - chance;
        lost += fails ? money : 0;
      }
      if (lost <= 200) atMost += p;
      if (lost >= 200) atLeast += p;
    }
    const pace = moneyPace(bets, 330, 200)!;
    expect(pace.atMost).toBeCloseTo(atMost, 8);
    expect(pace.atLeast).toBeCloseTo(atLeast, 8);
  });

  it('adds up the small stakes of many', () => {
    const many = Array.from({ length: 5000 }, () => ({ failure: 0.4, money: 1 }));
    const { atMost, atLeast } = moneyPace(many, 1000, 1000)!;
    // Binomial 5000, 0.2: P(X <= 1000) = 0.5085, P(X >= 1000) = 0.5056 (scipy).
    expect(Math.abs(atMost - 0.5085)).toBeLessThan(0.02);
    expect(Math.abs(atLeast - 0.5056)).toBeLessThan(0.02);
  });
});

describe('caps', () => {
  const domains = [
    { name: 'mail', failure: 0.1, cap: 3000 },
    { name: 'ads', failure: 0.1, cap: 1000 },
    { name: 'open', failure: 0.1 },
  ];
  const bets = [
    { name: 'a', p: 0.5, payoff: 1, stake: { money: 2000 }, domains: ['mail', 'open'] },
    { name: 'b', p: 0.5, payoff: 1, stake: { money: 5000 }, spent: 1000, status: 'stopped', domains: ['mail', 'ads'] },
  ];

  it('hold what is staked, and what is free again of the decided', () => {
    const [mail, ads, ...rest] = capVerdicts(plan(bets, { domains }));
    expect(mail).toMatchObject({ domain: 'mail', cap: 3000, planned: 3000, spent: 1000, verdict: 'within' });
    expect(ads).toMatchObject({ planned: 1000, verdict: 'within' });
    expect(rest).toEqual([]);
  });

  it('are exceeded by what is planned, or was spent, in the currency of the plan', () => {
    const more = { name: 'c', p: 0.5, payoff: 1, stake: { money: 200 }, currency: 'GBP', domains: ['mail'] };
    const rates = [
      { currency: 'GBP', on: '2027-06-01', rate: 9 },
      { currency: 'GBP', on: '2026-01-01', rate: 1.25 },
    ];
    const [mail] = capVerdicts(plan([...bets, more], { domains, rates, currency: 'EUR' }));
    expect(mail).toMatchObject({
      planned: 3250,
      verdict: 'over',
      sentence: 'mail: €3,250 of €3,000 is staked, €250 over its cap.',
    });
    const spent = { ...bets[1]!, spent: 1500 };
    expect(capVerdicts(plan([spent], { domains }))[1]).toMatchObject({
      verdict: 'over',
      sentence: 'ads: 1,500 is spent already, over its cap of 1,000.',
    });
  });
});
