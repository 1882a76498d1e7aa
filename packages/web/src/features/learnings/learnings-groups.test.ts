import type { Learning } from '@dandelion-loop/contract';
import { expect, test } from 'vitest';
import { flagsOf, groupsOf, outlyingTests, toneOf } from './learnings-groups.ts';
import { answer } from './test-learnings.ts';

const find = (id: string): Learning => answer.learnings.find((one) => one.id === id)!;

test('what is settled comes first, the strongest first', () => {
  const groups = groupsOf(answer.learnings);
  expect(groups.map(({ verdict }) => verdict)).toEqual(['raises', 'lowers', 'no-difference', 'not-settled', 'too-few']);
  expect(groups[0]!.learnings.map(({ id }) => id)).toEqual([
    'man-or-boy',
    'curiosity-gap',
    'superlative',
    'negative-words',
  ]);
});

test('of many that settle nothing, the ones of least interest are folded; nothing that is known ever is', () => {
  const many = (id: string) => Array.from({ length: 14 }, (_, at) => ({ ...find(id), id: `${id} ${at}` }));
  const [raises, open] = groupsOf([...many('urgency'), ...many('superlative')]);
  expect([raises!.learnings.length, raises!.folded.length]).toEqual([14, 0]);
  expect([open!.learnings.length, open!.folded.length]).toEqual([10, 4]);
});

test('the mark says good or bad by the direction of the metric, not up or down', () => {
  expect(toneOf({ verdict: 'raises', favorable: true })).toBe('better');
  expect(toneOf({ verdict: 'raises', favorable: false })).toBe('worse');
  expect(toneOf({ verdict: 'lowers', favorable: true })).toBe('better');
  expect(toneOf({ verdict: 'no-difference', favorable: null })).toBe('none');
  expect(toneOf({ verdict: 'too-few', favorable: null })).toBe('uncertain');
});

test('flags: over time it drifted, by other parts it is disputed, single tests are counted', () => {
  expect(flagsOf(find('positive-words'), 0.95)).toEqual(['drifted']);
  expect(flagsOf(find('question'), 0.95)).toEqual(['outlying', 'stale']);
  expect(outlyingTests(find('question'))).toBe(1);
  const [apart] = find('positive-words').contradictions;
  const byChannel = {
    ...find('urgency'),
    contradictions: [{ ...apart!, dimension: 'channel' } as typeof apart & object],
  };
  expect(flagsOf({ ...byChannel, stale: false }, 0.95)).toEqual(['disputed']);
  const fading = { ...find('urgency').drift!, adjustedPValue: 0.04 };
  expect(flagsOf({ ...find('urgency'), drift: fading, stale: false }, 0.95)).toEqual(['drifted']);
  expect(flagsOf({ ...find('urgency'), drift: fading, stale: false }, 0.99)).toEqual([]);
});
