import { evaluatePlan } from '@dandelion-loop/portfolio';
import { expect, test } from 'vitest';
import { cheapestBulkhead } from './bulkhead.ts';
import { readPlan } from './test-plan.ts';

const planOf = (bets: object[]) =>
  readPlan({
    schema: 1,
    period: { from: '2027-01-01', to: '2028-01-01' },
    domains: [{ name: 'mail', failure: 0.2 }],
    outcomes: [{ name: 'donors', baseline: 0, target: 10 }],
    bets: bets.map((bet) => ({ outcome: 'donors', payoff: 10, domains: ['mail'], ...bet })),
  });

test('the cheapest of the bets that lift the chance enough is moved', () => {
  const plan = planOf([
    { name: 'dear', probability: 0.6, stake: { money: 900 } },
    { name: 'good', probability: 0.5, stake: { money: 200 } },
    { name: 'small', probability: 0.1, stake: { money: 10 } },
  ]);
  // Alone off the mail: 0.8 × 0.6, 0.8 × 0.5, 0.8 × 0.1. The last lifts less than half of the best.
  const found = cheapestBulkhead(evaluatePlan(plan), 0, 'mail');
  expect(found).toMatchObject({ bet: 'good', from: 'mail', stake: 200, before: 0 });
  expect(found?.after).toBeCloseTo(0.4, 12);
});

test('there is none where nothing lifts it, or all is decided', () => {
  expect(cheapestBulkhead(evaluatePlan(planOf([{ name: 'a', probability: 0.01 }])), 0, 'mail')).toBeNull();
  const decided = planOf([{ name: 'a', probability: 0.9, status: 'succeeded' }]);
  expect(cheapestBulkhead(evaluatePlan(decided), 0, 'mail')).toBeNull();
});
