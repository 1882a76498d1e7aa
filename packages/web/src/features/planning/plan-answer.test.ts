import type { SizeAnswer } from '@dandelion-loop/contract';
import { plain } from '@dandelion-loop/wording';
import { describe, expect, test } from 'vitest';
import {
  curvePoints,
  differenceText,
  differenceWords,
  inHundred,
  isEnough,
  ofFew,
  oneFalseIn,
  planSaying,
  type Sized,
  sizeRows,
  sizeSaying,
  spansFar,
  timesForHalf,
  weeksOf,
} from './plan-answer.ts';

const size = (changes: Partial<SizeAnswer> = {}): SizeAnswer => ({
  schema: 1,
  kind: 'proportion',
  solved: 'units',
  baseline: 0.1,
  standardDeviation: null,
  effect: { absolute: 0.02, relative: 0.2 },
  unitsPerVariation: 3841,
  unitsTotal: 7682,
  variations: 2,
  power: 0.8,
  level: 0.95,
  sided: 2,
  convention: { name: 'pooled-null', words: 'the mean rate of both' },
  days: null,
  sentence:
    'You need 3,841 units in each variation, 7,682 in all, to find a rise from 10.0% to 12.0% (+20%), 8 times in 10.',
  ...changes,
});

/** Units as the square of the difference has it, from 8 points down to half a point. */
const curve = Array.from({ length: 45 }, (_, at) => {
  const effect = at === 22 ? 0.02 : 0.08 * (1 / 16) ** (at / 44);
  return { effect, units: Math.round(3841 * (0.02 / effect) ** 2) };
});
const sized: Sized = { size: size(), curve };

const finding = (saying: ReturnType<typeof sizeSaying>) => saying.find(({ role }) => role === 'finding')?.text;

describe('the answer', () => {
  test.each<[SizeAnswer['solved'], string, string]>([
    ['units', size().sentence, '3,841 units in each variation'],
    [
      'effect',
      'With 150 units in each variation, 300 in all, you find a rise from 10% to 22% (+118%) or more, 8 times in 10.',
      'a rise from 10% to 22% (+118%) or more',
    ],
    [
      'effect',
      'With 150 units in each variation, 300 in all, you find a difference of 3.0 or more, 8 times in 10.',
      'a difference of 3.0 or more',
    ],
    [
      'power',
      'With 150 units in each variation, 300 in all, you find a rise from 10.0% to 12.0% (+20%), about 0.8 times in 10 (power 8%).',
      'about 0.8 times in 10',
    ],
  ])('of %s has what was asked for marked', (solved, sentence, marked) => {
    const saying = sizeSaying(size({ solved, sentence }));
    expect(finding(saying)).toBe(marked);
    expect(plain(saying)).toBe(sentence);
  });

  test('units that are enough, too few, or not given', () => {
    const answer = { need: sized, can: null, units: null };
    expect(isEnough(answer)).toBeNull();
    expect(finding(planSaying(answer))).toBe('3,841 units in each variation');
    expect(isEnough({ ...answer, units: 7681 })).toBe(false);
    expect(plain(planSaying({ ...answer, units: 300 }))).toBe(
      'You cannot know this with 300 units. Here is what you can know.',
    );
    expect(isEnough({ ...answer, units: 7682 })).toBe(true);
    expect(plain(planSaying({ ...answer, units: 20000 }))).toBe(`Your 20,000 units are enough. ${size().sentence}`);
    expect(planSaying({ need: null, can: sized, units: 300 })).toEqual(sizeSaying(sized.size));
  });
});

describe('the curve', () => {
  test('from small differences to large ones, in points', () => {
    const points = curvePoints(sized);
    expect(points[0]?.x).toBeCloseTo(0.5, 9);
    expect(points.at(-1)?.x).toBeCloseTo(8, 9);
    expect(points.every(({ y }, at) => at === 0 || y <= points[at - 1]!.y)).toBe(true);
    expect(spansFar(points)).toBe(true);
    expect(spansFar(points.slice(20, 30))).toBe(false);
  });

  test('a fall is drawn by its size', () => {
    const fall = {
      size: size(),
      curve: [
        { effect: -0.02, units: 5 },
        { effect: -0.01, units: 20 },
      ],
    };
    expect(curvePoints(fall).map(({ x }) => x)).toEqual([1, 2]);
  });

  test('half the difference', () => {
    expect(timesForHalf(sized)).toBe('4');
    expect(timesForHalf({ ...sized, curve: curve.slice(0, 25) })).toBeNull();
    expect(timesForHalf({ ...sized, curve: [] })).toBeNull();
  });

  test('rows to both sides of the plan, in order and each once', () => {
    const rows = sizeRows(sized);
    expect(rows).toHaveLength(9);
    expect(rows.filter(({ asked }) => asked)).toEqual([{ effect: 0.02, units: 3841, asked: true }]);
    expect(rows[0]?.effect).toBe(curve[0]?.effect);
    expect(rows.at(-1)?.effect).toBe(curve.at(-1)?.effect);
    expect(rows.every(({ effect }, at) => at === 0 || effect < rows[at - 1]!.effect)).toBe(true);
    expect(sizeRows({ size: size(), curve: curve.slice(22, 24) })).toHaveLength(2);
    expect(sizeRows({ size: size(), curve: [] })).toEqual([]);
  });
});

test.each([
  [2, '2'],
  [1.25, '1.25'],
  [0.0123456, '0.0123'],
  [11.78, '11.8'],
  [1234.5, '1,235'],
  [100, '100'],
])('a difference of %d has the digits that tell it apart', (value, text) => expect(differenceText(value)).toBe(text));

test('differences in words', () => {
  expect(differenceWords(-0.02, size())).toBe('2 points');
  expect(differenceWords(0.01, size())).toBe('1 point');
  expect(differenceWords(3, size({ kind: 'mean' }))).toBe('3');
});

test('people before percentages', () => {
  expect(ofFew(0.8)).toEqual({ of: 10, found: 8 });
  expect(ofFew(0.95)).toEqual({ of: 20, found: 19 });
  expect(ofFew(0.999)).toEqual({ of: 1000, found: 999 });
  expect(ofFew(0.8123)).toEqual({ of: 100, found: 81 });
  expect(oneFalseIn(size())).toBe(20);
  expect(oneFalseIn(size({ level: 0.99 }))).toBe(100);
  expect([weeksOf(1), weeksOf(7), weeksOf(8), weeksOf(16)]).toEqual([1, 1, 2, 3]);
  expect([inHundred(0.004), inHundred(0.08), inHundred(0.9999)]).toEqual(['not one', '8', '99']);
});
