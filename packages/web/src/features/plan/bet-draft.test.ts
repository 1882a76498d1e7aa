import { expect, test } from 'vitest';
import { draftOfBet, emptyDraft, readDraft } from './bet-draft.ts';
import { movedPlan } from './moved-plan.ts';
import { charity, wholeOf } from './test-plan.ts';

const whole = wholeOf(charity, '2027-05-25');

test('a bet that is opened and sent again is the same', () => {
  for (const bet of whole.bets) {
    const read = readDraft(draftOfBet(bet));
    if (!('body' in read)) throw new Error(bet.name);
    expect(read.body).toMatchObject({
      ...{ name: bet.name, outcomeId: bet.outcome.id, hypothesis: bet.hypothesis, stake: bet.stake },
      ...{ payoff: bet.payoff, killCriteria: bet.killCriteria, startsOn: bet.startsOn, cap: bet.cap },
      domainIds: bet.domains.map(({ id }) => id),
    });
    expect(read.body.probability).toBeCloseTo(bet.probability, 10);
  }
});

test('the chance and a payoff are needed; one payoff stands for three', () => {
  const empty = emptyDraft(whole, whole.plan.id);
  expect(readDraft({ ...empty, probability: null })).toEqual({ missing: new Set(['probability', 'likely']) });
  const read = readDraft({ ...empty, name: 'x', likely: 20, killCriteria: ' one \n\n two ' });
  expect(read).toMatchObject({
    body: { payoff: { low: 20, likely: 20, high: 20 }, killCriteria: ['one', 'two'], probability: 0.4 },
  });
});

test('a sample is under way whenever it is taken, with its days as far apart as they were', () => {
  const moved = movedPlan(charity, new Date('2031-03-10T12:00:00Z'));
  const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;
  expect(days(moved.period.from, moved.period.to)).toBe(days(charity.period.from, charity.period.to));
  expect(days(moved.period.from, '2031-03-10') / days(moved.period.from, moved.period.to)).toBeCloseTo(0.25, 2);
  const [before, after] = [charity.bets[0]!, moved.bets[0]!];
  expect(days(moved.period.from, after.startsOn!)).toBe(days(charity.period.from, before.startsOn!));
  expect(after.name).toBe(before.name);
});
