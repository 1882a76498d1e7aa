import { expect, test } from 'vitest';
import { estimateOn, inHundred, learningsAxis, limitsOf, sizeOf, writtenOn } from './learnings-axis.ts';
import { answer } from './test-learnings.ts';

const practical = { value: 0.01, relative: true };
const question = answer.learnings.find(({ id }) => id === 'question')!;
/** Points of a proportion whose reference was never above 0: there is no relative change. */
const points = {
  ...question,
  ...{ scale: 'difference' as const, baseline: 0, relative: null, effect: -0.02, low: -0.035, high: -0.005 },
};

test('effects are drawn as changes of the reference, the practical margin with them', () => {
  const axis = learningsAxis({
    learnings: [question],
    ranges: [{ of: question, range: question }],
    practical,
    level: 0.95,
  });
  expect(axis.relative).toBe(true);
  expect(axis.frame.margin).toBeCloseTo(1, 9);
  const estimate = estimateOn(true, question, question);
  // The logs of 0.89, 0.867 and 0.913 are what it was made of.
  expect([estimate.value, estimate.low, estimate.high]).toEqual(
    [-0.11, -0.133, -0.087].map((value) => expect.closeTo(value, 9)),
  );
  expect(writtenOn(axis, estimate)).toEqual({ text: '−11.0%', interval: '−13.3% to −8.7%' });
});

test('a margin in the unit of the metric is a share of the usual reference', () => {
  const axis = learningsAxis({
    ...{ learnings: [question], ranges: [{ of: question, range: question }], level: 0.95 },
    practical: { value: 0.0005, relative: false },
  });
  // 0.05 points of a rate of 1.25% are 4% of it.
  expect(axis.frame.margin).toBeCloseTo(4, 9);
});

test('without a reference above 0 they stand on their own scale', () => {
  const axis = learningsAxis({ learnings: [points], ranges: [{ of: points, range: points }], practical, level: 0.95 });
  expect(axis.relative).toBe(false);
  expect(writtenOn(axis, estimateOn(false, points, points))).toEqual({ text: '−2.0', interval: '−3.5 to −0.5' });
  expect(sizeOf(points)).toBe('2.0 points');
});

test('log-odds have no band where they cannot be told as changes', () => {
  const odds = { ...points, scale: 'log-odds' as const };
  expect(learningsAxis({ learnings: [odds], ranges: [], practical, level: 0.95 }).frame.band).toBeNull();
});

test('sizes and limits have no signs, and places by the smallest', () => {
  expect(sizeOf(question)).toBe('11%');
  expect(limitsOf(question)).toEqual(['8.7%', '13.3%']);
});

test('no chance reads as certain', () => {
  expect([0.6543, 0.996, 1, null].map(inHundred)).toEqual(['65 in 100', 'over 99 in 100', 'over 99 in 100', '–']);
});
