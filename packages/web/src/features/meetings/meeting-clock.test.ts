import { expect, test } from 'vitest';
import { clockFigures, leftFigures, spentInAll, spentOf, timeOf } from './meeting-clock.ts';

const timer = {
  block: 1,
  runningSince: '2026-11-24T09:10:00.000Z',
  spentSeconds: [460, 30, 0],
  givenSeconds: [300, 480, 600],
  now: '2026-11-24T09:10:00.000Z',
};
const at = (seconds: number) => Date.parse('2026-11-24T09:10:00.000Z') + seconds * 1000;

test('only the block that is on goes on, and not while it is paused', () => {
  expect([0, 1, 2].map((place) => spentOf(timer, place, at(42)))).toEqual([460, 72, 0]);
  expect(spentOf({ ...timer, runningSince: null }, 1, at(42))).toBe(30);
  // A clock of the browser that is a little behind.
  expect(spentOf(timer, 1, at(-3))).toBe(30);
  expect(spentInAll(timer, at(42))).toBe(532);
});

test('what is left, and what is over', () => {
  expect(timeOf(timer, 1, at(42))).toEqual({ given: 480, left: 408, share: 0.15 });
  expect(timeOf(timer, 0, at(42))).toEqual({ given: 300, left: -160, share: 1 });
});

test.each([
  [408, '6:48'],
  [407.2, '6:48'],
  [0, '0:00'],
  [-72.9, '1:12'],
  [3600, '1:00:00'],
])('%d seconds left are %s', (left, figures) => expect(leftFigures(left)).toBe(figures));

test('spent ones are those that are over', () =>
  expect([clockFigures(460.9), clockFigures(7325)]).toEqual(['7:40', '2:02:05']));
