import { expect, test } from 'vitest';
import { csv, metric, useAnalysis } from './test-analysis.ts';

/**
 * Funnels of rows of totals, of ratios, and beside covariates. Expected figures: numpy 2 from the counts below, each part averaged
 * over all orders of changing the rates, its variance by a numeric delta method (binomial variance of each conditional rate).
 */

const { one } = useAnalysis();

const steps = (...funnel: string[]) => ({ why: { attributes: [], weights: 'equal' as const, funnel } });
const of = (name: string, numerator: string, denominator: string) =>
  metric(name, { kind: 'proportion', numerator, denominator });

function near(found: { value: number | null; low: number | null; high: number | null }, expected: number[]) {
  const figures = [found.value, found.low, found.high];
  for (const [i, figure] of expected.entries()) expect(figures[i]).toBeCloseTo(figure, 8);
}

// Of 500 each: 100 and 150 opened, 60 and 95 clicked, in two rows of totals each.
const totals = csv('group,sent,opened,clicked', [
  ['A', 300, 60, 40],
  ['A', 200, 40, 20],
  ['B', 250, 80, 50],
  ['B', 250, 70, 45],
]);
const opened = of('opening', 'opened', 'sent');
const parts = [
  [0.06166666666666665, 0.028216338194756115, 0.09511699513857719],
  [0.008333333333333331, -0.022467724543401128, 0.03913439121006779],
] as const;

test.each([
  ['sent', null],
  ['opened', 'sent'],
])('divides totals over the steps, the last of %s', async (denominator, per) => {
  const request = { metrics: [opened, of('clicks', 'clicked', denominator)], ...steps('opening', 'clicks') };
  const answer = await one(totals, request);
  const [funnel] = answer.why!.funnel!;
  near(funnel!.steps[0]!.part, [...parts[0]]);
  near(funnel!.steps[1]!.part, [...parts[1]]);
  near(funnel!.whole.part, [0.07, 0.025348940348990254, 0.1146510596510097]);
  expect(funnel!.whole.pValue).toBeCloseTo(0.002121607961441505, 10);
  expect(funnel!.steps.map(({ controlUnits, treatmentUnits }) => [controlUnits, treatmentUnits])).toEqual([
    [500, 500],
    [100, 150],
  ]);
  // The whole is of all that were sent; the metric itself is 60 of 100 against 95 of 150 where it is of what was opened.
  expect(funnel!.per).toBe(per);
  expect(funnel!.sentence).toContain(
    per === null ? 'in “clicks” between “B”' : 'in “clicks” of all “sent” between “B”',
  );
  const own = answer.metrics[1]!.comparisons.find(({ variation }) => variation === 'B')!;
  expect(own.difference.value).toBeCloseTo(per === null ? 0.07 : 95 / 150 - 60 / 100, 12);
});

test('takes three steps of totals, each of the one before or of all', async () => {
  const file = csv('group,sent,opened,clicked,bought', [
    ['A', 1000, 400, 200, 90],
    ['B', 1020, 480, 210, 110],
  ]);
  const metrics = [opened, of('clicks', 'clicked', 'opened'), of('orders', 'bought', 'sent')];
  const [funnel] = (await one(file, { metrics, ...steps('opening', 'clicks', 'orders') })).why!.funnel!;
  near(funnel!.steps[0]!.part, [0.016083683473389346, 0.006062939103754791, 0.0261044278430239]);
  near(funnel!.steps[1]!.part, [-0.013273809523809523, -0.027390632480773287, 0.0008430134331542417]);
  near(funnel!.steps[2]!.part, [0.015033263305322132, -0.0046687731225620605, 0.034735299733206326]);
  expect(funnel!.whole.pValue).toBeCloseTo(0.17891197995682584, 8);
  // A step must be of the first step's units or of those before it: orders of clicks are, visits of clicks are not.
  const astray = [opened, of('orders', 'bought', 'clicked')];
  await expect(one(file, { metrics: astray, ...steps('opening', 'orders') })).rejects.toThrow(
    '“orders” is of “clicked”, which is neither the units of the first step nor those who took the step before.',
  );
});

test('says of totals that do not follow one another that there is no funnel', async () => {
  const metrics = [of('clicks', 'clicked', 'sent'), opened];
  const { why } = await one(totals, { metrics, ...steps('clicks', 'opening') });
  expect(why!.funnel).toBeUndefined();
  expect(why!.notes).toEqual([
    'There is no funnel: 4 rows have more at a step than at the one before, so the steps do not follow one another.',
  ]);
});

test('refuses a ratio as a step, and an amount beside totals', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => [`u${i % 20}`, 'AB'[i % 2]!, 3, i % 3, i % 2]);
  const file = csv('user,group,sent,opened,clicked', rows);
  const metrics = [opened, of('clicks', 'clicked', 'sent')];
  // With a unit of several rows a rate is a ratio of sums.
  await expect(one(file, { unit: 'user', metrics, ...steps('opening', 'clicks') })).rejects.toThrow(
    '“opening” is a ratio of sums, and a unit does not either take such a step or not. Name a column that says of each unit whether it took the step.',
  );
  const spend = [opened, metric('clicked', { kind: 'mean' })];
  await expect(one(totals, { metrics: spend, ...steps('opening', 'clicked') })).rejects.toThrow(
    'says that a row holds many units',
  );
  // Found by themselves, such metrics simply are no funnel.
  expect((await one(file, { unit: 'user', metrics, ...steps() })).why).toBeUndefined();
});

// Of 500 each, units: 100 and 150 opened, 60 and 95 clicked; how active a unit was before says something of it.
const people = ['A', 'B'].flatMap((group) =>
  Array.from({ length: 500 }, (_, k) => {
    const [opens, clicks] = group === 'A' ? [100, 60] : [150, 95];
    return [group, Number(k < opens), Number(k < clicks), k < clicks ? 5 + (k % 4) : k % 5];
  }),
);

test('leaves the steps as they are beside a metric with a covariate, and says so', async () => {
  const metrics = [metric('opened'), metric('clicked', { covariate: 'before' })];
  const answer = await one(csv('group,opened,clicked,before', people), { metrics, ...steps('opened', 'clicked') });
  const [funnel] = answer.why!.funnel!;
  near(funnel!.steps[0]!.part, [...parts[0]]);
  near(funnel!.steps[1]!.part, [...parts[1]]);
  expect(funnel!.whole.part.value).toBeCloseTo(0.07, 12);
  const adjusted = answer.metrics[1]!.comparisons.find(({ variation }) => variation === 'B')!;
  expect(adjusted.varianceReduction).toBeGreaterThan(0.1);
  expect(adjusted.difference.value).not.toBeCloseTo(0.07, 3);
  expect(funnel!.caution).toContain(
    'The steps are not adjusted for a covariate, as the comparison of “clicked” is: all of it here is the plain difference.',
  );
});

test('says how many units lack a value of a step', async () => {
  const file = csv(
    'group,opened,clicked',
    people.map((row, i) => (i < 3 ? [row[0]!, row[1]!, ''] : row.slice(0, 3))),
  );
  const metrics = [metric('opened'), metric('clicked')];
  const { why } = await one(file, { metrics, ...steps('opened', 'clicked') });
  expect(why!.notes).toContain('3 units lack the value of a step and are left out of the steps.');
  expect(why!.funnel![0]!.steps[0]!.controlUnits).toBe(497);
});
