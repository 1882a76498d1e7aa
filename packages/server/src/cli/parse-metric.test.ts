import { describe, expect, test } from 'vitest';
import { parseMetric } from './parse-metric.ts';

describe('--metric NAME[:KIND[:COLUMN[/COLUMN]]]', () => {
  test.each([
    ['visit', { name: 'visit', kind: null, numerator: 'visit', denominator: null }],
    ['visit:proportion', { name: 'visit', kind: 'proportion', numerator: 'visit', denominator: null }],
    ['visit:Proportion', { name: 'visit', kind: 'proportion', numerator: 'visit', denominator: null }],
    ['orders:count:order lines', { name: 'orders', kind: 'count', numerator: 'order lines', denominator: null }],
    ['ctr:proportion:clicks/sent', { name: 'ctr', kind: 'proportion', numerator: 'clicks', denominator: 'sent' }],
    ['ctr::clicks/sent', { name: 'ctr', kind: null, numerator: 'clicks', denominator: 'sent' }],
    ['a/b', { name: 'a/b', kind: null, numerator: 'a/b', denominator: null }],
    ['x:mean:a\\:b\\/c', { name: 'x', kind: 'mean', numerator: 'a:b/c', denominator: null }],
    ['a\\:b:mean', { name: 'a:b', kind: 'mean', numerator: 'a:b', denominator: null }],
    ['x:ratio:a\\\\/b', { name: 'x', kind: 'ratio', numerator: 'a\\', denominator: 'b' }],
  ])('%s', (text, expected) => {
    expect(parseMetric(text)).toEqual(expected);
  });

  test.each([
    ['', 'the name is missing'],
    ['x:speed', '"speed" is not a kind'],
    ['x:ratio', 'needs two columns'],
    ['x:mean:a/b', 'a mean has one column'],
    ['x:ratio:a/b/c', 'too many columns'],
    ['x:ratio:a/', 'a column is missing'],
    ['x:mean:a:b', 'too many colons'],
  ])('%s is refused: %s', (text, message) => {
    expect(() => parseMetric(text)).toThrow(message);
  });
});
