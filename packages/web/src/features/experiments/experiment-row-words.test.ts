import type { ExperimentRow } from '@dandelion-loop/contract';
import { describe, expect, test } from 'vitest';
import { rowWords } from './experiment-row-words.ts';
import { axisOf } from './list-axis.ts';
import { row } from './test-experiment-row.ts';

const frame = axisOf([row]);
const written = (changes: Partial<ExperimentRow>) => {
  const { value, beside } = rowWords({ ...row, ...changes }, frame);
  return [value, beside];
};

describe('the row of a test', () => {
  test('shape, word and tone of its verdict, and what was compared', () => {
    expect(rowWords(row, frame)).toMatchObject({
      tone: 'better',
      verdict: 'Won',
      compared: 'urgent against calm, on visit',
    });
    expect(rowWords({ ...row, control: null }, frame).compared).toBe('urgent against the others together, on visit');
    expect(rowWords({ ...row, verdict: 'no-difference' }, frame).verdict).toBe('No difference worth having');
  });

  test.each<[string, Partial<ExperimentRow>, (string | null)[]]>([
    ['a lift with its interval', {}, ['+26%', '+10% to +42%']],
    [
      'small lifts keep their digits',
      { lift: { value: 0.0123, low: 0.002, high: 0.0226 } },
      ['+1.2%', '+0.2% to +2.3%'],
    ],
    ['a minus is a minus', { lift: { value: -0.2, low: -0.4, high: -0.05 } }, ['−20%', '−40% to −5%']],
    ['far out is only far out', { lift: { value: 4.7, low: 1.2, high: 22 } }, ['+470%', '+120% to >+999%']],
    ['one open side', { lift: { value: 0.5, low: 0.1, high: null } }, ['+50.0%', '+10.0% or more']],
    ['no bounds', { lift: { value: 5.3, low: null, high: null } }, ['+530%', 'no bounds']],
    [
      'what may not be read is not written',
      { verdict: 'invalid', invalidBecause: 'split is off' },
      [null, 'split is off'],
    ],
    [
      'without a lift the difference speaks',
      { lift: { value: null, low: null, high: null } },
      ['+2.00', '+1.00 to +3.00 points'],
    ],
    [
      'nothing is known',
      { lift: { value: null, low: null, high: null }, difference: { value: null, low: null, high: null } },
      [null, 'too few data'],
    ],
  ])('%s', (_, changes, words) => expect(written(changes)).toEqual(words));

  test('a line for a lift, a dotted one where nothing is known, none where a lift has no meaning', () => {
    const unknown = { value: null, low: null, high: null };
    expect(rowWords(row, frame).line?.at).toBeGreaterThan(frame.zero);
    expect(rowWords({ ...row, lift: unknown, difference: unknown }, frame).line).toBeNull();
    expect(rowWords({ ...row, lift: unknown }, frame).line).toBeUndefined();
    expect(rowWords(row, null).line).toBeUndefined();
  });

  test('the axis is of what may be read, where there is something', () => {
    const odd = { ...row, verdict: 'invalid' as const, lift: { value: 90, low: 50, high: 120 } };
    expect(axisOf([row, odd])).toEqual(frame);
    expect(axisOf([odd]).high).toBeGreaterThan(frame.high);
    expect(axisOf([]).ticks.length).toBeGreaterThan(0);
  });
});
