import { describe, expect, test } from 'vitest';
import * as numbers from './numbers.ts';

const proportion = { kind: 'proportion' } as const;
const mean = { kind: 'mean' } as const;
const ratio = { kind: 'ratio' } as const;
const count = { kind: 'count' } as const;
const money = (currency: string) => ({ kind: 'mean', currency }) as const;

describe('numbers as people read them', () => {
  test('counts have separators and true minus signs', () => {
    expect(numbers.count(4873)).toBe('4,873');
    expect(numbers.count(0)).toBe('0');
    expect(numbers.count(-12)).toBe('−12');
    expect(numbers.counted(1, 'test')).toBe('1 test');
    expect(numbers.counted(4873, 'test')).toBe('4,873 tests');
  });

  test('what is not a number is a dash, never NaN, Infinity or a negative zero', () => {
    for (const bad of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(numbers.fixed(bad, 2)).toBe('–');
      expect(numbers.metricValue(proportion, bad, 1)).toBe('–');
      expect(numbers.difference(mean, bad, 1)).toBe('–');
      expect(numbers.lift(bad)).toBe('–');
      expect(numbers.amount(mean, bad, 1)).toBe('–');
    }
    expect(numbers.pValue(null)).toBe('no p-value');
    expect(numbers.fixed(-0, 1)).toBe('0.0');
    expect(numbers.difference(proportion, -0, 1)).toBe('0.0');
  });

  test('differences of proportions are points, of all else their own unit', () => {
    expect(numbers.difference(proportion, 0.0766, 1)).toBe('+7.7');
    expect(numbers.difference(proportion, -0.0766, 1)).toBe('−7.7');
    expect(numbers.difference(mean, 0.766, 2)).toBe('+0.77');
    expect(numbers.amount(proportion, -0.0766, 1)).toBe('7.7 points');
    expect(numbers.amount(proportion, 0.01, 0)).toBe('1 point');
    expect(numbers.amount(ratio, -0.5, 1)).toBe('0.5');
    expect(numbers.metricValue(proportion, 0.1828, 1)).toBe('18.3%');
    expect(numbers.metricValue(count, 1234.5, 1)).toBe('1,234.5');
    expect(numbers.margin(proportion, 0.005)).toBe('0.5 points');
    expect(numbers.margin(mean, 20)).toBe('20');
    expect(numbers.margin(mean, 0.0065)).toBe('0.0065');
  });

  test('a number that is not zero never reads as zero', () => {
    expect(numbers.fixed(0.0004, 1, true)).toBe('+0.0004');
    expect(numbers.fixed(-0.0004, 1, true)).toBe('−0.0004');
    expect(numbers.fixed(3e-9, 1)).toBe('3e−9');
    expect(numbers.fixed(-2.1e20, 1, true)).toBe('−2.1e20');
  });

  test('places follow the half-width of the interval', () => {
    const estimate = (low: number, high: number) => ({ value: (low + high) / 2, low, high });
    expect(numbers.decimalsOf(proportion, [estimate(0.066, 0.087)])).toBe(1);
    expect(numbers.decimalsOf(proportion, [estimate(0.004, 0.0096)])).toBe(2);
    expect(numbers.decimalsOf(mean, [estimate(100, 150)])).toBe(0);
    expect(numbers.decimalsOf(mean, [{ value: null, low: null, high: null }])).toBe(1);
  });

  test('intervals say an open side in words', () => {
    expect(numbers.interval(proportion, { value: 0.076, low: 0.066, high: 0.087 }, 1)).toBe('+6.6 to +8.7');
    expect(numbers.interval(mean, { value: 1, low: -0.14, high: null }, 2)).toBe('−0.14 or more');
    expect(numbers.interval(mean, { value: 1, low: null, high: 2 }, 0)).toBe('+2 or less');
    expect(numbers.interval(mean, { value: 1, low: null, high: null }, 0)).toBe('no bounds');
  });

  test('lifts, shares and chances', () => {
    expect(numbers.lift(0.722)).toBe('+72%');
    expect(numbers.lift(-0.034)).toBe('−3.4%');
    expect(numbers.lift(12)).toBe('+1,200%');
    expect(numbers.share(0.95)).toBe('95%');
    expect(numbers.share(0.999)).toBe('99.9%');
    expect(numbers.chance(0.999999)).toBe('more than 99%');
    expect(numbers.chance(0)).toBe('less than 1%');
    expect(numbers.chance(0.64)).toBe('64%');
  });

  test('rounding never carries a p-value over 0.05', () => {
    expect(numbers.pValue(0.00001)).toBe('p < 0.001');
    expect(numbers.pValue(0.0312)).toBe('p = 0.03');
    expect(numbers.pValue(0.523)).toBe('p = 0.52');
    expect(numbers.pValue(0.0496)).toBe('p = 0.0496');
    expect(numbers.pValue(0.0504)).toBe('p = 0.0504');
    expect(numbers.pValue(0.05)).toBe('p = 0.05');
    expect(numbers.pValue(0.999)).toBe('p > 0.99');
  });

  test('ticks carry the places of their step', () => {
    expect(numbers.tick(mean, 2, 2)).toBe('+2');
    expect(numbers.tick(mean, 0, 2)).toBe('0');
    expect(numbers.tick(mean, -2.5, 2.5)).toBe('−2.5');
    expect(numbers.tick(mean, 0.25, 0.25)).toBe('+0.25');
    expect(numbers.tick(mean, 0.5, 0.5)).toBe('+0.5');
    expect(numbers.tick(mean, 2000, 1000)).toBe('+2,000');
  });

  test('money has its symbol or code and whole coins', () => {
    expect(numbers.metricValue(money('USD'), 1.416, 2)).toBe('$1.42');
    expect(numbers.difference(money('USD'), 0.766, 2)).toBe('+$0.77');
    expect(numbers.difference(money('EUR'), -1090.4, 0)).toBe('−€1,090');
    expect(numbers.amount(money('GBP'), -0.5, 1)).toBe('£0.50');
    expect(numbers.margin(money('USD'), 20)).toBe('$20');
    expect(numbers.margin(money('EUR'), 0.5)).toBe('€0.50');
    expect(numbers.interval(money('USD'), { value: 1, low: -0.143, high: null }, 2)).toBe('−$0.14 or more');
    expect(numbers.metricValue(money('CHF'), 12.5, 1)).toBe('CHF\u00a012.50');
    expect(numbers.metricValue(money('JPY'), 1234, 0)).toBe('¥1,234');
    expect(numbers.metricValue(money('JPY'), 0.25, 2)).toBe('¥0.25');
    expect(numbers.metricValue(money('XYZ'), 3, 0)).toBe('XYZ\u00a03');
    expect(numbers.tick(money('USD'), 20, 10)).toBe('+$20');
    expect(numbers.tick(money('USD'), 0.5, 0.5)).toBe('+$0.50');
  });

  test('money that is tiny, huge or nothing reads as it is', () => {
    expect(numbers.difference(money('USD'), 0.0004, 2)).toBe('+$0.0004');
    expect(numbers.difference(money('USD'), -2.1e20, 2)).toBe('−2.1e20 USD');
    expect(numbers.difference(money('USD'), -0, 2)).toBe('$0.00');
    expect(numbers.metricValue(money('USD'), null, 2)).toBe('–');
  });

  test('a proportion is never money, and no currency is none', () => {
    expect(numbers.difference({ kind: 'proportion', currency: 'USD' }, 0.0766, 1)).toBe('+7.7');
    expect(numbers.metricValue({ kind: 'mean', currency: null }, 1.4, 1)).toBe('1.4');
  });

  test('lifts of a column share their places', () => {
    expect(numbers.percentChange(0.0721, 2)).toBe('+7.21%');
    expect(numbers.liftInterval({ value: 0.1, low: 0.091, high: 0.141 }, 0)).toBe('+9% to +14%');
    expect(numbers.liftInterval({ value: 0.1, low: null, high: 0.141 }, 1)).toBe('+14.1% or less');
    expect(numbers.percentTick(20, 20)).toBe('+20%');
    expect(numbers.percentTick(0, 20)).toBe('0');
  });
});
