import { describe, expect, test } from 'vitest';
import { named, pageText, shorten } from './names.ts';

describe('text of the data', () => {
  test('cannot colour or turn the direction of a page', () => {
    expect(pageText('a\u0000\u202eb\u001b[1m')).toBe('ab');
    expect(pageText('\u001b]8;;https://example.org\u0007link\u001b]8;;\u0007')).toBe('link');
    expect(pageText('one\r\ntwo')).toBe('one two');
  });

  test('keeps joiners, where they belong to the writing', () => {
    expect(pageText('نمی\u200cخواهم')).toBe('نمی\u200cخواهم');
  });

  test('a name of a megabyte is cut before it is looked at', () => {
    expect(pageText('x'.repeat(1_000_000)).length).toBeLessThan(2_100);
  });

  test('is shortened in the middle, by whole characters', () => {
    expect(shorten('short', 10)).toBe('short');
    expect(shorten('What 1.7 Million People Sleep In', 14)).toBe('What 1.…eep In');
    expect(shorten('👩‍👩‍👧‍👦'.repeat(5), 5)).toBe('👩‍👩‍👧‍👦'.repeat(5));
    expect(shorten('👩‍👩‍👧‍👦'.repeat(8), 5)).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦…👩‍👩‍👧‍👦👩‍👩‍👧‍👦');
  });

  test('is never empty', () => {
    expect([named(''), named(' \t'), named('A')]).toEqual(['(empty)', '(empty)', 'A']);
  });
});
