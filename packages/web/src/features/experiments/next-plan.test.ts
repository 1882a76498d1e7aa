import * as fixtures from '@dandelion-loop/wording/fixtures';
import { expect, test } from 'vitest';
import { nextPlan } from './next-plan.ts';

test('a plan begins with the rate without the change, in percent', () => {
  const metric = fixtures.email.metrics[0]!;
  const control = metric.variations.find(({ name }) => name === metric.comparisons[0]!.control)!;
  const { baseline, of } = nextPlan(fixtures.email);
  expect(of).toBeUndefined();
  expect(baseline).toBeCloseTo(control.value! * 100, 1);
});

test('of a mean with its spread, and of nothing with nothing', () => {
  const [, , mean] = fixtures.email.metrics;
  const answer = { ...fixtures.email, metrics: [{ ...mean!, primary: true }] };
  expect(nextPlan(answer)).toMatchObject({ of: 'mean', sd: expect.any(Number) });
  expect(nextPlan({ ...fixtures.email, metrics: [] })).toEqual({});
});
